/** The database of a host in, what is known of it out: counts, models, sources, samples. Read anew each time, so every process tells the same. */
import { and, count, desc, gte, inArray, isNotNull, isNull, min, sql, sum } from 'drizzle-orm';
import { parseModelIndex } from '#contracts/manifest.ts';
import { metricRows, requestsSince, type TotalRow } from '../db/metrics.ts';
import { listReleases, type Release } from '../db/releases.ts';
import { dailyCounters, sampleInbox, sampleShards, sourceRuns } from '../db/schema.ts';
import { lastGood } from '../db/source-runs.ts';
import type { Host } from '../host.ts';
import { FIELD_MS } from '../samples/flush.ts';
import { servedSpreads } from '../samples/spreads.ts';
import { spreadsHash, type ShardStats } from '../samples/stats.ts';
import { LEAST_TO_COMPARE, fieldOf, type Field } from './field.ts';
import { LIMITS, type Facts, type Skill, type SourceFact } from './alerts.ts';

export interface Everything extends Facts {
  readonly totals: readonly TotalRow[];
  /** The last 24 hours. */
  readonly day: { readonly requests: number; readonly failed: number };
  readonly downloads: readonly {
    readonly model: string;
    readonly version: string;
    readonly file: string;
    readonly count: number;
  }[];
  readonly models: readonly ServedModel[];
  readonly samples: { readonly waiting: number; readonly inShards: number };
  /** What became of each sample that came, since counting began: 'kept', 'again', 'conflict', 'withdrawn'. */
  readonly given: readonly { readonly outcome: string; readonly count: number }[];
  /** What the samples of the last ninety days tell of the models. */
  readonly field: Field;
  /** Of this process; null where the host has no such thing. */
  readonly process: { readonly residentBytes: number; readonly startedAt: number } | null;
}

export interface ServedModel {
  readonly model: string;
  readonly version: string;
  readonly releaseId: string;
  readonly channel: 'stable' | 'candidate';
  readonly pinned: boolean;
}

/** A source that was not asked for a week was switched off: it is not late. */
const FORGOTTEN_MS = 7 * 86_400_000;
const MINUTE_MS = 60_000;
const DAY_MINUTES = 1440;

/** Beside the figures of a manifest: score against outcome in the samples that people gave. */
export const FIELD_METRIC = 'spearman.given';

/** Figures of a manifest that rise with skill, all on a scale of 1; errors and shares of another meaning are not compared. */
const SKILL = /^(spearman|auc|r2)/;

type Looking = Pick<Host, 'db' | 'now' | 'process'>;

export async function everything(host: Looking): Promise<Everything> {
  const { db } = host;
  const field = await fieldNow(host);
  const [facts, totals, day, counted, models, waiting, shards] = await Promise.all([
    alertFacts(host, field),
    metricRows(db),
    requestsSince(db, Math.floor(host.now() / MINUTE_MS) - DAY_MINUTES + 1),
    db
      .select({ name: dailyCounters.name, label: dailyCounters.label, count: sum(dailyCounters.count) })
      .from(dailyCounters)
      .where(inArray(dailyCounters.name, ['model_file', 'sample']))
      .groupBy(dailyCounters.name, dailyCounters.label),
    servedModels(host),
    db.select({ n: count() }).from(sampleInbox).where(isNull(sampleInbox.shard)),
    db.select({ n: sql<number>`coalesce(sum(${sampleShards.rows}), 0)` }).from(sampleShards),
  ]);
  return {
    ...facts,
    totals,
    day,
    downloads: counted.flatMap(({ name, label, count: n }) => {
      const parts = name === 'model_file' ? /^([^@]+)@(.+)\/([^/]+)$/.exec(label) : null;
      const [, model, version, file] = parts ?? [];
      return model && version && file ? [{ model, version, file, count: Number(n) }] : [];
    }),
    models,
    samples: { waiting: waiting[0]?.n ?? 0, inShards: shards[0]?.n ?? 0 },
    given: counted.flatMap(({ name, label, count: n }) =>
      name === 'sample' ? [{ outcome: label, count: Number(n) }] : [],
    ),
    field,
    process: host.process(),
  };
}

/** Only what the alerts need. */
export async function alertFacts(host: Pick<Host, 'db' | 'now'>, known?: Field): Promise<Facts> {
  const now = host.now();
  const field = known ?? (await fieldNow(host));
  const [recent, skill, sources] = await Promise.all([
    requestsSince(host.db, Math.floor(now / MINUTE_MS) - LIMITS.errorsMinutes + 1),
    skillOfServed(host, field),
    askedSources(host, now),
  ]);
  return { now, recent, skill, sources };
}

