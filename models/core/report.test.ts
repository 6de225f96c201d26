import { describe, expect, it } from 'vitest';
import { aDraft, aFrame, anAccount, aPicture, aReachModel, someSignals } from './invented-cases.ts';
import { featureSetHash, FEATURE_SET } from './features/registry.ts';
import { WORDS_SET } from './features/words.ts';
import type { Vote } from './flow.ts';
import type { HoldModel } from './scoring/model-files.ts';
import { EXPECTED_EXCESS } from './scoring/reach.ts';
import { seconds } from './units.ts';
import { cacheKey, makeReport, type ReportInput } from './report.ts';

const input = (more: Partial<ReportInput> = {}): ReportInput => ({
  now: 1_790_000_000_000,
  signals: someSignals(),
  keyframeImages: [{ at: seconds(4), role: 'cut', width: 90, height: 160, image: null }],
  draft: aDraft(),
  account: null,
  models: { reach: null, hold: null },
  priors: true,
  decoder: 'webcodecs',
  ms: { decode: 900, signals: 200, models: 3, total: 1103 },
  ...more,
});

describe('a report without any model', () => {
  it('of a clip alone starts at 50, leans on declared terms only and says so', () => {
    const { score, explanation, rung } = makeReport(input());
    expect(score.basis).toBe('prior');
    expect(score.reference).toBe('none');
    expect(rung).toBe('rules');
    expect(explanation.base).toBe(50);
    expect(score.value).toBeGreaterThanOrEqual(40);
    expect(score.value).toBeLessThanOrEqual(60);
    expect(score.pBeats).toBeNull();
    expect(score.hold).toBeNull();
    expect(score.reach).toBeNull();
  });
  it('is exactly 50, from 10 to 90, with the declared terms switched off', () => {
    const { score, explanation } = makeReport(input({ priors: false }));
    expect(score.value).toBe(50);
    expect(score.low).toBeCloseTo(10, 9);
    expect(score.high).toBeCloseTo(90, 9);
    expect(explanation.reasons).toEqual([]);
  });
  it('of a person with posts knows their level and still foretells nothing', () => {
    const { score } = makeReport(input({ account: anAccount([100, 1000, 10_000]), priors: false }));
    expect(score.level).toBeCloseTo(3, 12);
    expect(score.reach).toMatchObject({ value: 0 });
    expect(score.value).toBeCloseTo(50, 9);
    expect(score.pBeats).toBeNull();
    expect(score.history).toBe(3);
  });
  it('gives the same report for the same input, and another id for another caption', () => {
    expect(makeReport(input())).toEqual(makeReport(input()));
    expect(makeReport(input()).id).not.toBe(makeReport(input({ draft: aDraft({ caption: 'bread' }) })).id);
    expect(makeReport(input({ id: 'mine' })).id).toBe('mine');
  });
  it('can be posted to a worker and stored as it is', () => {
    const report = makeReport(input({ account: anAccount([5, 6]) }));
    expect(structuredClone(report)).toEqual(report);
    expect(JSON.parse(JSON.stringify(report))).toEqual(report);
  });
  it('pairs a keyframe with what was measured at it', () => {
    const frames = [aFrame(0), aFrame(4, { luma: 0.7 })];
    const report = makeReport(input({ signals: someSignals({ picture: aPicture({ frames }) }) }));
    expect(report.keyframes[0]?.measured.luma).toBe(0.7);
  });
  it('survives a file with neither picture nor sound to measure', () => {
    const report = makeReport(input({ signals: someSignals({ picture: null, sound: null }) }));
    expect(report.score.value).toBeGreaterThan(0);
    expect(report.keyframes).toEqual([]);
    expect(report.explanation.cannotTell.map((c) => c.name)).toEqual(
      expect.arrayContaining(['sound', 'picture', 'words', 'own_posts']),
    );
  });
});

describe('the key under which a report is kept', () => {
  const base = {
    clip: 'a',
    draft: aDraft({ caption: 'bread' }),
    account: anAccount([1, 2]),
    models: [{ id: 'reach', version: '1', sha256: 'x' }],
    priors: true,
    decoder: 'auto',
  };
  it('changes with clip, words, account, models, declared terms and decoder', () => {
    const keys = [
      base,
      { ...base, clip: 'b' },
      { ...base, draft: aDraft({ caption: 'cake' }) },
      { ...base, account: anAccount([1, 3]) },
      { ...base, account: null },
      { ...base, models: [{ id: 'reach', version: '2', sha256: 'x' }] },
      { ...base, models: [] },
      { ...base, priors: false },
      { ...base, decoder: 'ffmpeg' },
    ].map(cacheKey);
    expect(new Set(keys).size).toBe(keys.length);
  });
  it('does not change with the order of keys or of models', () => {
    const { caption, ...rest } = base.draft;
    const two = [...base.models, { id: 'hold', version: '1', sha256: 'y' }];
    expect(cacheKey({ ...base, draft: { ...rest, caption } })).toBe(cacheKey(base));
    expect(cacheKey({ ...base, models: two })).toBe(cacheKey({ ...base, models: two.toReversed() }));
  });
  it('is a SHA-256', () => {
    expect(cacheKey(base)).toMatch(/^[0-9a-f]{64}$/);
    expect(FEATURE_SET).toMatch(/^[0-9a-f]{64}$/);
  });
});

