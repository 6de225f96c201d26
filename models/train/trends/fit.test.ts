import { describe, expect, it } from 'vitest';
import { normal, seeded } from '#core/stats/random.ts';
import { forecast, sigmoid, weighted } from '#core/trends/forecast.ts';
import { casesOf, NAIVE } from './cases.ts';
import { beatsNaive, coverageOf, figuresOf } from './figures.ts';
import { fitForm, type Plan } from './fit.ts';
import type { Series } from './rows.ts';

const PLAN: Plan = { name: 'days', windowDays: 1, windows: 3, inputs: ['intercept', 'step', 'step_before'] };

/** Hashtags whose log of daily views takes `pull` of its last step once more, with noise. */
function invented(pull: number, keys: number, days: number, seed: number): Series[] {
  const random = seeded(seed);
  return Array.from({ length: keys }, (_, k) => {
    let [level, step, total] = [10, 0, 0];
    const readings = Array.from({ length: days }, (_x, day) => {
      step = pull * step + 0.3 * normal(random);
      level = Math.min(14, Math.max(7, level + step));
      total += Math.round(Math.exp(level));
      return { day, value: total };
    });
    return { table: 'invented', key: `tag${seed}-${k}`, readings };
  });
}
const casesIn = (series: readonly Series[]) => series.flatMap((s) => casesOf(s, PLAN));

describe('a case', () => {
  it('knows nothing of what comes after its day', () => {
    const [series] = invented(0.5, 1, 40, 1);
    if (!series) throw new Error('no series');
    const all = casesOf(series, PLAN);
    const cut = casesOf({ ...series, readings: series.readings.slice(0, 21) }, PLAN);
    expect(cut.length).toBeGreaterThan(10);
    expect(all.slice(0, cut.length)).toEqual(cut);
  });

  it('has what came: the log of the next day over the last', () => {
    const series = { table: 't', key: 'k', readings: [0, 11, 31, 72, 103].map((value, day) => ({ day, value })) };
    // Gains 11, 20, 41, then 31: the log of 32 over 42.
    const [only, ...more] = casesOf(series, PLAN);
    expect([only?.day, more]).toEqual([3, []]);
    expect(only?.change).toBeCloseTo(Math.log(32 / 42), 12);
    expect(only && NAIVE.same_growth(only)).toBeCloseTo(Math.log(42 / 21), 12);
  });
});

describe('a fitted form', () => {
  const form = fitForm(PLAN, casesIn(invented(0.6, 60, 60, 2)));
  const unseen = casesIn(invented(0.6, 40, 60, 3));

  it('finds how far a step carries on', () => {
    expect(form.coefficients.step).toBeGreaterThan(0.5);
    expect(form.coefficients.step).toBeLessThan(0.7);
  });

  it('beats the naive forecast where there is something to know', () => {
    expect(beatsNaive(form, unseen)).toBe(true);
  });

  it('covers what it says on keys that it never saw', () => {
    const [all] = coverageOf({ form, rows: 'invented', split: 'groups', cases: unseen });
    expect(all?.share.value).toBeGreaterThan(0.77);
    expect(all?.share.value).toBeLessThan(0.83);
  });

  it('says what comes true more often than by chance', () => {
    const rising = figuresOf({ form, rows: 'invented', split: 'groups', cases: unseen }).find(
      ({ slice }) => slice === 'days, rising',
    );
    expect(rising?.n).toBeGreaterThan(100);
    expect(rising?.model.value).toBeGreaterThan(0.5);
    expect(rising?.gain?.low).toBeGreaterThan(0);
  });

  it('gives chances that are as often right as they say', () => {
    const told = unseen.flatMap((c) =>
      forecast(c.windows, form) ? [{ p: sigmoid(weighted(c.inputs, form.odds.higher)), came: c.next > c.last }] : [],
    );
    const sure = told.filter(({ p }) => p > 0.7);
    const mean = sure.reduce((sum, { p }) => sum + p, 0) / sure.length;
    expect(Math.abs(sure.filter(({ came }) => came).length / sure.length - mean)).toBeLessThan(0.05);
  });

  it('does not beat it where there is nothing to know, and then says no stage', () => {
    const noise = fitForm(PLAN, casesIn(invented(0, 60, 60, 4)));
    expect(beatsNaive(noise, casesIn(invented(0, 40, 60, 5)))).toBe(false);
    expect(noise.say.rising).toBeNull();
  });
});
