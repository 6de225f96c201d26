/** Measures and members enter; what was tried and left out, and where the model is known to fail, leaves as sentences for the card. */
import type { Evaluation } from '#contracts/evaluation.ts';
import { TABLE_NAMES } from './table.ts';

/** No figure is typed here: each is one of the measures. What else was tried, `ablations.ts` prints. */
export function triedOf({ measures, members }: Pick<Evaluation, 'measures' | 'members'>): string[] {
  const of = (rows: string, slice: RegExp, split = 'authors'): string => {
    const found = measures.find(
      (m) => m.metric === 'r2_ratio' && m.rows === rows && m.split === split && slice.test(m.slice),
    );
    return found === undefined ? 'unknown' : String(found.model.value);
  };
  const both = (slice: RegExp, split?: string): string =>
    TABLE_NAMES.map((rows) => of(rows, slice, split)).join(' and ');
  const value = (name: string): string => String(members.find((m) => m.name === name)?.value ?? 'unknown');
  return [
    `Nothing but views, followers and times known: R² of the ratio ${both(/^3 or more earlier posts, only views/)} instead of ${both(/^3 or more earlier posts$/)} (TikTok 2020, 2025).`,
    `Fitted on one table alone and asked about the other, views, followers and times only: ${both(/fitted on/, 'transfer')}.`,
    `A stack of all members reaches ${value('stack of all')} out of fold on rows as they are, the trees alone ${value('gradient-boosted trees, Huber')}: for that gain a phone would carry seven models and lose the exact attribution, so the boosted trees ship alone.`,
    'Trend velocity and sound trend score, inputs of earlier systems, are masked in the network of eight: no table tells how a trend stood before a post.',
  ];
}

export const FAILURES: readonly string[] = [
  'A jump out of the ordinary, such as the one hit in a hundred posts, is not foretold; the range does not promise to hold it.',
  'Hardly any account under 1,000 followers is in the tables, so small creators get ranges from larger ones.',
  'Every post in the tables was read at one moment. A creator who types in views of posts that are a day old understates them.',
  'With no earlier post the figure is a guess from the followers and rests on few rows.',
];
