/** A rung and frames enter through the test, go to a new worker, and what its networks answered comes back. */
import type { Seconds } from '#core/units.ts';

export interface RungAsked {
  readonly webgpu: boolean;
  readonly threads: number;
  readonly frames: readonly {
    readonly at: Seconds;
    readonly width: number;
    readonly height: number;
    /** RGBA. */
    readonly base64: string;
  }[];
  /** How often the perceivers look at the frames and listen to sound, from opening to closing; the last time counts. */
  readonly clips: number;
}

export interface Answers {
  readonly nets: Record<
    string,
    { readonly rung: string; readonly threads: number; readonly answer: Readonly<Record<string, readonly number[]>> }
  >;
  readonly percepts: Readonly<Record<string, unknown>>;
  /** Sessions that nobody released. */
  readonly held: number;
}

const onRung = (asked: RungAsked): Promise<unknown> =>
  new Promise((resolve, reject) => {
    const worker = new Worker(new URL('./worker.ts', import.meta.url), { type: 'module' });
    worker.addEventListener('message', ({ data }) => {
      resolve(data);
      worker.terminate();
    });
    worker.addEventListener('error', (event) => reject(new Error(event.message)));
    worker.postMessage(asked, []);
  });

Object.assign(globalThis, { onRung });
