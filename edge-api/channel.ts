/**
 * `npm run channel`: which model build the embedded host serves, and back to an earlier one.
 *
 *   npm run channel -- list
 *   npm run channel -- back reach          to the build before the one that is served
 *   npm run channel -- pin reach 1.2.0     to any build by its version or the start of its id
 *   npm run channel -- follow reach        to the newest, and every newer one from then on
 *
 * A running host sees the change within five seconds. Works on the database in ./data or PRESAGE_DATA.
 */
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { counts } from './db/counters.ts';
import { databaseOn, type Database } from './db/database.ts';
import { follow, listReleases, pin, rollBack } from './db/releases.ts';
import { openSqlite } from './db/sqlite.ts';

const USAGE = 'Usage: npm run channel -- list | back MODEL | pin MODEL VERSION | follow MODEL';

/** @returns lines to print, and whether it was done */
export async function channelCommand(
  db: Database,
  args: readonly string[],
  now: number,
): Promise<{ ok: boolean; lines: readonly string[] }> {
  const [verb, model, wanted] = args;
  if (verb === 'list') return { ok: true, lines: await list(db) };
  if (model === undefined) return { ok: false, lines: [USAGE] };
  switch (verb) {
    case 'back': {
      const release = await rollBack(db, model, now);
      if (!release) return { ok: false, lines: [`There is no build of ${model} before the one that is served.`] };
      return {
        ok: true,
        lines: [`${model} is back at ${release.version} and stays there until you say: follow ${model}.`],
      };
    }
    case 'pin': {
      const found = (await listReleases(db)).filter(
        (release) =>
          release.model === model &&
          wanted !== undefined &&
          (release.version === wanted || release.id.startsWith(wanted)),
      );
      const [release] = found;
      if (!release || found.length > 1) {
        return {
          ok: false,
          lines: [
            release
              ? `${found.length} builds answer to ${wanted}; give the start of an id.`
              : `There is no such build of ${model}.`,
          ],
        };
      }
      await pin(db, model, 'stable', release.id, now);
      return { ok: true, lines: [`${model} is at ${release.version} and stays there until you say: follow ${model}.`] };
    }
    case 'follow': {
      const release = await follow(db, model, now);
      if (!release) return { ok: false, lines: [`There is no build of ${model}.`] };
      return { ok: true, lines: [`${model} is at ${release.version} and follows new builds.`] };
    }
    default:
      return { ok: false, lines: [USAGE] };
  }
}

async function list(db: Database): Promise<readonly string[]> {
  const releases = (await listReleases(db)).map(({ id, model, version, registeredAt, channels }) => {
    const where = channels.map(({ channel, pinned }) => `${channel}${pinned ? ' (pinned)' : ''}`).join(', ');
    return `${model.padEnd(10)} ${version.padEnd(20)} ${id.slice(0, 10)}  ${new Date(registeredAt).toISOString()}  ${where}`.trimEnd();
  });
  const downloads = (await counts(db)).map(({ day, name, label, count }) => `${day}  ${name}  ${label}  ${count}`);
  return [
    ...(releases.length > 0 ? releases : ['No model was ever served from here.']),
    ...(downloads.length > 0 ? ['', 'Counts by day:', ...downloads] : []),
  ];
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const root = fileURLToPath(new URL('..', import.meta.url));
  const path = join(resolve(process.env['PRESAGE_DATA'] || join(root, 'data')), 'presage.db');
  if (existsSync(path)) {
    const sqlite = openSqlite(path);
    const { ok, lines } = await channelCommand(databaseOn(sqlite), process.argv.slice(2), Date.now());
    for (const line of lines) console.log(line);
    sqlite.close();
    process.exitCode = ok ? 0 : 1;
  } else {
    console.error(`There is no database at ${path} yet; npm start makes it.`);
    process.exitCode = 1;
  }
}
