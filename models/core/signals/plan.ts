/**
 * Which frames are looked at, and at what size: the same in the app, on the command line and in training.
 *
 * Enters: length and sync samples of a clip. Leaves: times to decode, ascending.
 */
import { seconds, type Seconds } from '../units.ts';

/** Longest side of a working frame in px. Sharpness and edges depend on it, so a change is a new version of every picture feature. */
export const WORKING_SIZE = 256;

/**
 * The plan as data.
 *
 * The opening is dense because half of all TikTok views end before a tenth of the length (science note, section 3)
 * and the hold label counts staying past the first seconds. After it only sync samples are taken where the
 * file has them: they cost a single decode each, a frame in between costs its whole group of pictures.
 */
export const FRAME_PLAN = {
  version: 1,
  /** End of the opening, s. */
  openingS: 3,
  /** Distance of frames in the opening, s. */
  openingStepS: 0.25,
  /** Most frames after the opening, whatever the length. */
  laterMax: 24,
  /** Smallest distance of frames after the opening, s. */
  laterStepMinS: 1,
  /** With no sync sample within this share of the step, the exact time is decoded. */
  snapShare: 1,
  /** Most frames after the opening that are decoded between sync samples. */
  exactMax: 8,
  /** The last frame is looked at this long before the end, s: for the loop seam and for a dead end. */
  lastBeforeEndS: 0.1,
  /**
   * Sound is measured up to here, s: Reels and Shorts end at 3 min, and it is read together with the picture it is
   * interleaved with, 1 MB a second. Signals.sound.length tells how much was heard.
   */
  soundMaxS: 180,
} as const;

/**
 * Times to decode.
 *
 * @param length of the picture
 * @param keyframes sync samples, ascending; empty when unknown
 * @returns ascending, unique, all in [0, length); at most 13 + laterMax + 1
 */
export function framePlan(length: Seconds, keyframes: readonly Seconds[]): Seconds[] {
  const { openingS, openingStepS, laterMax, laterStepMinS, snapShare, exactMax, lastBeforeEndS } = FRAME_PLAN;
  if (!(length > 0)) return [seconds(0)];
  const times = new Set<number>();
  const round = (t: number): number => Math.round(t * 1000) / 1000;
  for (let t = 0; t <= openingS && t < length; t += openingStepS) times.add(round(t));
  const rest = length - openingS;
  if (rest > 0) {
    const step = Math.max(laterStepMinS, rest / laterMax);
    let exact = 0;
    const exactEvery = Math.max(1, Math.ceil(rest / step / exactMax));
    let slot = 0;
    for (let t = openingS + step; t < length; t += step, slot++) {
      const near = nearest(keyframes, t);
      if (near !== null && near > openingS && Math.abs(near - t) <= step * snapShare) times.add(round(near));
      else if (slot % exactEvery === 0 && exact < exactMax) {
        times.add(round(t));
        exact++;
      }
    }
    times.add(round(Math.max(openingS, length - lastBeforeEndS)));
  }
  return [...times].sort((a, b) => a - b).map(seconds);
}

function nearest(sorted: readonly Seconds[], t: number): number | null {
  let best: number | null = null;
  for (const k of sorted) {
    if (best === null || Math.abs(k - t) < Math.abs(best - t)) best = k;
    if (k > t) break;
  }
  return best;
}
