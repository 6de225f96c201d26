/**
 * Every rung gives the plain answer within rounding, in a real browser under the app's own policy; plain itself gives
 * Node's answer to the last bit. Limits: models note, section 7.
 */
import { chromium, expect, test, type Browser, type Page } from '@playwright/test';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseHoldModel, parseReachModel } from '#contracts/model-file.ts';
import { holdVote, plainVote, type HoldTexts } from '#core/scoring/hold.ts';
import type { TreeArrays } from '#core/scoring/model-files.ts';
import { predictReach, reachOdds, reachShares } from '#core/scoring/reach.ts';
import { predictTrees } from '#core/scoring/trees.ts';
import { seeded } from '#core/stats/random.ts';
import { writeTreeEnsembleOnnx } from '../../models/train/export-onnx.ts';
import { INVENTED } from '../../models/train/reach/golden.ts';
import { findChromium, LAUNCH_ARGUMENTS, WEBGPU_ARGUMENTS } from '../chromium.mjs';
import { rungsSite, type RungsSite } from './rungs-site.ts';

const zoo = (name: string, id = 'hold'): string =>
  readFileSync(fileURLToPath(new URL(`../../models/zoo/${id}/${name}`, import.meta.url)), 'utf8');

const golden = JSON.parse(zoo('golden.json')) as {
  cases: { texts: HoldTexts; prediction: number; low: number; high: number; base: number }[];
};
const texts = golden.cases.map((one) => one.texts);
const parsed = parseHoldModel(JSON.parse(zoo('model.json')));
if (!parsed.ok) throw new Error(parsed.reason);
const model = parsed.value;

const reachParsed = parseReachModel(JSON.parse(zoo('model.json', 'reach')));
if (!reachParsed.ok) throw new Error(reachParsed.reason);
const reach = reachParsed.value;
const people = INVENTED.map(({ context }) => context);

let site: RungsSite;
let withGpu: Browser;
let withoutGpu: Browser;
const violations: string[] = [];

test.beforeAll(async () => {
  site = await rungsSite();
  const executablePath = (await findChromium()) ?? undefined;
  const launch = (args: readonly string[]): Promise<Browser> =>
    chromium.launch({ ...(executablePath ? { executablePath } : {}), args: [...LAUNCH_ARGUMENTS, ...args] });
  withGpu = await launch(WEBGPU_ARGUMENTS);
  withoutGpu = await launch([]);
});

test.afterAll(async () => {
  await withGpu?.close();
  await withoutGpu?.close();
  await site?.close();
});

async function open(browser: Browser): Promise<Page> {
  const page = await browser.newPage();
  page.on('console', (message) => {
    if (/Content Security Policy/u.test(message.text())) violations.push(message.text());
  });
  await page.goto(site.address);
  await page.waitForFunction(() => 'rungs' in window);
  return page;
}

test('golden cases replay, and plain answers in the browser as in Node, to the last bit', async () => {
  for (const one of golden.cases) {
    const { prediction, low, high, base } = plainVote(model, one.texts);
    expect({ prediction, low, high, base }).toEqual({
      prediction: one.prediction,
      low: one.low,
      high: one.high,
      base: one.base,
    });
  }
  const page = await open(withoutGpu);
  const votes = await page.evaluate((all) => window.rungs.plainVotes(all), texts);
  expect(votes).toEqual(texts.map((one) => holdVote(model, one)));
  await page.close();
});

for (const rung of ['plain', 'wasm', 'webgpu'] as const) {
  test(`hold on ${rung} is the plain answer within rounding and leaves as many tensors as it found`, async () => {
    const page = await open(withGpu);
    const { worst, tolerance, before, after } = await page.evaluate(([name, all]) => window.rungs.hold(name, all), [
      rung,
      texts,
    ] as const);
    console.log(`hold ${rung}: worst difference ${worst} of ${tolerance} allowed`);
    expect(worst).toBeLessThanOrEqual(tolerance);
    expect(after).toBe(before);
    await page.close();
  });
}

test('trees on ONNX Runtime are the plain walker within 1e-5, missing values too', async () => {
  const trees = randomTrees(60, 12);
  const random = seeded(11);
  const rows = Array.from({ length: 200 }, () =>
    trees.inputs.map(() => (random() < 0.2 ? null : Math.fround(random() * 4 - 2))),
  );
  const page = await open(withoutGpu);
  const { worst, tolerance, plain } = await page.evaluate(
    ([onnx, arrays, given]) => window.rungs.trees(onnx, arrays, given),
    [Array.from(writeTreeEnsembleOnnx(trees)), trees, rows] as const,
  );
  console.log(`trees: worst difference ${worst} of ${tolerance} allowed`);
  expect(tolerance).toBe(1e-5);
  expect(worst).toBeLessThanOrEqual(tolerance);
  expect(plain).toEqual(
    rows.map((row) =>
      predictTrees(
        trees,
        row.map((value) => value ?? Number.NaN),
      ),
    ),
  );
  await page.close();
});

