/** Samples of this age and of the one before, and vectors that must not be taken. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SAMPLE_FEATURES, SAMPLE_FEATURE_SET, Sample, keptSample, parseSample } from './sample.ts';

const vector = Object.fromEntries(SAMPLE_FEATURES.map(({ name, range: [low, high] }) => [name, (low + high) / 2]));
const NOW = {
  schema: 2,
  consent: 2,
  featureSet: SAMPLE_FEATURE_SET,
  features: vector,
  outcome: { percentile: 0.61, readAfter: '7d' },
  context: { platform: 'tiktok', followers: 'under_10k', posts: '10_29', month: '2026-05' },
  foretold: { score: 62, models: [{ id: 'reach', version: '1.0.0' }], rung: 'wasm' },
  noise: null,
};
const { rung: _told, ...foretoldBefore } = NOW.foretold;
const BEFORE = { ...NOW, schema: 1, consent: 1, foretold: foretoldBefore };

describe('a sample', () => {
  it('of today is taken whole', () => expect(parseSample(NOW)).toEqual({ ok: true, value: NOW }));

  it('of the schema before told no rung', () => {
    const upgraded = { ...NOW, consent: 1, foretold: { ...NOW.foretold, rung: null } };
    expect(parseSample(BEFORE)).toEqual({ ok: true, value: upgraded });
    expect(parseSample({ ...BEFORE, foretold: null })).toMatchObject({
      ok: true,
      value: { schema: 2, foretold: null },
    });
    expect(keptSample(JSON.stringify(BEFORE))).toEqual(upgraded);
    expect(keptSample(JSON.stringify(NOW))).toEqual(NOW);
  });

  it('of the schema before may not smuggle in what it did not know', () => {
    expect(parseSample({ ...BEFORE, note: 'my cat' }).ok).toBe(false);
    expect(parseSample({ ...BEFORE, foretold: { ...foretoldBefore, rung: 'a sentence' } }).ok).toBe(false);
  });

  it('from the future is refused', () => {
    expect(parseSample({ ...NOW, schema: 3 })).toMatchObject({ ok: false, reason: expect.stringContaining('newer') });
  });

  it('is judged by the quick look at its vector as by the whole contract', () => {
    const names = SAMPLE_FEATURES.map(({ name }) => name);
    const wound = fc.record({
      name: fc.oneof(fc.constantFrom(...names), fc.constant('__proto__'), fc.string()),
      value: fc.oneof(
        fc.double(),
        fc.constantFrom(null, undefined, '1', true, [], {}, Number.NaN, Infinity, -Infinity, 1e308, -0),
      ),
    });
    fc.assert(
      fc.property(fc.array(wound, { maxLength: 2 }), fc.boolean(), (wounds, drop) => {
        const features: Record<string, unknown> = { ...vector };
        for (const { name, value } of wounds) features[name] = value;
        if (drop) delete features[names[0] ?? ''];
        const sample = { ...NOW, features };
        expect(parseSample(sample).ok).toBe(Sample.safeParse(sample).success);
      }),
      { numRuns: 500 },
    );
  });
});
