/** The models on stable, parsed for the tools: read from the store at the first question and kept until another release is served. */
import { parseModelIndex } from '#contracts/manifest.ts';
import { parseEngageModel, parseTopModel } from '#contracts/account-models.ts';
import { parseGrowthModel, parseHoldModel, parseReachModel, parseSentimentModel } from '#contracts/model-file.ts';
import type { Parsed } from '#contracts/parse.ts';
import type { ToolModelId, ToolModels } from '#contracts/tools/tool.ts';
import { understandsEngage } from '#core/scoring/engage.ts';
import { understandsGrowth } from '#core/scoring/growth.ts';
import { understandsHold } from '#core/scoring/hold.ts';
import { understandsReach } from '#core/scoring/reach.ts';
import { understandsSentiment } from '#core/scoring/sentiment.ts';
import { understandsTop } from '#core/scoring/top.ts';
import { releasesOn } from './db/releases.ts';
import type { Host } from './host.ts';

type Of = Pick<Host, 'db' | 'weights' | 'modelsReady' | 'now'>;

/** How long a roll-back may go unseen; the index of models is remembered as long (routes/models.ts). */
const REMEMBER_MS = 5000;

interface Kept {
  /** Release by model. */
  readonly releases: ReadonlyMap<string, string>;
  readonly until: number;
}
const known = new WeakMap<Host['db'], Kept>();
const parsed = new WeakMap<Host['db'], Map<string, unknown>>();

/** Only what a tool asks for is read: a Worker that is asked about comments never unpacks the trees. */
export async function toolModels(host: Of, ids: readonly ToolModelId[]): Promise<ToolModels> {
  const entries = await entriesOf(host);
  const load = async <T extends { readonly version: string }>(
    id: ToolModelId,
    parse: (input: unknown) => Parsed<T>,
    understands: (model: T) => boolean,
  ): Promise<T | null> => (ids.includes(id) ? modelIn(host, entries.get(id), parse, understands) : null);
  const [reach, hold, growth, sentiment, top, engage] = await Promise.all([
    load('reach', parseReachModel, understandsReach),
    load('hold', parseHoldModel, understandsHold),
    load('growth', parseGrowthModel, understandsGrowth),
    load('sentiment', parseSentimentModel, understandsSentiment),
    load('top', parseTopModel, understandsTop),
    load('engage', parseEngageModel, understandsEngage),
  ]);
  const all = { reach, hold, growth, sentiment, top, engage };
  const versions = Object.fromEntries(
    Object.entries(all).flatMap(([id, model]) => (model === null ? [] : [[id, model.version]])),
  );
  return { ...all, versions };
}

/** Index entry by model, as text. */
async function entriesOf(host: Of): Promise<ReadonlyMap<string, string>> {
  const before = known.get(host.db);
  if (before && before.until > host.now()) return before.releases;
  await host.modelsReady();
  const releases = new Map((await releasesOn(host.db, 'stable')).map(({ model, entry }) => [model, entry]));
  known.set(host.db, { releases, until: host.now() + REMEMBER_MS });
  return releases;
}

async function modelIn<T>(
  { db, weights }: Of,
  entry: string | undefined,
  parse: (input: unknown) => Parsed<T>,
  understands: (model: T) => boolean,
): Promise<T | null> {
  const index = entry === undefined ? null : parseModelIndex({ schema: 1, models: [JSON.parse(entry) as unknown] });
  const file = index?.ok ? index.value.models[0]?.files.find(({ role }) => role === 'plain') : undefined;
  if (!file) return null;
  const models = parsed.get(db) ?? new Map<string, unknown>();
  parsed.set(db, models);
  // holds: one address is one content, and only this function writes what was parsed from it
  if (models.has(file.sha256)) return models.get(file.sha256) as T | null;
  if (!(await weights.find(file.sha256, file.name))) return null;
  const text = await new Response(await weights.open(file.sha256, file.name, 'plain')).text();
  const model = parse(JSON.parse(text));
  const value = model.ok && understands(model.value) ? model.value : null;
  models.set(file.sha256, value);
  return value;
}
