/** Measures pictures as covers off the main thread: encoded pictures in, numbers out. */
import { measureCover, type CoverMeasures } from '#core/advise/cover.ts';
import type { Box, Platform } from '#core/flow.ts';
import { seconds } from '#core/units.ts';

export interface CoverRequest {
  readonly id: number;
  readonly picture: Blob;
  readonly faces: readonly Box[] | null;
  readonly platform: Platform;
}
export interface CoverReply {
  readonly id: number;
  /** Null where the picture could not be read. */
  readonly measures: CoverMeasures | null;
}

/** The working size of frames, so that a photo and a frame of the clip are held against each other at one size. */
const LONGEST = 256;

addEventListener('message', (event: MessageEvent<CoverRequest>) => {
  void answer(event.data);
});

async function answer({ id, picture, faces, platform }: CoverRequest): Promise<void> {
  let measures: CoverMeasures | null = null;
  try {
    const bitmap = await createImageBitmap(picture);
    try {
      const scale = LONGEST / Math.max(bitmap.width, bitmap.height);
      const [width, height] = [
        Math.max(2, Math.round(bitmap.width * scale)),
        Math.max(2, Math.round(bitmap.height * scale)),
      ];
      const context = new OffscreenCanvas(width, height).getContext('2d', { willReadFrequently: true });
      if (context) {
        context.imageSmoothingQuality = 'high';
        context.drawImage(bitmap, 0, 0, width, height);
        const rgba = context.getImageData(0, 0, width, height).data;
        measures = measureCover({ at: seconds(0), width, height, rgba }, faces, platform);
      }
    } finally {
      bitmap.close();
    }
  } catch {
    // Not a picture this browser reads: told as null.
  }
  postMessage({ id, measures } satisfies CoverReply);
}
