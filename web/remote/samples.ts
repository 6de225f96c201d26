/** A report and how the post did → a sample, exactly as it would travel; sent only when the person has said yes to this one. */
import { ok, type Result } from '#core/failure.ts';
import type { Report } from '#core/flow.ts';
import { FEATURE_SET } from '#core/features/registry.ts';
import { BUDGET, laplace, privateVector, randomised } from '#core/learn/privacy.ts';
import type { Random } from '#core/stats/random.ts';
import {
  CONSENT_VERSION,
  FOLLOWER_BANDS,
  POST_BANDS,
  SAMPLE_FEATURES,
  SAMPLE_FEATURE_SET,
  parseSample,
  type READ_AFTER,
  type Sample,
} from '#contracts/sample.ts';
import { ModelVersion } from '#contracts/share.ts';
import { call } from '#contracts/endpoints/endpoint.ts';
import * as endpoints from '#contracts/endpoints/samples.ts';
import { sending } from './door.ts';

export interface SampleOutcome {
  /** Views among the person's own posts, 0..1. */
  readonly percentile: number;
  readonly readAfter: (typeof READ_AFTER)[number];
  /** Unix ms. */
  readonly postedAt: number;
}

/** Off until the person chooses it: the whole ε, and chance. See core/learn/privacy.ts, Note [Epsilon]. */
export interface Noise {
  readonly epsilon: number;
  readonly random: Random;
}

/** The one choice that the app offers. At 8 a band of five is told rightly four times in ten; see Note [Epsilon]. */
export const EPSILON_OFFERED = 8;

/** As the person chose: the noise is drawn from the browser's own secure source. */
export const sampleToGive = (report: Report, outcome: SampleOutcome, noisy: boolean): Sample | null =>
  sampleFrom(report, outcome, noisy ? { epsilon: EPSILON_OFFERED, random: secureRandom } : null);

/** 32 random bits in [0, 1). */
const secureRandom: Random = () => (crypto.getRandomValues(new Uint32Array(1))[0] ?? 0) / 2 ** 32;

/** Significant digits that travel: more would tell one clip from another and teach nothing. Chosen. */
const DIGITS = 4;

/** Exactly what would be sent, so that a screen can show it; null for a report of another version of the app. */
export function sampleFrom(report: Report, outcome: SampleOutcome, noise: Noise | null = null): Sample | null {
  if (report.features.set !== FEATURE_SET) return null;
  const exact = Object.fromEntries(
    SAMPLE_FEATURES.map(({ name, range }) => [name, rounded(report.features.values[name] ?? null, range)]),
  );
  const percentile = Math.round(100 * Math.min(1, Math.max(0, outcome.percentile))) / 100;
  const followers = followerBand(report.account?.followers ?? null);
  const posts = postBand(report.account?.posts ?? 0);
  const plain: Sample = {
    schema: 2,
    consent: CONSENT_VERSION,
    featureSet: SAMPLE_FEATURE_SET,
    features: exact,
    outcome: { percentile, readAfter: outcome.readAfter },
    context: {
      platform: report.draft.platform,
      followers,
      posts,
      month: new Date(outcome.postedAt).toISOString().slice(0, 7),
    },
    foretold: foretold(report),
    noise: null,
  };
  const sample = noise ? noisy(plain, noise) : plain;
  const parsed = parseSample(sample);
  return parsed.ok ? parsed.value : null;
}

/** What was foretold follows from the features, so it is left out with noise: it would tell them. */
function noisy(plain: Sample, { epsilon, random }: Noise): Sample {
  return {
    ...plain,
    features: privateVector(plain.features, SAMPLE_FEATURES, epsilon * BUDGET.features, random),
    outcome: {
      ...plain.outcome,
      percentile: laplace(plain.outcome.percentile, [0, 1], epsilon * BUDGET.outcome, random),
    },
    context: {
      ...plain.context,
      followers: randomised(plain.context.followers, FOLLOWER_BANDS, epsilon * BUDGET.band, random),
      posts: randomised(plain.context.posts, POST_BANDS, epsilon * BUDGET.band, random),
    },
    foretold: null,
    noise: { epsilon },
  };
}

/** @param key made anew for each sample, the same when it is sent again: `crypto.randomUUID()` */
export async function giveSample(
  sample: Sample,
  key: string,
  signal?: AbortSignal,
): Promise<Result<{ readonly receipt: string }>> {
  const given = await call(sending(signal), endpoints.giveSample, { sample, key });
  return given.ok ? ok({ receipt: given.value.receipt }) : given;
}

/** Takes a sample back: it is in no export from then on. */
export const takeBackSample = (receipt: string, signal?: AbortSignal): Promise<Result<null>> =>
  call(sending(signal), endpoints.takeBackSample, { receipt });

function foretold({ score, models, rung }: Report): Sample['foretold'] {
  if (score.reference === 'none') return null;
  const versions = models.flatMap(({ id, version }) => {
    const parsed = ModelVersion.safeParse({ id, version });
    return parsed.success ? [parsed.data] : [];
  });
  return { score: Math.round(score.value), models: versions, rung };
}

function rounded(value: number | null, [low, high]: readonly [number, number]): number | null {
  return value === null ? null : Math.min(high, Math.max(low, Number(value.toPrecision(DIGITS))));
}

function followerBand(followers: number | null): Sample['context']['followers'] {
  if (followers === null) return 'unknown';
  if (followers < 1000) return 'under_1k';
  if (followers < 10_000) return 'under_10k';
  return followers < 100_000 ? 'under_100k' : 'over_100k';
}

function postBand(posts: number): Sample['context']['posts'] {
  if (posts < 3) return '0_2';
  if (posts < 10) return '3_9';
  return posts < 30 ? '10_29' : '30_plus';
}
