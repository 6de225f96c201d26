import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { aClip, aDraft, anAccount, aReachModel, someSignals } from '../invented-cases.ts';
import type { EditCell, EditNear, TreeArrays } from '../scoring/model-files.ts';
import { seconds } from '../units.ts';
import { candidates, editsBeyondNoise, holds, type EditCase } from './counterfactual.ts';

/** One tree: clips of up to 15 s get .3 more. */
const SHORTER_IS_BETTER: TreeArrays = {
  inputs: ['length_s', 'hashtag_count'],
  base: 0,
  roots: [0],
  feature: [0, -1, -1],
  threshold: [15, 0, 0],
  missingLeft: [0, 0, 0],
  left: [1, 0, 0],
  right: [2, 0, 0],
  value: [0, 0.3, 0],
  cover: [2, 1, 1],
};

const cell = (from: number | null, to: number | null, more: Partial<EditCell> = {}): EditCell => ({
  bounds: { length_s: [from, to] },
  rows: 500,
  authors: 200,
  excess: 0,
  error: 0.01,
  ...more,
});

const aCase = (cells: readonly EditCell[], more: Partial<EditCase> = {}): EditCase => ({
  model: aReachModel({
    trees: SHORTER_IS_BETTER,
    edits: { cells },
    seen: { length_s: [5, 60], hashtag_count: [0, 12] },
  }),
  signals: { ...someSignals(), clip: aClip({ length: seconds(20.4) }) },
  draft: aDraft({ caption: 'bread #fyp #baking #bread' }),
  account: anAccount([100, 1000, 500]),
  // Fifty points per log10.
  rescore: (moveBy) => 50 + 50 * moveBy,
  value: 50,
  ...more,
});

describe('edits beyond noise', () => {
  it('finds the longest cut that the model ties to more views, in whole seconds', () => {
    const { found, looked } = editsBeyondNoise(aCase([cell(null, 16), cell(16, null)]));
    // From 20 s down to 11 s in whole seconds, three numbers of hashtags; no hour is planned.
    expect(looked).toBe(10 + 3);
    expect(found).toEqual([
      {
        name: 'length_s',
        from: 20.4,
        to: 15,
        unit: 's',
        posts: 500,
        // Half of the range: 1.2816·√(.01² + .01² + (.4·.3)²) = .15486, times fifty.
        gain: { value: expect.closeTo(15, 9), low: expect.closeTo(7.257, 3), high: expect.closeTo(22.743, 3) },
      },
    ]);
  });

  it('says nothing of a gain that the noise of the cells explains', () => {
    const unsure = { error: 0.2 };
    expect(editsBeyondNoise(aCase([cell(null, 16, unsure), cell(16, null, unsure)])).found).toEqual([]);
  });

  it('counts what the model got wrong among posts like that', () => {
    expect(editsBeyondNoise(aCase([cell(null, 16, { excess: -0.3 }), cell(16, null)])).found).toEqual([]);
  });

  it('leads nowhere where there are no real posts', () => {
    expect(editsBeyondNoise(aCase([cell(16, null)])).found).toEqual([]);
    expect(editsBeyondNoise(aCase([cell(null, 16)]))).toEqual({ looked: 0, found: [] });
  });

  it('leads nowhere that is common in each input and unheard of in all at once', () => {
    // Real posts: short ones with few hashtags, long ones with many.
    const cells = [cell(null, 16), cell(16, null)];
    const group = (length: number, tags: number) => ({ middle: [length, tags], spread: [4, 1] });
    const near: EditNear = {
      inputs: [
        { name: 'length_s', log: false },
        { name: 'hashtag_count', log: false },
      ],
      groups: [group(12, 0), group(20, 3)],
      fewest: { rows: 50, authors: 20 },
      neighbours: 1,
      limit: 1.5,
    };
    const model = { ...aCase([]).model, edits: { cells, near } };
    // 15 s with three hashtags: 3 spreads of hashtags from the short ones, (20 - 15) / 4 = 1.25 from the long ones.
    expect(editsBeyondNoise(aCase(cells, { model })).found.map(({ to }) => to)).toEqual([15]);
    const strict = { ...model, edits: { cells, near: { ...near, limit: 1.2 } } };
    expect(editsBeyondNoise(aCase(cells, { model: strict })).found).toEqual([]);
    // The post itself is odd: no edit is weighed.
    const odd = { ...model, edits: { cells, near: { ...near, groups: [group(12, 0), group(20, 9)] } } };
    expect(editsBeyondNoise(aCase(cells, { model: odd }))).toEqual({ looked: 0, found: [] });
  });

  it('is silent with a model file that knows nothing of edits', () => {
    const { edits: _, ...older } = aCase([]).model;
    expect(editsBeyondNoise(aCase([], { model: older }))).toEqual({ looked: 0, found: [] });
  });
});

