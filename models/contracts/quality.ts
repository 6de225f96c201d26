/** The quality network as data: what model.json of models/zoo/quality holds, beside the ONNX file that runs. */
import { z } from 'zod';
import { parseUpgraded, type Parsed, type Upgrades } from './parse.ts';

const numbers = z.array(z.number());

export const QualityModel = z
  .object({
    schema: z.literal(1),
    model: z.literal('quality'),
    version: z.string().min(1),
    featureSet: z.string().min(1),
    /** Longest side of the pictures it learned on, px. */
    size: z.int().positive(),
    /** Numbers that the fixed layers give. */
    inputs: z.int().positive(),
    mean: numbers,
    scale: numbers,
    /** [hidden][inputs] */
    first: z.array(numbers).min(1),
    firstBias: numbers,
    second: numbers,
  })
  .refine(
    ({ inputs, mean, scale, first, firstBias, second }) =>
      [mean, scale, ...first].every((row) => row.length === inputs) &&
      [firstBias, second].every((row) => row.length === first.length),
    'the head has not the shape that it names',
  );
export type QualityModel = z.infer<typeof QualityModel>;

/** No version before 1 was shipped. */
const UPGRADES: Upgrades = {};

export const parseQualityModel = (input: unknown): Parsed<QualityModel> =>
  parseUpgraded(QualityModel, 1, UPGRADES, input);
