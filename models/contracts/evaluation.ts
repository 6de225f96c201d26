/** What `npm run evaluate` measured on the exported files: read by the card, the README and the screen "How good is this?". */
import { z } from 'zod';
import { Figure } from './manifest.ts';
import { parseUpgraded, type Parsed, type Upgrades } from './parse.ts';

/** One figure of one model on one set of rows, beside the same figure of the plain baseline on the same rows. */
export const Measure = z.object({
  /** 'r2_ratio', 'auc_own', 'spearman'… */
  metric: z.string(),
  /** Which held-out rows: 'tiktok_2020', 'tiktok_vn_2025'… */
  rows: z.string(),
  /** How they were held out: unseen authors, later in time, or another data set altogether. */
  split: z.enum(['authors', 'time', 'groups', 'transfer']),
  /** Which part of them: 'all', 'history 3+', 'followers < 10k'… */
  slice: z.string(),
  n: z.int().nonnegative(),
  /** Authors (or groups of like words) that the bootstrap drew. */
  groups: z.int().nonnegative(),
  model: Figure,
  baseline: Figure.nullable(),
  /** Paired bootstrap of model minus baseline. */
  gain: Figure.nullable(),
});
export type Measure = z.infer<typeof Measure>;

export const Evaluation = z.object({
  schema: z.literal(1),
  model: z.string(),
  version: z.string(),
  /** File that was scored, by its hash: what ships, not what was fitted. */
  sha256: z.string(),
  baseline: z.string(),
  measures: z.array(Measure),
  /** Share of outcomes inside the 80 % interval, per band. */
  coverage: z.array(
    z.object({
      rows: z.string(),
      band: z.string(),
      n: z.int(),
      groups: z.int(),
      nominal: z.number(),
      share: Figure,
      /** Mean width of the interval, in the model's unit. */
      width: z.number(),
      /** What the band is one of: followers, earlier posts, readings, lengths of a line. Absent in older files. */
      kind: z.string().optional(),
    }),
  ),
  /** Predicted against observed, in equal-count bins. */
  reliability: z.array(
    z.object({
      what: z.string(),
      rows: z.string(),
      bins: z.array(z.object({ predicted: z.number(), observed: z.number(), n: z.int() })),
    }),
  ),
  /** Slope of outcome percentile on score, both 0..1. */
  slope: z.array(z.object({ rows: z.string(), slice: z.string(), n: z.int(), value: Figure })),
  /** How many held-out rows got which score, tens from 0 to 100. Shown, never stretched. */
  scores: z.array(z.object({ rows: z.string(), counts: z.array(z.int()).length(10) })),
  /** Skill against the number of training groups. */
  learning: z.array(z.object({ metric: z.string(), rows: z.string(), groups: z.int(), n: z.int(), value: z.number() })),
  /** Members tried, each alone, with the weight that the stack gave it; weight 0 is an answer and is not shipped. */
  members: z.array(
    z.object({
      name: z.string(),
      weight: z.number(),
      metric: z.string(),
      value: z.number(),
      /** Which rows, where there is more than one set. */
      rows: z.string().optional(),
      /** Area under the ROC curve of beating the own level, where that was asked. */
      auc: z.number().nullable().optional(),
      shipped: z.boolean().optional(),
    }),
  ),
  /** Expanding window: fitted on everything up to a day, asked about what unseen people posted until the next one. */
  walkForward: z
    .array(
      z.object({
        rows: z.string(),
        /** First day of the rows asked about, and the day after the last: '2020-10-24'. */
        from: z.string(),
        until: z.string(),
        n: z.int(),
        groups: z.int(),
        metric: z.string(),
        value: z.number(),
        baseline: z.number().nullable(),
      }),
    )
    .optional(),
  /** What was tried and left out, each in one sentence with its figure. */
  tried: z.array(z.string()),
  failures: z.array(z.string()),
});
export type Evaluation = z.infer<typeof Evaluation>;

/** No version before 1 was shipped. */
const UPGRADES: Upgrades = {};

export const parseEvaluation = (input: unknown): Parsed<Evaluation> => parseUpgraded(Evaluation, 1, UPGRADES, input);
