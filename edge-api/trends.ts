/**
 * `npm run trends`: the trend sources from the command line.
 *
 *   --samples                        every adapter against its hand-written samples; no network, no database
 *   --status                         the last requests and what came of them
 *   --now                            asks what is due, whatever PRESAGE_TRENDS says
 *   --import FILE --region US [--day 2026-11-20]   a file that you exported from TikTok's Creative Center
 *
 * Data lies in ./data, or where PRESAGE_DATA says.
 */
import { existsSync, readFileSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { TREND_REGION, parseTrendModel } from '#contracts/trends.ts';
import { databaseOn, type Database } from './db/database.ts';
import { migrate } from './db/migrate.ts';
import { listRuns, type SourceRun } from './db/source-runs.ts';
import { openSqlite } from './db/sqlite.ts';
import { putReadings } from './db/trends.ts';
import { finishTrends, runTrends, type TrendsJob } from './jobs/trends.ts';
import type { ModelInUse } from './jobs/trends-snapshot.ts';
import { CREATIVE_CENTER, parseCreativeCenter } from './sources/creative-center.ts';
import { SOURCES } from './sources/registry.ts';
import { SAMPLES } from './sources/samples/all.ts';
import { creativeCenterSamples } from './sources/samples/creative-center.ts';
import { trendSettings } from './sources/settings.ts';
import { dayOf, type SourceReply } from './sources/source.ts';

interface Said {
  readonly ok: boolean;
  readonly lines: readonly string[];
}

/** What each adapter makes of each of its samples; not ok when one of them reads otherwise than it should. */
export function trySamples(): Said {
  const readers: readonly { readonly id: string; readonly parse: (text: string) => SourceReply }[] = [
    ...SOURCES,
    { ...CREATIVE_CENTER, parse: parseCreativeCenter },
  ];
  const rows = readers.map(({ id, parse }) => {
    const samples = [...SAMPLES, creativeCenterSamples].find(({ source }) => source === id);
    if (!samples) return { cells: [id, 'no samples', '', '', '', ''], ok: false };
    const [valid, empty, changed, error] = [samples.valid, samples.empty, samples.changed, samples.error].map(parse);
    const ok =
      (valid?.items.length ?? 0) > 0 &&
      empty?.items.length === 0 &&
      empty.quarantined.length === 0 &&
      [changed, error].every((reply) => reply?.items.length === 0 && reply.quarantined.length > 0);
    const both = (reply: SourceReply | undefined): string =>
      `${reply?.items.length ?? 0} items, ${reply?.quarantined.length ?? 0} kept aside`;
    const why = (reply: SourceReply | undefined): string => reply?.quarantined[0]?.reason ?? 'not noticed';
    return { cells: [id, both(valid), both(empty), why(changed), why(error), ok ? 'as it should' : 'WRONG'], ok };
  });
  const header = ['source', 'valid', 'empty', 'changed layout', 'error page', ''];
  return {
    ok: rows.every(({ ok }) => ok),
    lines: [
      'Samples are written by hand after each documented layout; none was recorded, and nothing was asked.',
      ...table([header, ...rows.map(({ cells }) => cells)]),
    ],
  };
}

/** Reads an exported file into the database and makes the snapshots anew. */
export async function importFile(
  job: TrendsJob,
  { text, region, day }: { readonly text: string; readonly region: string; readonly day: number },
): Promise<Said> {
  const { items, quarantined } = parseCreativeCenter(text);
  const aside = quarantined.map(({ reason, excerpt }) => `  left out: ${reason}: ${excerpt}`);
  if (items.length === 0)
    return { ok: false, lines: ['Nothing in this file could be read as a list of trends.', ...aside] };
  await putReadings(job.db, { source: CREATIVE_CENTER.id, region, items, today: day, now: job.now() });
  await finishTrends(job);
  const line = `${items.length} ${items.length === 1 ? 'entry' : 'entries'} read for ${region}.`;
  return { ok: true, lines: [line, ...aside] };
}

export function statusLines(runs: readonly SourceRun[]): readonly string[] {
  if (runs.length === 0)
    return ['Nothing was asked yet. PRESAGE_TRENDS=on npm start asks once a day, npm run trends -- --now at once.'];
  const rows = runs.map((run) => [
    new Date(run.startedAt).toISOString().slice(0, 16).replace('T', ' '),
    run.source,
    run.label,
    run.outcome,
    `${run.items} items, ${run.quarantined} kept aside`,
    run.why ?? '',
  ]);
  return table([['when (UTC)', 'source', 'request', 'outcome', 'read', 'why'], ...rows]);
}

function table(rows: readonly (readonly string[])[]): string[] {
  const widths = (rows[0] ?? []).map((_, i) => Math.max(...rows.map((row) => (row[i] ?? '').length)));
  return rows.map((row) =>
    row
      .map((cell, i) => cell.padEnd(widths[i] ?? 0))
      .join('  ')
      .trimEnd(),
  );
}

const MOST_FILE_BYTES = 10 * 1024 * 1024;

async function main(args: readonly string[]): Promise<Said> {
  const text = { type: 'string' } as const;
  const flag = { type: 'boolean' } as const;
  const { values } = parseArgs({
    args: [...args],
    options: { samples: flag, status: flag, now: flag, import: text, region: text, day: text },
  });
  if (values.samples) return trySamples();
  const root = fileURLToPath(new URL('..', import.meta.url));
  const path = join(resolve(process.env['PRESAGE_DATA'] || join(root, 'data')), 'presage.db');
  if (!existsSync(path)) return { ok: false, lines: [`There is no database at ${path} yet; npm start makes it.`] };
  const sqlite = openSqlite(path);
  try {
    await migrate(sqlite, join(root, 'edge-api/db/migrations'));
    return await command(jobOn(databaseOn(sqlite), root), values);
  } finally {
    sqlite.close();
  }
}

async function command(
  job: TrendsJob,
  values: { readonly [name: string]: string | boolean | undefined },
): Promise<Said> {
  const file = values['import'];
  if (typeof file === 'string') {
    const region = typeof values['region'] === 'string' ? values['region'] : '';
    const day = typeof values['day'] === 'string' ? Date.parse(`${values['day']}T00:00:00Z`) : job.now();
    if (!TREND_REGION.test(region))
      return { ok: false, lines: ['Say for which country the file is: --region US, or --region world.'] };
    if (!Number.isFinite(day)) return { ok: false, lines: ['The day reads like 2026-11-20.'] };
    if (!existsSync(file)) return { ok: false, lines: [`There is no file ${file}.`] };
    if (statSync(file).size > MOST_FILE_BYTES)
      return { ok: false, lines: ['The file is larger than 10 MiB; that is no list of trends.'] };
    return importFile(job, { text: readFileSync(file, 'utf8'), region, day: dayOf(day) });
  }
  if (values['now']) {
    const runs = await runTrends(job);
    const good = runs.filter(({ outcome }) => outcome === 'read' || outcome === 'unchanged' || outcome === 'empty');
    const ok = runs.length === 0 || good.length > 0;
    return {
      ok,
      lines: [...statusLines(runs), ...(ok ? [] : ['No source could be read; the app keeps what it has.'])],
    };
  }
  if (values['status']) return { ok: true, lines: statusLines(await listRuns(job.db)) };
  return { ok: false, lines: ['Say what to do: --samples, --status, --now, or --import FILE --region US.'] };
}

function jobOn(db: Database, root: string): TrendsJob {
  return {
    db,
    settings: { ...trendSettings(process.env), on: true },
    model: async () => modelOfCheckout(root),
    now: () => Date.now(),
    log: () => {},
  };
}

/** The command runs beside the sources, so it takes the model from there; a host takes the one on its stable channel. */
function modelOfCheckout(root: string): ModelInUse | null {
  const path = join(root, 'models/zoo/trends/model.json');
  const parsed = existsSync(path) ? parseTrendModel(JSON.parse(readFileSync(path, 'utf8'))) : null;
  return parsed?.ok ? { version: parsed.value.version, model: parsed.value } : null;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { ok, lines } = await main(process.argv.slice(2)).catch((error: unknown): Said => {
    if (error instanceof TypeError && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS'))
      return { ok: false, lines: [error.message] };
    throw error;
  });
  for (const line of lines) console[ok ? 'log' : 'error'](line);
  process.exitCode = ok ? 0 : 1;
}
