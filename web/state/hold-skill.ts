/** The evaluation of hold and the words of a draft enter; the figure measured on texts of that kind leaves: a line of three words orders videos less well than one of twenty. */
import { contentWords } from '#core/features/words.ts';
import type { Evaluation, Measure } from './evidence.svelte.ts';

export interface HoldSkill {
  /** Whether the line of what is shown was measured, or the caption alone. */
  readonly of: 'line' | 'caption';
  readonly figure: Measure['model'];
}

/** Content words from which the next length is nearer; the bands of the model's own ranges (models/train/hold/calibrate.ts). */
const LENGTHS = [
  { under: 6, slice: '3 content words' },
  { under: 14, slice: '8 content words' },
  { under: 30, slice: '20 content words' },
  { under: Number.POSITIVE_INFINITY, slice: 'whole description' },
] as const;

/** @returns null where nothing was written, or nothing measured */
export function holdSkill(
  { measures }: Pick<Evaluation, 'measures'>,
  { caption, shown }: { readonly caption: string; readonly shown: string },
): HoldSkill | null {
  const words = contentWords(shown).length;
  const figure = (metric: string, slice: string): Measure['model'] | undefined =>
    measures.find((one) => one.metric === metric && one.slice === slice)?.model;
  if (words > 0) {
    const found = figure('spearman_tercile', LENGTHS.find(({ under }) => words < under)?.slice ?? '');
    return found ? { of: 'line', figure: found } : null;
  }
  const found = caption.trim() === '' ? undefined : figure('spearman', 'caption only');
  return found ? { of: 'caption', figure: found } : null;
}
