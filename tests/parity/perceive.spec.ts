/**
 * What networks see and hear in a clip is the same every time to the last bit, and the same through either decoder
 * within each feature's tolerance. The built app, its own worker, ONNX Runtime on WASM.
 */
import { expect, test, type Page } from '@playwright/test';
import { FEATURES } from '#core/features/registry.ts';
import type { Percepts, Report } from '#core/flow.ts';
import { rendered, renderedAll } from '../clips/render.ts';

/** What web/lab.ts puts into the page, as far as it is used here. */
interface LabWindow {
  readonly presageLab: {
    score(which: number, request: object): Promise<{ result: { ok: boolean; value: Report } }>;
    look(which: number, report: Report, request: object): Promise<{ result: { ok: boolean; value: Report } }>;
  };
}

const KINDS = ['voice', 'faces', 'objects', 'quality', 'things'] as const;
const FAMILIES = ['faces', 'objects', 'voice'];

test.describe.configure({ mode: 'default' });

let page: Page;

test.beforeAll(async ({ browser }) => {
  test.setTimeout(300_000);
  await renderedAll(['plain', 'silent']);
  page = await browser.newPage();
  await page.goto('/lab.html');
  await page.waitForFunction(() => 'presageLab' in window);
});

test.afterAll(async () => page?.close());

/** The report made again, without its pictures. */
async function looked(path: string, decoder: 'webcodecs' | 'ffmpeg'): Promise<Report> {
  await page.setInputFiles('#file', path);
  const made = await page.evaluate(
    async ([choice, kinds]) => {
      const lab = (window as unknown as LabWindow).presageLab;
      const { result } = await lab.score(0, { decoder: choice, now: 0 });
      const again = await lab.look(0, result.value, { decoder: choice, kinds });
      return JSON.stringify(again.result.value, (key, value: unknown) => (key === 'image' ? null : value));
    },
    [decoder, KINDS] as const,
  );
  return JSON.parse(made) as Report;
}

/** How long it took differs; what was found must not. */
const found = (report: Report): Percepts =>
  JSON.parse(
    JSON.stringify(report.signals.percepts, (key, value: unknown) => (key === 'ms' ? undefined : value)),
  ) as Percepts;

test('the same clip twice gives the same percepts to the last bit', async () => {
  const path = await rendered('plain');
  const [one, two] = [await looked(path, 'webcodecs'), await looked(path, 'webcodecs')];
  for (const kind of KINDS) expect(one.signals.percepts?.[kind]?.state, kind).toBe('seen');
  expect(found(two)).toEqual(found(one));
});

test('both decoders show the networks the same clip', async () => {
  const path = await rendered('plain');
  const [one, two] = [await looked(path, 'webcodecs'), await looked(path, 'ffmpeg')];
  const apart = FEATURES.filter(({ family }) => FAMILIES.includes(family)).flatMap(({ name, tolerance }) => {
    const [a, b] = [one.features.values[name] ?? null, two.features.values[name] ?? null];
    const alike = a === null || b === null ? a === b : Math.abs(a - b) <= tolerance;
    return alike ? [] : [`${name}: ${a} by webcodecs, ${b} by ffmpeg, tolerance ${tolerance}`];
  });
  expect(apart).toEqual([]);
});

test('a clip without sound has no voice and says why; its picture is looked at all the same', async () => {
  const { percepts } = (await looked(await rendered('silent'), 'webcodecs')).signals;
  expect(percepts?.voice).toEqual({ state: 'unknown', why: 'no_audio' });
  expect(percepts?.faces?.state).toBe('seen');
});

test('the score and its votes stay as they were', async () => {
  const path = await rendered('plain');
  await page.setInputFiles('#file', path);
  const same = await page.evaluate(async () => {
    const lab = (window as unknown as LabWindow).presageLab;
    const { result } = await lab.score(0, { now: 0 });
    const again = await lab.look(0, result.value, { kinds: ['faces'] });
    const of = ({ id, madeAt, score, votes }: Report): string => JSON.stringify({ id, madeAt, score, votes });
    return [of(result.value), of(again.result.value)];
  });
  expect(same[1]).toBe(same[0]);
});
