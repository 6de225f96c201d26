/** Parity and journeys in a real Chromium, on the built app behind the embedded host. `npm run parity`, `npm run journeys`. */
import { defineConfig, type ReporterDescription } from '@playwright/test';
import { mkdtempSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { LAUNCH_ARGUMENTS, WEBGPU_ARGUMENTS, findChromium } from './chromium.mjs';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
/** The first start may have to build the app. */
const START_WITHIN_MS = 180_000;

// Set once by the first process; Playwright's workers read this file again and inherit both.
process.env['PRESAGE_TEST_PORT'] ??= String(await freePort());
process.env['PRESAGE_TEST_DATA'] ??= mkdtempSync(join(tmpdir(), 'presage-test-'));
const port = process.env['PRESAGE_TEST_PORT'];
const executablePath = await findChromium();
const results = process.env['PRESAGE_TEST_RESULTS'];

export default defineConfig({
  testDir: '.',
  outputDir: join(ROOT, 'test-results'),
  // Two cores: one browser at a time, so that timings and memory are the app's own.
  workers: 1,
  fullyParallel: false,
  forbidOnly: process.env['CI'] !== undefined,
  // One more try on a shared machine; the list names what needed it as flaky.
  retries: 1,
  timeout: 120_000,
  expect: { timeout: 15_000 },
  reporter: [['list'], ...(results ? [['json', { outputFile: results }] satisfies ReporterDescription] : [])],
  use: {
    baseURL: `http://localhost:${port}`,
    screenshot: 'only-on-failure',
    trace: 'retain-on-failure',
    launchOptions: { ...(executablePath ? { executablePath } : {}), args: [...LAUNCH_ARGUMENTS, ...WEBGPU_ARGUMENTS] },
  },
  projects: [
    { name: 'parity', testDir: 'parity', testMatch: /\.(spec|test)\.ts$/ },
    {
      name: 'phone',
      testDir: 'journeys',
      testMatch: /\.(spec|test)\.ts$/,
      use: { viewport: { width: 360, height: 740 }, deviceScaleFactor: 2, hasTouch: true, isMobile: true },
    },
    {
      name: 'desktop',
      testDir: 'journeys',
      testMatch: /\.(spec|test)\.ts$/,
      use: { viewport: { width: 1280, height: 800 } },
    },
  ],
  webServer: {
    command: `node edge-api/start.mjs --port ${port}`,
    cwd: ROOT,
    env: { PRESAGE_DATA: process.env['PRESAGE_TEST_DATA'] },
    url: `http://localhost:${port}/ready`,
    timeout: START_WITHIN_MS,
    stdout: 'ignore',
    stderr: 'pipe',
    gracefulShutdown: { signal: 'SIGTERM', timeout: 5000 },
  },
});

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  // holds: a TCP server that listens has an address object
  const { port: found } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return found;
}
