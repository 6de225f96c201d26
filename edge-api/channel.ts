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
import { databaseOn } from './db/database.ts';
import { openSqlite } from './db/sqlite.ts';
import { channelCommand } from './weights/channels.ts';

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
