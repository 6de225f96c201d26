/**
 * A scored forecast enters; its reasons in points leave, most telling first. They sum to score - base exactly.
 *
 * Note [Secant]
 *   A model's contributions are additive in its own unit (log10 views or rank), the score is not: F bends. All
 *   contributions are stretched by one factor, the secant of the score between the typical case and what is foretold, and
 *   by its derivative where the two are so close that the secant is noise. So a reason keeps its sign and its share,
 *   and the sum is exact. The declared terms share what they move the score by, each after its points.
 *   The base is the score of the typical case: what the model says before it has looked at anything (its mean over
 *   training in the year of the post and at the age its views are read, or own level, or rank ½).
 */
import type { Contribution, Features, Reason, Signals, Vote } from '../flow.ts';
import { DECLARED_MOST, type DeclaredEffect } from '../scoring/priors.ts';
import { heldPoints, type Scored } from '../scoring/score.ts';
import type { Seconds } from '../units.ts';
import { groupOf, isWord } from './groups.ts';
import { placeOf } from './places.ts';

/** True of the case and not of the post: nobody can change them, so they belong to where the score starts. */
const OF_THE_CASE: ReadonlySet<string> = new Set(['planned_year', 'read_after_days']);

export interface Attribution {
  readonly base: number;
  readonly reasons: readonly Reason[];
}

export function attribute(
  { forecast, score }: Scored,
  effects: readonly DeclaredEffect[],
  features: Features,
  signals: Signals | null,
): Attribution {
  const { passes, learned, vote } = forecast;
  const contributions = (vote?.contributions ?? []).filter(({ name }) => !OF_THE_CASE.has(name));
  const whole = sum(contributions.map((c) => c.amount));
  // Another runtime may differ from the plain twin in the sixth digit; the contributions are the twin's.
  const typical = vote === null ? forecast.typical : learned - whole;
  const f = passes(learned);
  const base = 100 * passes(typical);

  const factor = secant((x) => 100 * passes(x), typical, learned);
  const learnedReasons = merge(contributions, features, vote).map(({ amount, ...rest }) => ({
    ...rest,
    points: amount * factor,
  }));
  settle(learnedReasons, 100 * f - base);

  // Beyond ±DECLARED_MOST all shrink alike, so that no term is singled out.
  const total = sum(effects.map((e) => e.points));
  const shrink = Math.abs(total) > DECLARED_MOST ? heldPoints(effects) / total : 1;
  const declaredReasons = effects.map(({ term, value, points }) => ({
    name: term.name,
    value,
    points: points * shrink * 4 * f * (1 - f),
    basis: 'prior' as const,
    at: signals === null ? null : placeOf(term.name, signals),
    source: term.source as string,
  }));
  settle(declaredReasons, score.value - 100 * f);

  const reasons = [...learnedReasons, ...declaredReasons].sort(
    (a, b) => Math.abs(b.points) - Math.abs(a.points) || (a.name < b.name ? -1 : 1),
  );
  return { base, reasons };
}

interface Merged {
  readonly name: string;
  readonly value: number | string | null;
  readonly amount: number;
  readonly basis: 'learned';
  readonly at: Seconds | null;
  readonly source: string;
}

/** Words that are told one by one; the rest is one reason. */
const WORDS_SHOWN = 5;

function merge(contributions: readonly Contribution[], features: Features, vote: Vote | null): Merged[] {
  const source = vote === null ? '' : `${vote.model}@${vote.version}`;
  const shown = new Set(
    contributions
      .filter((c) => isWord(c.name))
      .sort((a, b) => Math.abs(b.amount) - Math.abs(a.amount) || (a.name < b.name ? -1 : 1))
      .slice(0, WORDS_SHOWN)
      .map((c) => c.name),
  );
  const groups = new Map<string, Merged>();
  for (const { name, value, amount } of contributions) {
    const group = isWord(name) && !shown.has(name) ? OTHER_WORDS : groupOf(name);
    const lead = group.lead === null ? value : (features.values[group.lead] ?? null);
    const before = groups.get(group.reason);
    groups.set(group.reason, {
      name: group.reason,
      value: before?.value ?? (group === OTHER_WORDS ? null : lead),
      amount: (before?.amount ?? 0) + amount,
      basis: 'learned',
      at: null,
      source,
    });
  }
  return [...groups.values()];
}

const OTHER_WORDS = { reason: 'words_other', lead: null };

/** Points per unit. See Note [Secant]. */
function secant(curve: (x: number) => number, from: number, to: number): number {
  if (Math.abs(to - from) > CLOSE) return (curve(to) - curve(from)) / (to - from);
  return (curve(to + CLOSE) - curve(to - CLOSE)) / (2 * CLOSE);
}

/** A thousandth of a factor 2 in views: nearer than that nobody can tell two outcomes apart. */
const CLOSE = 3e-4;

/** Puts what rounding or a bend inside CLOSE left over on the largest reason, so that the sum is exact. */
function settle(reasons: { points: number }[], target: number): void {
  const rest = target - sum(reasons.map((r) => r.points));
  const largest = reasons.reduce<{ points: number } | null>(
    (best, r) => (best === null || Math.abs(r.points) > Math.abs(best.points) ? r : best),
    null,
  );
  if (largest !== null) largest.points += rest;
}

const sum = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0);
