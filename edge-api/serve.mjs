/**
 * Runs the embedded host from what was built, without building or installing anything: for containers and services.
 * PORT, HOST and PRESAGE_DATA as with `npm start`; a SIGTERM finishes what is open.
 */
import { join, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
/** The host itself gives open connections three seconds. */
const STOP_WITHIN_MS = 5000;

const { startHost } = await import(pathToFileURL(join(ROOT, 'dist/edge/node.js')).href);
const host = await startHost({
  root: ROOT,
  data: resolve(process.env.PRESAGE_DATA || join(ROOT, 'data')),
  port: Number(process.env.PORT || 8787),
  hostname: process.env.HOST || '127.0.0.1',
});
console.log(`Presage is at ${host.url}`);

let stopping = false;
const stop = () => {
  if (stopping) process.exit(1);
  stopping = true;
  setTimeout(() => process.exit(1), STOP_WITHIN_MS).unref();
  host.close().then(
    () => process.exit(0),
    () => process.exit(1),
  );
};
process.on('SIGINT', stop);
process.on('SIGTERM', stop);
