/** A tool's whole reply enters; the few cells that fit a table leave, the same columns for every row of a tool. Pure. */
import type { Cell } from './answers.ts';

type Json = Readonly<Record<string, unknown>>;

/**
 * The rows that a reply makes in a table: one, but for the tools that speak of several things at once, whose list is the
 * answer. Each begins with what it is about.
 */
export function rowsOf(tool: string, reply: Json): readonly Readonly<Record<string, Cell>>[] {
  switch (tool) {
    case 'peers':
      return [at(reply, 'own'), ...listOf(reply['peers'])].flatMap((one) =>
        one === null || one === undefined ? [] : [peerCells(one, one === at(reply, 'own') ? at(reply, 'place') : null)],
      );
    case 'affinity':
      return [
        { part: 'all', ...rangeCells(reply['likeness']), shared: null, potential: cell(reply['potential']) },
        ...listOf(reply['parts']).map((one) => ({
          part: cell(at(one, 'part')),
          ...rangeCells(at(one, 'likeness')),
          shared: listOf(at(one, 'shared')).map(String).join(' ') || null,
          potential: null,
        })),
      ];
    case 'peak':
      return listOf(reply['ages']).map((age) => ({
        age_h: cell(at(age, 'ageH')),
        views: cell(at(age, 'views', 'value')),
        low: cell(at(age, 'views', 'low')),
        high: cell(at(age, 'views', 'high')),
        why_not: cell(at(age, 'why')),
        half_at_h: cell(at(reply, 'half', 'ageH')),
      }));
    case 'sentiment':
      return listOf(reply['comments']).length === 1 ? [cellsOf(tool, reply)] : togetherCells(reply);
    case 'cover':
      return listOf(reply['covers']).map((one, i) => ({
        place: i + 1,
        cover: cell(at(one, 'id')),
        appeal: cell(at(one, 'appeal')),
        twin_of: cell(at(one, 'twinOf')),
        issues: listOf(at(one, 'issues'))
          .map((issue) => String(at(issue, 'code')))
          .join(' '),
      }));
    default:
      return [cellsOf(tool, reply)];
  }
}

/** Of many comments: the part of each feeling with its interval, then what keeps coming back. */
const togetherCells = (reply: Json): readonly Readonly<Record<string, Cell>>[] => [
  ...['positive', 'neutral', 'negative'].map((label) => ({
    what: label,
    count: cell(at(reply, 'parts', label, 'count')),
    share: cell(at(reply, 'parts', label, 'value')),
    low: cell(at(reply, 'parts', label, 'low')),
    high: cell(at(reply, 'parts', label, 'high')),
    example: null,
  })),
  ...listOf(reply['kinds']).flatMap((kind) => [
    {
      what: cell(at(kind, 'kind')),
      count: cell(at(kind, 'count')),
      share: null,
      low: null,
      high: null,
      example: cell(at(kind, 'others', 0)),
    },
    ...listOf(at(kind, 'themes')).map((theme) => ({
      what: `${String(at(kind, 'kind'))}: ${String(at(theme, 'word'))}`,
      count: cell(at(theme, 'count')),
      share: null,
      low: null,
      high: null,
      example: cell(at(theme, 'examples', 0)),
    })),
  ]),
];

const rangeCells = (range: unknown): Readonly<Record<string, Cell>> => ({
  likeness: cell(at(range, 'value')),
  low: cell(at(range, 'low')),
  high: cell(at(range, 'high')),
});

const peerCells = (one: unknown, place: unknown): Readonly<Record<string, Cell>> => ({
  account: cell(at(one, 'name')),
  posts: cell(at(one, 'posts')),
  usual_views: cell(at(one, 'usual', 'value')),
  low: cell(at(one, 'usual', 'low')),
  high: cell(at(one, 'usual', 'high')),
  per_100_followers: cell(at(one, 'viewsPer100')),
  best_to_worst: cell(at(one, 'spread')),
  a_week: cell(at(one, 'perWeek')),
  length_s: cell(at(one, 'length')),
  hour: cell(at(one, 'hour', 'hour')),
  tags: listOf(at(one, 'tags'))
    .slice(0, 3)
    .map((tag) => String(at(tag, 'tag')))
    .join(' '),
  place: cell(at(place, 'rank')),
  of: cell(at(place, 'of')),
});

