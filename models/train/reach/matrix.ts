/** Authors enter; one row of inputs per post leaves, and for fitting a shortened copy of it beside. */
import type { DraftContext } from '#core/features/feature.ts';
import { historyOf } from '#core/features/history.ts';
import { expectedExcess, ownLevel } from '#core/scoring/reach.ts';
import { below, seeded } from '#core/stats/random.ts';
import type { ReachRow } from '../../data/columns.ts';
import { contextOf, featureValues } from '../../data/reach-context.ts';
import type { Level } from './expect.ts';
import { INPUTS, REGISTRY_INPUTS } from './inputs.ts';
import type { Author, TableName } from './table.ts';

/** Rows by column; every array has one entry per row. */
export interface Matrix {
  readonly inputs: readonly string[];
  /** [inputs][rows] */
  readonly columns: readonly Float64Array[];
  /** log10 views minus own level. */
  readonly target: Float64Array;
  readonly level: Float64Array;
  /** Index of the author. */
  readonly group: Uint32Array;
  readonly history: Uint32Array;
  readonly followers: Float64Array;
  readonly time: Float64Array;
  /** 75th percentile of the earlier posts minus own level; NaN under 4. */
  readonly topQuarter: Float64Array;
  /** 1 where the row is a shortened copy. */
  readonly copy: Uint8Array;
}

/**
 * What a copy forgets. A creator may know less than a table does: few posts, no dates, a caption not yet written.
 * Each share by eye; evaluate reports the skill with each of them missing. Half of the
 * rows have a copy: what copies cost where everything is known stands on the card.
 */
const FORGET = {
  share: 0.5,
  readAge: 0.35,
  times: 0.15,
  content: 0.35,
  followers: 0.1,
  reactions: 0.5,
} as const;
/** Earlier posts a copy keeps, drawn evenly. */
const KEEP = [0, 1, 2, 3, 4, 6, 8, 12] as const;

export function matrixOf(
  authors: readonly Author[],
  level: Level,
  copies: boolean,
  progress: (done: number, of: number) => void,
): Matrix {
  const rows: {
    values: Float64Array;
    context: DraftContext;
    views: number;
    author: number;
    time: number;
    copy: boolean;
  }[] = [];
  const add = (row: ReachRow, context: DraftContext, author: number, copy: boolean): void => {
    rows.push({
      values: inputsOf(context, row, level),
      context,
      views: Math.log10(row.plays ?? 1),
      author,
      time: row.time ?? Number.NaN,
      copy,
    });
  };
  authors.forEach((author, a) => {
    const random = seeded(a + 1);
    author.rows.forEach((row, i) => {
      const earlier = author.rows.slice(0, i);
      add(row, contextOf(row, earlier), a, false);
      if (!copies || random() >= FORGET.share) return;
      const [less, before] = shortened(row, earlier, random);
      const context = contextOf(less, before);
      add(less, random() < FORGET.times ? withoutTimes(context) : context, a, true);
    });
    progress(a + 1, authors.length);
  });
  const n = rows.length;
  const column = (of: (row: (typeof rows)[number]) => number): Float64Array => Float64Array.from(rows, of);
  const levels = column(({ context }) => ownLevel(level, context.account));
  return {
    inputs: INPUTS,
    columns: INPUTS.map((_, i) => column(({ values }) => values[i] ?? Number.NaN)),
    target: Float64Array.from({ length: n }, (_, i) => (rows[i]?.views ?? 0) - (levels[i] ?? 0)),
    level: levels,
    group: Uint32Array.from(rows, ({ author }) => author),
    history: Uint32Array.from(rows, ({ context }) => historySize(context)),
    followers: column(({ context }) => context.account?.followers ?? Number.NaN),
    time: column(({ time }) => time),
    topQuarter: Float64Array.from(rows, ({ context }, i) => topQuarter(context) - (levels[i] ?? 0)),
    copy: Uint8Array.from(rows, ({ copy }) => Number(copy)),
  };
}

/** The same rows with some of their inputs. */
export const withInputs = (matrix: Matrix, inputs: readonly string[]): Matrix => ({
  ...matrix,
  inputs,
  columns: inputs.map((name) => matrix.columns[matrix.inputs.indexOf(name)] ?? new Float64Array(0)),
});

/** One row for the trees, as `reachRow` in core makes it. */
export function inputsOf(context: DraftContext, row: ReachRow, { level, expectation }: Level): Float64Array {
  const out = new Float64Array(INPUTS.length);
  const values = featureValues(REGISTRY_INPUTS, context, row);
  out.set(values);
  const named = Object.fromEntries(
    REGISTRY_INPUTS.map((name, i) => [name, Number.isNaN(values[i]) ? null : (values[i] ?? null)]),
  );
  out[INPUTS.length - 1] = expectedExcess({ level, expectation, assume: {} }, named, context.account);
  return out;
}

const historySize = ({ account }: DraftContext): number => (account === null ? 0 : historyOf(account).views.length);

function topQuarter({ account }: DraftContext): number {
  const views = account === null ? [] : [...historyOf(account).views].sort((a, b) => a - b);
  if (views.length < 4) return Number.NaN;
  const at = 0.75 * (views.length - 1);
  const low = views[Math.floor(at)] ?? 0;
  return low + ((views[Math.ceil(at)] ?? low) - low) * (at % 1);
}

/** What the poorest table holds: views, followers and times, neither when they were read nor anything of the clip. */
export const viewsOnly = <Row extends ReachRow>(row: Row): Row => ({
  ...row,
  readAt: null,
  ...NO_CONTENT,
  ...NO_REACTIONS,
});

const NO_CONTENT = {
  length: null,
  hashtags: null,
  genericHashtags: null,
  tags: [],
  sound: null,
  captionLength: null,
  captionWords: null,
} as const;
const NO_REACTIONS = { likes: null, comments: null, shares: null } as const;

/** The row as somebody would know it who remembers the last few posts only, and not all about them. */
function shortened(row: ReachRow, earlier: readonly ReachRow[], random: () => number): [ReachRow, readonly ReachRow[]] {
  const keep = KEEP[below(random, KEEP.length)] ?? 0;
  const forget = {
    readAge: random() < FORGET.readAge,
    content: random() < FORGET.content,
    followers: random() < FORGET.followers,
    reactions: random() < FORGET.reactions,
  };
  const less = (post: ReachRow): ReachRow => ({
    ...post,
    readAt: forget.readAge ? null : post.readAt,
    ...(forget.content ? NO_CONTENT : {}),
    ...(forget.reactions ? NO_REACTIONS : {}),
    followers: forget.followers ? null : post.followers,
  });
  return [less(row), earlier.slice(Math.max(0, earlier.length - keep)).map(less)];
}

/** Only the order of the posts is known. */
function withoutTimes(context: DraftContext): DraftContext {
  const { account, draft } = context;
  return {
    ...context,
    draft: { ...draft, plannedAt: null },
    account: account && { ...account, posts: account.posts.map((post) => ({ ...post, time: null })) },
  };
}

export const tableOf = (authors: readonly Author[], group: number): TableName | null => authors[group]?.table ?? null;
