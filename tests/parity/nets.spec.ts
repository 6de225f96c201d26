/**
 * The networks that look and listen on every rung of a real browser: WebGPU (on the processor here, slow and right), WASM
 * on two threads and on one. Same rung twice: the same to the last bit. Two rungs: within the tolerance that the core
 * states. Frames are made by a formula; where shared/clips is at hand a face is among them.
 */
import { chromium, expect, test, type Browser } from '@playwright/test';
import { fileURLToPath } from 'node:url';
import { FEATURES } from '#core/features/registry.ts';
import type { Frame, Percepts } from '#core/flow.ts';
import { aDraft, someSignals } from '#core/invented-cases.ts';
import { makeReport } from '#core/report.ts';
import { frameOf, scene } from '#core/signals/rendered.ts';
import { furthest, NET_TOLERANCE, PERCEPT_TOLERANCE } from '#core/signals/rung-tolerance.ts';
import { readPercepts } from '../../web/build/perceive.ts';
import { findChromium, LAUNCH_ARGUMENTS, WEBGPU_ARGUMENTS } from '../chromium.mjs';
import { frameAt } from '../perception/look-at.ts';
import { hasFfmpeg } from '../perception/frames.ts';
import type { Answers, RungAsked } from './nets-page/page.ts';
import { pageSite, type RungsSite } from './rungs-site.ts';

/** Of tests/perception/faces.labels.json: one face, near. */
const FACE = { clip: 'formats/sample.mkv', at: 0.033 };
const FAMILIES = ['faces', 'objects', 'things', 'voice'];
const RUNGS = {
  'WASM on one thread': { webgpu: false, threads: 1 },
  'WASM on two threads': { webgpu: false, threads: 2 },
  WebGPU: { webgpu: true, threads: 1 },
} as const;
type RungName = keyof typeof RUNGS;

let site: RungsSite;
let browser: Browser;
const frames: RungAsked['frames'] = framesToSee();
const outside: string[] = [];
const violations: string[] = [];
const seen = new Map<RungName, Answers>();

test.describe.configure({ mode: 'serial' });

test.beforeAll(async () => {
  site = await pageSite('nets-page', readPercepts(fileURLToPath(new URL('../../node_modules', import.meta.url))));
  const executablePath = (await findChromium()) ?? undefined;
  const args = [...LAUNCH_ARGUMENTS, ...WEBGPU_ARGUMENTS];
  browser = await chromium.launch({ ...(executablePath ? { executablePath } : {}), args });
});

test.afterAll(async () => {
  await browser?.close();
  await site?.close();
});

async function answers(rung: RungName, clips: number): Promise<Answers> {
  const page = await browser.newPage();
  page.on('console', (message) => {
    if (/Content Security Policy/u.test(message.text())) violations.push(message.text());
  });
  page.on('request', (request) => {
    if (!request.url().startsWith(site.address)) outside.push(request.url());
  });
  try {
    await page.goto(site.address);
    await page.waitForFunction(() => 'onRung' in globalThis);
    const asked: RungAsked = { ...RUNGS[rung], frames: clips > 0 ? frames : [], clips };
    // holds: the page answers with what worker.ts puts together
    const made = (await page.evaluate(
      (sent) => (globalThis as unknown as { onRung: (asked: RungAsked) => Promise<unknown> }).onRung(sent),
      asked,
    )) as Answers | { readonly error: string };
    if ('error' in made) throw new Error(made.error);
    return made;
  } finally {
    await page.close();
  }
}

for (const rung of Object.keys(RUNGS) as RungName[]) {
  test(`${rung}: every network runs there, twice the same to the last bit, and after several clips no session is held`, async () => {
    test.setTimeout(900_000);
    const made = await answers(rung, RUNGS[rung].webgpu ? 1 : 4);
    seen.set(rung, made);
    for (const [name, net] of Object.entries(made.nets)) {
      expect(net, name).toMatchObject({ rung: RUNGS[rung].webgpu ? 'webgpu' : 'wasm', threads: RUNGS[rung].threads });
    }
    expect(made.held).toBe(0);
    expect((await answers(rung, 0)).nets).toEqual(made.nets);
  });
}

