/**
 * Networks that are damaged, absent or cannot start, in the built app: each is unknown with its reason, and whatever
 * else was asked for is seen. Threads that do not start cost a rung and not the look. A page loaded anew sees the same.
 */
import { expect, test, type BrowserContext, type Page } from '@playwright/test';
import type { PerceptKind, Percepts, Report } from '#core/flow.ts';
import { rendered } from '../clips/render.ts';

/** What web/lab.ts puts into the page, as far as it is used here. */
type Answer = { readonly result: { readonly ok: boolean; readonly value: Report } };
interface LabWindow {
  readonly presageLab: {
    score(which: number, request: object): Promise<Answer>;
    look(which: number, report: Report, request: object): Promise<Answer>;
  };
}

const NETS = ['voice', 'faces', 'objects', 'quality', 'things'] as const satisfies readonly PerceptKind[];
const ALL = [...NETS, 'words', 'full'] as const satisfies readonly PerceptKind[];

let context: BrowserContext;
let page: Page;

// A browser profile of its own for each test: nothing was kept before.
test.beforeEach(async ({ browser }) => {
  context = await browser.newContext();
  page = await context.newPage();
});

test.afterEach(async () => context?.close());

async function seen(kinds: readonly PerceptKind[]): Promise<Percepts> {
  await page.goto('/lab.html');
  await page.waitForFunction(() => 'presageLab' in window);
  await page.setInputFiles('#file', await rendered('plain'));
  const made = await page.evaluate(async (asked) => {
    const lab = (window as unknown as LabWindow).presageLab;
    const { result } = await lab.score(0, { now: 0 });
    const looked = await lab.look(0, result.value, { kinds: asked });
    if (!looked.result.ok) throw new Error(JSON.stringify(looked.result));
    return JSON.stringify(looked.result.value.signals.percepts);
  }, kinds);
  return JSON.parse(made) as Percepts;
}

const states = (percepts: Percepts): Readonly<Record<string, string>> =>
  Object.fromEntries(
    Object.entries(percepts).map(([kind, percept]) => [kind, percept.state === 'seen' ? 'seen' : percept.why]),
  );
/** How long it took differs; what was found must not. */
const found = (percepts: Percepts): unknown =>
  JSON.parse(JSON.stringify(percepts, (key, value: unknown) => (key === 'ms' ? undefined : value)));

test('a network that arrives damaged is not used, one that is absent is missed, and the others look', async () => {
  test.setTimeout(240_000);
  let served = 0;
  await page.route('**/percepts/*/faces.onnx', async (route) => {
    const response = await route.fetch();
    const body = await response.body();
    body[body.length >> 1]! ^= 1;
    served++;
    await route.fulfill({ response, body });
  });
  await page.route('**/percepts/*/silero.onnx', (route) => route.abort());
  await page.route('**/percepts/*/eng.letters', (route) => route.fulfill({ status: 404 }));
  const percepts = await seen(ALL);
  expect(states(percepts)).toEqual({
    voice: 'not_loaded',
    faces: 'not_loaded',
    objects: 'seen',
    quality: 'seen',
    words: 'not_loaded',
    things: 'seen',
    full: 'seen',
  });
  // The spoilt one was asked for once more past the cache.
  expect(served).toBe(2);
});

test('without the runtime no network looks, and what needs none does', async () => {
  test.setTimeout(240_000);
  await page.route('**/ort-wasm-simd-threaded*.wasm', (route) => route.abort());
  const percepts = await seen(ALL);
  expect(states(percepts)).toEqual({
    ...Object.fromEntries(NETS.map((kind) => [kind, 'not_loaded'])),
    words: 'seen',
    full: 'seen',
  });
});

/** A device with four cores, whose threads start or do not: said before the app's own worker begins. */
async function fourCores(threads: 'start' | 'fail' | 'hang'): Promise<void> {
  const before = `
    Object.defineProperty(navigator, 'hardwareConcurrency', { get: () => 4 });
    const Thread = globalThis.Worker;
    globalThis.Worker = class extends Thread {
      constructor(url, options) {
        if (options?.name !== 'em-pthread' || '${threads}' === 'start') super(url, options);
        else if ('${threads}' === 'fail') throw new DOMException('no thread here', 'SecurityError');
        else super('/silent-thread.js');
      }
    };
  `;
  const silent = { 'content-type': 'text/javascript', 'cross-origin-embedder-policy': 'require-corp' };
  await page.route('**/silent-thread.js', (route) => route.fulfill({ headers: silent, body: '' }));
  await page.route('**/assets/analysis-worker*.js', async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, body: `${before}\n${await response.text()}` });
  });
}
const rungs = (percepts: Percepts): unknown =>
  Object.values(percepts).map((percept) => (percept.state === 'seen' ? [percept.rung, percept.threads ?? 1] : percept));

test('threads that start are used', async () => {
  test.setTimeout(120_000);
  await fourCores('start');
  expect(rungs(await seen(['voice', 'faces']))).toEqual([
    ['wasm', 3],
    ['wasm', 3],
  ]);
});

for (const how of ['fail', 'hang'] as const) {
  test(`threads that ${how} cost the rung: the same look goes on with one, and the next begins there`, async () => {
    test.setTimeout(240_000);
    await fourCores(how);
    const one = await seen(['voice', 'faces']);
    expect(rungs(one)).toEqual([
      ['wasm', 1],
      ['wasm', 1],
    ]);
    const noted = await page.evaluate(async () =>
      (await (await caches.open('presage-device')).match('/device/lost-nets.json'))?.json(),
    );
    expect(noted).toMatchObject({ failed: ['threads'] });
    const again = await seen(['voice', 'faces']);
    expect(found(again)).toEqual(found(one));
  });
}

test('the same clip in a page loaded anew gives the same percepts to the last bit', async () => {
  test.setTimeout(300_000);
  const one = await seen(ALL);
  expect(states(one)).toEqual(Object.fromEntries(ALL.map((kind) => [kind, 'seen'])));
  expect(found(await seen(ALL))).toEqual(found(one));
});
