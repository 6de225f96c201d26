/** A tool's whole reply enters; the few cells that fit a table leave, the same columns for every row of a tool. Pure. */
import type { Cell } from './answers.ts';

type Json = Readonly<Record<string, unknown>>;

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
    case 'cover':
      return { covers: listText(reply['covers'], 'id'), appeal: cell(at(reply, 'covers', 0, 'appeal')) };
    case 'affinity':
      return {
        likeness: cell(at(reply, 'likeness', 'value')),
        low: cell(at(reply, 'likeness', 'low')),
        high: cell(at(reply, 'likeness', 'high')),
        potential: cell(reply['potential']),
      };
    case 'hashtags':
      return {
        hashtags: listText(reply['hashtags'], 'tag'),
        strength: cell(at(reply, 'hashtags', 0, 'strength')),
      };
    case 'sentiment':
      return {
        label: cell(at(reply, 'comments', 0, 'label')),
        negative: cell(at(reply, 'comments', 0, 'probabilities', 'negative')),
        neutral: cell(at(reply, 'comments', 0, 'probabilities', 'neutral')),
        positive: cell(at(reply, 'comments', 0, 'probabilities', 'positive')),
        read_as: cell(at(reply, 'comments', 0, 'readAs')),
      };
    case 'peak':
      return {
        age_h: cell(at(reply, 'ages', 0, 'ageH')),
        views: cell(at(reply, 'ages', 0, 'views', 'value')),
        low: cell(at(reply, 'ages', 0, 'views', 'low')),
        high: cell(at(reply, 'ages', 0, 'views', 'high')),
        why_not: cell(at(reply, 'ages', 0, 'why')),
        half_at_h: cell(at(reply, 'half', 'ageH')),
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
