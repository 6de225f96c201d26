/**
 * What stands between a fresh clone and something that runs: the Node check, the packages, the build.
 * Node built-ins only, because nothing else is there yet. Each step says what it does and is skipped when it is done.
 */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

export const ROOT = fileURLToPath(new URL('../..', import.meta.url)).replace(/[/\\]$/, '');

/** A step that could not be done, with the sentence for the person at the terminal. */
export class SetupError extends Error {}

/** The lowest Node that Vite 8 and the tests run on; the same number stands in package.json under engines. */
const OLDEST_NODE = [20, 19];

/** @param {string} version as in process.versions.node */
export function checkNode(version = process.versions.node) {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const [needMajor = 0, needMinor = 0] = OLDEST_NODE;
  if (major > needMajor || (major === needMajor && minor >= needMinor)) return;
  throw new SetupError(
    `Presage needs Node ${OLDEST_NODE.join('.')} or newer; this is Node ${version}. Get a newer one from https://nodejs.org and try again.`,
  );
}

/** Installs the packages when they are absent or package-lock.json has changed since. */
export function install(root = ROOT, say = console.log) {
  const lock = join(root, 'package-lock.json');
  const stamp = join(root, 'node_modules', '.presage-install');
  const want = sha256(readFileSync(lock));
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === want) return;
  if (!installedAsLocked(root)) {
    say('Installing packages (npm ci); the first time this takes a minute or two…');
    npm(['ci', '--include=dev', '--no-audit', '--no-fund', '--loglevel=error'], root);
  }
  writeFileSync(stamp, want);
}

/** Whether npm's own record of what it installed agrees with the lock file: someone may have run npm ci by hand. */
export function installedAsLocked(root) {
  const record = join(root, 'node_modules', '.package-lock.json');
  if (!existsSync(record)) return false;
  const packages = (path) => JSON.parse(readFileSync(path, 'utf8')).packages ?? {};
  const found = packages(record);
  return Object.entries(packages(join(root, 'package-lock.json'))).every(
    ([path, entry]) => path === '' || entry.optional || found[path]?.version === entry.version,
  );
}

/** npm by the path that npm itself hands down; by name when started with plain node. */
function npm(args, root) {
  const script = process.env.npm_execpath;
  const viaNode = script !== undefined && /\.c?js$/.test(script) && /npm/.test(script);
  const done = viaNode
    ? spawnSync(process.execPath, [script, ...args], { cwd: root, stdio: 'inherit' })
    : spawnSync('npm', args, { cwd: root, stdio: 'inherit', shell: process.platform === 'win32' });
  if (done.status !== 0) {
    throw new SetupError(
      'The packages could not be installed. Read the lines from npm above; without a network this step cannot work the first time.',
    );
  }
}

/** What the build is made from: a change in any of these makes a new one. */
const SOURCES = [
  'web',
  'models/core',
  'models/contracts',
  'models/zoo',
  'public',
  'edge-api',
  'vite.config.ts',
  'tsconfig.base.json',
  'package.json',
  'package-lock.json',
];

/** Builds app and host when their sources changed since the last build; leaves dist/. */
export function build(root = ROOT, { withoutFfmpeg = false, force = false, say = console.log } = {}) {
  const stamp = join(root, 'dist', '.built-from');
  const want = sourcesHash(root, withoutFfmpeg);
  const whole = ['web/index.html', 'static.json', 'edge/node.js'].every((file) => existsSync(join(root, 'dist', file)));
  if (!force && whole && existsSync(stamp) && readFileSync(stamp, 'utf8') === want) return false;
  say(withoutFfmpeg ? 'Building the app without ffmpeg…' : 'Building the app…');
  const env = { ...process.env, NODE_ENV: 'production', ...(withoutFfmpeg ? { PRESAGE_WITHOUT_FFMPEG: '1' } : {}) };
  const steps = [
    [join(root, 'node_modules/vite/bin/vite.js'), 'build', '--logLevel', 'warn'],
    [join(root, 'edge-api/setup/bundle.mjs')],
    ['--import', 'tsx', join(root, 'edge-api/setup/encode.ts')],
  ];
  for (const step of steps) {
    const done = spawnSync(process.execPath, step, { cwd: root, stdio: 'inherit', env });
    if (done.status !== 0) throw new SetupError('The build failed; the lines above say where.');
  }
  mkdirSync(join(root, 'dist'), { recursive: true });
  writeFileSync(stamp, want);
  return true;
}

/** One hash over path and content of every source; tests are left out, so editing one builds nothing. */
export function sourcesHash(root, withoutFfmpeg) {
  const hash = createHash('sha256').update(`ffmpeg:${withoutFfmpeg ? 'out' : 'in'} node:${process.versions.modules}\n`);
  for (const source of SOURCES) {
    for (const path of filesUnder(join(root, source))) {
      hash.update(`${relative(root, path).split(sep).join('/')}\0`).update(sha256(readFileSync(path)));
    }
  }
  return hash.digest('hex');
}

function filesUnder(path) {
  if (!existsSync(path)) return [];
  let entries;
  try {
    entries = readdirSync(path, { withFileTypes: true });
  } catch {
    return [path]; // a plain file
  }
  return entries
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => {
      if (entry.isDirectory()) return filesUnder(join(path, entry.name));
      return /\.test\.ts$|\.md$/.test(entry.name) && !path.includes('zoo') ? [] : [join(path, entry.name)];
    });
}

const sha256 = (bytes) => createHash('sha256').update(bytes).digest('hex');
