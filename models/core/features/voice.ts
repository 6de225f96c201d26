/**
 * When someone speaks enters; how much of the clip is spoken, how soon, and over what leaves as features. Heard by a
 * network after the first score: until then each is not perceived. See signals/voice.ts.
 */
import type { MissingReason, VoiceSignals } from '../flow.ts';
import type { Feature } from './feature.ts';
import { ofPercept } from './perceived.ts';

const of = (read: (voice: VoiceSignals, length: number) => number | MissingReason): Feature['of'] =>
  ofPercept('voice', read);

export const VOICE_FEATURES = [
  {
    name: 'speech_share',
    version: 1,
    family: 'voice',
    unit: 'share',
    range: [0, 1],
    tolerance: 0.03,
    known: 'draft',
    about: 'Share of the sound in which someone speaks.',
    of: of(({ share }) => share),
  },
  {
    name: 'first_word_s',
    version: 1,
    family: 'voice',
    unit: 's',
    range: [0, 3600],
    tolerance: 0.2,
    known: 'draft',
    about: 'When the first word begins; none when nobody speaks.',
    of: of(({ firstWord }) => firstWord ?? 'not_applicable'),
  },
  {
    name: 'longest_pause_s',
    version: 1,
    family: 'voice',
    unit: 's',
    range: [0, 3600],
    tolerance: 0.3,
    known: 'draft',
    about: 'Longest stretch without a word between the first and the last one.',
    of: of(({ longestSilence }) =>
      longestSilence === null ? 'not_applicable' : longestSilence.to - longestSilence.from,
    ),
  },
  {
    name: 'opening_speech_share',
    version: 1,
    family: 'voice',
    unit: 'share',
    range: [0, 1],
    tolerance: 0.1,
    known: 'draft',
    about: 'Share of the first 3 s in which someone speaks.',
    of: of(({ speech }, length) => {
      const until = Math.min(3, length);
      if (until <= 0) return 'too_short';
      return speech.reduce((sum, { from, to }) => sum + Math.max(0, Math.min(to, until) - from), 0) / until;
    }),
  },
  {
    name: 'speech_over_music',
    version: 2,
    family: 'voice',
    unit: 'share',
    range: [0, 1],
    tolerance: 0.2,
    known: 'draft',
    about: 'Share of the pauses beside speech in which music plays on; none without such pauses.',
    of: of(({ overMusic }) => overMusic ?? 'not_applicable'),
  },
] satisfies readonly Feature[];
