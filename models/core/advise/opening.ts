/**
 * Signals enter; what the first seconds hold leaves: the first frame, and when the first face, word, cut and line of
 * writing come. Measurements with their basis; what nobody looked for is unknown and says why.
 *
 * 1, 3 and 5 s: three is where Reels counts a skip, five where the hold label begins (science note, section 1); one is
 * the time in which a thumb decides. Chosen by the questions creators ask, not by a model.
 */
import type { NotPerceived, PerceptKind, Signals } from '../flow.ts';
import { TOLD_KINDS, type ToldKind } from '../features/things.ts';
import { quantile } from '../stats/quantile.ts';
import { seconds, share, type Seconds, type Share } from '../units.ts';
import { QUARTER_S } from '../signals/full.ts';
import { isBlack } from '../signals/stretches.ts';
import { coveredBy, readingSeconds, seen, spokenSpans } from './preflight/seen.ts';

export const OPENING_WINDOWS = [1, 3, 5] as const;

/** A network said so; every picture was looked at; some were. */
export type OpeningBasis = 'network' | 'every' | 'sampled';

export type Finding =
  | { readonly state: 'at'; readonly at: Seconds }
  /** Looked for all through, and not there. */
  | { readonly state: 'none' }
  | { readonly state: 'unknown'; readonly why: NotPerceived | 'not_looked' };

export interface OpeningEvent {
  readonly name: 'face' | 'word' | 'cut' | 'text';
  readonly found: Finding;
  readonly basis: OpeningBasis;
}

export interface FirstFrame {
  readonly at: Seconds;
  readonly black: boolean;
  /** Less than a third of the clip's usual sharpness. Chosen by eye on the shared clips. */
  readonly soft: boolean;
  readonly luma: number;
  /** Null where nobody looked. */
  readonly faces: number | null;
  /** Share of the picture that people take up; null where nobody looked. */
  readonly person: Share | null;
  /** What was found in it, of what can be told; null where nobody looked. */
  readonly things: readonly ToldKind[] | null;
  /** As read; empty where nothing was; null where nobody read. */
  readonly written: readonly string[] | null;
  /** Lines that stand there and could not be read. */
  readonly unread: number;
}

/** The first line of writing against the time it takes to read. */
export interface FirstText {
  readonly text: string;
  readonly at: Seconds;
  readonly stays: Seconds;
  readonly needs: Seconds;
  readonly readable: boolean;
}

export interface OpeningWindow {
  readonly until: Seconds;
  readonly cuts: number;
  /** Share of the window; null where nobody looked or listened. */
  readonly faces: Share | null;
  readonly speech: Share | null;
  readonly written: Share | null;
  /** Mean of the quarter seconds or steps in it; null without any. */
  readonly motion: number | null;
}

export interface Opening {
  readonly first: FirstFrame | null;
  readonly events: readonly OpeningEvent[];
  readonly text: FirstText | null;
  /** When the first writing that could not be read comes, where it comes before what could: its reading time is unknown. */
  readonly unread: Seconds | null;
  /** Those the clip is long enough for; the last may end with it. */
  readonly windows: readonly OpeningWindow[];
}

export function openingOf(signals: Signals): Opening {
  const { percepts, picture, clip } = signals;
  const words = seen(percepts?.words);
  const full = seen(percepts?.full);
  const faces = seen(percepts?.faces);
  const voice = seen(percepts?.voice);
  const line = words?.lines.reduce<(typeof words.lines)[number] | null>(
    (first, each) => (readingSeconds(each.text) !== null && (first === null || each.from < first.from) ? each : first),
    null,
  );
  const unread = words?.unread?.reduce<Seconds | null>(
    (first, { from }) => (first === null || from < first ? from : first),
    null,
  );
  // The first writing, whether or not it could be read.
  const firstWritten =
    line && (unread === null || unread === undefined || line.from <= unread) ? line.from : (unread ?? null);
  const drawn = picture?.frames.find(({ textAreas }) => textAreas.length > 0)?.at;
  const cuts = full?.cuts ?? picture?.cuts;
  const events: OpeningEvent[] = [
    { name: 'face', basis: 'network', found: faces ? timeOf(faces.firstFace) : unknown(signals, 'faces') },
    { name: 'word', basis: 'network', found: voice ? timeOf(voice.firstWord) : unknown(signals, 'voice') },
    {
      name: 'cut',
      basis: full ? 'every' : 'sampled',
      found: cuts ? timeOf(cuts[0] ?? null) : { state: 'unknown', why: 'no_picture' },
    },
    words
      ? { name: 'text', basis: 'network', found: timeOf(firstWritten) }
      : {
          name: 'text',
          basis: 'sampled',
          found: picture ? timeOf(drawn ?? null) : { state: 'unknown', why: 'no_picture' },
        },
  ];
  const needs = line ? readingSeconds(line.text) : null;
  return {
    first: firstFrame(signals),
    events,
    text:
      line && needs !== null
        ? {
            text: line.text,
            at: line.from,
            stays: seconds(line.to - line.from),
            needs,
            readable: line.to - line.from >= needs,
          }
        : null,
    unread: firstWritten !== null && firstWritten !== line?.from ? firstWritten : null,
    windows: OPENING_WINDOWS.filter((until, i) => i === 0 || clip.length > OPENING_WINDOWS[i - 1]!).map((until) =>
      windowOf(signals, seconds(Math.min(until, clip.length))),
    ),
  };
}

