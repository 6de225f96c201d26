import { describe, expect, it } from 'vitest';
import type { Report, Score } from '../flow.ts';
import { fromQuantiles } from '../scoring/distribution.ts';
import { coverageOf, readOutcome } from './outcome.ts';

const report = (more: Partial<Score>): Pick<Report, 'score'> => ({
  score: {
    value: 60,
    low: 35,
    high: 85,
    basis: 'learned',
    reference: 'comparable_accounts',
    history: 8,
    pBeats: 0.6,
    dots: [],
    hold: null,
    reach: { value: 0.2, low: -0.3, high: 0.7 },
    level: 3,
    outside: [],
    ...more,
  },
});
/** F(m) = (m + 1) / 2. */
const SCALE = fromQuantiles([-1, 1]);

describe('what was foretold and what was seen', () => {
  it('stands on the scale of the score: 2,000 views at a level of 1,000 are +.301, percentile 65', () => {
    const outcome = readOutcome(report({}), 2000, SCALE);
    expect(outcome?.ratio).toBeCloseTo(0.30103, 5);
    expect(outcome?.percentile).toBeCloseTo(65.0515, 3);
    expect(outcome).toMatchObject({ inside: true, beat: true });
  });
  it('can fall outside the range, below and above', () => {
    expect(readOutcome(report({}), 400, SCALE)).toMatchObject({ inside: false, beat: false });
    expect(readOutcome(report({}), 9000, SCALE)).toMatchObject({ inside: false, beat: true });
  });
  it('asks the range of the ratio when the model is gone', () => {
    expect(readOutcome(report({}), 4000, null)).toMatchObject({ inside: true, percentile: null });
    expect(readOutcome(report({}), 10_000, null)).toMatchObject({ inside: false });
  });
  it('is nothing without a level or without a view', () => {
    expect(readOutcome(report({ level: null }), 2000, SCALE)).toBeNull();
    expect(readOutcome(report({ reach: null }), 2000, SCALE)).toBeNull();
    expect(readOutcome(report({}), 0, SCALE)).toBeNull();
  });
  it('counts 8 of 10 inside as 80 %, 49 to 94 with Wilson', () => {
    const inside = readOutcome(report({}), 2000, SCALE);
    const outside = readOutcome(report({}), 400, SCALE);
    if (inside === null || outside === null) throw new Error('both can be read');
    const coverage = coverageOf([...Array.from({ length: 8 }, () => inside), outside, outside]);
    expect(coverage).toMatchObject({ inside: 8, of: 10, share: 0.8 });
    // Wilson 1927, worked out by hand with z = 1.96.
    expect(coverage?.low).toBeCloseTo(0.4902, 3);
    expect(coverage?.high).toBeCloseTo(0.9433, 3);
    expect(coverageOf([])).toBeNull();
  });
});
