/** Parses the plain model files on arrival: JSON of unknown origin in, a model out, or why not. */
import { z } from 'zod';
import type { GrowthModel, HoldModel, ReachModel, SentimentModel } from '#core/scoring/model-files.ts';
import { WIDTH_TERMS } from '#core/scoring/reach-width.ts';
import { parseUpgraded, type Parsed, type Upgrades } from './parse.ts';

/** No version before 1 was shipped, so there is nothing to upgrade from yet. */
const REACH_UPGRADES: Upgrades = {};
const HOLD_UPGRADES: Upgrades = {};
const GROWTH_UPGRADES: Upgrades = {};
const SENTIMENT_UPGRADES: Upgrades = {};

export const parseReachModel = (input: unknown): Parsed<ReachModel> =>
  strip(parseUpgraded(Reach, 1, REACH_UPGRADES, input));
export const parseHoldModel = (input: unknown): Parsed<HoldModel> =>
  strip(parseUpgraded(Hold, 1, HOLD_UPGRADES, input));
export const parseGrowthModel = (input: unknown): Parsed<GrowthModel> =>
  strip(parseUpgraded(Growth, 1, GROWTH_UPGRADES, input));
export const parseSentimentModel = (input: unknown): Parsed<SentimentModel> =>
  strip(parseUpgraded(Sentiment, 1, SENTIMENT_UPGRADES, input));

const Side = z.number().nullable();
export const Band = z.tuple([Side, Side]);

export const Conformal = z
  .object({
    levels: z.array(z.number().gt(0).lt(1)).min(2),
    bands: z
      .array(
        z.object({
          name: z.string(),
          followers: Band.nullable(),
          history: Band.nullable(),
          rows: z.int().nonnegative(),
          authors: z.int().nonnegative(),
          residuals: z.array(z.number()),
        }),
      )
      .min(1),
  })
  .refine((c) => ascending(c.levels), 'levels must ascend')
  .refine((c) => c.bands.every((b) => b.residuals.length === c.levels.length), 'one residual per level')
  .refine((c) => c.bands.every((b) => ascending(b.residuals)), 'residuals must ascend');

const Ints = z.array(z.int());
const Numbers = z.array(z.number());

export const Trees = z
  .object({
    inputs: z.array(z.string()).min(1),
    base: z.number(),
    roots: Ints,
    feature: Ints,
    threshold: Numbers,
    missingLeft: Ints,
    left: Ints,
    right: Ints,
    value: Numbers,
    cover: Numbers,
  })
  .superRefine((t, context) => {
    const why = brokenTrees(t);
    if (why) context.addIssue({ code: 'custom', message: why });
  });

export const Net = z
  .object({
    mean: Numbers.min(1),
    scale: z.array(z.number().positive()),
    gaps: z.array(z.int().nonnegative()),
    marks: z.array(z.number().min(0).max(1)),
    layers: z
      .array(z.object({ inputs: z.int().positive(), outputs: z.int().positive(), weights: Numbers, bias: Numbers }))
      .min(1),
  })
  .superRefine((net, context) => {
    const why = brokenNet(net);
    if (why) context.addIssue({ code: 'custom', message: why });
  });

export const Platt = z.object({ a: z.number(), b: z.number() });

const Fading = z.object({ variance: z.number().nonnegative(), scale: z.number().positive() });
export const Expectation = z.object({
  intercept: z.number(),
  slope: z.number(),
  unknownFollowers: z.number(),
  youngDrop: z.number(),
  youngDays: z.number().positive(),
  person: z.number().nonnegative(),
  days: z.array(Fading),
  order: Fading,
  alone: z.number().positive(),
  daysApart: z.number().positive(),
});

export const Width = z.object({
  intercept: z.number(),
  usualFollowers: z.number(),
  weights: z.object(mapOf(WIDTH_TERMS, z.number())),
});

const Reach = z
  .object({
    schema: z.literal(1),
    model: z.literal('reach'),
    version: z.string().min(1),
    featureSet: z.string().min(1),
    trees: Trees,
    net: Net.exactOptional(),
    level: z.object({ intercept: z.number(), slope: z.number(), unknown: z.number() }),
    expectation: Expectation,
    assume: z.record(z.string(), z.number()),
    conformal: Conformal,
    width: Width,
    odds: Trees,
    oddsPerNet: z.number().nonnegative().exactOptional(),
    reference: z
      .array(z.object({ history: Band, quantiles: Numbers.length(101).refine(ascending, 'quantiles must ascend') }))
      .min(1),
    beats: z.array(z.object({ history: Band, platt: Platt })).min(1),
    seen: z.record(z.string(), z.tuple([z.number(), z.number()])),
    edits: z
      .object({
        cells: z.array(
          z.object({
            bounds: z.record(z.string(), Band),
            rows: z.int().positive(),
            authors: z.int().positive(),
            excess: z.number(),
            error: z.number().nonnegative(),
          }),
        ),
        near: z
          .object({
            inputs: z.array(z.object({ name: z.string(), log: z.boolean() })),
            groups: z.array(z.object({ middle: Numbers, spread: z.array(z.number().positive()) })).min(1),
            fewest: z.object({ rows: z.int().positive(), authors: z.int().positive() }),
            neighbours: z.int().positive(),
            limit: z.number().positive(),
          })
          .refine(
            ({ inputs, groups }) =>
              groups.every(({ middle, spread }) => middle.length === inputs.length && spread.length === inputs.length),
            'one middle and one spread per input',
          )
          .exactOptional(),
      })
      .exactOptional(),
  })
  .refine(
    ({ trees, net }) => net === undefined || net.mean.length === trees.inputs.length,
    'both members have the same inputs',
  );

