/** Measures and members enter; what was tried and left out, and where the model is known to fail, leaves as sentences for the card. */
import type { Evaluation } from '#contracts/evaluation.ts';
import type { Figure } from '#contracts/manifest.ts';
import { TABLE_NAMES } from './table.ts';

/** Out of fold, of what ships beside its trees alone. */
export interface Gain {
  readonly trees: number;
  readonly gain: Figure;
}

/** No figure is typed here: each is one of the measures. What else was tried, `ablations.ts` prints. */
export function triedOf({
  measures,
  members,
  gain,
  ceilings,
}: Pick<Evaluation, 'measures' | 'members'> & { readonly gain: Gain; readonly ceilings: readonly number[] }): string[] {
  const of = (rows: string, slice: RegExp, split = 'authors'): string => {
    const found = measures.find(
      (m) => m.metric === 'r2_ratio' && m.rows === rows && m.split === split && slice.test(m.slice),
    );
    return found === undefined ? 'unknown' : String(found.model.value);
  };
  const both = (slice: RegExp, split?: string): string =>
    TABLE_NAMES.map((rows) => of(rows, slice, split)).join(' and ');
  const others = members.filter(({ weight, shipped }) => weight > 0 && shipped !== true).length;
  const value = (name: string): string => String(members.find((m) => m.name === name)?.value ?? 'unknown');
  return [
    `Where the ceiling is: half the mean squared step from one post to the next of the same held-out person is what nothing known of the account can foretell. Whoever knew everybody's level of the moment exactly, and nothing of the clip, would reach ${ceilings.join(' and ')} R² of the ratio (TikTok 2020, 2025).`,
    `Nothing but views, followers and times known: R² of the ratio ${both(/only views, followers and times known$/)} instead of ${both(/^3 or more earlier posts$/)} (TikTok 2020, 2025).`,
    `Fitted on one table alone and asked about the other, views, followers and times only: ${both(/alone, as first foretold$/, 'transfer')} as first foretold, ${both(/fitted on \w+ alone$/, 'transfer')} as score-table tells it, each row moved by the own author's errors before it, and ${both(/alone, with --recalibrate$/, 'transfer')} with --recalibrate, by everybody's. On unseen people of the tables it was fitted on: ${both(/known, as first foretold$/)}, ${both(/only views, followers and times known$/)} and ${both(/known, with --recalibrate$/)}.`,
    `What ships reaches ${value('stack that ships')} out of fold, its trees alone ${gain.trees}: a gain of ${gain.gain.value} [${gain.gain.low}, ${gain.gain.high}], authors drawn again. Of the ${members.filter(({ shipped }) => shipped !== true).length} other members ${others === 0 ? 'none earns' : `${others} earn`} a weight beside them.`,
    'A network beside the trees was tried for lean.json too: out of fold it adds next to nothing, and fitted on one table it is further off on the other, so the trees answer alone there.',
    'Trend velocity and sound trend score, inputs of earlier systems, are masked in the network of eight: no table tells how a trend stood before a post.',
  ];
}

export const FAILURES: readonly string[] = [
  'A jump out of the ordinary, such as the one hit in a hundred posts, is not foretold; the range does not promise to hold it.',
  'Hardly any account under 1,000 followers is in the tables, so small creators get ranges from larger ones.',
  'Every post in the tables was read at one moment. A creator who types in views of posts that are a day old understates them.',
  'With no earlier post the figure is a guess from the followers and rests on few rows.',
];
