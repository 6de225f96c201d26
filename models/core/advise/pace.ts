/** Signals enter; how fast is spoken leaves: words of the transcript over the time in which a voice is heard. Or why nobody knows. */
import type { NotPerceived, Signals } from '../flow.ts';
import { spokenWords } from '../signals/transcript.ts';
import { wordsPerMinute } from '../signals/voice.ts';
import { seconds, share, type Seconds, type Share } from '../units.ts';
import { coveredBy, seen, spokenSpans } from './preflight/seen.ts';

export type Pace =
  | {
      readonly state: 'told';
      readonly perMinute: number;
      readonly words: number;
      /** In which somebody speaks. */
      readonly spoken: Seconds;
    }
  | { readonly state: 'unknown'; readonly why: NotPerceived | 'not_looked' | NoPace };

/** No transcript; words without blanks; hardly any voice; more words than anybody speaks: of another clip. */
type NoPace = 'no_transcript' | 'no_blanks' | 'no_speech' | 'not_this_clip';

/** The fastest talker on record speaks some 600 words a minute (Guinness World Records, as remembered): more is no speech. */
const FASTEST = 600;
/** A second of voice carries two or three words: a pace from less says nothing. */
const SPOKEN_MIN_S = 1;

export function paceOf({ percepts, transcript }: Signals): Pace {
  const unknown = (why: Extract<Pace, { state: 'unknown' }>['why']): Pace => ({ state: 'unknown', why });
  if (!transcript) return unknown('no_transcript');
  const words = spokenWords(transcript.text);
  if (words === null) return unknown('no_blanks');
  const voice = seen(percepts?.voice);
  if (!voice) return unknown(percepts?.voice?.state === 'unknown' ? percepts.voice.why : 'not_looked');
  const spoken = voice.speech.reduce((sum, { from, to }) => sum + to - from, 0);
  const perMinute = wordsPerMinute(transcript.text, voice);
  if (spoken < SPOKEN_MIN_S || perMinute === null) return unknown('no_speech');
  if (perMinute > FASTEST) return unknown('not_this_clip');
  return { state: 'told', perMinute, words, spoken: seconds(spoken) };
}

/** Part of the spoken time over which a timed caption stands; null without times, or where nobody listened or speaks. */
export function captionedShare(signals: Signals): Share | null {
  const cues = signals.transcript?.cues ?? [];
  const spoken = spokenSpans(signals);
  const total = spoken.reduce((sum, { from, to }) => sum + to - from, 0);
  if (cues.length === 0 || total <= 0) return null;
  return share(Math.min(1, spoken.reduce((sum, span) => sum + coveredBy(span, cues), 0) / total));
}
