/** The database in, how the inputs of the models on stable lay in training out, as far as their manifests tell. */
import { parseModelIndex } from '#contracts/manifest.ts';
import { SAMPLE_FEATURES } from '#contracts/sample.ts';
import type { Database } from '../db/database.ts';
import { releasesOn } from '../db/releases.ts';
import type { Spreads } from './stats.ts';

const GIVEN = new Set(SAMPLE_FEATURES.map(({ name }) => name));
/** By release, which never changes. */
const known = new Map<string, Spreads[string]>();

export async function servedSpreads(db: Database): Promise<Spreads> {
  const spreads: Record<string, Spreads[string]> = {};
  for (const { id, model, entry } of await releasesOn(db, 'stable')) {
    const own = known.get(id) ?? spreadIn(entry);
    known.set(id, own);
    if (Object.keys(own).length > 0) spreads[model] = own;
  }
  return spreads;
}

/** Of the inputs that samples carry; the account's own figures are in none. */
function spreadIn(entry: string): Spreads[string] {
  const parsed = parseModelIndex({ schema: 1, models: [JSON.parse(entry) as unknown] });
  const spread = parsed.ok ? parsed.value.models[0]?.spread : undefined;
  return Object.fromEntries(Object.entries(spread ?? {}).filter(([name]) => GIVEN.has(name)));
}
