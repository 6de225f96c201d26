/** Detail of the frames enters; how sharp and how busy the picture is leaves as features. All depend on the working size. */
import type { FrameSignals, MissingReason } from '../flow.ts';
import { quantile } from '../stats/quantile.ts';
import type { Feature } from './feature.ts';
import { ofPicture, overTime } from './measured.ts';

export const SHARPNESS_FEATURES = [
  {
    name: 'sharpness',
    version: 1,
    family: 'sharpness',
    unit: 'log10',
    range: [0, 5],
    tolerance: 0.05,
    known: 'draft',
    about: 'Fine detail of the middle frame of all: log10 of one plus the variance of the Laplacian at 256 px.',
    of: ofPicture(({ frames }) => sharpnessAt(frames, 0.5)),
  },
  {
    name: 'sharpness_low',
    version: 1,
    family: 'sharpness',
    unit: 'log10',
    range: [0, 5],
    tolerance: 0.1,
    known: 'draft',
    about: 'The same for the soft frames: one in ten is softer.',
    of: ofPicture(({ frames }) => sharpnessAt(frames, 0.1)),
  },
  {
    name: 'edge_share',
    version: 1,
    family: 'sharpness',
    unit: 'share',
    range: [0, 1],
    tolerance: 0.01,
    known: 'draft',
    about: 'Share of the picture that lies on a clear edge, mean over the clip.',
    of: ofPicture((picture, clip) => overTime(picture, clip, (frame) => frame.edges)),
  },
  {
    name: 'entropy',
    version: 1,
    family: 'sharpness',
    unit: 'bit',
    range: [0, 6],
    tolerance: 0.1,
    known: 'draft',
    about: 'How many tones the picture uses: entropy of the 64-bin histogram of luma, mean over the clip.',
    of: ofPicture((picture, clip) => overTime(picture, clip, (frame) => frame.entropy)),
  },
] satisfies readonly Feature[];

/** Order is kept by the logarithm, so it may be taken before the quantile. */
function sharpnessAt(frames: readonly FrameSignals[], p: number): number | MissingReason {
  return (
    quantile(
      frames.map((frame) => Math.log10(1 + frame.sharpness)),
      p,
    ) ?? 'no_evidence'
  );
}
