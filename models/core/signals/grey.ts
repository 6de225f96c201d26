/** A working frame enters; its luma as a plain grid leaves, whole or shrunk by area. */
import type { Frame } from '../flow.ts';

/** Luma 0..255 (BT.709 weights on the encoded values), row by row. */
export interface Grey {
  readonly width: number;
  readonly height: number;
  /** [height, width] f32 */
  readonly values: Float32Array;
}

export function greyOf(frame: Frame): Grey {
  const { width, height, rgba } = frame;
  const values = new Float32Array(width * height);
  for (let i = 0, p = 0; i < values.length; i++, p += 4) {
    values[i] = 0.2126 * rgba[p]! + 0.7152 * rgba[p + 1]! + 0.0722 * rgba[p + 2]!;
  }
  return { width, height, values };
}

/** Whole pixels are averaged into cells of equal count, give or take one row; `longest` is the longest side that leaves. */
export function shrink(grey: Grey, longest: number): Grey {
  const scale = Math.min(1, longest / Math.max(grey.width, grey.height));
  const width = Math.max(1, Math.round(grey.width * scale));
  const height = Math.max(1, Math.round(grey.height * scale));
  const values = new Float32Array(width * height);
  const counts = new Uint32Array(width * height);
  const columns = Int32Array.from({ length: grey.width }, (_, x) => Math.floor(((x + 0.5) * width) / grey.width));
  for (let y = 0, i = 0; y < grey.height; y++) {
    const row = Math.floor(((y + 0.5) * height) / grey.height) * width;
    for (let x = 0; x < grey.width; x++, i++) {
      const cell = row + columns[x]!;
      values[cell]! += grey.values[i]!;
      counts[cell]! += 1;
    }
  }
  for (let i = 0; i < values.length; i++) values[i]! /= counts[i]!;
  return { width, height, values };
}
