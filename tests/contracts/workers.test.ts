/** The contract on Workers: workerd with D1, R2 and static assets, as wrangler.toml binds them. */
import { join } from 'node:path';
import { edgeContract } from './suite.ts';
import { startWorkers } from './workers.ts';

edgeContract('workers', (site, settings) => startWorkers(join(site.dist, 'web'), settings));
