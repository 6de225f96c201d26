/** A decoded picture of the browser enters, a frame or a patch of it leaves. The caller closes the picture. */
import type { VideoSample } from 'mediabunny';
import type { Frame } from '#core/flow.ts';
import { patchOf, type Patch } from '#core/signals/patch.ts';
import { rgbaToWorkingFrame, toWorkingFrame, type Plane, type Target, type YuvImage } from '#core/signals/resize.ts';
import type { Seconds } from '#core/units.ts';
import { transferOf, type StreamColour } from './colour.ts';

/** Copies pictures into one buffer that is used again: a 4K picture has 12 MB. */
export class SampleReader {
  #bytes = new Uint8Array(0);
  readonly #target: Target;
  readonly #colour: StreamColour;

  constructor(target: Target, colour: StreamColour) {
    this.#target = target;
    this.#colour = colour;
  }

  async read(sample: VideoSample, at: Seconds): Promise<Frame> {
    const layout = sample.format === null ? null : LAYOUTS[sample.format];
    // GBR in the planes of YUV: the browser's own conversion knows it.
    if (!layout || sample.colorSpace.matrix === 'rgb') return this.#drawn(sample, at);
    const size = sample.allocationSize();
    if (this.#bytes.length < size) this.#bytes = new Uint8Array(size);
    const planes = await sample.copyTo(this.#bytes);
    const { width, height } = sample.visibleRect;
    if (layout.kind === 'rgb') {
      const { offset, stride } = planes[0]!;
      const data = this.#bytes.subarray(offset);
      return rgbaToWorkingFrame({ order: layout.order, width, height, data, stride }, this.#target, at);
    }
    const wide = layout.bits > 8;
    const image: YuvImage = {
      format: layout.format,
      width,
      height,
      planes: planes
        .slice(0, layout.format === 'NV12' ? 2 : 3)
        .map(({ offset, stride }): Plane =>
          wide
            ? { data: new Uint16Array(this.#bytes.buffer, offset, (size - offset) >> 1), stride: stride / 2 }
            : { data: this.#bytes.subarray(offset), stride },
        ),
      bits: layout.bits,
      matrix: this.#colour.matrix,
      fullRange: this.#colour.fullRange ?? sample.colorSpace.fullRange ?? false,
      transfer: this.#colour.transfer ?? transferOf(sample.colorSpace.transfer),
    };
    return toWorkingFrame(image, this.#target, at);
  }

  /** Null where the planes cannot be had: what a canvas draws is no longer pixel for pixel. */
  async patch(sample: VideoSample, at: Seconds): Promise<Patch | null> {
    const layout = sample.format === null ? null : LAYOUTS[sample.format];
    if (layout?.kind !== 'yuv' || sample.colorSpace.matrix === 'rgb') return null;
    const size = sample.allocationSize();
    if (this.#bytes.length < size) this.#bytes = new Uint8Array(size);
    const [plane] = await sample.copyTo(this.#bytes);
    const { width, height } = sample.visibleRect;
    const { x, y, width: w, height: h } = patchOf(width, height);
    const luma = new Uint8Array(w * h);
    const { offset, stride } = plane!;
    const wide = layout.bits > 8;
    const source = wide ? new Uint16Array(this.#bytes.buffer, 0, size >> 1) : this.#bytes;
    const step = wide ? 2 : 1;
    for (let row = 0; row < h; row++) {
      const from = (offset + (y + row) * stride) / step + x;
      for (let k = 0; k < w; k++) luma[row * w + k] = source[from + k]! >> (layout.bits - 8);
    }
    return { at, width: w, height: h, luma };
  }

  /** A picture that the browser keeps to itself (some hardware decoders) can only be drawn; 42 dB against 72 (media note, section 3). */
  #drawn(sample: VideoSample, at: Seconds): Frame {
    const scale = Math.min(1, DRAWN_MAX / Math.max(sample.displayWidth, sample.displayHeight));
    const width = Math.max(1, Math.round(sample.displayWidth * scale));
    const height = Math.max(1, Math.round(sample.displayHeight * scale));
    const context = new OffscreenCanvas(width, height).getContext('2d', { willReadFrequently: true });
    if (context === null) throw new Error('no 2D canvas in this worker');
    sample.draw(context, 0, 0, width, height);
    const { data } = context.getImageData(0, 0, width, height);
    // draw() has turned it upright already.
    return rgbaToWorkingFrame(
      { order: 'RGBA', width, height, data, stride: width * 4 },
      { ...this.#target, rotation: 0 },
      at,
    );
  }
}

/** Longest side when drawing: beyond Full HD the canvas would cost more memory than the decoder. */
const DRAWN_MAX = 1920;

type Layout =
  | { readonly kind: 'yuv'; readonly format: YuvImage['format']; readonly bits: 8 | 10 | 12 }
  | { readonly kind: 'rgb'; readonly order: 'RGBA' | 'BGRA' };

const yuv = (format: YuvImage['format'], bits: 8 | 10 | 12): Layout => ({ kind: 'yuv', format, bits });

/** VideoPixelFormat → how the planes lie; alpha is left out. */
const LAYOUTS: Readonly<Record<string, Layout>> = {
  I420: yuv('I420', 8),
  I420A: yuv('I420', 8),
  I422: yuv('I422', 8),
  I422A: yuv('I422', 8),
  I444: yuv('I444', 8),
  I444A: yuv('I444', 8),
  NV12: yuv('NV12', 8),
  I420P10: yuv('I420', 10),
  I420AP10: yuv('I420', 10),
  I422P10: yuv('I422', 10),
  I422AP10: yuv('I422', 10),
  I444P10: yuv('I444', 10),
  I444AP10: yuv('I444', 10),
  I420P12: yuv('I420', 12),
  I420AP12: yuv('I420', 12),
  I422P12: yuv('I422', 12),
  I422AP12: yuv('I422', 12),
  I444P12: yuv('I444', 12),
  I444AP12: yuv('I444', 12),
  RGBA: { kind: 'rgb', order: 'RGBA' },
  RGBX: { kind: 'rgb', order: 'RGBA' },
  BGRA: { kind: 'rgb', order: 'BGRA' },
  BGRX: { kind: 'rgb', order: 'BGRA' },
};
