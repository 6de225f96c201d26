/** The page's side of models-worker.ts: the models are fetched and checked once the page has time for it. */
import type { ModelsReply } from './models-worker.ts';

/** ms; a page that is never idle still gets its models. */
const AT_LATEST_MS = 2000;

/** @returns whether a score can be had without a network */
export async function keepModels(): Promise<boolean> {
  await idle();
  const worker = new Worker(new URL('./models-worker.ts', import.meta.url), { type: 'module' });
  const complete = await new Promise<boolean>((resolve) => {
    worker.addEventListener('message', ({ data }: MessageEvent<ModelsReply>) => resolve(data));
    // The first score fetches what it needs by itself, and says what is missing.
    worker.addEventListener('error', () => resolve(false));
  });
  worker.terminate();
  return complete;
}

/** At once where the browser does not tell (Safari until 2025). */
const idle = (): Promise<void> =>
  new Promise((resolve) => {
    if ('requestIdleCallback' in globalThis) requestIdleCallback(() => resolve(), { timeout: AT_LATEST_MS });
    else resolve();
  });