const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? (value as readonly unknown[]) : []);

export function cellsOf(tool: string, reply: Json): Readonly<Record<string, Cell>> {
  switch (tool) {
    case 'score':
    case 'analyze':
      return {
        score: cell(at(reply, 'score', 'value')),
        low: cell(at(reply, 'score', 'low')),
        high: cell(at(reply, 'score', 'high')),
        basis: cell(at(reply, 'score', 'basis')),
        reference: cell(at(reply, 'score', 'reference')),
        p_top_quarter: cell(at(reply, 'expect', 'topQuarter', 'chance')),
        reactions_per_view: cell(at(reply, 'expect', 'engagement', 'rate', 'value')),
        first_reason: cell(at(reply, 'reasons', 0, 'name')),
        its_points: cell(at(reply, 'reasons', 0, 'points')),
      };
    case 'features':
      return Object.fromEntries(
        Object.entries((reply['values'] ?? {}) as Json).map(([name, value]) => [name, cell(value)]),
      );
    case 'caption':
      return {
        score: cell(at(reply, 'score', 'value')),
        low: cell(at(reply, 'score', 'low')),
        high: cell(at(reply, 'score', 'high')),
        why_not: cell(reply['why']),
        over: cell(at(reply, 'form', 'over')),
        tags: cell(at(reply, 'form', 'tags')),
        candidate: cell(at(reply, 'candidates', 0, 'text')),
        difference: cell(at(reply, 'candidates', 0, 'difference', 'value')),
        beyond_noise: cell(at(reply, 'candidates', 0, 'beyondNoise')),
      };
    case 'compare':
      return {
        best: cell(at(reply, 'ranking', 0, 'name')),
        score: cell(at(reply, 'ranking', 0, 'score', 'value')),
        next: cell(at(reply, 'ranking', 1, 'name')),
        its_score: cell(at(reply, 'ranking', 1, 'score', 'value')),
        next_is_better: cell(at(reply, 'pairs', 0, 'apart')),
        verdict: cell(at(reply, 'pairs', 0, 'verdict')),
      };
    case 'hashtags':
      return { hashtags: listText(reply['hashtags'], 'tag'), strength: cell(at(reply, 'hashtags', 0, 'strength')) };
    case 'sentiment':
      return {
        label: cell(at(reply, 'comments', 0, 'label')),
        negative: cell(at(reply, 'comments', 0, 'probabilities', 'negative')),
        neutral: cell(at(reply, 'comments', 0, 'probabilities', 'neutral')),
        positive: cell(at(reply, 'comments', 0, 'probabilities', 'positive')),
        read_as: cell(at(reply, 'comments', 0, 'readAs')),
      };
    case 'timing':
      return {
        posts: cell(at(reply, 'timing', 'posts')),
        evidence: cell(at(reply, 'timing', 'evidence')),
        why_not: cell(at(reply, 'timing', 'why') ?? reply['why']),
        p: cell(at(reply, 'timing', 'p')),
        best: slotText(at(reply, 'timing', 'best', 0)),
        times: cell(at(reply, 'timing', 'best', 0, 'times')),
        low: cell(at(reply, 'timing', 'best', 0, 'low')),
        high: cell(at(reply, 'timing', 'best', 0, 'high')),
      };
    default:
      return Object.fromEntries(
        Object.entries(reply).flatMap(([name, value]) =>
          name === 'schema' || (typeof value === 'object' && value !== null) ? [] : [[name, cell(value)]],
        ),
      );
  }
}

const DAYS = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'] as const;

function slotText(slot: unknown): Cell {
  const [weekday, hour] = [at(slot, 'weekday'), at(slot, 'hour')];
  return typeof weekday === 'number' && typeof hour === 'number' ? `${DAYS[weekday] ?? '?'} ${hour}:00` : null;
}

const listText = (list: unknown, name: string): Cell =>
  Array.isArray(list) ? list.map((one: unknown) => String(at(one, name))).join(' ') : null;

export const at = (value: unknown, ...path: readonly (string | number)[]): unknown =>
  path.reduce<unknown>(
    (inner, key) =>
      // holds: objects and arrays may be asked for any own key
      typeof inner === 'object' && inner !== null ? (inner as Record<string | number, unknown>)[key] : undefined,
    value,
  );

export const cell = (value: unknown): Cell =>
  typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? value : null;
