/** Steps between neighbouring frames enter; how much moves leaves as features. A shift of the whole picture does not count. */
import { quantile } from '../stats/quantile.ts';
import type { Feature } from './feature.ts';
import { ofPicture } from './measured.ts';

export const MOTION_FEATURES = [
  {
    name: 'motion_mean',
    version: 1,
    family: 'motion',
    unit: '1',
    range: [0, 1],
    tolerance: 0.005,
    known: 'draft',
    about:
      'Typical change of brightness between neighbouring frames after the best small shift; later frames lie farther apart, so compare clips of like length.',
    of: ofPicture(({ steps }) => {
      const time = steps.reduce((sum, step) => sum + step.to - step.from, 0);
      return time > 0 ? steps.reduce((sum, step) => sum + step.motion * (step.to - step.from), 0) / time : 'too_short';
    }),
  },
  {
    name: 'motion_peak',
    version: 1,
    family: 'motion',
    unit: '1',
    range: [0, 1],
    tolerance: 0.01,
    known: 'draft',
    about: 'Motion that one step in ten exceeds, cuts left out.',
    of: ofPicture(({ steps }) => {
      const moved = steps.filter((step) => !step.cut).map((step) => step.motion);
      return quantile(moved, 0.9) ?? 'too_short';
    }),
  },
  {
    name: 'motion_spread',
    version: 1,
    family: 'motion',
    unit: '1',
    range: [0, 1],
    tolerance: 0.01,
    known: 'draft',
    about: 'How uneven the motion of the first 3 s is: its standard deviation from step to step, cuts left out.',
    of: ofPicture(({ steps }) => {
      const moved = steps.filter((step) => step.to <= 3.001 && !step.cut).map((step) => step.motion);
      if (moved.length < 2) return 'too_short';
      const mean = moved.reduce((a, b) => a + b, 0) / moved.length;
      return Math.sqrt(moved.reduce((sum, value) => sum + (value - mean) ** 2, 0) / moved.length);
    }),
  },
] satisfies readonly Feature[];
