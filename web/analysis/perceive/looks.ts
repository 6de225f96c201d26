/** Which frames networks look at, and how large: those that were measured, so that one pass over the clip serves all. */
import type { Report } from '#core/flow.ts';
import { FRAME_PLAN } from '#core/signals/plan.ts';
import type { Seconds } from '#core/units.ts';

/**
 * Longest side, px. Half of a 720p picture: a face of a twentieth of an upright frame's width still has 18 px, about
 * the smallest that the detector finds; twice the side costs four times the resizing (tests/perception/faces.ts --size).
 */
export const LOOK_SIZE = 640;

/** Most frames a network looks at: about 80 ms each for faces on one core, of 3 s allowed (npm run bench -- perceive). */
const MOST = 16;

/** Of the measured frames every second of the opening, and the later ones thinned evenly. */
export function lookTimes({ signals }: Report): readonly Seconds[] {
  const times = (signals.picture?.frames ?? []).map(({ at }) => at);
  const opening = times.filter((at) => at <= FRAME_PLAN.openingS).filter((_, n) => n % 2 === 0);
  const later = times.filter((at) => at > FRAME_PLAN.openingS);
  const room = MOST - opening.length;
  if (later.length <= room) return [...opening, ...later];
  const step = (later.length - 1) / (room - 1);
  const kept = Array.from({ length: room }, (_, n) => later[Math.round(n * step)]);
  return [...opening, ...kept.filter((at) => at !== undefined)];
}