test('reach answers rows in the browser as in Node, to the last bit, reasons too', async () => {
  // Rows and not accounts: logarithms of two engines may differ in the last bit, sums and products may not.
  const rows = strewn(100);
  const page = await open(withoutGpu);
  const answers = await page.evaluate((all) => window.rungs.plainReach(all), rows);
  expect(answers).toEqual(
    rows.map((values) => {
      const row = values.map((value) => value ?? Number.NaN);
      const { base, amounts } = reachShares(reach, row);
      return { prediction: predictReach(reach, row), odds: reachOdds(reach, row), base, amounts: [...amounts] };
    }),
  );
  await page.close();
});

for (const [runtime, allowed] of [
  ['onnx', 1e-5],
  ['wasm', 1e-6],
  ['webgpu', 1e-4],
] as const) {
  test(`reach on ${runtime === 'onnx' ? 'ONNX Runtime' : `TF.js ${runtime}`} is the plain answer within ${allowed}`, async () => {
    const page = await open(withGpu);
    const { worst, tolerance, before, after } = await page.evaluate(([name, rows]) => window.rungs.reach(name, rows), [
      runtime,
      strewn(200),
    ] as const);
    console.log(`reach ${runtime}: worst difference ${worst} of ${tolerance} allowed`);
    expect(tolerance).toBe(allowed);
    expect(worst).toBeLessThanOrEqual(allowed);
    expect(after).toBe(before);
    await page.close();
  });
}

test('of an account WebGPU vouches where there is one, else WASM, and no number changes', async () => {
  const [context] = people.slice(2);
  if (!context) throw new Error('there are invented people');
  for (const [browser, rung] of [
    [withGpu, 'webgpu'],
    [withoutGpu, 'wasm'],
  ] as const) {
    const page = await open(browser);
    const { plain, confirmed } = await page.evaluate((given) => window.rungs.reachLadder(given), context);
    expect(confirmed).toMatchObject({ rung, steps: [] });
    expect(confirmed.votes).toEqual([{ ...plain, rung }]);
    await page.close();
  }
});

test('with a graphics device WebGPU vouches, without one WASM does, with spoilt weights neither', async () => {
  const one: HoldTexts = { caption: 'wait for the end 😂 #fail', shown: 'a man falls off a skateboard' };
  const gpu = await open(withGpu);
  expect(await gpu.evaluate((given) => window.rungs.ladder(given, false), one)).toMatchObject({
    rung: 'webgpu',
    steps: [],
  });
  const none = await open(withoutGpu);
  const confirmed = await none.evaluate((given) => window.rungs.ladder(given, false), one);
  expect(confirmed).toMatchObject({ rung: 'wasm', steps: [] });
  expect(confirmed.votes).toEqual([{ ...holdVote(model, one), rung: 'wasm' }]);
  const spoilt = await none.evaluate((given) => window.rungs.ladder(given, true), one);
  expect(spoilt).toMatchObject({ rung: 'plain', steps: [{ rung: 'wasm', why: 'differs' }] });
  expect(spoilt.votes).toEqual([{ ...holdVote(model, one), left: [{ rung: 'wasm', why: 'differs' }] }]);
  await gpu.close();
  await none.close();
});

test('nothing above needed a script that the policy forbids', () => {
  expect(violations).toEqual([]);
});

/** Rows over all that the model has seen and somewhat beyond; a fifth of the values are missing. */
function strewn(count: number): (number | null)[][] {
  const random = seeded(5);
  return Array.from({ length: count }, () =>
    reach.trees.inputs.map((name) => {
      const [low, high] = reach.seen[name] ?? [0, 1];
      return random() < 0.2 ? null : Math.fround(low + (1.2 * random() - 0.1) * (high - low));
    }),
  );
}

/** Full trees of depth 4 with random splits; missing values go either way. */
function randomTrees(count: number, inputs: number): TreeArrays {
  const random = seeded(3);
  const nodes = { feature: [], threshold: [], missingLeft: [], left: [], right: [], value: [], cover: [] } as {
    [Column in 'feature' | 'threshold' | 'missingLeft' | 'left' | 'right' | 'value' | 'cover']: number[];
  };
  const roots: number[] = [];
  for (let tree = 0; tree < count; tree++) {
    roots.push(nodes.feature.length);
    for (let at = 0; at < 31; at++) {
      const leaf = at >= 15;
      nodes.feature.push(leaf ? -1 : Math.floor(random() * inputs));
      nodes.threshold.push(leaf ? 0 : random() * 4 - 2);
      nodes.missingLeft.push(!leaf && random() < 0.5 ? 1 : 0);
      nodes.left.push(leaf ? 0 : 2 * at + 1);
      nodes.right.push(leaf ? 0 : 2 * at + 2);
      nodes.value.push(leaf ? random() * 0.2 - 0.1 : 0);
      nodes.cover.push(leaf ? 1 : 2);
    }
  }
  return { inputs: Array.from({ length: inputs }, (_, i) => `x${i}`), base: 0.25, roots, ...nodes };
}
