/**
 * Packets of the picture track enter; when each picture is shown, and what that says of the clip, leaves.
 *
 * The same for both decoders, so that they look at the same frames. Header durations are not believed: one
 * fragmented file claims 143,165 s for one second (perception note, section 10).
 */
import type { CodedPictures } from '#core/flow.ts';
import { codedPictures } from '#core/signals/coded.ts';
import { seconds, type Seconds } from '#core/units.ts';

/** One coded picture; times in s on the container's own clock. */
export interface Packet {
  readonly at: number;
  /** 0 when the container does not say. */
  readonly duration: number;
  readonly bytes: number;
  readonly key: boolean;
}

export interface Timeline {
  /** Container time of the first picture shown: 0 of the clip. */
  readonly start: number;
  readonly length: Seconds;
  /** Container times of all pictures shown, ascending. */
  readonly times: readonly number[];
  /** Up to here all pictures are listed; behind it there are others between those in `times`. */
  readonly listedTo: number;
  /** Sync samples, from the first picture. */
  readonly keyframes: readonly Seconds[];
  /** Pictures per second; null for a single one. */
  readonly frameRate: number | null;
  /** Bits per second; null when no length can be told. */
  readonly bitrate: number | null;
  /** Sizes and evenness of the pictures that were listed. */
  readonly coded: CodedPictures | null;
}

/** Last picture's claim to stay: longer than this, and longer than three times the rest, is not believed. Chosen by eye on the shared clips. */
const LAST_PICTURE_MAX_S = 60;

/**
 * @param packets without gaps from the first one on, in any order
 * @param further packets looked up behind them, when a long clip was not listed to its end
 * @returns null when no picture is shown
 */
export function timelineOf(packets: readonly Packet[], further: readonly Packet[] = []): Timeline | null {
  // An edit list moves pictures before 0 that only help to decode; one that reaches past 0 is shown.
  const shown = packets.filter(({ at, duration }) => at >= 0 || at + duration > 1e-6);
  if (shown.length === 0) return null;
  const sorted = shown.toSorted((a, b) => a.at - b.at);
  const start = sorted[0]!.at;
  const listed = sorted.at(-1)!.at - start;
  const step = sorted.length > 1 ? listed / (sorted.length - 1) : null;
  const all = [...sorted, ...further.toSorted((a, b) => a.at - b.at)];
  const last = all.at(-1)!;
  const spread = last.at - start;
  const bytes = shown.reduce((sum, packet) => sum + packet.bytes, 0);
  const covered = further.length > 0 ? listed : spread + lastDuration(last.duration, step, spread);
  // Two clocks of the same clip must not differ in the last bit: the plan asks whether a time lies before the end.
  const length = Math.round((spread + lastDuration(last.duration, step, spread)) * 1e6) / 1e6;
  return {
    start,
    length: seconds(length),
    times: all.map(({ at }) => at),
    listedTo: further.length > 0 ? sorted.at(-1)!.at : Infinity,
    keyframes: all.filter(({ key }) => key).map(({ at }) => seconds(at - start)),
    frameRate: step !== null && step > 0 ? 1 / step : null,
    bitrate: covered > 0 && bytes > 0 ? (bytes * 8) / covered : null,
    coded: codedPictures(
      sorted.map(({ at, bytes: size, key }) => ({ at: at - start, bytes: size, key })),
      further.length > 0 ? listed : length,
    ),
  };
}

function lastDuration(claimed: number, step: number | null, spread: number): number {
  // Matroska and FLV without durations come with a single tick.
  const believed = claimed > (step ?? 0) / 2 && claimed <= Math.max(LAST_PICTURE_MAX_S, 3 * spread);
  return believed ? claimed : (step ?? 0);
}

/** Planned times are rounded to a millisecond, those of a container perhaps to another one; s. */
const ROUNDING = 0.0015;

/**
 * Container times of the pictures on screen at the times asked.
 *
 * @param asked from the first picture, ascending
 * @returns ascending, each picture once
 */
export function picturesAt(timeline: Timeline, asked: readonly Seconds[]): number[] {
  const found: number[] = [];
  for (const time of asked) {
    const wanted = timeline.start + time;
    const listed = lastUpTo(timeline.times, wanted + ROUNDING);
    const isUnlisted = wanted > timeline.listedTo && listed !== null && wanted - listed > ROUNDING;
    const at = isUnlisted ? wanted : listed;
    if (at !== null && at !== found.at(-1)) found.push(at);
  }
  return found;
}

/** The same, from the first picture. */
export function clipTimesAt(timeline: Timeline, asked: readonly Seconds[]): Seconds[] {
  return picturesAt(timeline, asked).map((at) => seconds(at - timeline.start));
}

/** Of a file that was cut off, so much must be left: the score of half a clip would be that of another clip. */
export const WHOLE_SHARE = 0.8;
/** A header that claims more than so many times what is there is wrong itself. */
const SILLY = 10;

/**
 * Whether the file breaks off: its header promises more than is there. AVI, WebM and fragmented MP4 end without a word.
 *
 * @param claimed length after the header, of the longest track; null when it says nothing
 * @param soundEnd container time of the last sound
 */
export function breaksOff({ start, length }: Timeline, claimed: number | null, soundEnd: number): boolean {
  const end = Math.max(start + length, soundEnd);
  return claimed !== null && end < WHOLE_SHARE * claimed && claimed <= SILLY * end;
}

/** Tracks that begin closer together than this belong together: the picture waits for its reordering, not for the sound; s. */
const SAME_START_S = 0.1;

/**
 * Container time at which the sound is at 0: with the first picture, unless the sound begins just before it.
 *
 * @param sound container time of the first sound; null when unknown
 */
export function soundZero({ start }: Timeline, sound: number | null): number {
  const from = Math.max(0, sound ?? start);
  return from < start && start - from < SAME_START_S ? from : start;
}

function lastUpTo(sorted: readonly number[], limit: number): number | null {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sorted[middle]! <= limit) low = middle + 1;
    else high = middle;
  }
  return low === 0 ? null : sorted[low - 1]!;
}
