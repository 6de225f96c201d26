/** What networks saw and heard in; what it means before posting out. Nothing is said of what was not looked for. */
import type { Box, Percept, Signals, TextArea } from '../../flow.ts';
import { seconds, type Seconds } from '../../units.ts';
import { LIMITS, SAFE_ZONES, VERTICAL_RATIO_MAX } from '../safe-zones.ts';
import { advice, over, under, type Check } from './check.ts';
import { coveredShare } from './zones.ts';

/** What was seen; null where nobody looked, or could not. */
export function seen<T>(percept: Percept<T> | undefined): T | null {
  return percept?.state === 'seen' ? percept.value : null;
}

/** Frames with what is written on them: as read where it was read, else what looks like writing. */
export function writing({
  picture,
  percepts,
}: Signals): readonly { readonly at: Seconds; readonly areas: readonly TextArea[] }[] {
  const words = seen(percepts?.words);
  if (words) return words.frames;
  return (picture?.frames ?? []).map(({ at, textAreas }) => ({ at, areas: textAreas }));
}

/** The largest face of each frame against the platform's buttons. */
export const faceZone: Check = ({ signals, draft }) => {
  const faces = seen(signals.percepts?.faces);
  const zone = SAFE_ZONES[draft.platform];
  const { width, height } = signals.clip.video;
  if (!faces || zone === null || width / height > VERTICAL_RATIO_MAX) return null;
  let found: { readonly value: number; readonly at: Seconds } | null = null;
  for (const frame of faces.frames) {
    const largest = frame.faces.reduce<Box | null>(
      (best, face) => (best && best.w * best.h >= face.w * face.h ? best : face),
      null,
    );
    if (!largest || largest.w * largest.h < SMALL_FACE) continue;
    const value = coveredShare(largest, zone);
    if (found === null || value > found.value) found = { value, at: frame.at };
  }
  if (found === null) return null;
  const { know, fix } = LIMITS.faceCovered;
  return advice('face_zone', over(found.value, know, fix), found.value, found.at, {
    unit: 'share',
    threshold: know,
    source: 'vendor_zones',
  });
};

/** A face in the crowd is nobody's face: 1 % of the picture, a tenth of its sides. */
export const SMALL_FACE = 0.01;

/** The line that is given the least of the time it takes to read it. */
export const readingTime: Check = ({ signals }) => {
  const words = seen(signals.percepts?.words);
  if (!words) return null;
  let worst: { readonly share: number; readonly stays: number; readonly needs: number; readonly at: Seconds } | null =
    null;
  for (const { text, from, to } of words.lines) {
    const needs = readingSeconds(text);
    if (needs === null) continue;
    const stays = to - from;
    const share = stays / needs;
    if (worst === null || share < worst.share) worst = { share, stays, needs, at: from };
  }
  if (worst === null) return null;
  const { know, fix } = LIMITS.readingTime;
  return advice('reading_time', under(worst.share, know, fix), worst.stays, worst.at, {
    unit: 's',
    threshold: worst.needs,
    source: 'craft_reading',
  });
};

/** @returns null where nothing can be read in it */
export function readingSeconds(text: string): Seconds | null {
  const words = text
    .trim()
    .split(/\s+/u)
    .filter((word) => /[\p{L}\p{N}]/u.test(word)).length;
  // Scripts without blanks: two letters of them are read like a word.
  const letters = [...text].filter((letter) =>
    /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]/u.test(letter),
  ).length;
  const counted = Math.max(words, letters / 2);
  if (counted === 0) return null;
  const { secondsPerWord, secondsMore } = LIMITS.readingTime;
  return seconds(secondsPerWord * counted + secondsMore);
}

/** The smallest line, read or not: what is too small here may be why it could not be. */
export const textSize: Check = ({ signals }) => {
  const words = seen(signals.percepts?.words);
  if (!words) return null;
  let smallest: { readonly h: number; readonly at: Seconds } | null = null;
  const lines = [...words.lines.filter(({ text }) => readingSeconds(text) !== null), ...(words.unread ?? [])];
  for (const { box, from } of lines) {
    if (smallest === null || box.h < smallest.h) smallest = { h: box.h, at: from };
  }
  if (smallest === null) return null;
  const { know, fix } = LIMITS.textHeight;
  return advice('text_size', under(smallest.h, know, fix), smallest.h, smallest.at, {
    unit: 'share',
    threshold: know,
    source: 'craft',
  });
};

/** Stretches in which words can be followed by eye: on the picture, read or not, and in the captions of a file with times. Null where neither is known. */
export function written({ percepts, transcript }: Signals): readonly Stretch[] | null {
  const words = seen(percepts?.words);
  const cues = transcript?.cues ?? [];
  if (!words && cues.length === 0) return null;
  return [...(words?.lines ?? []), ...(words?.unread ?? []), ...cues];
}

interface Stretch {
  readonly from: number;
  readonly to: number;
}

/** Speech without a word to read is lost on whoever watches muted. */
export const captions: Check = ({ signals }) => {
  const voice = seen(signals.percepts?.voice);
  const lines = written(signals);
  if (!voice || !lines || voice.share < LIMITS.uncaptioned.speech) return null;
  const spoken = spokenSpans(signals);
  const total = spoken.reduce((sum, { from, to }) => sum + to - from, 0);
  if (total <= 0) return null;
  const bare = spoken.map((span) => ({ span, length: span.to - span.from - coveredBy(span, lines) }));
  const value = Math.min(1, Math.max(0, bare.reduce((sum, { length }) => sum + length, 0) / total));
  const first = bare.find(({ length }) => length > 0.5)?.span.from ?? null;
  const { know } = LIMITS.uncaptioned;
  // What stands on the picture itself was not looked for: there may be more than the file has.
  if (value > know && !seen(signals.percepts?.words)) return null;
  return advice('captions', over(value, know, Infinity), value, first === null ? null : seconds(first), {
    unit: 'share',
    threshold: know,
    source: 'craft',
  });
};

/** Stretches in which someone speaks: the probability is over a half; pauses of up to half a second belong to them. */
export function spokenSpans({ percepts }: Signals): readonly { readonly from: number; readonly to: number }[] {
  const voice = seen(percepts?.voice);
  const spans: { from: number; to: number }[] = [];
  if (!voice) return spans;
  for (const [i, probability] of voice.probabilities.entries()) {
    if (probability < 0.5) continue;
    const from = i * voice.hop;
    const last = spans.at(-1);
    if (last && from - last.to <= 0.5) last.to = from + voice.hop;
    else spans.push({ from, to: from + voice.hop });
  }
  return spans;
}

/** How much of a stretch some line covers, s. */
export function coveredBy(
  span: { readonly from: number; readonly to: number },
  lines: readonly { readonly from: number; readonly to: number }[],
): number {
  const within = lines
    .map(({ from, to }) => ({ from: Math.max(from, span.from), to: Math.min(to, span.to) }))
    .filter(({ from, to }) => to > from)
    .sort((a, b) => a.from - b.from);
  let covered = 0;
  let until = span.from;
  for (const { from, to } of within) {
    covered += Math.max(0, to - Math.max(from, until));
    until = Math.max(until, to);
  }
  return covered;
}
