/**
 * Series of unseen clips and the values a measure gives them → how well it orders each kind: Spearman's rank correlation
 * with how little was spoilt, within each frame's series, averaged; and over the pictures of all scenes together.
 * Intervals by drawing whole clips again.
 */
import { groupedBootstrap } from '#core/stats/interval.ts';
import { spearman } from '#core/stats/rank.ts';

export interface Valued {
  readonly clip: string;
  readonly kind: string;
  /** As it is first, then spoilt more and more. */
  readonly values: readonly number[];
  /** Of sharpness alone on the same pictures. */
  readonly sharpness: readonly number[];
}

export interface KindFigure {
  readonly kind: string;
  readonly series: number;
  readonly clips: number;
  readonly model: Bounded;
  readonly sharpness: Bounded;
  readonly gain: Bounded;
  /** The same over all unseen pictures of the kind at once, scenes mixed: is a spoilt picture told from another's clean one? */
  readonly across: { readonly model: Bounded; readonly sharpness: Bounded; readonly gain: Bounded };
}

export interface Bounded {
  readonly value: number;
  readonly low: number | null;
  readonly high: number | null;
}

/**
 * Needed to ship: the order within a series, each kind; and across scenes better than sharpness alone where that is
 * named. Within a series of one upscaled frame sharpness makes no mistake that could be bettered.
 */
export const GATE = { spearman: 0.9, beats: ['low_bitrate', 'upscaled'] } as const;

export function figuresOf(all: readonly Valued[], kinds: readonly string[], random: () => () => number): KindFigure[] {
  return kinds.map((kind) => {
    const rows = all.filter((row) => row.kind === kind);
    const model = rows.map(({ values }) => orderOf(values));
    const sharp = rows.map(({ sharpness }) => orderOf(sharpness));
    const clips = rows.map(({ clip }) => clip);
    const bounded = (of: readonly number[]): Bounded => {
      const bounds = groupedBootstrap(clips, (drawn) => mean(Array.from(drawn, (i) => of[i] ?? 0)), random());
      return { value: round(mean(of)), low: bounds && round(bounds.low), high: bounds && round(bounds.high) };
    };
    const together = (drawn: readonly number[], of: (row: Valued) => readonly number[]): number | null => {
      const [values, levels]: [number[], number[]] = [[], []];
      for (const n of drawn) {
        for (const [i, value] of of(rows[n]!).entries()) {
          values.push(value);
          levels.push(-i);
        }
      }
      return spearman(values, levels);
    };
    const byModel = (drawn: readonly number[]): number | null => together(drawn, ({ values }) => values);
    const bySharpness = (drawn: readonly number[]): number | null => together(drawn, ({ sharpness }) => sharpness);
    const byGain = (drawn: readonly number[]): number => (byModel(drawn) ?? 0) - (bySharpness(drawn) ?? 0);
    const acrossOf = (of: (drawn: readonly number[]) => number | null): Bounded => {
      const bounds = groupedBootstrap(clips, (drawn) => of(Array.from(drawn)), random());
      const value = of([...rows.keys()]) ?? 0;
      return { value: round(value), low: bounds && round(bounds.low), high: bounds && round(bounds.high) };
    };
    return {
      across: { model: acrossOf(byModel), sharpness: acrossOf(bySharpness), gain: acrossOf(byGain) },
      kind,
      series: rows.length,
      clips: new Set(clips).size,
      model: bounded(model),
      sharpness: bounded(sharp),
      gain: bounded(model.map((value, i) => value - (sharp[i] ?? 0))),
    };
  });
}

export function passes(figures: readonly KindFigure[]): boolean {
  return figures.every(
    ({ kind, model, across }) =>
      model.value >= GATE.spearman && (!GATE.beats.some((one) => one === kind) || across.gain.value > 0),
  );
}

/** 1 when the values fall all the way; one value for all pictures orders nothing. */
const orderOf = (values: readonly number[]): number =>
  spearman(
    values,
    values.map((_, i) => -i),
  ) ?? 0;

const mean = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0) / Math.max(1, values.length);
const round = (value: number): number => Math.round(value * 1000) / 1000;
