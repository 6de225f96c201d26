/**
 * A Chromium for tests and for the score command: finds one on this machine, or installs one.
 * Node built-ins only until Playwright is needed, so that it can run before anything else.
 */
import { spawnSync } from 'node:child_process';
import { accessSync, constants, existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

/** Always: no look-ups of the browser's own, so that a record of requests holds the app's only. */
export const LAUNCH_ARGUMENTS = [
  '--no-sandbox',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
];
/** WebGPU on the processor, where there is no graphics card (shared notes, media.md section 2). */
export const WEBGPU_ARGUMENTS = ['--enable-unsafe-webgpu'];

/** Path of a Chromium; null when there is none. PRESAGE_CHROMIUM goes first, and must exist when it is set. */
export async function findChromium(env = process.env) {
  const named = env.PRESAGE_CHROMIUM;
  if (named) {
    if (runnable(named)) return named;
    throw new Error(`PRESAGE_CHROMIUM names ${named}, which is no program that can be run.`);
  }
  for (const folder of (env.PATH ?? '').split(delimiter)) {
    for (const name of NAMES) if (folder !== '' && runnable(join(folder, name))) return join(folder, name);
  }
  const own = await playwrightsOwn();
  return own !== null && existsSync(own) ? own : null;
}

/** Debian's package where apt is there and may be used, else Playwright's own build. */
export async function installChromium(say = console.log) {
  const root = process.getuid?.() === 0;
  if (onPath('apt-get') && (root || onPath('sudo'))) {
    say('Installing Chromium (apt-get)…');
    const apt = (...args) =>
      spawnSync(root ? 'apt-get' : 'sudo', root ? args : ['-n', 'apt-get', ...args], {
        stdio: ['ignore', 'ignore', 'inherit'],
        env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
      }).status === 0;
    if (apt('update') && apt('install', '-y', 'chromium')) {
      const found = await findChromium({ ...process.env, PRESAGE_CHROMIUM: '' });
      if (found) return found;
    }
  }
  say("Installing Chromium (Playwright's own)…");
  spawnSync(process.execPath, ['node_modules/@playwright/test/cli.js', 'install', 'chromium'], { stdio: 'inherit' });
  const own = await playwrightsOwn();
  if (own !== null && existsSync(own)) return own;
  throw new Error('No Chromium could be installed. Install one by hand and set PRESAGE_CHROMIUM to its path.');
}

async function playwrightsOwn() {
  try {
    const { chromium } = await import('@playwright/test');
    return chromium.executablePath();
  } catch {
    return null; // not installed yet
  }
}

function runnable(path) {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

const onPath = (name) => (process.env.PATH ?? '').split(delimiter).some((folder) => runnable(join(folder, name)));
