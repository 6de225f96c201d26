import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { aReachModel, anAccount } from '../invented-cases.ts';
import { attribute } from '../explain/attribution.ts';
import type { Account, Features, Vote } from '../flow.ts';
import { forecastOf, type ForecastInput } from './forecast.ts';
import type { ConformalTable } from './model-files.ts';
import { DECLARED_MOST, DECLARED_TERMS, type DeclaredEffect } from './priors.ts';
import { scoreOf } from './score.ts';

const LEVELS = [0.025, 0.1, 0.25, 0.5, 0.75, 0.9, 0.975];
const CONFORMAL: ConformalTable = {
  levels: LEVELS,
  bands: [
    {
      name: 'all',
      followers: null,
      history: null,
      rows: 100,
      authors: 20,
      residuals: [-0.7, -0.5, -0.2, 0, 0.2, 0.5, 0.7],
    },
  ],
};
/** Outcomes even on -1..1: F(m) = (m + 1) / 2, so 10 points are .2 in log10. */
const REACH = aReachModel({ conformal: CONFORMAL, beats: [{ history: [0, null], platt: { a: 4, b: 0 } }] });
const FEATURES: Features = { set: 'test', values: { recent_excess_2: 0.3 }, missing: {} };

const vote = (model: Vote['model'], base: number, amounts: readonly number[], names?: readonly string[]): Vote => {
  const prediction = base + amounts.reduce((a, b) => a + b, 0);
  return {
    model,
    version: '1',
    rung: 'plain',
    prediction,
    low: prediction - 0.3,
    high: prediction + 0.3,
    base,
    odds: prediction,
    contributions: amounts.map((amount, i) => ({ name: names?.[i] ?? `word:w${i}`, value: null, amount })),
  };
};
const knownBy = (account: Account, ratio: number): ForecastInput => ({
  account,
  reach: { vote: vote('reach', 0, [ratio], ['trend']), model: REACH },
  hold: null,
});
const effect = (points: number): DeclaredEffect => {
  const [term] = DECLARED_TERMS;
  if (!term) throw new Error('no term');
  return { term, value: 0.5, points };
};
const of = (input: ForecastInput, effects: readonly DeclaredEffect[] = []) =>
  scoreOf(forecastOf(input), effects, null, []).score;

describe('a known account', () => {
  it('scores its expected percentile, in a range from F(m + q10) to F(m + q90): m = .2 → 60, from 35 to 85', () => {
    const score = of(knownBy(anAccount([100, 1000]), 0.2));
    expect(score.value).toBeCloseTo(60, 9);
    expect(score.low).toBeCloseTo(35, 9);
    expect(score.high).toBeCloseTo(85, 9);
    expect(score).toMatchObject({ basis: 'learned', reference: 'comparable_accounts', history: 2 });
    expect(score.level).toBeCloseTo(2.5, 12);
    expect(score.pBeats).toBeCloseTo(1 / (1 + Math.exp(-0.8)), 12);
    expect(score.reach?.low).toBeCloseTo(-0.3, 12);
  });
  it('is drawn to the middle where outcomes run off the scale', () => {
    // Half of the outcomes at .6 + .8 = 1.4, past everybody: F = 1. Half at -.2: F = .4. Mean 70, where F(.6) is 80.
    const split: ConformalTable = {
      levels: [0.5, 0.501],
      bands: [{ name: 'all', followers: null, history: null, rows: 9, authors: 9, residuals: [-0.8, 0.8] }],
    };
    const input = knownBy(anAccount([100]), 0.6);
    if (input.reach === null) throw new Error('has a vote');
    const score = of({ ...input, reach: { ...input.reach, model: { ...REACH, conformal: split } } });
    expect(score.value).toBeCloseTo(70, 9);
  });
  it('scores the mean of its twenty dots while no term is declared', () => {
    const score = of(knownBy(anAccount([100, 1000]), 0.7));
    expect(score.dots.reduce((a, b) => a + b, 0) / 20).toBeCloseTo(score.value, 9);
  });
  it('is known by its followers alone, with the level that they let expect', () => {
    const score = of(knownBy(anAccount([], 999), 0));
    expect(score.level).toBeCloseTo(1 + 0.5 * 3, 12);
    expect(score).toMatchObject({ history: 0, reference: 'comparable_accounts' });
  });
  it('is compared with its own posts from 20 on', () => {
    const nineteen = Array.from({ length: 19 }, (_, i) => 100 * (i + 1));
    expect(of(knownBy(anAccount(nineteen), 0)).reference).toBe('comparable_accounts');
    expect(of(knownBy(anAccount([...nineteen, 500]), 0)).reference).toBe('own_posts');
  });
  it('with 20 posts and no model has the middle of its own outcomes for a guess, and their 80 % for a range', () => {
    const views = Array.from({ length: 25 }, (_, i) => (i % 2 === 0 ? 1000 : 2000));
    const score = of({ account: anAccount(views), reach: null, hold: null });
    expect(score.reference).toBe('own_posts');
    expect(score.basis).toBe('prior');
    expect(score.low).toBeLessThan(15);
    expect(score.high).toBeGreaterThan(85);
  });
  it('without a view and without followers is not known', () => {
    const score = of({ account: anAccount([0, 0]), reach: null, hold: null });
    expect(score).toMatchObject({ value: 50, pBeats: null, level: null, reference: 'none' });
  });
});

