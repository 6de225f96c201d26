/**
 * Lines found in frames and what a reader made of them enter; what is written on the clip, where, and how long each
 * line stays leaves.
 */
import type { Box, Report, Signals, WordsSignals, WrittenArea } from '../flow.ts';
import { seconds, type Seconds } from '../units.ts';
import type { TextRegion } from './text-regions.ts';
import { looksWritten } from './unread.ts';

export interface ReadLine {
  readonly text: string;
  /** Of the reader, 0..1. */
  readonly confidence: number;
}

/** Longest side of the frames that are read, px: capitals of 3 % are 19 px tall there, and more costs time only. */
export const READ_SIZE = 640;
/** Most frames looked at; fewer where nothing is written in the first look (signals/text-areas.ts). */
const FRAMES_MAX = 8;
/** Most lines read in one frame, the likeliest first. */
const LINES_MAX = 7;

/**
 * Log-odds that a line which was read is writing and not a pattern: fitted by `npx tsx tests/perception/text.ts fit`
 * on captions of set A (logistic regression, 1,094 lines of which 264 are writing).
 */
const ODDS = { base: -13.91, confidence: 5.78, read: 1.68, clean: -1.11, share: 4.84, contrast: 1.72, patches: 4.75 };
const SURE = 0.5;
/** From here on a line counts as writing by its shape alone; measured by tests/perception/scripts.ts. */
export const UNREAD_SURE = 0.9;
/**
 * What is read with less confidence is letters of another script taken for Latin ones. Of lines that count as read on
 * the captions of set A: 2 of 122 Latin ones lie under it, and 1 to 4 of 84 in Chinese, Japanese, Korean, Arabic and
 * Hebrew over it; 22 of 84 Cyrillic ones do, whose letters look Latin (tests/perception/{text,scripts}.ts).
 */
const READ_SURE = 0.6;
/**
 * A capital right behind a small letter is what the small в, к, м, н, т of Cyrillic look like to this reader: of the lines
 * that count as read on set A, 18 of 25 Cyrillic ones have one, and none of 35 Latin ones. Names are written so as well
 * (YouTube): what is read as surely as this stays.
 */
const CAPITAL_INSIDE = /[\p{Ll}][\p{Lu}]/u;
const CAPITAL_SURE = 0.92;
/** Fewer letters or digits than this make no words. */
const READ_MIN = 2;

/** What a reader saw beside the letters: emojis and specks come out as signs of their own. */
export function cleaned(text: string): string {
  return text
    .split(/\s+/u)
    .filter((word) => /[\p{L}\p{N}]/u.test(word) || /^[?!:&–-]$/u.test(word))
    .join(' ');
}

export interface Traits {
  readonly confidence: number;
  /** Letters and digits read, up to 12, over 12. */
  readonly read: number;
  /** Share of the signs that stand in words of two letters and more. */
  readonly clean: number;
  /** Letters read for each patch found, up to 2. */
  readonly share: number;
  /** log of the contrast. */
  readonly contrast: number;
  /** Patches found, up to 10, over 10. */
  readonly patches: number;
}