/** Added up from the counts beside the shards: no sample is read. */
async function fieldNow({ db, now }: Pick<Host, 'db' | 'now'>): Promise<Field> {
  const [spreads, releases, rows] = await Promise.all([
    servedSpreads(db),
    listReleases(db),
    db
      .select({ stats: sampleShards.stats })
      .from(sampleShards)
      .where(and(gte(sampleShards.lastAt, now() - FIELD_MS), isNotNull(sampleShards.stats))),
  ]);
  // holds: written by samples/flush.ts
  const stats = rows.map(({ stats: text }) => JSON.parse(text ?? '') as ShardStats);
  const field = fieldOf(stats, spreads, spreadsHash(spreads));
  // A version stands in samples as their sender wrote it: one that was never served from here is told to nobody.
  const served = new Set(releases.map(({ model, version }) => `${model} ${version}`));
  return { ...field, skill: field.skill.filter(({ model, version }) => served.has(`${model} ${version}`)) };
}

/** What each channel serves. */
export async function servedModels({ db }: Pick<Host, 'db'>): Promise<readonly ServedModel[]> {
  return (await listReleases(db)).flatMap(({ id, model, version, channels }) =>
    channels.map((channel) => ({ model, version, releaseId: id, ...channel })),
  );
}

async function skillOfServed({ db }: Pick<Host, 'db'>, field: Field): Promise<readonly Skill[]> {
  const releases = await listReleases(db);
  return releases
    .filter(({ channels }) => channels.some(({ channel }) => channel === 'stable'))
    .flatMap((current) => {
      // Newest first: the first of the same model that is older than this one.
      const previous = releases.find((r) => r.model === current.model && r.registeredAt < current.registeredAt);
      const before = previous ? figuresOf(previous) : new Map<string, number>();
      const { model, version } = current;
      const heldOut = [...figuresOf(current)].map(([metric, value]) => {
        const old = before.get(metric);
        return {
          model,
          version,
          metric,
          value,
          before: old === undefined || !previous ? null : { version: previous.version, value: old },
        };
      });
      return [...heldOut, ...skillInField(field, model, version, previous?.version ?? null)];
    });
}

/** On outcomes that people gave: told from 200 on, compared with the version before from 3,200 of each on. */
function skillInField(field: Field, model: string, version: string, previous: string | null): readonly Skill[] {
  const of = (wanted: string | null) => field.skill.find((one) => one.model === model && one.version === wanted);
  const now = of(version);
  const before = of(previous);
  if (!now || now.spearman === null) return [];
  const comparable = before && before.spearman !== null && Math.min(now.n, before.n) >= LEAST_TO_COMPARE;
  return [
    {
      model,
      version,
      metric: FIELD_METRIC,
      value: now.spearman,
      before: comparable ? { version: before.version, value: before.spearman ?? 0 } : null,
    },
  ];
}

/** Figures that the training pipeline measured on held-out rows and wrote into the manifest. */
function figuresOf({ entry }: Release): ReadonlyMap<string, number> {
  const parsed = parseModelIndex({ schema: 1, models: [JSON.parse(entry) as unknown] });
  const metrics = parsed.ok ? (parsed.value.models[0]?.metrics ?? {}) : {};
  return new Map(Object.entries(metrics).flatMap(([name, { value }]) => (SKILL.test(name) ? [[name, value]] : [])));
}

async function askedSources({ db }: Pick<Host, 'db'>, now: number): Promise<readonly SourceFact[]> {
  const [asked, recently, good] = await Promise.all([
    db
      .select({ source: sourceRuns.source, first: min(sourceRuns.startedAt) })
      .from(sourceRuns)
      .groupBy(sourceRuns.source),
    db
      .selectDistinct({ source: sourceRuns.source })
      .from(sourceRuns)
      .where(gte(sourceRuns.startedAt, now - FORGOTTEN_MS))
      .orderBy(desc(sourceRuns.source)),
    lastGood(db),
  ]);
  const active = new Set(recently.map(({ source }) => source));
  return asked.flatMap(({ source, first }) => {
    const since = good.get(source) ?? first;
    return active.has(source) && since !== null ? [{ source, since }] : [];
  });
}
