/**
 * `npm run channel`: which model build the embedded host serves, and back to an earlier one.
 *
 *   npm run channel -- list
 *   npm run channel -- stage reach 1.3.0 10  to one install in ten; the others keep what they have
 *   npm run channel -- promote reach       what is staged, to everybody
 *   npm run channel -- back reach          ends what is staged; else to the build before the one that is served
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
import { follow, goBack, listReleases, pin, promote, stage, type Release } from './db/releases.ts';
import { openSqlite } from './db/sqlite.ts';

const USAGE =
  'Usage: npm run channel -- list | stage MODEL VERSION PERCENT | promote MODEL | back MODEL | pin MODEL VERSION | follow MODEL';

/** @returns lines to print, and whether it was done */
export async function channelCommand(
  db: Database,
  args: readonly string[],
  now: number,
): Promise<{ ok: boolean; lines: readonly string[] }> {
  const [verb, model, wanted, share] = args;
  if (verb === 'list') return { ok: true, lines: await list(db) };
  if (model === undefined) return { ok: false, lines: [USAGE] };
  switch (verb) {
    case 'back': {
      const release = await goBack(db, model, now);
      if (!release) return { ok: false, lines: [`There is no build of ${model} before the one that is served.`] };
      return {
        ok: true,
        lines: [`${model} is back at ${release.version} and stays there until you say: follow ${model}.`],
      };
    }
    case 'pin': {
      const release = await oneRelease(db, model, wanted);
      if (typeof release === 'string') return { ok: false, lines: [release] };
      await pin(db, model, 'stable', release.id, now);
      return { ok: true, lines: [`${model} is at ${release.version} and stays there until you say: follow ${model}.`] };
    }
    case 'stage': {
      const release = await oneRelease(db, model, wanted);
      if (typeof release === 'string') return { ok: false, lines: [release] };
      if (!/^([0-9]|[1-9][0-9]|100)$/.test(share ?? '')) {
        return { ok: false, lines: ['How many per cent of the installs? A whole number from 0 to 100.'] };
      }
      await stage(db, model, release.id, Number(share), now);
      return { ok: true, lines: [`${model} ${release.version} goes to ${share} % of the installs.`] };
    }
    case 'promote': {
      const release = await promote(db, model, now);
      if (!release) return { ok: false, lines: [`No build of ${model} is staged.`] };
      return { ok: true, lines: [`${model} is at ${release.version} for everybody and follows new builds.`] };
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

/** The one build of a model that a version or the start of an id names; else the sentence that says why not. */
async function oneRelease(db: Database, model: string, wanted: string | undefined): Promise<Release | string> {
  const found = (await listReleases(db)).filter(
    (release) =>
      release.model === model && wanted !== undefined && (release.version === wanted || release.id.startsWith(wanted)),
  );
  const [release] = found;
  if (!release) return `There is no such build of ${model}.`;
  return found.length > 1 ? `${found.length} builds answer to ${wanted}; give the start of an id.` : release;
}

async function list(db: Database): Promise<readonly string[]> {
  const releases = (await listReleases(db)).map(({ id, model, version, registeredAt, channels }) => {
    const where = channels
      .map(({ channel, pinned, percent }) =>
        channel === 'candidate' ? `candidate (${percent} % of installs)` : `${channel}${pinned ? ' (pinned)' : ''}`,
      )
      .join(', ');
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
