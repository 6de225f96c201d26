import { describe, expect, it } from 'vitest';
import { aDraft, aFrame, anAccount, aPicture, someSignals } from './invented-cases.ts';
import { FEATURE_SET } from './features/registry.ts';
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