for (const rung of ['WASM on two threads', 'WebGPU'] as const) {
  test(`${rung} answers as WASM on one thread does, within the stated tolerance`, () => {
    const [one, other] = [seen.get('WASM on one thread')!, seen.get(rung)!];
    for (const [name, { answer }] of Object.entries(one.nets)) {
      const apart = furthest(asArrays(answer), asArrays(other.nets[name]!.answer));
      console.log(`${name}, ${rung}: ${apart.toExponential(1)} of ${NET_TOLERANCE} allowed`);
      expect(apart, name).toBeLessThanOrEqual(NET_TOLERANCE);
    }
    expect(differences(one.percepts, other.percepts)).toEqual([]);
    const [a, b] = [featuresOf(one.percepts), featuresOf(other.percepts)];
    const wrong = FEATURES.filter(({ family }) => FAMILIES.includes(family)).filter(({ name, tolerance }) => {
      const [x, y] = [a[name] ?? null, b[name] ?? null];
      return x === null || y === null ? x !== y : Math.abs(x - y) > tolerance;
    });
    expect(wrong.map(({ name }) => `${name}: ${a[name]} and ${b[name]}`)).toEqual([]);
  });
}

test('the perceivers found something to compare', () => {
  const made = featuresOf(seen.get('WASM on one thread')!.percepts);
  // The rendered babble is no voice to every window, but it is listened to; faces are counted only where one was shown.
  expect(made['faces_most']).toBe(frames.length > 1 ? 1 : 0);
});

test('nothing was asked of anybody else, and the policy forbade nothing', () => {
  expect(outside).toEqual([]);
  expect(violations).toEqual([]);
});

function featuresOf(percepts: Answers['percepts']): Readonly<Record<string, number | null>> {
  const { features } = makeReport({
    now: 0,
    signals: { ...someSignals(), percepts: percepts as Percepts },
    keyframeImages: [],
    draft: aDraft(),
    account: null,
    models: { reach: null, hold: null, facts: [] } as never, // holds: no vote is asked for
    priors: true,
    decoder: 'webcodecs',
    ms: { decode: 1, signals: 1, models: 1, total: 3 },
  });
  return features.values;
}

/** Every number of both, side by side. */
function differences(a: unknown, b: unknown, path = ''): string[] {
  if (typeof a === 'number' && typeof b === 'number')
    return Math.abs(a - b) <= PERCEPT_TOLERANCE ? [] : [`${path}: ${a} and ${b}`];
  if (typeof a === 'object' && typeof b === 'object' && a !== null && b !== null) {
    const keys = new Set([...Object.keys(a), ...Object.keys(b)]);
    return [...keys]
      .filter((key) => key !== 'rung')
      .flatMap((key) =>
        differences((a as Record<string, unknown>)[key], (b as Record<string, unknown>)[key], `${path}.${key}`),
      );
  }
  return a === b ? [] : [`${path}: ${String(a)} and ${String(b)}`];
}

const asArrays = (answer: Answers['nets'][string]['answer']) =>
  Object.fromEntries(Object.entries(answer).map(([name, data]) => [name, { data }]));

function framesToSee(): RungAsked['frames'] {
  const drawn = frameOf(scene(3), 0, 360, 640);
  const real = hasFfmpeg() ? frameAt(FACE.clip, FACE.at, 640) : null;
  if (!real) console.log('no shared/clips here: no face is among the frames');
  return [drawn, ...(real ? [{ ...real, at: 1 as Frame['at'] }] : [])].map(({ at, width, height, rgba }) => ({
    at,
    width,
    height,
    base64: Buffer.from(rgba).toString('base64'),
  }));
}
