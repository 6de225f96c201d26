/** How often each detector is right, counted on labelled material: `npx tsx tests/perception/evidence.ts` writes it out of the figures of the checks. */
import { z } from 'zod';
import { parseUpgraded, type Parsed, type Upgrades } from './parse.ts';

const count = z.int().min(0);
/** So many of so many. */
const Share = z.object({ k: count, n: count }).refine(({ k, n }) => k <= n, 'more than there are');

export const DetectorFigures = z.object({
  schema: z.literal(1),
  detectors: z.array(
    z.object({
      kind: z.string(),
      /** real: recorded; rendered: drawn or spoken by a script; both. */
      material: z.enum(['real', 'rendered', 'both']),
      /** How much was looked at or listened to, in its own unit. */
      looked: z.object({ n: count, unit: z.string(), sources: count.nullable() }),
      /** The command that prints these figures again. */
      command: z.string(),
      slices: z.array(
        z.object({
          slice: z.string(),
          /** Of what it says is there, how much is. */
          right: Share.nullable(),
          /** Of what is there, how much it finds. */
          found: Share.nullable(),
          /** Of places without any, how many it leaves alone. */
          quiet: Share.nullable(),
          /** Another tool on the same material. */
          beside: z.object({ tool: z.string(), right: Share.nullable(), found: Share.nullable() }).nullable(),
        }),
      ),
      /** What is no count. */
      values: z.array(z.object({ name: z.string(), value: z.number(), unit: z.string() })),
      /** Neighbouring pictures, or sounds of one voice, are alike: an interval would claim more than is known. */
      alike: z.boolean(),
    }),
  ),
});
export type DetectorFigures = z.infer<typeof DetectorFigures>;
export type Detector = DetectorFigures['detectors'][number];
export type DetectorSlice = Detector['slices'][number];

/** No version before 1 was shipped. */
const UPGRADES: Upgrades = {};

export const parseDetectorFigures = (input: unknown): Parsed<DetectorFigures> =>
  parseUpgraded(DetectorFigures, 1, UPGRADES, input);
