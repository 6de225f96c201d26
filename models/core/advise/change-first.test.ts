import { describe, expect, it } from 'vitest';
import type { Advice } from '../flow.ts';
import { heldPoints } from '../scoring/score.ts';
import type { DeclaredEffect, DeclaredTerm } from '../scoring/priors.ts';
import { seconds } from '../units.ts';
import { changeFirst } from './change-first.ts';

const term = (name: string, knots: DeclaredTerm['knots'], more: Partial<DeclaredTerm> = {}): DeclaredTerm => ({
  name,
  group: 'picture',
  reads: [{ feature: name, scale: null }],
  shape: 'falling',
  knots,
  bound: 3,
  source: 'ling_2021',
  ...more,
});
const wide = term('wide', [
  [0.5, 2],
  [1, 0],
]);
const loud: Advice = {
  code: 'loudness',
  severity: 'fix',
  at: seconds(0),
  value: -25,
  threshold: -14,
  unit: 'LUFS',
  source: 'craft_loudness',
};
const run = (effects: readonly DeclaredEffect[], advice: readonly Advice[]) =>
  changeFirst({
    effects,
    value: 50 + heldPoints(effects),
    advice,
    rescore: (edited) => ({ value: 50 + heldPoints(edited), low: 10, high: 90 }),
    placeOf: () => seconds(2),
  });

describe('what to change first', () => {
  it('is the edit that gains most, scored again', () => {
    expect(run([{ term: wide, value: 1, points: 0 }], [{ ...loud, severity: 'know' }])).toEqual({
      name: 'wide',
      at: 2,
      from: 1,
      to: 0.5,
      unit: '1',
      rescored: { value: 52, low: 10, high: 90 },
      basis: 'prior',
      source: 'ling_2021',
    });
  });
  it('is what is broken in this file before what studies say of others', () => {
    expect(run([{ term: wide, value: 1, points: 0 }], [loud])?.name).toBe('loudness');
  });
  it('is what is good to know when no edit is worth a point', () => {
    expect(run([{ term: wide, value: 0.6, points: 1.6 }], [{ ...loud, severity: 'know' }])).toMatchObject({
      name: 'loudness',
      from: -25,
      to: -14,
      rescored: null,
      basis: 'measured',
    });
  });
  it('is nothing for a clip that is fine', () => {
    expect(run([], [{ ...loud, severity: 'fine' }])).toBeNull();
  });
  it('goes to the nearest edge of a flat top, never beyond', () => {
    const shots = term('shots', [[0, -2], [2, 0], [20, 0], [36, -2]], { shape: 'inverted_u' }); // prettier-ignore
    expect(run([{ term: shots, value: 36, points: -2 }], [])?.to).toBe(20);
    expect(run([{ term: shots, value: 0, points: -2 }], [])?.to).toBe(2);
  });
  it('never asks to move the pull of hold or a mean of several features', () => {
    const hold = { ...wide, group: 'hold' as const };
    const mixed = { ...wide, reads: [...wide.reads, ...wide.reads] };
    expect(
      run(
        [
          { term: hold, value: 1, points: 0 },
          { term: mixed, value: 1, points: 0 },
        ],
        [],
      ),
    ).toBeNull();
  });
});
