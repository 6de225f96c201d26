/** Which models shipped so far, oldest first, each with the figures of its manifest: `npm run experiments -- shipped` writes it out of the history of the repository. */
import { z } from 'zod';
import { Figure } from './manifest.ts';
import { parseUpgraded, type Parsed, type Upgrades } from './parse.ts';

export const ShippedRuns = z.object({
  schema: z.literal(1),
  runs: z.array(
    z.object({
      model: z.string(),
      version: z.string(),
      /** When it came into the repository; ISO 8601. */
      at: z.iso.datetime({ offset: true }),
      /** Of the plain file. */
      sha256: z.string(),
      metrics: z.record(z.string(), Figure),
    }),
  ),
});
export type ShippedRuns = z.infer<typeof ShippedRuns>;
export type ShippedRun = ShippedRuns['runs'][number];

/** No version before 1 was shipped. */
const UPGRADES: Upgrades = {};

export const parseShippedRuns = (input: unknown): Parsed<ShippedRuns> => parseUpgraded(ShippedRuns, 1, UPGRADES, input);
