/** Signals → what is drawn along the clip: ticks, areas, spans and bars between 0 and its length. Pure. */
import { spansOf } from '#core/advise/opening.ts';
import { coveredBy, seen, spokenSpans } from '#core/advise/preflight/seen.ts';
import type { Signals, Span } from '#core/flow.ts';
import { QUARTER_S } from '#core/signals/full.ts';

export interface Point {
  readonly at: number;
  /** 0 to 1 of the lane's height. */
  readonly value: number;
}

export interface Stretch {
  readonly from: number;
  readonly to: number;
}

/** What a flat stretch lacks, as far as somebody looked or listened. */
export type Lacking = 'face' | 'words' | 'speech';

export interface Timeline {
  readonly length: number;
  /** Whether every picture was looked at, or some. */
  readonly basis: 'every' | 'sampled';
  readonly cuts: readonly number[];
  readonly dissolves: readonly Stretch[];
  /** Null where nobody looked or listened. */
  readonly faces: readonly Stretch[] | null;
  readonly speech: readonly Stretch[] | null;
  /** How much of the picture people take up; null where nobody looked. */
  readonly people: readonly Point[] | null;
  /** Of what can be told (features/things.ts): guesses are not drawn. Null where nobody looked. */
  readonly animals: readonly Stretch[] | null;
  /** Bytes of the coded pictures against the most of any quarter second, until every picture was looked at; null then, and where they were not listed. */
  readonly bytes: readonly Point[] | null;
  readonly motion: readonly Point[];
  readonly light: readonly Point[];
  readonly text: readonly Stretch[];
  /** null without sound. */
  readonly sound: readonly Point[] | null;
  /** Dead starts and still stretches. */
  readonly hatched: readonly Hatched[];
}

export interface Hatched extends Stretch {
  readonly why: 'still' | 'silent' | 'black' | 'frozen';
  readonly lacks: readonly Lacking[];
}

/** Bars of the sound lane on one screen's width; finer ones cannot be told apart at 360 px. */
const BARS = 96;
/** A still stretch or an opening silence shorter than this is not hatched: chosen by eye on the mock-up's clip. */
const HATCH_MIN_S = 1;
/** Motion that fills the lane. Chosen by eye on the generated clips: hard cuts left out, few steps pass it. */
const MOTION_FULL = 0.3;
/** Share of the picture at which the people lane is full: a face close up takes about as much. Chosen by eye on the phone clips. */
const PEOPLE_FULL = 0.5;
/** Momentary loudness at the bottom and the top of its lane, LUFS: speech far from the microphone to full scale. */
const QUIET_LUFS = -50;
const LOUD_LUFS = -8;

