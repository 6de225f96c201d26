/**
 * Sizes and times of the coded pictures enter, as the container lists them; what they tell of the clip before any is
 * decoded leaves: where much changes, and whether the pictures come evenly.
 *
 * An encoder spends bytes on what differs from the picture before, so their number per quarter second follows motion and
 * cuts. It is no measure of either: the encoder also saves where it must. The timeline shows it until every picture was
 * looked at, and calls it what it is.
 */
import type { CodedPictures } from '../flow.ts';
import { quantile } from '../stats/quantile.ts';
import { seconds, share } from '../units.ts';

/** The step of the timeline, s. */
export const QUARTER_S = 0.25;
/** A step between two pictures is uneven from so much more or less than the usual one. */
export const UNEVEN = 0.25;

/** One coded picture that is shown; times from the first one. */
export interface CodedPicture {
  readonly at: number;
  readonly bytes: number;
  /** A sync sample. */
  readonly key: boolean;
}

/** Longer clips than the longest short video (LENGTH_LIMITS in advise/safe-zones.ts) are told up to here, s. */
const UNTIL_S = 600;

/**
 * @param pictures ascending, without gaps
 * @param length up to which they are listed, s
 */
export function codedPictures(pictures: readonly CodedPicture[], length: number): CodedPictures | null {
  const until = Math.min(UNTIL_S, length);
  const listed = pictures.filter(({ at }) => at < until);
  if (listed.length === 0 || !(until > 0)) return null;
  // Of a codec whose pictures all stand alone, all are told.
  const alone = listed.every(({ key }) => key);
  const changeBytes = Array.from({ length: Math.ceil(until / QUARTER_S - 1e-6) }, (): number | null => null);
  for (const { at, bytes, key } of listed) {
    const slot = Math.floor(at / QUARTER_S + 1e-6);
    if ((key && !alone) || slot >= changeBytes.length) continue;
    changeBytes[slot] = (changeBytes[slot] ?? 0) + bytes;
  }
  const steps = listed.slice(1).map(({ at }, n) => ({ from: listed[n]!.at, length: at - listed[n]!.at }));
  const usual = quantile(
    steps.map((step) => step.length),
    0.5,
  );
  const tells = steps.length >= 2 && usual !== null && usual > 0;
  const longest = steps.reduce<(typeof steps)[number] | null>(
    (most, step) => (most !== null && most.length >= step.length ? most : step),
    null,
  );
  return {
    changeBytes,
    until: seconds(until),
    uneven: tells
      ? share(steps.filter((step) => Math.abs(step.length - usual) > UNEVEN * usual).length / steps.length)
      : null,
    longestStepAt: tells && longest !== null ? seconds(longest.from) : null,
  };
}
