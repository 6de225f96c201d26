/** A learning curve enters; where it leads with twice the rows and with endless ones leaves. */
import type { Evaluation } from '#contracts/evaluation.ts';

type Point = Pick<Evaluation['learning'][number], 'groups' | 'value'>;

/** A line through 1/√groups: the error of a mean falls so, and three to five points carry no freer curve. @returns null under three */
export function leadsTo(points: readonly Point[]): { readonly twice: number; readonly endless: number } | null {
  if (points.length < 3) return null;
  const x = points.map(({ groups }) => 1 / Math.sqrt(groups));
  const mean = (of: readonly number[]): number => of.reduce((a, b) => a + b, 0) / of.length;
  const [mx, my] = [mean(x), mean(points.map(({ value }) => value))];
  const spread = x.reduce((sum, each) => sum + (each - mx) ** 2, 0);
  const slope = points.reduce((sum, { value }, i) => sum + ((x[i] ?? 0) - mx) * (value - my), 0) / spread;
  const most = Math.max(...points.map(({ groups }) => groups));
  const at = (inverse: number): number => my + slope * (inverse - mx);
  return { twice: at(1 / Math.sqrt(2 * most)), endless: at(0) };
}

/** One sentence for a card. */
export function ceilingLine(what: string, points: readonly Point[]): string[] {
  const found = leadsTo(points);
  if (found === null) return [];
  return [
    `Where the ceiling is, ${what}: a straight line through the learning curve in 1/√groups leads to ${found.twice.toFixed(3)} with twice the groups and to ${found.endless.toFixed(3)} with endless ones of this kind.`,
  ];
}