export function timelineOf(signals: Signals): Timeline {
  const length = signals.clip.length;
  const { picture, sound, percepts } = signals;
  const full = seen(percepts?.full);
  const words = seen(percepts?.words);
  const lines = words && [...words.lines, ...(words.unread ?? [])];
  const faces = faceSpans(signals);
  const speech = seen(percepts?.voice) ? spokenSpans(signals) : null;
  const lacks = (span: Stretch): Lacking[] => [
    ...(faces && coveredBy(span, faces) === 0 ? (['face'] as const) : []),
    ...(lines && coveredBy(span, lines) === 0 ? (['words'] as const) : []),
    ...(speech && coveredBy(span, speech) === 0 ? (['speech'] as const) : []),
  ];
  const black = full?.black ?? picture?.black ?? [];
  return {
    length,
    basis: full ? 'every' : 'sampled',
    cuts: full?.cuts ?? picture?.cuts ?? [],
    dissolves: full?.dissolves ?? [],
    faces,
    speech,
    people: peopleOf(signals),
    animals: animalSpans(signals),
    bytes: full ? null : bytesOf(signals.clip.coded?.changeBytes ?? []),
    motion: full
      ? quarters(full.quarters.motion).map(({ at, value }) => ({ at, value: clamp(value / MOTION_FULL) }))
      : (picture?.steps ?? []).map((step) => ({
          at: (step.from + step.to) / 2,
          value: clamp(step.motion / MOTION_FULL),
        })),
    light: full
      ? quarters(full.quarters.luma)
      : (picture?.frames ?? []).map((frame) => ({ at: frame.at, value: clamp(frame.luma) })),
    text: lines ? merged(lines) : picture ? runs(picture.frames, length) : [],
    sound: sound ? bars(sound.momentary.values, sound.momentary.hop) : null,
    hatched: [
      ...(full
        ? long(full.freezes).filter((span) => coveredBy(span, black) < span.to - span.from - 0.1)
        : long(picture?.still ?? [])
      ).map((span) => ({ ...span, why: full ? ('frozen' as const) : ('still' as const) })),
      ...black.map((span) => ({ from: span.from, to: span.to, why: 'black' as const })),
      ...long((sound?.silences ?? []).filter((span) => span.from <= 0.1)).map((span) => ({
        ...span,
        why: 'silent' as const,
      })),
    ]
      .sort((a, b) => a.from - b.from)
      .map((span) => ({ ...span, lacks: lacks(span) })),
  };
}

/** The middle of each quarter second that was measured. */
function quarters(values: readonly (number | null)[]): Point[] {
  return values.flatMap((value, slot) => (value === null ? [] : [{ at: (slot + 0.5) * QUARTER_S, value }]));
}

function faceSpans({ percepts, clip }: Signals): readonly Stretch[] | null {
  const faces = seen(percepts?.faces);
  return (
    faces &&
    spansOf(
      faces.frames.map(({ at, faces: found }) => ({ at, is: found.length > 0 })),
      clip.length,
    )
  );
}

function peopleOf({ percepts }: Signals): readonly Point[] | null {
  const people = seen(percepts?.objects);
  return people && people.frames.map(({ at, person }) => ({ at, value: clamp(person / PEOPLE_FULL) }));
}

function animalSpans({ percepts, clip }: Signals): readonly Stretch[] | null {
  const things = seen(percepts?.things);
  if (!things || !things.looked.includes('animal')) return null;
  return spansOf(
    things.frames.map(({ at, things: found }) => ({ at, is: found.some(({ kind }) => kind === 'animal') })),
    clip.length,
  );
}

function bytesOf(changeBytes: readonly (number | null)[]): readonly Point[] | null {
  const most = Math.max(0, ...changeBytes.map((bytes) => bytes ?? 0));
  if (most === 0) return null;
  return quarters(changeBytes).map(({ at, value }) => ({ at, value: value / most }));
}

/** Stretches that touch become one. */
function merged(spans: readonly Stretch[]): Stretch[] {
  const out: { from: number; to: number }[] = [];
  for (const { from, to } of [...spans].sort((a, b) => a.from - b.from)) {
    const last = out.at(-1);
    if (last && from <= last.to) last.to = Math.max(last.to, to);
    else out.push({ from, to });
  }
  return out;
}

/** Neighbouring frames with text-like areas become one stretch; each frame stands for the time until the next. */
function runs(
  frames: readonly { readonly at: number; readonly textAreas: readonly unknown[] }[],
  length: number,
): Stretch[] {
  const stretches: { from: number; to: number }[] = [];
  frames.forEach((frame, index) => {
    if (frame.textAreas.length === 0) return;
    const to = Math.min(length, frames[index + 1]?.at ?? length);
    const last = stretches.at(-1);
    if (last && last.to >= frame.at) last.to = to;
    else stretches.push({ from: frame.at, to });
  });
  return stretches;
}

