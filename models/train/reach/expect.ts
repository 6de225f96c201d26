/** Training authors enter; the own-level line and the parameters of the expectation leave. */
import { covariance, prior, type Point } from '#core/scoring/expectation.ts';
import type { ExpectationParameters, ReachModel } from '#core/scoring/model-files.ts';
import { line } from '#core/stats/fit.ts';
import { median } from '#core/stats/quantile.ts';
import { fnv1a } from '../../data/split.ts';
import type { Author } from './table.ts';

export interface Level {
  readonly level: ReachModel['level'];
  readonly expectation: ExpectationParameters;
}

/** Part of the training authors the parameters are searched on: a dozen numbers need no more, and the search runs over all posts some 200 times. */
const SEARCH_ON_10 = 2;
const ROUNDS = 8;
/** Squared surprise counts up to a factor of 100 in views: one hit must not choose the parameters. */
const MOST_SQUARED = 4;
/** Earlier posts from which a surprise counts: before, the followers decide and the level line covers them. */
const FROM_POST = 1;

export function fitLevel(authors: readonly Author[], progress: (done: number, of: number) => void): Level {
  const sizes: number[] = [];
  const views: number[] = [];
  for (const { rows } of authors) {
    for (const row of rows) {
      if (row.followers === null) continue;
      sizes.push(Math.log10(1 + row.followers));
      views.push(Math.log10(row.plays ?? 1));
    }
  }
  const level = line(sizes, views);
  const middle = median(views) ?? 0;
  const fitted = {
    intercept: round(level?.intercept ?? middle),
    slope: round(level?.slope ?? 0),
    unknown: round(middle),
  };
  const some = authors.filter((author) => Math.floor(fnv1a(author.id) / 100) % 10 < SEARCH_ON_10);
  return { level: fitted, expectation: search(some.length > 2 ? some : authors, median(sizes) ?? 0, progress) };
}

// ---------------------------------------------------------------- search

/** Logarithms of what must be positive, so that steps are factors. Starting values by eye. */
const START: Readonly<Record<string, number>> = {
  intercept: 0.1,
  slope: 0.85,
  youngDrop: 0.5,
  youngDays: 0,
  person: -1,
  quick: -2,
  quickDays: 2,
  slow: -1,
  slowDays: 5,
  order: -2.5,
  orderPosts: 1.5,
  alone: -1.2,
};

function search(
  authors: readonly Author[],
  unknownFollowers: number,
  progress: (done: number, of: number) => void,
): ExpectationParameters {
  const gaps = authors.flatMap(({ rows }) => rows.slice(1).map((row, i) => (row.time - (rows[i]?.time ?? 0)) / 86_400));
  const shape = (p: Readonly<Record<string, number>>): ExpectationParameters => {
    const at = (name: string): number => p[name] ?? 0;
    const positive = (name: string): number => round(Math.exp(at(name)));
    return {
      intercept: round(at('intercept')),
      slope: round(at('slope')),
      unknownFollowers: round(unknownFollowers),
      youngDrop: round(at('youngDrop')),
      youngDays: positive('youngDays'),
      person: positive('person'),
      days: [
        { variance: positive('quick'), scale: positive('quickDays') },
        { variance: positive('slow'), scale: positive('slowDays') },
      ],
      order: { variance: positive('order'), scale: positive('orderPosts') },
      alone: positive('alone'),
      daysApart: round(Math.max(0.01, median(gaps) ?? 1)),
    };
  };
  let best = START;
  let least = surprise(shape(best), authors);
  const step: Record<string, number> = Object.fromEntries(Object.keys(START).map((name) => [name, 0.5]));
  const names = Object.keys(START);
  let done = 0;
  for (let round_ = 0; round_ < ROUNDS; round_++) {
    for (const name of names) {
      const size = step[name] ?? 0;
      let better = false;
      for (const way of [1, -1]) {
        const tried = { ...best, [name]: (best[name] ?? 0) + way * size };
        const value = surprise(shape(tried), authors);
        if (value < least - 1e-7) {
          least = value;
          best = tried;
          better = true;
          break;
        }
      }
      step[name] = better ? size * 1.3 : size / 2;
      progress(++done, ROUNDS * names.length);
    }
  }
  return shape(best);
}

/** Mean clipped squared surprise, each post foretold from those before it. */
function surprise(parameters: ExpectationParameters, authors: readonly Author[]): number {
  let sum = 0;
  let count = 0;
  for (const author of authors) {
    for (const error of walkForward(parameters, author).slice(FROM_POST)) {
      sum += Math.min(error * error, MOST_SQUARED);
      count++;
    }
  }
  return sum / Math.max(1, count);
}

/** Log10 views minus what the posts before lead one to expect, for all posts of an author in one factorisation. */
export function walkForward(parameters: ExpectationParameters, { rows }: Author): Float64Array {
  const n = rows.length;
  const points: Point[] = rows.map((row) => ({
    day: row.time / 86_400,
    age: row.readAt === null ? null : Math.max(0, row.readAt - row.time) / 86_400,
  }));
  const factor: Float64Array[] = [];
  const solved = new Float64Array(n);
  const errors = new Float64Array(n);
  for (let i = 0; i < n; i++) {
    const point = points[i]!;
    const row = new Float64Array(i + 1);
    let own = covariance(parameters, point, point, 0);
    let expected = 0;
    for (let j = 0; j < i; j++) {
      const other = factor[j]!;
      let sum = covariance(parameters, point, points[j]!, i - j);
      for (let k = 0; k < j; k++) sum -= row[k]! * other[k]!;
      row[j] = sum / other[j]!;
      own -= row[j]! * row[j]!;
      expected += row[j]! * solved[j]!;
    }
    row[i] = Math.sqrt(Math.max(own, 1e-9));
    factor.push(row);
    const views = Math.log10(rows[i]!.plays ?? 1) - prior(parameters, rows[i]!.followers, points[i]!.age);
    errors[i] = views - expected;
    solved[i] = errors[i]! / row[i]!;
  }
  return errors;
}

const round = (value: number): number => Number(value.toPrecision(5));
