/** Drift and skill from counts, beside values worked out by hand and by the project's own Spearman. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { spearman } from '#core/stats/rank.ts';
import type { SampleRow } from '../samples/shard.ts';
import { binOf, spreadsHash, statsOf, type ShardStats, type Spreads } from '../samples/stats.ts';
import { LEAST_FOR_DRIFT, LEAST_TO_TELL, fieldOf, psi, spearmanOfCells } from './field.ts';

const spreads: Spreads = { reach: { length_s: { edges: [10, 20], shares: [0.2, 0.3, 0.5] } } };
const row = (length: number | null, more: SampleRow = {}): SampleRow => ({
  length_s: length,
  score: 50,
  percentile: 0.5,
  models: 'reach@1',
  rung: 'wasm',
  epsilon: null,
  ...more,
});
const fieldOfRows = (rows: readonly SampleRow[], of: Spreads = spreads) =>
  fieldOf([statsOf(rows, of)], spreads, spreadsHash(spreads));

describe('the population stability index', () => {
  it('is what the formula says', () => {
    // (0.5-0.2)·ln(2.5) + (0.3-0.3)·ln 1 + (0.2-0.5)·ln 0.4 = 0.27489 + 0 + 0.27489
    expect(psi([50, 30, 20], [0.2, 0.3, 0.5])).toBeCloseTo(0.54977, 4);
    expect(psi([20, 30, 50], [0.2, 0.3, 0.5])).toBeCloseTo(0, 12);
  });

  it('is never negative and always finite, also with empty bins', () => {
    const counts = fc.array(fc.nat(1000), { minLength: 3, maxLength: 3 }).filter((n) => n.some((one) => one > 0));
    fc.assert(
      fc.property(counts, fc.constantFrom([0.2, 0.3, 0.5], [0, 0.5, 0.5]), (n, shares) => {
        const value = psi(n, shares);
        expect(Number.isFinite(value) && value >= 0).toBe(true);
      }),
    );
  });
});

describe('drift', () => {
  it('puts a value at an edge below it', () => {
    expect([9, 10, 10.5, 20, 21].map((value) => binOf([10, 20], value))).toEqual([0, 0, 1, 1, 2]);
  });

  it('is told from 500 samples on, without gaps and without samples that carry noise', () => {
    const rows = Array.from({ length: LEAST_FOR_DRIFT - 1 }, (_, i) => row(i % 30));
    const rest = [row(null), row(5, { epsilon: 8 })];
    expect(fieldOfRows([...rows, ...rest]).drift).toEqual([]);
    expect(fieldOfRows([...rows, ...rest, row(5)]).drift).toMatchObject([
      { model: 'reach', input: 'length_s', n: LEAST_FOR_DRIFT },
    ]);
  });

  it('is not told from counts against the training rows of another release', () => {
    const other: Spreads = { reach: { length_s: { edges: [1, 2], shares: [0.2, 0.3, 0.5] } } };
    expect(
      fieldOfRows(
        Array.from({ length: 600 }, () => row(5)),
        other,
      ).drift,
    ).toEqual([]);
  });

  it('is large for another population and small for the same one', () => {
    // 0..29 in thirds of ten, eleven at or under 10: close to the shares below, far from all in one bin.
    const near: Spreads = { reach: { length_s: { edges: [10, 20], shares: [11 / 30, 10 / 30, 9 / 30] } } };
    const of = (rows: readonly SampleRow[]) => fieldOf([statsOf(rows, near)], near, spreadsHash(near)).drift[0]?.psi;
    expect(of(Array.from({ length: 600 }, (_, i) => row(i % 30)))).toBeCloseTo(0, 10);
    expect(of(Array.from({ length: 600 }, () => row(25)))).toBeGreaterThan(0.25);
  });
});

describe('skill on given outcomes', () => {
  it('is the Spearman of the same rows one by one', () => {
    const pair = fc.tuple(fc.nat(20), fc.nat(20));
    fc.assert(
      fc.property(fc.array(pair, { minLength: 3, maxLength: 60 }), (pairs) => {
        const cells = new Map<string, number>();
        for (const [x, y] of pairs) cells.set(`${x} ${y}`, (cells.get(`${x} ${y}`) ?? 0) + 1);
        const one = spearman(
          pairs.map(([x]) => x),
          pairs.map(([, y]) => y),
        );
        const other = spearmanOfCells(cells);
        if (one === null) expect(other).toBeNull();
        else expect(other).toBeCloseTo(one, 9);
      }),
    );
  });

  it('is told from 200 outcomes on, by version, adding shards up', () => {
    const half = (version: string): ShardStats =>
      statsOf(
        Array.from({ length: LEAST_TO_TELL / 2 }, (_, i) =>
          row(5, { score: i, percentile: i / 100, models: `reach@${version}` }),
        ),
        spreads,
      );
    const { skill } = fieldOf([half('1'), half('2'), half('2')], spreads, spreadsHash(spreads));
    expect(skill.find(({ version }) => version === '1')).toMatchObject({ n: 100, spearman: null });
    const two = skill.find(({ version }) => version === '2');
    expect(two?.n).toBe(200);
    expect(two?.spearman).toBeCloseTo(1, 6);
  });
});

describe('rungs', () => {
  it('are counted where a forecast was told, older apps as untold', () => {
    const field = fieldOfRows([row(5), row(5, { rung: null }), row(5, { score: null }), row(5, { epsilon: 8 })]);
    expect(field.rungs).toEqual({ wasm: 1, untold: 1 });
    expect([field.plain, field.noisy]).toEqual([3, 1]);
  });
});
