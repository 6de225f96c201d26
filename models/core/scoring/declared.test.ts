import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Features } from '../flow.ts';
import { featureNamed } from '../features/registry.ts';
import { declaredEffects, pointsAt } from './declared.ts';
import { DECLARED_TERMS, HOLD_RANK, SOURCES, type DeclaredTerm } from './priors.ts';

const features = (values: Features['values']): Features => ({ set: 'test', values, missing: {} });

describe('declared terms', () => {
  it('stand on effects graded measured, read in source or peer-reviewed, and on nothing second-hand', () => {
    for (const term of DECLARED_TERMS) {
      const source = SOURCES[term.source];
      expect(source.grade === 'M' || source.grade === 'S' || source.kind === 'peer_reviewed').toBe(true);
      expect(source.study).not.toBe('');
    }
  });
  it('read features that exist, and nothing known only after posting', () => {
    for (const { feature } of DECLARED_TERMS.flatMap((t) => t.reads)) {
      if (feature === HOLD_RANK) continue;
      expect(featureNamed(feature)?.known, feature).toBe('draft');
    }
  });
  it.each(DECLARED_TERMS)('$name has the shape it says and stays in its bound', (term: DeclaredTerm) => {
    const points = term.knots.map(([, p]) => p);
    const steps = points.slice(1).map((p, i) => p - (points[i] ?? 0));
    if (term.shape === 'rising') expect(steps.every((s) => s >= 0)).toBe(true);
    if (term.shape === 'falling') expect(steps.every((s) => s <= 0)).toBe(true);
    if (term.shape === 'inverted_u') {
      // More is never better: the top is flat and worth nothing, both ends lose.
      expect(Math.max(...points)).toBe(0);
      expect(points[0]).toBeLessThan(0);
      expect(points.at(-1)).toBeLessThan(0);
    }
    expect(Math.max(...points.map(Math.abs))).toBe(term.bound);
    expect(term.knots.map(([x]) => x)).toEqual(term.knots.map(([x]) => x).toSorted((a, b) => a - b));
    fc.assert(
      fc.property(fc.double({ noNaN: true }), (x) => {
        expect(Math.abs(pointsAt(term, x))).toBeLessThanOrEqual(term.bound);
      }),
      { seed: 5 },
    );
  });
  it('could together reach more than ten only if the bound on the sum failed', () => {
    const most = DECLARED_TERMS.reduce((sum, t) => sum + t.bound, 0);
    expect(most).toBeLessThanOrEqual(10);
  });
  it('pull of hold: rank .56 is half way from .5 to .62, so +1.5 points', () => {
    const found = declaredEffects(features({}), 0.56);
    expect(found.map((e) => e.term.name)).toEqual(['pull_of_hold']);
    expect(found[0]?.points).toBeCloseTo(1.5, 9);
  });
  it('say nothing of what was not measured, and nothing at all when switched off', () => {
    expect(declaredEffects(features({}), null)).toEqual([]);
    expect(declaredEffects(features({}), 0.9, [])).toEqual([]);
  });
  it('read several features as the mean of their places on their scales', () => {
    const term: DeclaredTerm = {
      name: 'test',
      group: 'sound',
      reads: [
        { feature: 'a', scale: [0, 10] },
        { feature: 'b', scale: [0, 1] },
      ],
      shape: 'rising',
      knots: [
        [0, 0],
        [1, 1],
      ],
      bound: 1,
      source: 'sensation_value',
    };
    // (5/10 + 1) / 2 = .75; b is held at the end of its scale.
    expect(declaredEffects(features({ a: 5, b: 7 }), null, [term])[0]?.points).toBeCloseTo(0.75, 12);
    expect(declaredEffects(features({ a: 5, b: null }), null, [term])).toEqual([]);
  });
});
