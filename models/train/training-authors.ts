/** What the stages of reach split → the authors that models are fitted on, shares of them, and answers put where their rows stand. */
import { fnv1a } from '../data/split.ts';
import type { Job } from './graph.ts';
import { parseAuthors, type Author } from './reach/table.ts';

// Holds: the stage that is named wrote it, and the graph checked its hash.
export const trainAuthors = (job: Job): Author[] => parseAuthors(job.text('reach/split', 'train.jsonl'));

/** Shares of the training authors that learning curves are drawn at; the last point is the shipped model. */
export const LEARNING_SHARES = [0.1, 0.25, 0.5, 0.75] as const;

/** Digits of the hash that neither side nor fold uses, so that a larger share holds the smaller one. */
export const inShare = (id: string, share: number): boolean => Math.floor(fnv1a(id) / 100) % 100 < 100 * share;

/** Puts answers for some rows where those rows stand. */
export function place(into: Float64Array, rows: Uint32Array, values: Float64Array): void {
  rows.forEach((row, i) => {
    into[row] = values[i] ?? 0;
  });
}
