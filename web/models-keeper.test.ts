/** The page asks the worker of the models, and goes on where that worker has nothing to tell. */
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { keepModels, versionsInUse } from './models-keeper.ts';

type Hears = (event: { readonly data: unknown }) => void;
let ended = 0;

/** models-worker.ts itself, in this thread: what is posted to it reaches its listener, and back. */
class SameThread {
  readonly #listeners = new Map<string, Hears>();
  addEventListener(kind: string, hear: Hears): void {
    this.#listeners.set(kind, hear);
  }
  postMessage(data: unknown): void {
    let worker: Hears = () => {};
    vi.stubGlobal('addEventListener', (_: string, hear: Hears) => (worker = hear));
    vi.stubGlobal('postMessage', (reply: unknown) => this.#listeners.get('message')?.({ data: reply }));
    vi.resetModules();
    void import('./models-worker.ts').then(() => worker({ data }));
  }
  terminate(): void {
    ended++;
  }
}
/** A browser that refuses the worker, or a file of it that did not come. */
class Broken extends SameThread {
  readonly #failed: Hears[] = [];
  override addEventListener(kind: string, hear: Hears): void {
    if (kind === 'error') this.#failed.push(hear);
  }
  override postMessage(): void {
    for (const hear of this.#failed) hear({ data: null });
  }
}

beforeEach(() => {
  ended = 0;
  vi.stubGlobal('location', new URL('https://presage.example/'));
  vi.stubGlobal('fetch', async () => new Response('gone', { status: 404 }));
});
afterEach(() => {
  vi.unstubAllGlobals();
});

test('on a device without models nothing counts as in use, and no score can be had without a network', async () => {
  vi.stubGlobal('Worker', SameThread);
  expect(await versionsInUse()).toBeNull();
  expect(await keepModels()).toBe(false);
  expect(ended).toBe(2);
});

test('a worker that does not start tells nothing', async () => {
  vi.stubGlobal('Worker', Broken);
  expect(await versionsInUse()).toBeNull();
  expect(await keepModels()).toBe(false);
});

test('the features and models in use are those whose set was put in place last', async () => {
  const sha256 = 'a'.repeat(64);
  const entry = (id: string): object => ({
    id, version: '1', createdFrom: [], featureSet: 'f', metrics: {}, licence: 'MIT', trainedOn: 'invented', notFor: 'use',
    files: [{ name: 'model.json', role: 'plain', sha256, bytes: 1, gzBytes: 1, url: '/x' }],
  }); // prettier-ignore
  const match = async (path: string): Promise<Response | undefined> => {
    const id = /\/models\/current\/(reach|hold)\.json/.exec(path)?.[1];
    return id === undefined ? undefined : Response.json({ schema: 1, models: [entry(id)] });
  };
  vi.stubGlobal('caches', { open: async () => ({ match }) });
  vi.stubGlobal('Worker', SameThread);
  const { FEATURE_SET } = await import('#core/features/registry.ts');
  expect(await versionsInUse()).toEqual({ featureSet: FEATURE_SET, models: [sha256, sha256] });
});
