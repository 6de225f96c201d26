/** Readings of the last weeks enter, one small snapshot per region and category leaves, as the app fetches and keeps it. */
import {
  TREND_CATEGORIES,
  TREND_KINDS,
  parseTrendModel,
  type TrendCategory,
  type TrendItem,
  type TrendSnapshot,
} from '#contracts/trends.ts';
import { parseModelIndex } from '#contracts/manifest.ts';
import { MOST_DAYS } from '#core/trends/activity.ts';
import { judge, untold } from '#core/trends/judge.ts';
import type { TrendModel } from '#core/trends/model.ts';
import type { Database } from '../db/database.ts';
import { releasesOn } from '../db/releases.ts';
import { lastGood } from '../db/source-runs.ts';
import { dropSnapshots, lastReadAt, putSnapshot, readingsSince, snapshotOf, type TrendRow } from '../db/trends.ts';
import type { Host } from '../host.ts';
import { CREATIVE_CENTER } from '../sources/creative-center.ts';
import { SOURCES } from '../sources/registry.ts';
import type { TrendSettings } from '../sources/settings.ts';
import { dayOf, type Source } from '../sources/source.ts';

export interface ModelInUse {
  readonly version: string;
  readonly model: TrendModel;
}

export interface SnapshotJob {
  readonly db: Database;
  readonly settings: TrendSettings;
  readonly model: () => Promise<ModelInUse | null>;
  readonly now: () => number;
  readonly sources?: readonly Source[];
}

/** Filled gaps may reach further back than the four weeks that are looked at. */
const LOOK_BACK_DAYS = MOST_DAYS + 7;
/** A key that was not seen for this long is no trend now; the sources are read daily, two days late at worst. */
const SEEN_WITHIN_DAYS = 4;
/** Per kind: a phone shows a dozen, and the whole stays under about 60 KB. */
const MOST_PER_KIND = 40;

/** The trends model on stable, as every model build is served; null before the first build that has one. */
export async function modelOnStable({
  db,
  weights,
  modelsReady,
}: Pick<Host, 'db' | 'weights' | 'modelsReady'>): Promise<ModelInUse | null> {
  await modelsReady();
  const release = (await releasesOn(db, 'stable')).find(({ model }) => model === 'trends');
  const index = release && parseModelIndex({ schema: 1, models: [JSON.parse(release.entry) as unknown] });
  const file = index?.ok ? index.value.models[0]?.files.find(({ role }) => role === 'plain') : undefined;
  if (!file || !(await weights.find(file.sha256, file.name))) return null;
  const text = await new Response(await weights.open(file.sha256, file.name, 'plain')).text();
  const parsed = parseTrendModel(JSON.parse(text));
  return parsed.ok ? { version: parsed.value.version, model: parsed.value } : null;
}

/** Makes the snapshots of every region anew in which something was read since the last. */
export async function makeSnapshots(job: SnapshotJob): Promise<void> {
  const { db, settings, now } = job;
  const model = await job.model();
  for (const region of new Set(['world', ...settings.regions])) {
    const read = await lastReadAt(db, region);
    const made = await snapshotOf(db, region, 'all');
    if (read === null || (made && made.madeAt >= read)) continue;
    const rows = await readingsSince(db, region, dayOf(now()) - LOOK_BACK_DAYS);
    const items = itemsOf(rows, { model, settings, today: dayOf(now()), sources: job.sources ?? SOURCES });
    const readAt = await lastGood(db);
    const empty: TrendCategory[] = [];
    for (const category of TREND_CATEGORIES) {
      const some = items.filter((item) => category === 'all' || item.category === category);
      if (some.length === 0 && category !== 'all') {
        empty.push(category);
        continue;
      }
      const snapshot = snapshotFrom(some, {
        region,
        category,
        madeAt: now(),
        model,
        readAt,
        sources: job.sources ?? SOURCES,
      });
      const body = JSON.stringify(snapshot);
      await putSnapshot(db, { region, category, body, sha256: await sha256(body), madeAt: now() });
    }
    await dropSnapshots(db, region, empty);
  }
}

