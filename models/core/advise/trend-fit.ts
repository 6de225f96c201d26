/** A name from the trends and a draft → whether the draft speaks of it, and by what; sounds by what of the clip can be compared. */
import { plainWords } from '../features/text.ts';
import { topicsOf, type Topic } from '../features/topic.ts';
import type { Draft } from '../flow.ts';

/** `word`: a word of the draft stands in the name. `topic`: both name the same topic. */
export type Fit = 'word' | 'topic' | 'none';

/** Shorter words stand in many names by chance: "man" in "romance". */
const FEWEST_LETTERS = 4;

export function fitOf(name: string, draft: Pick<Draft, 'caption' | 'shown'>): Fit {
  const parts = partsOf(name);
  const { words, topics } = readingOf(draft);
  for (const part of parts) if (words.has(part) || words.has(stemOf(part))) return 'word';
  // Tags run words together: "breadtok", "homebaking".
  const run = parts.join('');
  for (const word of words) if (word.length >= FEWEST_LETTERS && run.includes(word)) return 'word';
  if (topics.length === 0) return 'none';
  const theirs = topicsOf({ caption: parts.join(' '), shown: '' });
  return topics.some((topic) => theirs.includes(topic)) ? 'topic' : 'none';
}

/** Words of a name: at blanks, marks, capitals after small letters; lower case. */
function partsOf(name: string): readonly string[] {
  return name
    .replace(/(\p{Ll})(\p{Lu})/gu, '$1 $2')
    .toLowerCase()
    .split(/[^\p{L}\p{M}\p{N}]+/u)
    .filter((part) => part.length > 1);
}

const stemOf = (word: string): string => (word.length > FEWEST_LETTERS ? word.replace(/(?:es|s)$/u, '') : word);

interface Reading {
  readonly key: string;
  /** Words of the draft and their plain stems, without the little ones. */
  readonly words: ReadonlySet<string>;
  readonly topics: readonly Topic[];
}

/** One draft is held against hundreds of names: the last one read is remembered. */
let last: Reading | null = null;

function readingOf({ caption, shown }: Pick<Draft, 'caption' | 'shown'>): Reading {
  const key = `${caption}\n${shown}`;
  if (last?.key === key) return last;
  const long = [...plainWords(shown), ...plainWords(caption)].filter(
    (word) => word.length >= FEWEST_LETTERS && !LITTLE.has(word),
  );
  last = { key, words: new Set([...long, ...long.map(stemOf)]), topics: topicsOf({ caption, shown }) };
  return last;
}

/** Words of four letters and more that say nothing of what is seen, in the three languages. */
const LITTLE = new Set(
  (
    'this that with have from they your what when will just like about into over than then them some more very where which while would could their there these those ' +
    'dans avec pour plus mais tout cette comme quand sans elle nous vous leur être avoir fait encore aussi ' +
    'para como pero este esta todo cuando donde sobre entre hasta desde muy más porque también'
  ).split(' '),
);
