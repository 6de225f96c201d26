/** Captions and sound enter through the test, go to a worker such as the app's, and what it perceived comes back. */
import type { Frame } from '#core/flow.ts';
import { seconds } from '#core/units.ts';

export interface Asked {
  /** A caption for each frame; one a second. */
  readonly captions?: readonly string[];
  /** Mono. */
  readonly sound?: { readonly rate: number; readonly samples: readonly number[] };
  readonly languages: readonly string[];
}

export interface Sense extends Omit<Asked, 'captions'> {
  readonly frames?: readonly Frame[];
}

const WIDTH = 360;
const HEIGHT = 640;

/** White letters with a dark edge over a picture that is not even. */
function drawn(caption: string, at: number): Frame {
  const canvas = document.createElement('canvas');
  canvas.width = WIDTH;
  canvas.height = HEIGHT;
  const pen = canvas.getContext('2d')!;
  const sky = pen.createLinearGradient(0, 0, WIDTH, HEIGHT);
  sky.addColorStop(0, '#345');
  sky.addColorStop(1, '#a86');
  pen.fillStyle = sky;
  pen.fillRect(0, 0, WIDTH, HEIGHT);
  pen.font = 'bold 34px sans-serif';
  pen.textAlign = 'center';
  pen.lineWidth = 5;
  pen.lineJoin = 'round';
  pen.strokeStyle = '#000';
  pen.strokeText(caption, WIDTH / 2, 400);
  pen.fillStyle = '#fff';
  pen.fillText(caption, WIDTH / 2, 400);
  return { at: seconds(at), width: WIDTH, height: HEIGHT, rgba: pen.getImageData(0, 0, WIDTH, HEIGHT).data };
}

const sense = ({ captions, ...more }: Asked): Promise<unknown> =>
  new Promise((resolve, reject) => {
    const worker = new Worker(new URL('./worker.ts', import.meta.url), { type: 'module' });
    worker.addEventListener('message', ({ data }) => {
      resolve(data);
      worker.terminate();
    });
    worker.addEventListener('error', (event) => reject(new Error(event.message)));
    const asked: Sense = { ...more, ...(captions ? { frames: captions.map(drawn) } : {}) };
    worker.postMessage(asked, []);
  });

Object.assign(globalThis, { sense });
