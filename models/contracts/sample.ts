/** What a person may choose to give: features of one clip, how it did, coarse context. No media, no handle, no free text, no account figures. */
import { z } from 'zod';
import type { Feature } from '#core/features/feature.ts';
import type { Rung } from '#core/flow.ts';
import { FEATURES, featureSetHash } from '#core/features/registry.ts';
import { parseUpgraded, type Parsed, type Upgrades } from './parse.ts';
import { ModelVersion } from './share.ts';

/** Everything but the account's own figures, which could tell whose it is; of those only the bands of `context` travel. */
export const SAMPLE_FEATURES: readonly Feature[] = FEATURES.filter(({ family }) => family !== 'account');

/** Names and versions of these; a vector of another set is refused. */
export const SAMPLE_FEATURE_SET: string = featureSetHash(SAMPLE_FEATURES.map(({ name }) => name));

/** What the person agreed to. A new text of consent is a new number: 2 also names the rung. */
export const CONSENT_VERSION = 2;
/** The rungs of core/flow.ts: how the device worked the forecast out. */
export const RUNGS = ['webgpu', 'wasm', 'plain', 'rules'] as const satisfies readonly Rung[];

export const FOLLOWER_BANDS = ['under_1k', 'under_10k', 'under_100k', 'over_100k', 'unknown'] as const;
export const POST_BANDS = ['0_2', '3_9', '10_29', '30_plus'] as const;
export const READ_AFTER = ['1d', '7d', '30d'] as const;
/** Under 0.1 the noise leaves nothing to learn; over 20 it hides nothing. Chosen; see core/learn/privacy.ts. */
export const EPSILON = { least: 0.1, most: 20 } as const;

const Vector = z.strictObject(
  Object.fromEntries(
    SAMPLE_FEATURES.map(({ name, range: [low, high] }) => [name, z.number().min(low).max(high).nullable()]),
  ),
);

export const Sample = z.strictObject({
  schema: z.literal(2),
  consent: z.union([z.literal(1), z.literal(CONSENT_VERSION)]),
  featureSet: z.string().regex(/^[0-9a-f]{64}$/),
  /** Every name of the set; null where there is none, or where the noise option left it out. */
  features: Vector,
  outcome: z.strictObject({
    /** Views among the person's own posts, 0..1, in hundredths. */
    percentile: z.number().min(0).max(1),
    /** How long after posting they were read. */
    readAfter: z.enum(READ_AFTER),
  }),
  context: z.strictObject({
    platform: z.enum(['tiktok', 'reels', 'shorts']),
    followers: z.enum(FOLLOWER_BANDS),
    posts: z.enum(POST_BANDS),
    /** '2026-05': the month of posting, no closer. */
    month: z.string().regex(/^20[0-9]{2}-(0[1-9]|1[0-2])$/),
  }),
  /** What was foretold, and by which models; null when nothing was. */
  foretold: z
    .strictObject({
      score: z.int().min(0).max(100),
      models: z.array(ModelVersion).max(4),
      /** null from an app that did not tell it. */
      rung: z.enum(RUNGS).nullable(),
    })
    .nullable(),
  /** The whole budget when noise was added on the device; null when none was. */
  noise: z.strictObject({ epsilon: z.number().min(EPSILON.least).max(EPSILON.most) }).nullable(),
});
export type Sample = z.infer<typeof Sample>;

/** With it the sample can be withdrawn; nothing else links a person to it. */
export const SampleReceipt = z.object({ schema: z.literal(1), receipt: z.string().min(20) });
export type SampleReceipt = z.infer<typeof SampleReceipt>;

/** 16 to 64 characters that a client makes anew for each sample. */
export const IDEMPOTENCY_KEY = /^[A-Za-z0-9_-]{16,64}$/;

/** 1 told no rung. */
const UPGRADES: Upgrades = {
  1: (older) => {
    const foretold = older['foretold'];
    return typeof foretold === 'object' && foretold !== null
      ? { ...older, foretold: { rung: null, ...foretold } }
      : { ...older };
  },
};
/** No receipt before 1 was shipped. */
const RECEIPT_UPGRADES: Upgrades = {};

/** A sample but for its vector, which is looked through by hand below. */
const Rest = Sample.omit({ features: true });

/**
 * What `Vector` takes, found out in a tenth of its time: a hundred numbers are most of a sample, and an edge reads
 * thousands of them a second. What is not taken here goes to the whole contract, which says why.
 */
function vectorFits(features: unknown): features is Sample['features'] {
  if (typeof features !== 'object' || features === null || Array.isArray(features)) return false;
  const values = features as Readonly<Record<string, unknown>>;
  let names = 0;
  for (const { name, range } of SAMPLE_FEATURES) {
    const value = values[name];
    if (value === undefined) return false;
    if (value !== null && !(typeof value === 'number' && value >= range[0] && value <= range[1])) return false;
    names++;
  }
  return Object.keys(values).length === names;
}

/** A vector of another feature set is told apart: its sender should update, not mend. */
export function parseSample(
  input: unknown,
): Parsed<Sample> | { readonly ok: false; readonly reason: 'other_feature_set' } {
  const set = typeof input === 'object' && input !== null && 'featureSet' in input ? input.featureSet : undefined;
  if (typeof set === 'string' && /^[0-9a-f]{64}$/.test(set) && set !== SAMPLE_FEATURE_SET) {
    return { ok: false, reason: 'other_feature_set' };
  }
  if (typeof input === 'object' && input !== null && 'features' in input && vectorFits(input.features)) {
    const { features, ...rest } = input;
    const parsed = parseUpgraded(Rest, 2, UPGRADES, rest);
    return parsed.ok ? { ok: true, value: { ...parsed.value, features } } : parsed;
  }
  return parseUpgraded(Sample, 2, UPGRADES, input);
}
export const parseSampleReceipt = (input: unknown): Parsed<SampleReceipt> =>
  parseUpgraded(SampleReceipt, 1, RECEIPT_UPGRADES, input);

/** A sample that was kept under an older schema: parsed by its contract when it came, so it only climbs the steps. */
export function keptSample(body: string): Sample {
  // holds: bodies were parsed by the contract of their day before they were written
  const kept = JSON.parse(body) as Record<string, unknown> & { readonly schema: number };
  return (kept.schema === 1 ? { ...UPGRADES[1]?.(kept), schema: 2 } : kept) as Sample;
}
