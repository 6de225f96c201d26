/** Signals enter; what is left of the clip without its sound, and without its picture, leaves. Measurements, no model. */
import type { NotPerceived, PerceptKind, Signals } from '../flow.ts';
import { share, type Share } from '../units.ts';
import { overLooks } from '../features/perceived.ts';
import { coveredBy, readingSeconds, seen, spokenSpans, written } from './preflight/seen.ts';

/** How much of what is said can still be followed. */
export type Left = 'nothing_to_lose' | 'carried' | 'partly' | 'lost';

export type Sense<Facts> =
  | { readonly state: 'told'; readonly left: Left; readonly facts: Facts }
  | { readonly state: 'unknown'; readonly why: NotPerceived | 'not_looked'; readonly missing: PerceptKind };

export interface Muted {
  /** Share of the clip in which someone speaks. */
  readonly speech: Share;
  /** Share of that time in which words can be followed by eye: on the picture, or in captions of a file with times. */
  readonly captioned: Share;
  /** Part of it that only the file has: it helps whoever posts it along. Null without such a file. */
  readonly fromFile: Share | null;
  /** Stretches of writing that could not be read here. */
  readonly unread: number;
  /** Share of the clip with a face; null where nobody looked. */
  readonly faces: Share | null;
  /** What can be read in all, in order. */
  readonly lines: readonly string[];
}

export interface Blind {
  readonly speech: Share;
  /** Words that stand on the picture while nobody speaks: only eyes get them. */
  readonly silentWords: number | null;
  /** Share of the clip without any sound. */
  readonly silence: Share;
  /** Share of the sounding time that behaves like music; null where it was not measured. See signals/music.ts. */
  readonly music: Share | null;
}

/** From here on a message counts as carried, and under here as lost: chosen by eye, no study was found. */
const CARRIED = 0.8;
const PARTLY = 0.3;
/** Without a picture a clip that speaks through half its length can be followed, under a sixth it cannot: likewise. */
const SPOKEN = 0.5;
const HARDLY_SPOKEN = 0.15;
/** Less speech than this is a word or a shout: nothing is lost without it. */
const SPEECH_MIN = 0.05;

export function muteTest(signals: Signals): Sense<Muted> {
  const { percepts, clip } = signals;
  const words = seen(percepts?.words);
  const faces = seen(percepts?.faces);
  const voice = seen(percepts?.voice);
  // A clip without sound loses nothing by being muted.
  const silent = signals.sound === null || (percepts?.voice?.state === 'unknown' && percepts.voice.why === 'no_audio');
  if (!voice && !silent) return missing(signals, 'voice');
  const lines = written(signals);
  if (!lines) return missing(signals, 'words');
  const spoken = spokenSpans(signals);
  const total = lengthOf(spoken);
  const coveredIn = (stretches: readonly { readonly from: number; readonly to: number }[]): number =>
    spoken.reduce((sum, span) => sum + coveredBy(span, stretches), 0);
  const covered = coveredIn(lines);
  const speech = voice ? voice.share : share(0);
  const captioned = part(covered, total);
  // What stands on the picture was not looked for: only a file that has it all tells enough.
  if (!words && captioned < CARRIED) return missing(signals, 'words');
  return {
    state: 'told',
    left:
      speech < SPEECH_MIN
        ? 'nothing_to_lose'
        : captioned >= CARRIED
          ? 'carried'
          : captioned >= PARTLY
            ? 'partly'
            : 'lost',
    facts: {
      speech,
      captioned,
      fromFile:
        (signals.transcript?.cues.length ?? 0) > 0
          ? part(covered - coveredIn([...(words?.lines ?? []), ...(words?.unread ?? [])]), total)
          : null,
      unread: words?.unread?.length ?? 0,
      faces: faces ? faceShare(faces.frames, clip.length) : null,
      lines: (words?.lines ?? []).map(({ text }) => text).filter((text) => readingSeconds(text) !== null),
    },
  };
}

export function eyesClosedTest(signals: Signals): Sense<Blind> {
  const { percepts, clip, sound } = signals;
  const words = seen(percepts?.words);
  if (sound === null) {
    return {
      state: 'told',
      left: 'lost',
      facts: { speech: share(0), silentWords: countWords(words?.lines ?? []), silence: share(1), music: null },
    };
  }
  const voice = seen(percepts?.voice);
  if (!voice) return missing(signals, 'voice');
  const spoken = spokenSpans(signals);
  const speech = voice.share;
  const unspoken = words?.lines.filter((line) => coveredBy(line, spoken) < (line.to - line.from) / 2) ?? null;
  return {
    state: 'told',
    left: speech >= SPOKEN ? 'carried' : speech >= HARDLY_SPOKEN ? 'partly' : 'lost',
    facts: {
      speech,
      silentWords: unspoken === null ? null : countWords(unspoken),
      silence: part(lengthOf(sound.silences), clip.length),
      music: sound.music?.share ?? null,
    },
  };
}

function missing({ percepts }: Signals, kind: PerceptKind): Sense<never> {
  const percept = percepts?.[kind];
  return { state: 'unknown', missing: kind, why: percept?.state === 'unknown' ? percept.why : 'not_looked' };
}

const lengthOf = (spans: readonly { readonly from: number; readonly to: number }[]): number =>
  spans.reduce((sum, { from, to }) => sum + to - from, 0);

const part = (of: number, whole: number): Share => share(whole > 0 ? Math.min(1, Math.max(0, of / whole)) : 0);

function faceShare(
  frames: readonly { readonly at: number; readonly faces: readonly unknown[] }[],
  length: number,
): Share {
  const found = overLooks(frames, length, ({ faces }) => (faces.length > 0 ? 1 : 0));
  return share(typeof found === 'number' ? found : 0);
}

const countWords = (lines: readonly { readonly text: string }[]): number =>
  lines.reduce((sum, { text }) => sum + text.split(/\s+/u).filter((word) => /[\p{L}\p{N}]/u.test(word)).length, 0);
