/** Working frames enter, small JPEGs leave; they are shown on this device and sent nowhere. */
import type { Frame } from '#core/flow.ts';

/** As sharp as a 256 px thumbnail can show; about 12 KB each. Chosen by eye on the shared clips. */
const QUALITY = 0.8;

/** @returns null where the browser cannot encode in a worker */
export async function toJpeg(frame: Frame): Promise<Uint8Array | null> {
  if (!('OffscreenCanvas' in globalThis)) return null;
  const context = new OffscreenCanvas(frame.width, frame.height).getContext('2d');
  if (context === null) return null;
  context.putImageData(new ImageData(new Uint8ClampedArray(frame.rgba), frame.width, frame.height), 0, 0);
  const blob = await context.canvas.convertToBlob({ type: 'image/jpeg', quality: QUALITY });
  return new Uint8Array(await blob.arrayBuffer());
}
