/** The page's side of cover-worker.ts: one worker per visit to the room, each picture a promise. */
import type { CoverReply, CoverRequest } from './cover-worker.ts';
import type { CoverMeter } from './state/covering.svelte.ts';

export function coverMeter(): CoverMeter {
  const worker = new Worker(new URL('./cover-worker.ts', import.meta.url), { type: 'module' });
  const waiting = new Map<number, (measures: CoverReply['measures']) => void>();
  let next = 0;
  let lost = false;
  const giveUp = (): void => {
    lost = true;
    for (const answer of waiting.values()) answer(null);
    waiting.clear();
  };
  worker.addEventListener('error', giveUp);
  worker.addEventListener('message', ({ data }: MessageEvent<CoverReply>) => {
    waiting.get(data.id)?.(data.measures);
    waiting.delete(data.id);
  });
  return {
    measure: (picture, faces, platform) =>
      new Promise((resolve) => {
        if (lost) {
          resolve(null);
          return;
        }
        const id = next++;
        waiting.set(id, resolve);
        worker.postMessage({ id, picture, faces, platform } satisfies CoverRequest, []);
      }),
    close: () => {
      giveUp();
      worker.terminate();
    },
  };
}