describe('words alone', () => {
  it('score the hold rank itself, and never a chance to beat a level', () => {
    const score = of({ account: null, reach: null, hold: { vote: vote('hold', 0.5, [0.1]), conformal: CONFORMAL } });
    expect(score.value).toBeCloseTo(60, 9);
    expect(score.low).toBeCloseTo(10, 9);
    expect(score.high).toBe(100);
    expect(score).toMatchObject({
      pBeats: null,
      reach: null,
      level: null,
      basis: 'learned',
      reference: 'comparable_videos',
    });
  });
});

describe('declared terms', () => {
  const known = knownBy(anAccount([100, 1000]), 0);
  it('move the middle of the scale by just their points, and widen the range by as much', () => {
    const score = of(known, [effect(3), effect(-1)]);
    // m: +2 points. Without terms 25 to 75; ±4 absolute points on the way out: 27 - 4 and 77 + 4.
    expect(score.value).toBeCloseTo(52, 9);
    expect(score.low).toBeCloseTo(23, 9);
    expect(score.high).toBeCloseTo(81, 9);
    expect(score.basis).toBe('mixed');
  });
  it('together never move it by more than 10', () => {
    expect(of(known, [effect(9), effect(8)]).value).toBeCloseTo(60, 9);
    expect(of(known, [effect(-9), effect(-8)]).value).toBeCloseTo(40, 9);
  });
  it('leave nothing behind when switched off', () => {
    const scored = scoreOf(forecastOf(known), [], null, []);
    expect(scored.score.value).toBeCloseTo(50, 9);
    expect(attribute(scored, [], FEATURES, null).reasons.every((r) => r.basis === 'learned')).toBe(true);
  });
  it('leave 0 and 100 where they are', () => {
    expect(of(knownBy(anAccount([100]), 5), [effect(-9)]).value).toBe(100);
    expect(of(knownBy(anAccount([100]), -5), [effect(9)]).value).toBe(0);
  });
});

describe('reasons', () => {
  it('take their share of the way from the typical case: .3 and -.1 of m = .2 are +15 and -5 points', () => {
    const forecast = forecastOf({
      account: anAccount([100, 1000]),
      reach: { vote: vote('reach', 0, [0.3, -0.1], ['trend', 'caption_length']), model: REACH },
      hold: null,
    });
    const { base, reasons } = attribute(scoreOf(forecast, [], null, []), [], FEATURES, null);
    expect(base).toBeCloseTo(50, 9);
    expect(reasons.map((r) => [r.name, r.value])).toEqual([
      ['recent_posts', 0.3],
      ['caption_shape', null],
    ]);
    expect(reasons[0]?.points).toBeCloseTo(15, 9);
    expect(reasons[1]?.points).toBeCloseTo(-5, 9);
    expect(reasons[0]).toMatchObject({ basis: 'learned', source: 'reach@1' });
  });
  it('are of the post: what its year brings, .1 of .3 or 5 points, belongs to where the score starts', () => {
    const forecast = forecastOf({
      account: anAccount([100, 1000]),
      reach: { vote: vote('reach', 0, [0.2, 0.1], ['trend', 'planned_year']), model: REACH },
      hold: null,
    });
    const { base, reasons } = attribute(scoreOf(forecast, [], null, []), [], FEATURES, null);
    expect(base).toBeCloseTo(55, 9);
    expect(reasons.map((r) => r.name)).toEqual(['recent_posts']);
    expect(reasons[0]?.points).toBeCloseTo(10, 9);
  });
  it('tell five words one by one and the rest together', () => {
    const forecast = forecastOf({
      account: null,
      reach: null,
      hold: { vote: vote('hold', 0.5, [0.01, 0.025, 0.03, 0.04, 0.05, 0.06, 0.07]), conformal: CONFORMAL },
    });
    const { reasons } = attribute(scoreOf(forecast, [], null, []), [], FEATURES, null);
    expect(reasons.map((r) => r.name)).toEqual(['word:w6', 'word:w5', 'word:w4', 'word:w3', 'words_other', 'word:w2']);
  });
});

