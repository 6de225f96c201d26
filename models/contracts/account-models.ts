/** Parses the model files that stand beside reach: JSON of unknown origin in, a model of reactions or of the own best quarter out, or why not. */
import { z } from 'zod';
import type { EngageModel } from '#core/scoring/engage.ts';
import type { TopModel } from '#core/scoring/top.ts';
import { Band, Conformal, Expectation, Platt, Trees, Width } from './model-file.ts';
import { parseUpgraded, type Parsed, type Upgrades } from './parse.ts';

export const parseEngageModel = (input: unknown): Parsed<EngageModel> => parseUpgraded(Engage, 1, UPGRADES, input);
export const parseTopModel = (input: unknown): Parsed<TopModel> => parseUpgraded(Top, 1, UPGRADES, input);

const Shared = {
  schema: z.literal(1),
  version: z.string().min(1),
  featureSet: z.string().min(1),
  trees: Trees,
  level: z.object({ intercept: z.number(), slope: z.number(), unknown: z.number() }),
  assume: z.record(z.string(), z.number()),
};

const Engage = z.object({ ...Shared, model: z.literal('engage'), conformal: Conformal, width: Width });
const Top = z.object({
  ...Shared,
  model: z.literal('top'),
  expectation: Expectation,
  chances: z.array(z.object({ history: Band, platt: Platt })).min(1),
});

/** No version before 1 was shipped. */
const UPGRADES: Upgrades = {};
