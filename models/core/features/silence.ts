/** Silences of the sound enter; how much dead air there is, and when the sound begins, leaves as features. */
import type { Feature } from './feature.ts';
import { longestOf, ofSound, shareOfTime } from './measured.ts';

export const SILENCE_FEATURES = [
  {
    name: 'silence_share',
    version: 1,
    family: 'silence',
    unit: 'share',
    range: [0, 1],
    tolerance: 0.03,
    known: 'draft',
    about: 'Share of the sound under -50 dBFS for .3 s or longer.',
    of: ofSound(({ silences, length }) => (length > 0 ? shareOfTime(silences, length) : 'too_short')),
  },
  {
    name: 'longest_silence_s',
    version: 1,
    family: 'silence',
    unit: 's',
    range: [0, 3600],
    tolerance: 0.15,
    known: 'draft',
    about: 'Longest stretch under -50 dBFS; 0 when none lasts .3 s.',
    of: ofSound(({ silences, length }) => (length > 0 ? longestOf(silences) : 'too_short')),
  },
  {
    name: 'first_sound_s',
    version: 1,
    family: 'silence',
    unit: 's',
    range: [0, 3600],
    tolerance: 0.1,
    known: 'draft',
    about: 'When the first sound over -50 dBFS begins; none when all of it is silent.',
    of: ofSound(({ firstSound }) => firstSound ?? 'no_evidence'),
  },
] satisfies readonly Feature[];
