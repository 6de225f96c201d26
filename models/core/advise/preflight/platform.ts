/** Signals and the chosen platform in; what that platform would cover, cut or refuse out. */
import type { Box, FrameSignals, TextArea } from '../../flow.ts';
import { LENGTH_LIMITS, SAFE_ZONES, type SafeZone } from '../safe-zones.ts';
import { advice, over, under, type Check } from './check.ts';

export const lengthLimit: Check = ({ signals, draft }) => {
  const limit = LENGTH_LIMITS[draft.platform].seconds;
  return advice('length_limit', over(signals.clip.length, Infinity, limit), signals.clip.length, null, {
    unit: 's',
    threshold: limit,
    source: 'platform_length',
  });
};

/** The zones are those of a full-height vertical clip; another shape sits elsewhere on the screen. */
const VERTICAL = 0.7;

/** A box counts as covered from a quarter of its area on: what looks like text is found to about that much. */
const COVERED = 0.25;

export const textZone: Check = ({ signals, draft }) => {
  const zone = SAFE_ZONES[draft.platform];
  const { width, height } = signals.clip.video;
  if (zone === null || signals.picture === null || width / height > VERTICAL) return null;
  const found = worst(signals.picture.frames, (area) => coveredShare(area, zone));
  if (found === null) return null;
  return advice('text_zone', over(found.value, COVERED, 0.6), found.value, found.at, {
    unit: 'share',
    threshold: COVERED,
    source: 'vendor_zones',
  });
};

/** Text in a clip is large text; under 3 it is lost on a phone in daylight. */
export const textContrast: Check = ({ signals }) => {
  if (signals.picture === null) return null;
  const found = worst(signals.picture.frames, (area) => -area.contrast);
  if (found === null) return null;
  return advice('text_contrast', under(-found.value, 4.5, 3), -found.value, found.at, {
    unit: 'ratio',
    threshold: 4.5,
    source: 'wcag_1_4_3',
  });
};

/** Part of a box that lies outside the safe rectangle. */
export function coveredShare(box: Box, zone: SafeZone): number {
  const area = box.w * box.h;
  if (area <= 0) return 0;
  const w = Math.max(0, Math.min(box.x + box.w, 1 - zone.right) - Math.max(box.x, zone.left));
  const h = Math.max(0, Math.min(box.y + box.h, 1 - zone.bottom) - Math.max(box.y, zone.top));
  return Math.min(1, Math.max(0, 1 - (w * h) / area));
}

function worst(
  frames: readonly FrameSignals[],
  of: (area: TextArea) => number,
): { readonly value: number; readonly at: FrameSignals['at'] } | null {
  let found: { value: number; at: FrameSignals['at'] } | null = null;
  for (const frame of frames)
    for (const area of frame.textAreas) {
      const value = of(area);
      if (found === null || value > found.value) found = { value, at: frame.at };
    }
  return found;
}