/** The loudest moment of each bar's stretch. */
function bars(values: readonly number[], hop: number): Point[] {
  const size = Math.max(1, Math.ceil(values.length / BARS));
  const points: Point[] = [];
  for (let from = 0; from < values.length; from += size) {
    const loudest = Math.max(...values.slice(from, from + size));
    const many = Math.min(size, values.length - from);
    points.push({
      at: (from + many / 2) * hop,
      value: clamp((loudest - QUIET_LUFS) / (LOUD_LUFS - QUIET_LUFS)),
    });
  }
  return points;
}

const long = (spans: readonly Span[]): Stretch[] =>
  spans.filter((span) => span.to - span.from >= HATCH_MIN_S).map(({ from, to }) => ({ from, to }));
const clamp = (value: number): number => Math.min(1, Math.max(0, value));

/** What was measured at one time: the frame shown then, and the sound around it. */
export interface Moment {
  readonly luma: number | null;
  readonly sharpness: number | null;
  readonly textAreas: number | null;
  /** Of the hardest text to read. */
  readonly textContrast: number | null;
  readonly motion: number | null;
  readonly loudness: number | null;
  /** Null where nobody looked or listened. */
  readonly face: boolean | null;
  readonly speech: boolean | null;
  /** Share of the picture that people take up; null where nobody looked. */
  readonly person: number | null;
  readonly animal: boolean | null;
  /** What is read on the picture then; null where nobody read. */
  readonly written: readonly string[] | null;
  /** Whether writing stands there that could not be read. */
  readonly unread: boolean;
  /** Said then, after a transcript with times; null without one. */
  readonly said: string | null;
  /** Frame whose picture was measured. */
  readonly frameAt: number | null;
}

export function momentOf(signals: Signals, at: number): Moment {
  const frame = latest(signals.picture?.frames ?? [], at);
  const step = signals.picture?.steps.find((each) => each.from <= at && at < each.to) ?? null;
  const { momentary } = signals.sound ?? {};
  const loudness = momentary?.values[Math.min(momentary.values.length - 1, Math.floor(at / momentary.hop))];
  const full = seen(signals.percepts?.full);
  const faces = faceSpans(signals);
  const speech = seen(signals.percepts?.voice) ? spokenSpans(signals) : null;
  const words = seen(signals.percepts?.words);
  const isIn = ({ from, to }: Stretch): boolean => from <= at && at < to;
  const contrasts = frame?.textAreas.map((area) => area.contrast) ?? [];
  return {
    luma: frame?.luma ?? null,
    sharpness: frame?.sharpness ?? null,
    textAreas: frame ? frame.textAreas.length : null,
    textContrast: contrasts.length > 0 ? Math.min(...contrasts) : null,
    motion: full ? (full.quarters.motion[Math.floor(at / QUARTER_S + 1e-6)] ?? null) : (step?.motion ?? null),
    loudness: loudness ?? null,
    face: faces && faces.some(isIn),
    speech: speech && speech.some(isIn),
    person: latest(seen(signals.percepts?.objects)?.frames ?? [], at)?.person ?? null,
    animal: animalSpans(signals)?.some(isIn) ?? null,
    written: words && words.lines.filter(isIn).map(({ text }) => text),
    unread: words?.unread?.some(isIn) ?? false,
    said:
      signals.transcript && signals.transcript.cues.length > 0
        ? signals.transcript.cues
            .filter(isIn)
            .map(({ text }) => text)
            .join(' ')
        : null,
    frameAt: frame?.at ?? null,
  };
}

/** The last item at or before a time; the first when the time lies before all. */
export function latest<T extends { readonly at: number }>(items: readonly T[], at: number): T | null {
  let found: T | null = items[0] ?? null;
  for (const item of items) {
    if (item.at > at) break;
    found = item;
  }
  return found;
}

/** The item closest in time. */
export function nearest<T extends { readonly at: number }>(items: readonly T[], at: number): T | null {
  let found: T | null = null;
  for (const item of items) if (found === null || Math.abs(item.at - at) < Math.abs(found.at - at)) found = item;
  return found;
}
