/** The contract on the embedded host: the real server, a real SQLite file. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { databaseOn } from '../../edge-api/db/database.ts';
import { openSqlite } from '../../edge-api/db/sqlite.ts';
import { keepToken } from '../../edge-api/db/tokens.ts';
import { startHost } from '../../edge-api/node.ts';
import { edgeContract } from './suite.ts';
import { testTokens } from './tokens.ts';

edgeContract('node', async (site, settings) => {
  const data = await mkdtemp(join(tmpdir(), 'presage-data-'));
  const root = fileURLToPath(new URL('../..', import.meta.url));
  const host = await startHost({
    root,
    data,
    dist: site.dist,
    port: 0,
    hostname: '127.0.0.1',
    write: () => {},
    settings,
  });
  // As `npm run tokens` does: a second process on the same file.
  const { tokens, rows } = testTokens();
  const sqlite = openSqlite(join(data, 'presage.db'));
  for (const row of rows) await keepToken(databaseOn(sqlite), row);
  sqlite.close();
  return {
    url: host.url,
    tokens,
    async close() {
      await host.close();
      await rm(data, { recursive: true, force: true });
    },
  };
});
