/** An exported report enters; the fingerprint of its prediction leaves: the one that a link made before posting shows. */
import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { predictionHash } from '#core/learn/prediction.ts';
import { UsageError } from '../clip-lines.ts';

/** What the fingerprint is made of; the rest of the report may change. */
const Predicted = z.object({
  id: z.string(),
  madeAt: z.number(),
  clip: z.object({ hash: z.string() }),
  features: z.object({ set: z.string() }),
  models: z.array(z.object({ id: z.string(), version: z.string(), sha256: z.string() })),
  score: z.object({
    value: z.number(),
    low: z.number(),
    high: z.number(),
    basis: z.enum(['learned', 'mixed', 'prior']),
    reference: z.enum(['own_posts', 'comparable_accounts', 'comparable_videos', 'none']),
    dots: z.array(z.number()),
  }),
});

/** @param files exported reports; one line each */
export function printFingerprints(files: readonly string[]): void {
  if (files.length === 0) throw new UsageError('Name the export of a report: npx presage fingerprint report.json');
  for (const file of files) console.log(`${fingerprintOf(file)}  ${file}`);
}

/** @throws UsageError when the file is no exported report */
export function fingerprintOf(file: string): string {
  let value: unknown;
  try {
    value = JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    throw new UsageError(`${file} cannot be read as JSON. Export the report again and name that file.`);
  }
  const parsed = Predicted.safeParse(value);
  if (!parsed.success)
    throw new UsageError(`${file} is no report of this app. Export the report again and name that file.`);
  return predictionHash(parsed.data);
}
