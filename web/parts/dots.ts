/** Twenty quantiles → places of twenty dots: stacked in bins 6 wide, with a bin edge on 50, so the filled ones can be counted. */

const BIN = 6;
const MIDDLE = 50;
/** Bins whose whole dot stays inside 0..100; the tails stack in the outermost ones. */
const FIRST = -8;
const LAST = 7;

export interface Dot {
  /** Centre on the scale 0..100. */
  readonly at: number;
  /** 0 is the lowest row. */
  readonly row: number;
  /** Beyond the middle. */
  readonly beyond: boolean;
}

export function placeDots(quantiles: readonly number[]): Dot[] {
  const rows = new Map<number, number>();
  return [...quantiles]
    .sort((a, b) => a - b)
    .map((quantile) => {
      const beyond = quantile > MIDDLE;
      const bin = Math.floor((quantile - MIDDLE) / BIN);
      // Exactly on the middle is not beyond it, so it stacks on the left.
      const slot = Math.min(LAST, Math.max(FIRST, quantile === MIDDLE ? -1 : bin));
      const row = rows.get(slot) ?? 0;
      rows.set(slot, row + 1);
      return { at: MIDDLE + BIN * slot + BIN / 2, row, beyond };
    });
}

export const countBeyond = (dots: readonly Dot[]): number => dots.filter((dot) => dot.beyond).length;

export const tallest = (dots: readonly Dot[]): number => dots.reduce((most, dot) => Math.max(most, dot.row + 1), 0);

/** Labels of a range under an axis: the middle one is dropped when it would touch a neighbour (closer than 8). */
export function axisMarks(low: number, value: number, high: number): { readonly at: number; readonly text: string }[] {
  const marks = [low, value, high].map((at) => ({ at, text: String(Math.round(at)) }));
  const near = 8;
  const kept = value - low < near || high - value < near ? marks.filter((_, index) => index !== 1) : marks;
  const apart = kept.filter((mark, index) => index === 0 || mark.at - (kept[index - 1]?.at ?? 0) >= near);
  return [
    { at: 0, text: '0' },
    // 100 has three figures and ends at its place: at 320 px it takes 8 of the scale, half of its neighbour 3 more.
    ...apart.filter((mark) => mark.at >= near && mark.at <= 100 - 1.5 * near),
    { at: 100, text: '100' },
  ];
}
