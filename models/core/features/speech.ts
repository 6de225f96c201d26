/**
 * Speech-like stretches of the sound enter; how much of it behaves like speech leaves as features.
 * It is a rhythm that is measured, not a voice that is recognised: see signals/speech.ts.
 */
import type { Feature } from './feature.ts';
import { ofSound } from './measured.ts';

/** One look of signals/speech.ts, s. */
const LOOK = 2.56;

export const SPEECH_FEATURES = [
  {
    name: 'speech_like_share',
    version: 1,
    family: 'speech',
    unit: 'share',
    range: [0, 1],
    tolerance: 0.1,
    known: 'draft',
    about:
      'Share of the sounding time that swings at the uneven pace of syllables; singing can pass, no voice is recognised.',
    of: ofSound(({ speechLike, length, firstSound }) => {
      if (length < LOOK) return 'too_short';
      return firstSound === null ? 'no_evidence' : speechLike;
    }),
  },
  {
    name: 'first_speech_like_s',
    version: 1,
    family: 'speech',
    unit: 's',
    range: [0, 3600],
    tolerance: 0.7,
    known: 'draft',
    about: 'Start of the first 2.6 s that swing like speech; none without such a stretch.',
    of: ofSound(({ firstSpeechLike, length }) => firstSpeechLike ?? (length < LOOK ? 'too_short' : 'not_applicable')),
  },
] satisfies readonly Feature[];
