/** The contract on the embedded host: the real server, a real SQLite file. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { startHost } from '../../edge-api/node.ts';
import { edgeContract } from './suite.ts';

edgeContract('node', async (site) => {
  const data = await mkdtemp(join(tmpdir(), 'presage-data-'));
  const root = fileURLToPath(new URL('../..', import.meta.url));
  const host = await startHost({ root, data, dist: site.dist, port: 0, hostname: '127.0.0.1', write: () => {} });
  return {
    url: host.url,
    async close() {
      await host.close();
      await rm(data, { recursive: true, force: true });
    },
  };
});