const timeOf = (at: Seconds | null): Finding => (at === null ? { state: 'none' } : { state: 'at', at });

function unknown({ percepts }: Signals, kind: PerceptKind): Finding {
  const percept = percepts?.[kind];
  return { state: 'unknown', why: percept?.state === 'unknown' ? percept.why : 'not_looked' };
}

function firstFrame({ picture, percepts }: Signals): FirstFrame | null {
  const first = picture?.frames[0];
  if (!picture || !first) return null;
  const usual = quantile(
    picture.frames.map(({ sharpness }) => sharpness),
    0.5,
  );
  // What was looked at later says nothing of the first picture.
  const same = <Look extends { readonly at: Seconds }>(looks: readonly Look[] | undefined): Look | undefined =>
    looks?.find(({ at }) => Math.abs(at - first.at) < SAME_PICTURE_S);
  const faces = same(seen(percepts?.faces)?.frames);
  const objects = same(seen(percepts?.objects)?.frames);
  const words = same(seen(percepts?.words)?.frames);
  const things = same(seen(percepts?.things)?.frames);
  return {
    at: first.at,
    black: isBlack(first),
    soft: !isBlack(first) && usual !== null && first.sharpness < usual / 3,
    luma: first.luma,
    faces: faces ? faces.faces.length : null,
    person: objects ? objects.person : null,
    things: things ? TOLD_KINDS.filter((kind) => things.things.some((thing) => thing.kind === kind)) : null,
    written: words
      ? words.areas.map(({ text }) => text).filter((text): text is string => text !== null && text !== '')
      : null,
    unread: words?.areas.filter(({ text }) => text === null).length ?? 0,
  };
}

/** Less than a picture at 12 a second. */
const SAME_PICTURE_S = 0.08;

function windowOf(signals: Signals, until: Seconds): OpeningWindow {
  const { percepts, picture } = signals;
  const full = seen(percepts?.full);
  const faces = seen(percepts?.faces);
  const words = seen(percepts?.words);
  const window = { from: 0, to: until };
  const part = (covered: number): Share => share(until > 0 ? Math.min(1, covered / until) : 0);
  const motion = full
    ? full.quarters.motion.slice(0, Math.ceil(until / QUARTER_S)).filter((value) => value !== null)
    : (picture?.steps ?? []).filter(({ from, cut }) => from < until && !cut).map((step) => step.motion);
  return {
    until,
    cuts: (full?.cuts ?? picture?.cuts ?? []).filter((at) => at < until).length,
    faces: faces
      ? part(
          coveredBy(
            window,
            spansOf(
              faces.frames.map(({ at, faces: found }) => ({ at, is: found.length > 0 })),
              until,
            ),
          ),
        )
      : null,
    speech: seen(percepts?.voice) ? part(coveredBy(window, spokenSpans(signals))) : null,
    written: words ? part(coveredBy(window, [...words.lines, ...(words.unread ?? [])])) : null,
    motion: motion.length === 0 ? null : motion.reduce((sum, value) => sum + value, 0) / motion.length,
  };
}

/** Each frame stands for the time until the next. */
export function spansOf(
  frames: readonly { readonly at: Seconds; readonly is: boolean }[],
  end: number,
): readonly { readonly from: number; readonly to: number }[] {
  const spans: { from: number; to: number }[] = [];
  for (const [i, { at, is }] of frames.entries()) {
    if (!is) continue;
    const to = Math.max(at, Math.min(frames[i + 1]?.at ?? Infinity, Math.max(end, at)));
    const last = spans.at(-1);
    if (last && last.to >= at) last.to = Math.max(last.to, to);
    else spans.push({ from: at, to });
  }
  return spans;
}