interface Judging {
  readonly model: ModelInUse | null;
  readonly settings: TrendSettings;
  readonly today: number;
  readonly sources: readonly Source[];
}

/** One item per key and source, each judged from its own readings alone. */
export function itemsOf(rows: readonly TrendRow[], { model, settings, today, sources }: Judging): TrendItem[] {
  const series = new Map<string, TrendRow[]>();
  for (const row of rows) {
    const id = [row.source, row.region, row.kind, row.key].join('\n');
    const list = series.get(id) ?? [];
    series.set(id, list);
    list.push(row);
  }
  return [...series.values()].flatMap((list) => {
    const last = list.at(-1);
    if (!last || last.day < today - SEEN_WITHIN_DAYS) return [];
    const source = sources.find(({ id }) => id === last.source);
    const readings = list.flatMap(({ day, value }) => (value === null ? [] : [{ day, value }]));
    const allowed = source?.mayDerive(settings) ?? last.source === CREATIVE_CENTER.id;
    // Counting hashtags over a chart is a derived figure itself.
    if (!allowed && last.unit === 'charting') return [];
    // The forecast was measured on totals of views; another count of a hashtag is another thing.
    const tested =
      (model?.model.testedOn.includes(last.kind) ?? false) && last.measure === 'total' && last.unit === 'views';
    const judged = allowed ? judge(readings, last.measure, model?.model ?? null, tested) : untold('not_allowed', 0);
    const { kind, key, name, by, value, measure, rank, day } = last;
    // holds: units and categories are written by adapters, whose items have the contract's
    const [unit, category] = [last.unit as TrendItem['unit'], last.category as TrendCategory];
    return [
      {
        kind,
        key,
        name,
        by,
        source: last.source,
        value,
        measure,
        unit,
        rank,
        day,
        ...rounded(judged),
        tested,
        category,
      },
    ];
  });
}

function snapshotFrom(
  items: readonly TrendItem[],
  {
    region,
    category,
    madeAt,
    model,
    readAt,
    sources,
  }: {
    region: string;
    category: TrendCategory;
    madeAt: number;
    model: ModelInUse | null;
    readAt: ReadonlyMap<string, number>;
    sources: readonly Source[];
  },
): TrendSnapshot {
  const chosen = TREND_KINDS.flatMap((kind) =>
    items
      .filter((item) => item.kind === kind)
      .sort(byScore)
      .slice(0, MOST_PER_KIND),
  ).sort(byScore);
  const used = new Set(chosen.map(({ source }) => source));
  const known = [...sources, CREATIVE_CENTER].filter(({ id }) => used.has(id));
  return {
    schema: 1,
    region,
    category,
    madeAt,
    model: model?.version ?? null,
    sources: known.map(({ id, name, licence }) => ({ id, name, licence, readAt: readAt.get(id) ?? null })),
    items: chosen,
  };
}

/** Highest score first, then those without one by their number, then by name, so that the order never jumps. */
const byScore = (a: TrendItem, b: TrendItem): number =>
  (b.score?.value ?? -1) - (a.score?.value ?? -1) || (b.value ?? -1) - (a.value ?? -1) || (a.key < b.key ? -1 : 1);

/** Four digits say all there is, and halve what travels. */
function rounded<T extends Pick<TrendItem, 'velocity' | 'momentum' | 'score' | 'higher'>>(judged: T): T {
  const short = (value: number | null, digits: number): number | null =>
    value === null ? null : Number(value.toFixed(digits));
  const { score } = judged;
  return {
    ...judged,
    velocity: short(judged.velocity, 4),
    momentum: short(judged.momentum, 5),
    higher: short(judged.higher, 3),
    score: score && {
      value: Number(score.value.toFixed(1)),
      low: Number(score.low.toFixed(1)),
      high: Number(score.high.toFixed(1)),
    },
  };
}

async function sha256(text: string): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text)));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
