/**
 * `npm start`: from a fresh clone to a running app with one command.
 *
 *   --without-ffmpeg   leaves the GPL part out of the build
 *   --port N           else PORT, else 8787; 0 takes any free port
 *   --host ADDRESS     else HOST, else 127.0.0.1: this machine only
 *
 * Data lies in ./data, or where PRESAGE_DATA says.
 */
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { ROOT, SetupError, build, checkNode, install } from './setup/prepare.mjs';

/** The host itself gives open connections three seconds. */
const STOP_WITHIN_MS = 5000;

try {
  checkNode();
  const options = readOptions(process.argv.slice(2), process.env);
  install();
  build(ROOT, { withoutFfmpeg: options.withoutFfmpeg });
  const { startHost } = await import(pathToFileURL(join(ROOT, 'dist/edge/node.js')).href);
  const host = await startHost({ root: ROOT, data: options.data, port: options.port, hostname: options.hostname });
  console.log(`Presage is at ${host.url}`);
  let stopping = false;
  const stop = () => {
    // Asked twice, or closing takes too long: what is written is safe in the file either way.
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
} catch (error) {
  const sentence = plain(error);
  if (sentence === null) throw error;
  console.error(sentence);
  process.exitCode = 1;
}

function readOptions(args, env) {
  const after = (flag) => {
    const at = args.indexOf(flag);
    return at < 0 ? undefined : args[at + 1];
  };
  const text = after('--port') ?? env.PORT ?? '8787';
  const port = Number(text);
  if (!Number.isInteger(port) || port < 0 || port > 65_535) {
    throw new SetupError(`"${text}" is no port. Give a whole number from 0 to 65535, as in PORT=8080 npm start.`);
  }
  return {
    port,
    hostname: after('--host') ?? env.HOST ?? '127.0.0.1',
    data: resolve(env.PRESAGE_DATA || join(ROOT, 'data')),
    withoutFfmpeg: args.includes('--without-ffmpeg') || env.PRESAGE_WITHOUT_FFMPEG === '1',
  };
}

/** The sentence for what can honestly go wrong; null for a bug, which keeps its stack. */
function plain(error) {
  if (error instanceof SetupError) return error.message;
  switch (error?.code) {
    case 'EADDRINUSE':
      return `Port ${error.port} is taken by another program. Stop it, or choose another port: PORT=${error.port + 1} npm start.`;
    case 'EACCES':
      return error.port === undefined
        ? `No right to write to ${error.path ?? 'the data folder'}. Point PRESAGE_DATA at a folder of yours.`
        : `This user may not open port ${error.port}. Choose one above 1023: PORT=8787 npm start.`;
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
      return `This machine has no address ${error.address ?? error.hostname}. Leave --host away to serve this machine only.`;
    default:
      return null;
  }
}