const Text = z
  .object({
    vocabulary: z.array(z.string()),
    idf: Numbers,
    weights: Numbers,
    letters: z.number().nonnegative(),
    placed: z.number().nonnegative().exactOptional(),
    shape: z.array(z.object({ name: z.string(), mean: z.number(), scale: z.number().positive(), weight: z.number() })),
    intercept: z.number(),
  })
  .refine(
    (m) => m.idf.length === m.vocabulary.length && m.weights.length === m.vocabulary.length,
    'one idf and one weight per word',
  );

const Hold = z.object({
  schema: z.literal(1),
  model: z.literal('hold'),
  version: z.string().min(1),
  featureSet: z.string().min(1),
  members: z.object({ words: Text, shown: Text.nullable() }),
  cases: z
    .array(
      z.object({
        have: z.enum(['titled', 'caption', 'shown', 'both', 'none']),
        line: Band.nullable(),
        intercept: z.number(),
        words: z.number(),
        shown: z.number(),
        conformal: Conformal,
      }),
    )
    .min(1),
});

const Hours = z.tuple([z.number().nonnegative(), z.number().positive()]);
const OpenHours = z.tuple([z.number().nonnegative(), z.number().positive().nullable()]);
const Growth = z.object({
  schema: z.literal(1),
  model: z.literal('growth'),
  version: z.string().min(1),
  featureSet: z.string().min(1),
  exponent: z.number().positive(),
  trees: Trees,
  alone: z
    .object({ ages: Numbers.min(2).refine(ascending, 'ages must ascend'), paces: Numbers })
    .refine((a) => a.ages.length === a.paces.length, 'one pace per age'),
  readings: Hours,
  targets: Hours,
  conformal: z
    .object({
      levels: z.array(z.number().gt(0).lt(1)).min(2),
      bands: z
        .array(
          z.object({
            name: z.string(),
            alone: z.boolean(),
            age: OpenHours,
            gap: OpenHours,
            rows: z.int().nonnegative(),
            authors: z.int().nonnegative(),
            residuals: z.array(z.number()).refine(ascending, 'residuals must ascend'),
          }),
        )
        .min(1),
    })
    .refine((c) => c.bands.every((b) => b.residuals.length === c.levels.length), 'one residual per level'),
});

/** One number per class. */
const Three = Numbers.length(3);
const Feelings = {
  intercepts: Three,
  weights: z.array(Three).min(1),
  temperature: z.number().positive(),
  boosts: Three.refine((b) => b.every((one) => one > 0), 'boosts are above 0'),
};
const Sentiment = z.object({
  schema: z.literal(1),
  model: z.literal('sentiment'),
  version: z.string().min(1),
  featureSet: z.string().min(1),
  english: z
    .object({ ...Feelings, vocabulary: z.array(z.string()), idf: Numbers, letters: z.number().nonnegative() })
    .refine(
      (m) => m.idf.length === m.vocabulary.length && m.weights.length >= m.vocabulary.length,
      'one idf and one weight per word',
    ),
  listed: z.object(Feelings),
});

function ascending(values: readonly number[]): boolean {
  return values.every((v, i) => i === 0 || v >= (values[i - 1] ?? Number.NEGATIVE_INFINITY));
}

/** Why a walk over these trees could leave the arrays or never end; null when it cannot. */
function brokenTrees(t: {
  inputs: readonly string[];
  roots: readonly number[];
  feature: readonly number[];
  threshold: readonly number[];
  missingLeft: readonly number[];
  left: readonly number[];
  right: readonly number[];
  value: readonly number[];
  cover: readonly number[];
}): string | null {
  const nodes = t.feature.length;
  for (const column of [t.threshold, t.missingLeft, t.left, t.right, t.value, t.cover]) {
    if (column.length !== nodes) return 'tree arrays differ in length';
  }
  for (let tree = 0; tree < t.roots.length; tree++) {
    const root = t.roots[tree] ?? -1;
    const end = t.roots[tree + 1] ?? nodes;
    if (root < 0 || root >= end || end > nodes) return `tree ${tree} has no nodes`;
    for (let i = root; i < end; i++) {
      const feature = t.feature[i] ?? -1;
      if (feature < -1 || feature >= t.inputs.length) return `node ${i} splits on an unknown input`;
      if (feature === -1) continue;
      for (const child of [t.left[i] ?? 0, t.right[i] ?? 0]) {
        // Children stand after their parent, so every walk ends.
        if (root + child <= i || root + child >= end) return `node ${i} has a child outside its tree`;
      }
    }
  }
  return null;
}

/** Why the arrays of this network do not belong together; null when they do. */
function brokenNet(net: z.infer<typeof Net>): string | null {
  const { mean, scale, gaps, marks, layers } = net;
  if (scale.length !== mean.length) return 'one mean and one scale per input';
  if (marks.length !== gaps.length || gaps.some((f) => f >= mean.length)) return 'a mark of an unknown input';
  let width = mean.length + gaps.length;
  for (const { inputs, outputs, weights, bias } of layers) {
    if (inputs !== width) return 'a layer is fed by another number of units than stand before it';
    if (weights.length !== inputs * outputs || bias.length !== outputs) return 'a layer misses weights';
    width = outputs;
  }
  return width === 1 ? null : 'a network has one answer';
}

/** The files' types know nothing of `schema`: it is the contract's own. */
function strip<T extends { schema: number }>(parsed: Parsed<T>): Parsed<Omit<T, 'schema'>> {
  if (!parsed.ok) return parsed;
  const { schema: _schema, ...value } = parsed.value;
  return { ok: true, value };
}

function mapOf<Name extends string, T>(names: readonly Name[], value: T): Record<Name, T> {
  // Holds: every name is given its value here.
  return Object.fromEntries(names.map((name) => [name, value])) as Record<Name, T>;
}
