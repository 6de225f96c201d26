/** A comment that was written for this project, with the feeling its writer meant. */
import type { Feeling } from '#core/scoring/model-files.ts';

export type WrittenComment = readonly [feeling: Feeling, text: string];
