/** The kinds of percepts that this build can make: what a page may ask for. perceivers.ts has one perceiver for each. */
import type { PerceptKind } from '#core/flow.ts';

export const PERCEIVED_KINDS: readonly PerceptKind[] = [
  'voice',
  'faces',
  'objects',
  'quality',
  'words',
  'things',
  'full',
];
