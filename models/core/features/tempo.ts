/** Beat and onsets of the sound enter; how fast and how steady it is leaves as features. */
import type { Feature } from './feature.ts';
import { ofSound } from './measured.ts';

export const TEMPO_FEATURES = [
  {
    name: 'tempo_bpm',
    version: 2,
    family: 'tempo',
    unit: 'bpm',
    range: [50, 210],
    tolerance: 2,
    known: 'draft',
    about: 'Beats per minute, the one that people would tap; none when no beat stands out or under 4 s of sound.',
    of: ofSound(({ tempo, length }) => tempo?.bpm ?? (length < 4 ? 'too_short' : 'no_evidence')),
  },
  {
    name: 'beat_strength',
    version: 2,
    family: 'tempo',
    unit: '1',
    range: [0, 1],
    tolerance: 0.05,
    known: 'draft',
    about: 'How clearly the sound repeats itself at its beat, 0 not at all to 1 exactly.',
    of: ofSound(({ tempo, length }) => tempo?.strength ?? (length < 4 ? 'too_short' : 'no_evidence')),
  },
  {
    name: 'onset_rate',
    version: 1,
    family: 'tempo',
    unit: '1/s',
    range: [0, 20],
    tolerance: 0.4,
    known: 'draft',
    about: 'Notes, strokes and syllables that begin, per second.',
    of: ofSound(({ onsetRate, length }) => (length < 1 ? 'too_short' : onsetRate)),
  },
] satisfies readonly Feature[];
