/** The page's side of models-worker.ts: the models are fetched and checked, and told which are in use, once the page has time for it. */
import type { ModelsAsked, ModelsReplies } from './models-worker.ts';

/** ms; a page that is never idle still gets its answer. */
const AT_LATEST_MS = 2000;

/** @returns whether a score can be had without a network */
export async function keepModels(): Promise<boolean> {
  // The first score fetches what it needs by itself, and says what is missing.
  return (await ask('keep')) ?? false;
}

/** @returns null while no model is on this device, or where nothing can be told */
export const versionsInUse = (): Promise<ModelsReplies['versions']> => ask('versions');

/** A worker lives for one answer. */
async function ask<Asked extends ModelsAsked>(what: Asked): Promise<ModelsReplies[Asked] | null> {
  await idle();
  const worker = new Worker(new URL('./models-worker.ts', import.meta.url), { type: 'module' });
  const reply = await new Promise<ModelsReplies[Asked] | null>((resolve) => {
    worker.addEventListener('message', ({ data }: MessageEvent<ModelsReplies[Asked]>) => resolve(data));
    worker.addEventListener('error', () => resolve(null));
    worker.postMessage(what satisfies ModelsAsked, []);
  });
  worker.terminate();
  return reply;
}

/** At once where the browser does not tell (Safari until 2025). */
const idle = (): Promise<void> =>
  new Promise((resolve) => {
    if ('requestIdleCallback' in globalThis) requestIdleCallback(() => resolve(), { timeout: AT_LATEST_MS });
    else resolve();
  });
