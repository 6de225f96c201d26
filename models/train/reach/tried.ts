/** Measures and members enter; what was tried and left out, and where the model is known to fail, leaves as sentences for the card. */
import type { Evaluation } from '#contracts/evaluation.ts';
import type { Figure } from '#contracts/manifest.ts';
import { say } from '../card-lines.ts';
import { ceilingLine } from '../ceiling.ts';
import type { Changes } from './changes.ts';
import { TABLE_NAMES, type TableName } from './table.ts';

/** Out of fold, of what ships beside its trees alone. */
export interface Gain {
  /** In the order of TABLE_NAMES. */
  readonly tables: readonly Figure[];
  readonly trees: number;
  readonly gain: Figure;
}

/** No figure is typed here: each is measured when training runs. What more networks are worth, `ablations.ts` prints. */
export function triedOf({
  measures,
  members,
  learning,
  gain,
  changes,
  ceilings,
}: Pick<Evaluation, 'measures' | 'members' | 'learning'> & {
  readonly gain: Gain;
  readonly changes: Changes;
  readonly ceilings: readonly number[];
}): string[] {
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
  const curve = (rows: string) => learning.filter((point) => point.metric === 'r2_ratio' && point.rows === rows);
  const [first, ...changed] = changes.worths;
  const perTable = (of: (table: TableName) => string): string => TABLE_NAMES.map(of).join(' and ');
  return [
    `Out of fold on the training authors, who are far more than were held out, what ships reaches ${gain.tables.map(say).join(' and ')} R² of the ratio (TikTok 2020, 2025): how far the held-out figures lie from these is the luck of who was held out.`,
    `Where the ceiling is: half the mean squared step from one post to the next of the same held-out person is what nothing known of the account can foretell. Whoever knew everybody's level of the moment exactly, and nothing of the clip, would reach ${ceilings.join(' and ')} R² of the ratio (TikTok 2020, 2025).`,
    ...TABLE_NAMES.flatMap((rows) => ceilingLine(`${rows}, R² of the ratio`, curve(rows))),
    `Nothing but views, followers and times known: R² of the ratio ${both(/only views, followers and times known$/)} instead of ${both(/^3 or more earlier posts$/)} (TikTok 2020, 2025).`,
    `Fitted on one table alone and asked about the other, views, followers and times only: ${both(/alone, as first foretold$/, 'transfer')} as first foretold, ${both(/fitted on \w+ alone$/, 'transfer')} as score-table tells it, each row moved by the own author's errors before it, and ${both(/alone, with --recalibrate$/, 'transfer')} with --recalibrate, by everybody's. On unseen people of the tables it was fitted on: ${both(/known, as first foretold$/)}, ${both(/only views, followers and times known$/)} and ${both(/known, with --recalibrate$/)}.`,
    `What ships reaches ${value('stack that ships')} out of fold, its trees alone ${gain.trees}: a gain of ${gain.gain.value} [${gain.gain.low}, ${gain.gain.high}], authors drawn again. Of the ${members.filter(({ shipped }) => shipped !== true).length} other members ${others === 0 ? 'none earns' : `${others} earn`} a weight beside them.`,
    'A network beside the trees was tried for lean.json too: out of fold it adds next to nothing, and fitted on one table it is further off on the other, so the trees answer alone there.',
    ...(first === undefined
      ? []
      : [
          `One thing changed at a time, trees alone, on training posts that the fits had not seen (${perTable((table) => String(changes.posts[table]))}): R² of the ratio ${perTable((table) => String(first.tables[table].r2))} with ${first.what}. Each of the following is what it adds to that, with its paired interval.`,
          ...changed.map(
            ({ what, tables }) =>
              `${what[0]?.toUpperCase()}${what.slice(1)}: ${perTable((table) => signed(tables[table].gain))}.`,
          ),
        ]),
    'Trend velocity and sound trend score, inputs of earlier systems, are masked in the network of eight: no table tells how a trend stood before a post.',
  ];
}

const signed = ([value, low, high]: readonly [number, number, number]): string =>
  `${value < 0 ? '' : '+'}${value} [${low}, ${high}]`;

export const FAILURES: readonly string[] = [
  'A jump out of the ordinary, such as the one hit in a hundred posts, is not foretold; the range does not promise to hold it.',
  'Hardly any account under 1,000 followers is in the tables, so small creators get ranges from larger ones.',
  'Every post in the tables was read at one moment. A creator who types in views of posts that are a day old understates them.',
  'With no earlier post the figure is a guess from the followers and rests on few rows.',
];
