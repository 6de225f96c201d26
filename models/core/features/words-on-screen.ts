/**
 * Lines that were read on the picture enter; how much there is to read, how soon, and whether it stays long enough
 * leaves as features. Read after the first score: until then each is not perceived. See signals/words.ts.
 */
import type { MissingReason, WordsSignals, WrittenArea } from '../flow.ts';
import { readingTime } from '../signals/words.ts';
import { median } from '../stats/quantile.ts';
import type { Feature } from './feature.ts';
import { ofPercept, overLooks } from './perceived.ts';

const of = (read: (words: WordsSignals, length: number) => number | MissingReason): Feature['of'] =>
  ofPercept('words', read);

/** Writing in a script that cannot be read here is no word that was read. */
const isRead = ({ text }: WrittenArea): boolean => text !== null;

const count = (text: string): number => text.split(/\s+/u).filter((word) => /[\p{L}\p{N}]/u.test(word)).length;

export const WORDS_ON_SCREEN_FEATURES = [
  {
    name: 'words_on_screen',
    version: 1,
    family: 'words_on_screen',
    unit: 'count',
    range: [0, 1000],
    tolerance: 4,
    known: 'draft',
    about: 'Words read on the picture, each line once for as long as it stays.',
    of: of(({ lines }) => lines.reduce((sum, { text }) => sum + count(text), 0)),
  },
  {
    name: 'words_share',
    version: 1,
    family: 'words_on_screen',
    unit: 'share',
    range: [0, 1],
    tolerance: 0.15,
    known: 'draft',
    about: 'Share of the clip in which words were read on the picture.',
    of: of(({ frames }, length) => overLooks(frames, length, ({ areas }) => (areas.some(isRead) ? 1 : 0))),
  },
  {
    name: 'first_words_s',
    version: 1,
    family: 'words_on_screen',
    unit: 's',
    range: [0, 3600],
    tolerance: 1.1,
    known: 'draft',
    about: 'When words are first read on the picture; none without any.',
    of: of(({ frames }) => frames.find(({ areas }) => areas.some(isRead))?.at ?? 'not_applicable'),
  },
  {
    name: 'opening_words',
    version: 1,
    family: 'words_on_screen',
    unit: 'count',
    range: [0, 200],
    tolerance: 3,
    known: 'draft',
    about: 'Words read on the picture in the first 3 s.',
    of: of(({ lines }) => lines.reduce((sum, { text, from }) => sum + (from < 3 ? count(text) : 0), 0)),
  },
  {
    name: 'words_reading_time',
    version: 1,
    family: 'words_on_screen',
    unit: 'ratio',
    range: [0, 100],
    tolerance: 0.5,
    known: 'draft',
    about:
      'Time that a line stays over the time it takes to read (1 s and .3 s a word); the hastiest line, none without words.',
    of: of(({ lines }) => {
      const shares = lines.map(({ text, from, to }) => (to - from) / readingTime(text)).filter(Number.isFinite);
      return shares.length > 0 ? Math.min(...shares) : 'not_applicable';
    }),
  },
  {
    name: 'words_contrast',
    version: 1,
    family: 'words_on_screen',
    unit: 'ratio',
    range: [1, 21],
    tolerance: 1,
    known: 'draft',
    about: 'Contrast of the words read against what lies around their letters, after WCAG, 1 to 21; the middle one.',
    of: of(({ frames }) => {
      const contrasts = frames.flatMap(({ areas }) => areas.filter(isRead).map(({ contrast }) => contrast));
      return median(contrasts) ?? 'not_applicable';
    }),
  },
] satisfies readonly Feature[];
