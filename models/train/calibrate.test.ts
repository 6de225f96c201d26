import { describe, expect, it } from 'vitest';
import { bandFor, residualAt } from '#core/scoring/conformal.ts';
import { probability } from '#core/scoring/platt.ts';
import { normal, seeded } from '#core/stats/random.ts';
import { conformal, platt, pooled, references, type Held } from './calibrate.ts';

/** 300 invented people; errors of small accounts are three times as wide, and rows of one person share a part of it. */
function invented(seed: number): Held {
  const random = seeded(seed);
  const rows = Array.from({ length: 300 * 15 }, (_, i) => {
    const group = Math.floor(i / 15);
    const followers = 10 ** (3 + (group % 4));
    return { group, followers, history: i % 15, width: group % 2 ? 1 : 2, wide: followers < 1e4 ? 0.9 : 0.3 };
  });
  const n = rows.length;
  const shared = Array.from({ length: 300 }, () => normal(random));
  return {
    prediction: new Float64Array(n),
    outcome: Float64Array.from(
      rows,
      ({ group, wide, width }) => width * wide * (0.5 * (shared[group] ?? 0) + normal(random)),
    ),
    width: Float64Array.from(rows, ({ width }) => width),
    odds: new Float64Array(n),
    history: rows.map(({ history }) => history),
    followers: Float64Array.from(rows, ({ followers }) => followers),
    group: rows.map(({ group }) => group),
  };
}

describe('conformal ranges', () => {
  it('hold 80 % of new people in every band of followers, wide and narrow', () => {
    const table = conformal(invented(1));
    const unseen = invented(2);
    for (const followers of [1e3, 1e4, 1e5, 1e6]) {
      let inside = 0;
      let all = 0;
      unseen.outcome.forEach((outcome, i) => {
        if (unseen.followers[i] !== followers) return;
        const band = bandFor(table, followers, unseen.history[i] ?? 0);
        if (!band) throw new Error('some band always holds the case');
        const width = unseen.width[i] ?? 1;
        all++;
        if (outcome >= width * residualAt(table, band, 0.1) && outcome <= width * residualAt(table, band, 0.9))
          inside++;
      });
      expect(Math.abs(inside / all - 0.8)).toBeLessThan(0.05);
    }
  });

  it('join follower bands that hold too few people with their neighbour', () => {
    const held = invented(1);
    // Keep only ten of the people with 1,000 followers.
    const rows = Array.from(held.outcome, (_, i) => i).filter(
      (i) => held.followers[i] !== 1e3 || (held.group[i] ?? 0) < 40,
    );
    expect(pooled(held, rows)).toEqual([
      [null, 1e5],
      [1e5, 1e6],
      [1e6, null],
    ]);
  });

  it('always end with a band that holds everything', () => {
    const { bands } = conformal(invented(1));
    expect(bands.at(-1)).toMatchObject({ followers: null, history: null });
  });
});

describe('chances', () => {
  it('come out as often as they say', () => {
    const random = seeded(4);
    const scores = Array.from({ length: 20_000 }, () => normal(random));
    const happened = scores.map((x) => random() < 1 / (1 + Math.exp(-(2 * x - 0.5))));
    const { a, b } = platt(scores, happened);
    expect(a).toBeCloseTo(2, 0);
    expect(b).toBeCloseTo(-0.5, 1);
    expect(probability({ a, b }, 0.25)).toBeCloseTo(0.5, 1);
  });

  it('rise with nothing when the score says nothing', () => {
    const random = seeded(5);
    const scores = Array.from({ length: 5000 }, () => normal(random));
    expect(
      Math.abs(
        platt(
          scores,
          scores.map(() => random() < 0.3),
        ).a,
      ),
    ).toBeLessThan(0.1);
  });
});

describe('reference distributions', () => {
  it('ascend, one per length of history', () => {
    const found = references(invented(1));
    expect(found.map(({ history }) => history[0])).toEqual([0, 1, 3, 10]);
    for (const { quantiles } of found) {
      expect(quantiles).toHaveLength(101);
      quantiles.forEach((q, i) => i > 0 && expect(q).toBeGreaterThanOrEqual(quantiles[i - 1] ?? q));
    }
  });
});