export function traitsOf(region: Pick<TextRegion, 'contrast' | 'letters'>, { text, confidence }: ReadLine): Traits {
  const count = (text.match(/[\p{L}\p{N}]/gu) ?? []).length;
  const words = text
    .split(/\s+/u)
    .filter((word) => /^[\p{L}\p{N}'’!?.,:$-]{2,}$/u.test(word) && /[\p{L}\p{N}]{2}/u.test(word));
  return {
    confidence,
    read: Math.min(12, count) / 12,
    clean: words.join('').length / Math.max(1, text.replaceAll(/\s/gu, '').length),
    share: Math.min(2, count / Math.max(1, region.letters)),
    contrast: Math.log(region.contrast),
    patches: Math.min(10, region.letters) / 10,
  };
}

/** How likely it is that this line is writing, 0..1. */
export function sureness(region: Pick<TextRegion, 'contrast' | 'letters'>, line: ReadLine): number {
  const traits = traitsOf(region, line);
  if (traits.read * 12 < READ_MIN) return 0;
  const { base, ...weights } = ODDS;
  const names = Object.keys(weights) as (keyof Traits)[]; // holds: the keys of ODDS without base
  return 1 / (1 + Math.exp(-names.reduce((sum, name) => sum + weights[name] * traits[name], base)));
}

/** The better of two readings of one place. */
export function better(a: ReadLine | null, b: ReadLine): ReadLine {
  const worth = ({ text, confidence }: ReadLine): number => confidence - (/[\p{L}\p{N}]{2}/u.test(text) ? 0 : 0.5);
  return a !== null && worth(a) >= worth(b) ? a : b;
}

/**
 * The area as reported: with its text, or without where it is writing by its shape that the reader made nothing of;
 * null where it is no writing.
 */
export function writtenArea(
  region: TextRegion,
  line: ReadLine,
  frame: { readonly width: number; readonly height: number },
): WrittenArea | null {
  const read = sureness(region, line) >= SURE;
  if (!read && looksWritten(region, frame) < UNREAD_SURE) return null;
  const { x, y, w, h, contrast } = region;
  return {
    ...{ x, y, w, h, contrast, confidence: line.confidence },
    text: read && isLatin(line) ? line.text : null,
  };
}

/** Letters of another script come out as unsure Latin ones. */
const isLatin = ({ text, confidence }: ReadLine): boolean =>
  confidence >= (CAPITAL_INSIDE.test(text) ? CAPITAL_SURE : READ_SURE);

/** Of a crowded frame only the lines likeliest to be writing are read: many letters, and plain to see. */
export function worthReading(regions: readonly TextRegion[]): TextRegion[] {
  const promise = ({ contrast, letters }: TextRegion): number => Math.log(contrast) * Math.min(10, letters);
  return regions.toSorted((a, b) => promise(b) - promise(a)).slice(0, LINES_MAX);
}

/**
 * Which frames are read: the first ones, since they decide; where a caption comes or goes after the first look; and one
 * in each long stretch.
 */
export function readTimes({ signals, keyframes }: Pick<Report, 'signals' | 'keyframes'>): Seconds[] {
  const { length } = signals.clip;
  const times = new Set<number>([0, 1, 3].filter((at) => at === 0 || at < length));
  const offer = (at: number): void => {
    if (times.size >= FRAMES_MAX || at < 0 || at >= length) return;
    // Nearer than .4 s nothing else can be read.
    if ([...times].every((other) => Math.abs(other - at) >= 0.4)) times.add(at);
  };
  for (const at of captionChanges(signals)) offer(at);
  for (const { at } of keyframes) offer(at);
  const share = length / FRAMES_MAX;
  for (let k = 1; k < FRAMES_MAX; k++) offer(k * share);
  return [...times].sort((a, b) => a - b).map(seconds);
}

/** Moments after which other text-like areas stand in the picture, the largest changes first. */
function captionChanges({ picture }: Signals): number[] {
  const frames = picture?.frames ?? [];
  const changes = frames.slice(1).map((frame, i) => {
    const before = frames[i]!.textAreas;
    const fresh = frame.textAreas.filter((area) => !before.some((other) => overlap(area, other) > 0.3));
    return { at: frame.at, size: fresh.reduce((sum, { w, h }) => sum + w * h, 0) };
  });
  return changes
    .filter(({ size }) => size > 0)
    .sort((a, b) => b.size - a.size)
    .slice(0, FRAMES_MAX / 2)
    .map(({ at }) => at);
}

interface Track {
  texts: { text: string; confidence: number }[];
  box: Box;
  from: Seconds;
  last: number;
}

/**
 * The same line in frame after frame becomes one, from where it is first seen to halfway to where it is gone. What could
 * not be read is followed by its place.
 */
export function wordsOf(
  frames: readonly { readonly at: Seconds; readonly areas: readonly WrittenArea[] }[],
  length: Seconds,
): WordsSignals {
  const read: Track[] = [];
  const unread: Track[] = [];
  for (const [i, { at, areas }] of frames.entries()) {
    for (const area of areas) {
      const { text, confidence } = area;
      const tracks = text === null ? unread : read;
      const home = tracks.find(
        (track) =>
          track.last < i &&
          track.last >= i - 1 &&
          (text === null ? overlap(track.box, area) > 0.4 : isSame(track, area, text)),
      );
      const found = text === null ? [] : [{ text, confidence }];
      if (home) {
        home.texts.push(...found);
        home.last = i;
        home.box = boxOf(area);
      } else tracks.push({ texts: found, box: boxOf(area), from: at, last: i });
    }
  }
  const until = (last: number): Seconds => {
    const gone = frames[last + 1]?.at;
    const seen = frames[last]!.at;
    return seconds(gone === undefined ? Math.max(length, seen) : (seen + gone) / 2);
  };
  return {
    frames,
    lines: read.map(({ texts, box, from, last }) => {
      // holds: a track begins with one reading
      const best = texts.toSorted((a, b) => b.confidence - a.confidence)[0]!;
      return { text: best.text, from, to: until(last), box };
    }),
    unread: unread.map(({ box, from, last }) => ({ from, to: until(last), box })),
  };
}

const boxOf = ({ x, y, w, h }: Box): Box => ({ x, y, w, h });

/** In the same place, or the same words that moved. */
function isSame(track: Track, area: Box, text: string): boolean {
  const alike = Math.max(...track.texts.map((known) => likeness(known.text, text)));
  return (overlap(track.box, area) > 0.4 && alike >= 0.5) || (alike >= 0.8 && text.length >= 4);
}

function overlap(a: Box, b: Box): number {
  const w = Math.min(a.x + a.w, b.x + b.w) - Math.max(a.x, b.x);
  const h = Math.min(a.y + a.h, b.y + b.h) - Math.max(a.y, b.y);
  return w > 0 && h > 0 ? (w * h) / (a.w * a.h + b.w * b.h - w * h) : 0;
}

/** 1 less the edits between them (Levenshtein 1966) over the longer one; capitals count as small letters. */
export function likeness(a: string, b: string): number {
  const [left, right] = [[...a.toLowerCase()], [...b.toLowerCase()]];
  const longest = Math.max(left.length, right.length);
  return longest === 0 ? 1 : 1 - edits(left, right) / longest;
}

export function edits(a: readonly string[], b: readonly string[]): number {
  let row = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (const [i, letter] of a.entries()) {
    const next = [i + 1];
    for (const [j, other] of b.entries()) {
      next.push(Math.min(next[j]! + 1, row[j + 1]! + 1, row[j]! + (letter === other ? 0 : 1)));
    }
    row = next;
  }
  return row[b.length]!;
}

/** Time that a caption asks for: .3 s a word and 1 s to find it, a craft rule (perception note, section 3). */
export function readingTime(text: string): Seconds {
  const words = text.split(/\s+/u).filter((word) => /[\p{L}\p{N}]/u.test(word)).length;
  return seconds(words === 0 ? 0 : 1 + 0.3 * words);
}