// ------------------------------------------------------------------- laws

const views = fc.array(fc.integer({ min: 0, max: 5_000_000 }), { maxLength: 30 });
const account = fc
  .record({ views, followers: fc.option(fc.integer({ min: 0, max: 10_000_000 })) })
  .map((a) => anAccount(a.views, a.followers));
const amounts = fc.array(fc.double({ min: -0.6, max: 0.6, noNaN: true }), { maxLength: 12 });
const points = fc.array(fc.double({ min: -6, max: 6, noNaN: true }).map(effect), { maxLength: 6 });
const names = ['trend', 'followers_log', 'own_spread', 'caption_length', 'hashtag_count', 'level', 'topic_food'];
const inputs: fc.Arbitrary<ForecastInput> = fc.record({
  account: fc.option(account),
  reach: fc.option(
    fc.tuple(fc.double({ min: -0.5, max: 0.5, noNaN: true }), amounts).map(([base, a]) => ({
      vote: vote(
        'reach',
        base,
        a,
        a.map((_, i) => names[i % names.length] ?? ''),
      ),
      model: REACH,
    })),
  ),
  hold: fc.option(
    amounts.map((a) => ({
      vote: vote(
        'hold',
        0.5,
        a.map((x) => x / 10),
      ),
      conformal: CONFORMAL,
    })),
  ),
});

describe('laws of the score', () => {
  it('0 ≤ low ≤ score ≤ high ≤ 100, with twenty dots that never fall', () => {
    fc.assert(
      fc.property(inputs, points, (input, effects) => {
        const { low, value, high, dots } = of(input, effects);
        expect(low).toBeGreaterThanOrEqual(0);
        expect(value).toBeGreaterThanOrEqual(low);
        expect(high).toBeGreaterThanOrEqual(value);
        expect(high).toBeLessThanOrEqual(100);
        expect(dots).toHaveLength(20);
        dots.forEach((dot, i) => expect(dot).toBeGreaterThanOrEqual((dots[i - 1] ?? 0) - 1e-9));
      }),
      { seed: 11, numRuns: 400 },
    );
  });
  it('base and reasons sum to the score to 1e-9, most telling first', () => {
    fc.assert(
      fc.property(inputs, points, (input, effects) => {
        const scored = scoreOf(forecastOf(input), effects, null, []);
        const { base, reasons } = attribute(scored, effects, FEATURES, null);
        const sum = reasons.reduce((total, r) => total + r.points, base);
        expect(Math.abs(sum - scored.score.value)).toBeLessThan(1e-9);
        reasons.forEach((r, i) =>
          expect(Math.abs(r.points)).toBeLessThanOrEqual(Math.abs(reasons[i - 1]?.points ?? Infinity)),
        );
      }),
      { seed: 12, numRuns: 400 },
    );
  });
  it('declared terms move it by at most 10 and never narrow the range', () => {
    fc.assert(
      fc.property(inputs, points, (input, effects) => {
        const off = of(input);
        const on = of(input, effects);
        expect(Math.abs(on.value - off.value)).toBeLessThanOrEqual(DECLARED_MOST + 1e-9);
        const balanced = effects.flatMap((e) => [e, effect(-e.points)]);
        const wide = of(input, balanced);
        expect(wide.value).toBeCloseTo(off.value, 9);
        expect(wide.low).toBeLessThanOrEqual(off.low + 1e-9);
        expect(wide.high).toBeGreaterThanOrEqual(off.high - 1e-9);
      }),
      { seed: 13, numRuns: 300 },
    );
  });
  it('a better forecast never scores lower, whatever the declared terms', () => {
    const ratio = fc.double({ min: -1.5, max: 1.5, noNaN: true });
    fc.assert(
      fc.property(account, ratio, ratio, points, (who, a, b, effects) => {
        const lower = of(knownBy(who, Math.min(a, b)), effects);
        const higher = of(knownBy(who, Math.max(a, b)), effects);
        expect(higher.value).toBeGreaterThanOrEqual(lower.value - 1e-9);
      }),
      { seed: 14, numRuns: 300 },
    );
  });
  it('an unknown account never has a chance to beat its level', () => {
    fc.assert(
      fc.property(inputs, (input) => {
        expect(of({ ...input, account: null }).pBeats).toBeNull();
        expect(of({ ...input, account: null }).level).toBeNull();
      }),
      { seed: 15 },
    );
  });
});