/** One split: a last post over the own level foretells +.3, one at or under it -.1. */
const split = {
  inputs: ['last_excess', EXPECTED_EXCESS],
  base: 0,
  roots: [0],
  feature: [0, -1, -1],
  threshold: [0, 0, 0],
  missingLeft: [1, 0, 0],
  left: [1, 0, 0],
  right: [2, 0, 0],
  value: [0, -0.1, 0.3],
  cover: [4, 3, 1],
};
const plain = aReachModel();
const reach = aReachModel({
  featureSet: featureSetHash(['last_excess']),
  trees: split,
  odds: split,
  level: { intercept: 1, slope: 0.5, unknown: 2 },
  expectation: { ...plain.expectation, slope: 0, unknownFollowers: 0 },
  conformal: {
    levels: [0.1, 0.9],
    bands: [{ name: 'all', followers: null, history: null, rows: 9, authors: 9, residuals: [-0.4, 0.4] }],
  },
  beats: [{ history: [0, null], platt: { a: 2, b: 0 } }],
  seen: { last_excess: [-0.2, 0.2] },
});
/** Rank ½, and .1 more for the word "bread"; one word of weight 1 whose row has length 1. */
const hold: HoldModel = {
  model: 'hold',
  version: 'test',
  featureSet: WORDS_SET,
  members: {
    words: { vocabulary: ['bread'], idf: [1], weights: [0.1], letters: 0, shape: [], intercept: 0.5 },
    shown: null,
  },
  cases: [
    {
      have: 'caption',
      line: null,
      intercept: 0,
      words: 1,
      shown: 0,
      conformal: {
        levels: [0.1, 0.9],
        bands: [{ name: 'all', followers: null, history: null, rows: 9, authors: 9, residuals: [-0.3, 0.3] }],
      },
    },
  ],
};

describe('a report with models', () => {
  const models = { reach, hold };
  const bread = aDraft({ caption: 'bread' });
  // Level 3; the last post stands .5 over it, outside what the model saw.
  const account = anAccount([10 ** 2.5, 10 ** 3.5]);

  it('of a person with posts is the expected percentile of the foretold ratio: +.3 → 65', () => {
    const { score, votes, rung } = makeReport(input({ models, account, priors: false }));
    // F is even on -1..1 and no outcome runs off it, so the mean of F is F of the mean: (.3 + 1)/2.
    expect(score.value).toBeCloseTo(65, 9);
    expect(score.low).toBeCloseTo(45, 9);
    expect(score.high).toBeCloseTo(85, 9);
    expect(score.basis).toBe('learned');
    expect(score.pBeats).toBeCloseTo(1 / (1 + Math.exp(-0.6)), 12);
    expect(score.outside).toEqual(['last_excess']);
    expect(votes.map((v) => v.model)).toEqual(['reach']);
    expect(rung).toBe('plain');
  });
  it('tells why: three of four came with -.1, so typical is 0, and the last post is worth 15', () => {
    const { explanation } = makeReport(input({ models, account, priors: false }));
    expect(explanation.base).toBeCloseTo(50, 9);
    expect(explanation.reasons.map((r) => r.name)).toEqual(['recent_posts']);
    expect(explanation.reasons[0]?.points).toBeCloseTo(15, 9);
  });
  it('of words alone is their hold rank: .6 → 60, from 30 to 90', () => {
    const { score, explanation } = makeReport(input({ models, draft: bread, priors: false }));
    expect(score.value).toBeCloseTo(60, 9);
    expect(score.low).toBeCloseTo(30, 9);
    expect(score.high).toBeCloseTo(90, 9);
    expect(score.reference).toBe('comparable_videos');
    expect(score.hold?.value).toBeCloseTo(0.6, 12);
    expect(explanation.reasons.map((r) => r.name)).toEqual(['word:bread']);
  });
  it('lets hold pull at reach only where the account is known, listed apart and widening the range', () => {
    const on = makeReport(input({ models, account, draft: bread }));
    const off = makeReport(input({ models, account, draft: bread, priors: false }));
    const pull = on.explanation.reasons.find((r) => r.name === 'pull_of_hold');
    expect(pull?.basis).toBe('prior');
    expect(pull?.points).toBeGreaterThan(0);
    expect(pull?.value).toBeCloseTo(0.6, 12);
    expect(on.score.basis).toBe('mixed');
    expect(on.score.high - on.score.low).toBeGreaterThan(off.score.high - off.score.low);
    const alone = makeReport(input({ models, draft: bread }));
    expect(alone.explanation.reasons.map((r) => r.name)).not.toContain('pull_of_hold');
  });
  it('steps down and says so when a model was made for other features', () => {
    const strange = { reach: { ...reach, featureSet: 'other' }, hold: { ...hold, featureSet: 'other' } };
    const { score, votes, rung } = makeReport(input({ models: strange, account, draft: bread }));
    expect(votes).toEqual([]);
    expect(rung).toBe('rules');
    expect(score.basis).toBe('prior');
  });
  it('names the lowest rung that answered, and the rules where the model for the case is missing', () => {
    const plain = makeReport(input({ models, account, draft: bread })).votes;
    const votes = plain.map((v): Vote => ({ ...v, rung: v.model === 'hold' ? 'webgpu' : 'wasm' }));
    expect(makeReport(input({ models, account, draft: bread, votes })).rung).toBe('wasm');
    expect(makeReport(input({ models: { reach: null, hold }, account, draft: bread })).rung).toBe('rules');
  });
});
