/**
 * `npm test [-- stage …]`: all of it, from a fresh clone. Types, lint, unit tests with coverage, the edge's contract on
 * both hosts, the build, parity and journeys in a real browser; the last line counts what passed and failed.
 */
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join, relative, resolve, sep } from 'node:path';
import { ROOT, SetupError, checkNode, install } from '../edge-api/setup/prepare.mjs';
import { findChromium, installChromium } from './chromium.mjs';

const RESULTS = join(ROOT, 'node_modules/.cache/presage/results');
/** Line coverage that each of these folders must reach. */
const COVERED = ['models/core', 'models/contracts', 'edge-api'];
const COVERED_SHARE = 0.9;

const script = (name) => join(ROOT, 'node_modules', name);
const vitest = (name, ...args) => [
  [
    script('vitest/vitest.mjs'),
    'run',
    ...args,
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${resultOf(name)}`,
  ],
];
const playwright = (...projects) => [
  [
    script('@playwright/test/cli.js'),
    'test',
    '-c',
    'tests/playwright.config.ts',
    ...projects.flatMap((p) => ['--project', p]),
  ],
];
const resultOf = (name) => join(RESULTS, `${name}.json`);

/** In order; a limit ends a stage that hangs, so that the ones after it still run. */
const STAGES = [
  {
    name: 'types',
    minutes: 8,
    commands: [
      [script('typescript/bin/tsc'), '-b'],
      [script('svelte-check/bin/svelte-check'), '--tsconfig', 'web/tsconfig.json', '--fail-on-warnings'],
    ],
  },
  {
    name: 'lint',
    minutes: 5,
    commands: [
      [script('oxlint/bin/oxlint'), '--deny-warnings'],
      [script('prettier/bin/prettier.cjs'), '--check', '--log-level', 'warn', '.'],
    ],
  },
  {
    name: 'unit',
    minutes: 20,
    commands: vitest(
      'unit',
      '--coverage',
      '--coverage.reportOnFailure',
      '--coverage.reporter=text-summary',
      '--coverage.reporter=json-summary',
    ),
  },
  { name: 'contracts', minutes: 8, commands: vitest('contracts', '-c', 'tests/contracts/vitest.config.ts') },
  { name: 'build', minutes: 10, commands: [[join(ROOT, 'edge-api/setup/build.mjs')]] },
  { name: 'parity', minutes: 20, commands: playwright('parity') },
  { name: 'journeys', minutes: 40, commands: playwright('phone', 'desktop') },
];

/** @typedef {{ name: string, ok: boolean, passed: number, failed: number, skipped: number, seconds: number, note: string }} Outcome */

const started = Date.now();
try {
  checkNode();
  const chosen = chooseStages(process.argv.slice(2));
  install();
  if (chosen.some(({ name }) => name === 'parity' || name === 'journeys' || name === 'unit')) {
    process.env.PRESAGE_CHROMIUM = (await findChromium()) ?? (await installChromium());
    console.log(`Chromium: ${process.env.PRESAGE_CHROMIUM}`);
  }
  sayWhetherShared();
  rmSync(RESULTS, { recursive: true, force: true });
  mkdirSync(RESULTS, { recursive: true });

  const outcomes = [];
  for (const stage of chosen) outcomes.push(await runStage(stage));
  summarise(outcomes);
} catch (error) {
  if (!(error instanceof SetupError)) console.error(error);
  else console.error(error.message);
  console.log('0 passed, 1 failed');
  process.exitCode = 1;
}

function chooseStages(names) {
  if (names.length === 0) return STAGES;
  const unknown = names.filter((name) => !STAGES.some((stage) => stage.name === name));
  if (unknown.length > 0) {
    throw new SetupError(
      `There is no stage ${unknown.join(', ')}; there are ${STAGES.map(({ name }) => name).join(', ')}.`,
    );
  }
  return STAGES.filter(({ name }) => names.includes(name));
}

function sayWhetherShared() {
  const shared = resolve(ROOT, process.env.PRESAGE_SHARED || '../shared');
  if (existsSync(shared)) console.log(`Shared clips and tables: ${shared}`);
  else {
    console.log(
      `There are no shared clips and tables at ${shared} (PRESAGE_SHARED): tests that need them are skipped, the rest runs on clips that a script renders.`,
    );
  }
}

/** @returns {Promise<Outcome>} */
async function runStage({ name, minutes, commands }) {
  const from = Date.now();
  console.log(`\n── ${name} ${'─'.repeat(Math.max(0, 60 - name.length))}`);
  let ok = true;
  let note = '';
  for (const command of commands) {
    const ended = await run(command, minutes * 60_000, { PRESAGE_TEST_RESULTS: resultOf(name) });
    if (ended === 'late') note = `stopped after ${minutes} minutes`;
    if (ended !== 0) ok = false;
  }
  const counts = countsFrom(resultOf(name));
  const outcome = {
    name,
    ok,
    passed: counts.passed,
    failed: counts.failed,
    skipped: counts.skipped,
    seconds: (Date.now() - from) / 1000,
    note,
  };
  if (name === 'unit') addCoverage(outcome);
  // A stage without tests of its own counts as one.
  if (!counts.counted && ok) outcome.passed += 1;
  if (!outcome.ok && outcome.failed === 0) outcome.failed = 1;
  if (outcome.failed > 0) outcome.ok = false;
  return outcome;
}

/** Runs Node on a script; its exit code, or 'late' when it was stopped together with what it had started. */
function run(args, limitMs, env) {
  return new Promise((done) => {
    const child = spawn(process.execPath, args, {
      cwd: ROOT,
      stdio: ['ignore', 'inherit', 'inherit'],
      env: { ...process.env, ...env },
      detached: process.platform !== 'win32',
    });
    let late = false;
    const timer = setTimeout(() => {
      late = true;
      try {
        process.kill(-child.pid, 'SIGKILL');
      } catch {
        child.kill('SIGKILL');
      }
    }, limitMs);
    child.on('error', () => done(1));
    child.on('exit', (code) => {
      clearTimeout(timer);
      done(late ? 'late' : (code ?? 1));
    });
  });
}

/** Counts from Vitest's or Playwright's own record. */
function countsFrom(path) {
  if (!existsSync(path)) return { counted: false, passed: 0, failed: 0, skipped: 0 };
  const record = JSON.parse(readFileSync(path, 'utf8'));
  if (record.stats) {
    // Playwright: one that passed only on a second try counts as passed; the list above names it as flaky.
    const { expected = 0, unexpected = 0, flaky = 0, skipped = 0 } = record.stats;
    return { counted: true, passed: expected + flaky, failed: unexpected, skipped };
  }
  // Vitest: a file that could not be loaded fails without a failed test in it.
  const unloaded = (record.testResults ?? []).filter(
    (file) => file.status === 'failed' && file.assertionResults.length === 0,
  );
  return {
    counted: true,
    passed: record.numPassedTests ?? 0,
    failed: (record.numFailedTests ?? 0) + unloaded.length,
    skipped: (record.numPendingTests ?? 0) + (record.numTodoTests ?? 0),
  };
}

/** Prints line coverage by folder and fails the stage under the agreed share. */
function addCoverage(outcome) {
  const path = join(ROOT, 'coverage/coverage-summary.json');
  if (!existsSync(path)) {
    outcome.ok = false;
    outcome.note = 'no coverage was written';
    return;
  }
  const files = Object.entries(JSON.parse(readFileSync(path, 'utf8'))).filter(([file]) => file !== 'total');
  for (const folder of COVERED) {
    const inside = files.filter(([file]) => relative(ROOT, file).split(sep).join('/').startsWith(`${folder}/`));
    const total = inside.reduce((sum, [, { lines }]) => sum + lines.total, 0);
    const covered = inside.reduce((sum, [, { lines }]) => sum + lines.covered, 0);
    const share = total === 0 ? 0 : covered / total;
    const enough = share >= COVERED_SHARE;
    console.log(
      `Line coverage of ${folder}: ${(100 * share).toFixed(1)} % (${covered} of ${total})${enough ? '' : ', under 90 %'}`,
    );
    if (!enough) {
      outcome.ok = false;
      outcome.note = `${folder} is under 90 % of lines`;
    }
  }
}

/** @param {readonly Outcome[]} outcomes */
function summarise(outcomes) {
  console.log(`\n── summary ${'─'.repeat(53)}`);
  for (const { name, ok, passed, failed, skipped, seconds, note } of outcomes) {
    const counts = `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`;
    console.log(
      `${ok ? 'ok  ' : 'FAIL'} ${name.padEnd(10)} ${`${seconds.toFixed(0)} s`.padStart(6)}  ${counts}${note ? ` (${note})` : ''}`,
    );
  }
  const sum = (key) => outcomes.reduce((total, outcome) => total + outcome[key], 0);
  if (!outcomes.every(({ ok }) => ok)) process.exitCode = 1;
  console.log(`All stages took ${((Date.now() - started) / 60_000).toFixed(1)} min.`);
  const skipped = sum('skipped');
  console.log(`${sum('passed')} passed, ${sum('failed')} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`);
}
