/** People in the looked-at frames enter; how much of the picture they take up leaves as a feature. */
import type { Feature } from './feature.ts';
import { ofPercept, overLooks } from './perceived.ts';

export const OBJECT_FEATURES = [
  {
    name: 'person_share',
    version: 1,
    family: 'objects',
    unit: 'share',
    range: [0, 1],
    tolerance: 0.05,
    known: 'draft',
    about:
      'Share of the picture that people take up, mean over the clip; found by a mask that errs by a twentieth of it.',
    of: ofPercept('objects', ({ frames }, length) => overLooks(frames, length, ({ person }) => person)),
  },
] satisfies readonly Feature[];