describe('what may be changed', () => {
  it('is the cut, the hashtags and the hour; the tag that says nothing goes first', () => {
    const { signals, draft } = aCase([]);
    const tried = candidates({
      signals,
      draft: { ...draft, plannedAt: 1_790_000_000, posting: { hour: 23, weekday: 6 } },
    });
    const tags = tried.filter(({ edit }) => edit.name === 'hashtag_count');
    expect(tags.map((one) => one.draft.caption)).toEqual(['bread #baking #bread', 'bread #baking', 'bread']);
    const hours = tried.filter(({ edit }) => edit.name === 'posting_hour');
    expect(hours.map(({ edit }) => edit.to)).toEqual([3, 6, 9, 12, 15, 18, 21]);
    expect(hours[0]?.draft.posting).toEqual({ hour: 2, weekday: 0 });
  });
});

describe('laws', () => {
  const cases = fc.record({
    length: fc.double({ min: 1, max: 70, noNaN: true }),
    cut: fc.integer({ min: 3, max: 60 }),
    error: fc.double({ min: 0, max: 0.4, noNaN: true }),
    excess: fc.double({ min: -0.4, max: 0.4, noNaN: true }),
    tags: fc.integer({ min: 0, max: 14 }),
  });
  const caseOf = ({
    length,
    cut,
    error,
    excess,
    tags,
  }: {
    length: number;
    cut: number;
    error: number;
    excess: number;
    tags: number;
  }) =>
    aCase([cell(null, cut, { error, excess }), cell(cut, null, { error })], {
      signals: { ...someSignals(), clip: aClip({ length: seconds(length) }) },
      draft: aDraft({ caption: Array.from({ length: tags }, (_, i) => `#tag${i}`).join(' ') }),
    });

  it('no edit leaves the range that the model saw, lengthens a clip or invents a tag, and all are whole', () => {
    fc.assert(
      fc.property(cases, (drawn) => {
        for (const { name, from, to } of editsBeyondNoise(caseOf(drawn)).found) {
          expect(to).toBeLessThan(from);
          expect(Number.isInteger(to)).toBe(true);
          const [least, most] = name === 'length_s' ? [5, 60] : [0, 12];
          expect(to).toBeGreaterThanOrEqual(least);
          expect(to).toBeLessThanOrEqual(most);
        }
      }),
    );
  });

  it('no gain is told whose range holds 0', () => {
    fc.assert(
      fc.property(cases, (drawn) => {
        for (const { gain } of editsBeyondNoise(caseOf(drawn)).found) {
          expect(gain.low).toBeGreaterThan(0);
          expect(gain.low).toBeLessThanOrEqual(gain.value);
          expect(gain.value).toBeLessThanOrEqual(gain.high);
        }
      }),
    );
  });

  it('a value lies in one cell at most, and an unknown one in none', () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true }), (length) => {
        const cells = [cell(null, 16), cell(16, 40), cell(40, null)];
        expect(cells.filter((one) => holds(one, { length_s: length }))).toHaveLength(1);
        expect(cells.filter((one) => holds(one, { length_s: null }))).toEqual([]);
      }),
    );
  });
});
