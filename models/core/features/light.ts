/** Light and colour of the frames enter; how bright, contrasty and colourful the clip is, over its time, leaves as features. */
import type { FrameSignals } from '../flow.ts';
import type { Feature, Unit } from './feature.ts';
import { ofPicture, overTime, shareOfTime } from './measured.ts';

export const LIGHT_FEATURES = [
  meanOverTime('luma', '1', [0, 1], 0.01, 'Mean brightness of the picture, 0 black to 1 white.', (f) => f.luma),
  {
    name: 'luma_spread',
    version: 1,
    family: 'light',
    unit: '1',
    range: [0, 0.5],
    tolerance: 0.01,
    known: 'draft',
    about: 'How much the brightness of the picture varies over the clip: standard deviation between frames.',
    of: ofPicture((picture, clip) => {
      const mean = overTime(picture, clip, (frame) => frame.luma);
      return Math.sqrt(overTime(picture, clip, (frame) => (frame.luma - mean) ** 2));
    }),
  },
  meanOverTime(
    'contrast',
    '1',
    [0, 0.5],
    0.01,
    'Spread of brightness within a frame: standard deviation of luma, mean over the clip.',
    (f) => f.contrast,
  ),
  meanOverTime(
    'crushed_share',
    'share',
    [0, 1],
    0.03,
    'Share of the picture lost in black: luma of 2 % or less.',
    (f) => f.crushed,
  ),
  meanOverTime(
    'blown_share',
    'share',
    [0, 1],
    0.03,
    'Share of the picture lost in white: luma of 98 % or more.',
    (f) => f.blown,
  ),
  {
    name: 'black_share',
    version: 1,
    family: 'light',
    unit: 'share',
    range: [0, 1],
    tolerance: 0.1,
    known: 'draft',
    about: 'Share of the clip in which the frames looked at are black.',
    of: ofPicture(({ black }, { length }) => shareOfTime(black, length)),
  },
  meanOverTime('saturation', '1', [0, 1], 0.02, 'Mean saturation (HSV), 0 grey to 1 pure colour.', (f) => f.saturation),
  meanOverTime(
    'colourfulness',
    '1',
    [0, 200],
    1.5,
    'Colourfulness after Hasler and Süsstrunk, 0 grey to about 110 vivid.',
    (f) => f.colourfulness,
  ),
  meanOverTime('warmth', '1', [-1, 1], 0.015, 'Mean red less mean blue, -1 cold to 1 warm.', (f) => f.warmth),
] satisfies readonly Feature[];

function meanOverTime(
  name: string,
  unit: Unit,
  range: readonly [number, number],
  tolerance: number,
  about: string,
  read: (frame: FrameSignals) => number,
): Feature {
  const of = ofPicture((picture, clip) => overTime(picture, clip, read));
  return { name, version: 1, family: 'light', unit, range, tolerance, known: 'draft', about, of };
}
