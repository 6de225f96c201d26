/** A valid sample with values of our own invention, every feature in the middle of its range. For tests. */
import { SAMPLE_FEATURES, SAMPLE_FEATURE_SET, type Sample } from '#contracts/sample.ts';

export function sample(changes: Partial<Sample> = {}): Sample {
  return {
    schema: 2,
    consent: 2,
    featureSet: SAMPLE_FEATURE_SET,
    features: Object.fromEntries(SAMPLE_FEATURES.map(({ name, range: [low, high] }) => [name, (low + high) / 2])),
    outcome: { percentile: 0.61, readAfter: '7d' },
    context: { platform: 'tiktok', followers: 'under_10k', posts: '10_29', month: '2026-05' },
    foretold: { score: 62, models: [{ id: 'reach', version: '1.0.0' }], rung: 'wasm' },
    noise: null,
    ...changes,
  };
}
