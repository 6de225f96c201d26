/**
 * `npm run samples`: what people gave, as a table for models/train.
 *
 *   npm run samples -- export [--out samples.csv]                       from the database in ./data or PRESAGE_DATA
 *   npm run samples -- export --from https://presage.example --token …  from a host on Workers, or any other
 *   npm run samples -- flush                                            everything that waits into shards now
 */
import { existsSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { databaseOn } from './db/database.ts';
import { migrate } from './db/migrate.ts';
import { openSqlite } from './db/sqlite.ts';
import { csvOf, sampleTable } from './samples/export.ts';
import { carryOutWithdrawals, flushSamples } from './samples/flush.ts';
import { shardsInFolder } from './samples/folder.ts';
import { rowsIn, type SampleRow } from './samples/shard.ts';

const USAGE = 'Usage: npm run samples -- export [--out FILE] [--from URL --token TOKEN] | flush';

/** Everything from another host: it is asked to write what waits into shards first. */
async function tableFrom(host: string, token: string): Promise<{ readonly csv: string; readonly rows: number }> {
  const ask = async (method: string, path: string): Promise<Response> => {
    const reply = await fetch(new URL(path, host), { method, headers: { authorization: `Bearer ${token}` } });
    if (!reply.ok) throw new Error(`${host} answered ${reply.status} to ${method} ${path}: ${await reply.text()}`);
    return reply;
  };
  await ask('POST', '/api/samples/flush');
  // holds: our own route, described in routes/samples.ts
  const { shards } = (await (await ask('GET', '/api/samples/shards')).json()) as { shards: { name: string }[] };
  const rows = new Map<string, SampleRow>();
  for (const { name } of shards) {
    const bytes = new Uint8Array(await (await ask('GET', `/api/samples/shards/${name}`)).arrayBuffer());
    for (const row of await rowsIn(bytes)) rows.set(String(row['sample_id']), row);
  }
  return { csv: csvOf([...rows.values()]), rows: rows.size };
}

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { out: { type: 'string' }, from: { type: 'string' }, token: { type: 'string' } },
});
const out = values.out ?? 'samples.csv';
const data = resolve(process.env['PRESAGE_DATA'] || join(fileURLToPath(new URL('..', import.meta.url)), 'data'));

if (positionals[0] === 'export' && values.from !== undefined) {
  const { csv, rows } = await tableFrom(values.from, values.token ?? process.env['PRESAGE_TOKEN'] ?? '');
  writeFileSync(out, csv);
  console.log(`${rows} samples are in ${out}.`);
} else if (positionals[0] !== 'export' && positionals[0] !== 'flush') {
  console.error(USAGE);
  process.exitCode = 1;
} else if (existsSync(join(data, 'presage.db'))) {
  const sqlite = openSqlite(join(data, 'presage.db'));
  // The file may be of a version before samples.
  await migrate(sqlite, fileURLToPath(new URL('db/migrations', import.meta.url)));
  const keeping = { db: databaseOn(sqlite), shards: shardsInFolder(join(data, 'samples')), now: () => Date.now() };
  if (positionals[0] === 'flush') {
    const { rows, shards } = await flushSamples(keeping, true);
    const { removed } = await carryOutWithdrawals(keeping);
    console.log(`${rows} samples went into ${shards} shards; ${removed} were taken out.`);
  } else {
    const { csv, rows, otherSets } = await sampleTable(keeping);
    writeFileSync(out, csv);
    const others = otherSets === 0 ? '' : ` ${otherSets} of other feature sets were left out.`;
    console.log(`${rows} samples are in ${out}.${others}`);
  }
  sqlite.close();
} else {
  console.error(`There is no database in ${data} yet; npm start makes it.`);
  process.exitCode = 1;
}
