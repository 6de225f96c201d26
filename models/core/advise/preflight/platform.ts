/** Signals and the chosen platform in; what that platform would cover, cut or refuse out. */
import type { FrameSignals, TextArea } from '../../flow.ts';
import { seconds } from '../../units.ts';
import { LENGTH_LIMITS, LIMITS, RATIO_LIMITS, SAFE_ZONES, VERTICAL_RATIO_MAX } from '../safe-zones.ts';
import { advice, over, under, type Check } from './check.ts';
import { writing } from './seen.ts';
import { coveredShare } from './zones.ts';

export const lengthLimit: Check = ({ signals, draft }) => {
  const limit = LENGTH_LIMITS[draft.platform].seconds;
  const { length } = signals.clip;
  return advice('length_limit', over(length, Infinity, limit), length, length > limit ? seconds(limit) : null, {
    unit: 's',
    threshold: limit,
    source: 'platform_length',
  });
};

/** A clip of another shape is no short video there. */
export const ratioLimit: Check = ({ signals, draft }) => {
  const { most } = RATIO_LIMITS[draft.platform];
  if (most === null) return null;
  const ratio = signals.clip.video.width / signals.clip.video.height;
  // Odd sizes round a square by a pixel or two.
  return advice('ratio_limit', over(ratio, Infinity, 1.02 * most), ratio, null, {
    unit: 'ratio',
    threshold: most,
    source: 'platform_length',
  });
};

export const textZone: Check = ({ signals, draft }) => {
  const zone = SAFE_ZONES[draft.platform];
  const { width, height } = signals.clip.video;
  if (zone === null || signals.picture === null || width / height > VERTICAL_RATIO_MAX) return null;
  const found = worst(writing(signals), (area) => coveredShare(area, zone));
  if (found === null) return null;
  return advice(
    'text_zone',
    over(found.value, LIMITS.textCovered.know, LIMITS.textCovered.fix),
    found.value,
    found.at,
    {
      unit: 'share',
      threshold: LIMITS.textCovered.know,
      source: 'vendor_zones',
    },
  );
};

/** Text in a clip is large text; under 3 it is lost on a phone in daylight. */
export const textContrast: Check = ({ signals }) => {
  if (signals.picture === null) return null;
  const found = worst(writing(signals), (area) => -area.contrast);
  if (found === null) return null;
  return advice(
    'text_contrast',
    under(-found.value, LIMITS.textContrast.know, LIMITS.textContrast.fix),
    -found.value,
    found.at,
    {
      unit: 'ratio',
      threshold: LIMITS.textContrast.know,
      source: 'wcag_1_4_3',
    },
  );
};

function worst(
  frames: readonly { readonly at: FrameSignals['at']; readonly areas: readonly TextArea[] }[],
  of: (area: TextArea) => number,
): { readonly value: number; readonly at: FrameSignals['at'] } | null {
  let found: { value: number; at: FrameSignals['at'] } | null = null;
  for (const frame of frames)
    for (const area of frame.areas) {
      const value = of(area);
      if (found === null || value > found.value) found = { value, at: frame.at };
    }
  return found;
}
