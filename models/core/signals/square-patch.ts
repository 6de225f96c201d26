/**
 * A square of a picture → the small square a network looks at: area-averaged (or interpolated where it must grow),
 * three colours, floats. What lies outside the picture is black, as the networks were trained (letterbox).
 */
import type { Frame } from '../flow.ts';

/** In px of the frame; may reach past its edges. */
export interface Square {
  readonly x: number;
  readonly y: number;
  readonly side: number;
}

/**
 * @param low value of black
 * @param high value of white
 * @returns [size, size, 3] f32
 */
export function squarePatch(
  frame: Pick<Frame, 'width' | 'height' | 'rgba'>,
  square: Square,
  size: number,
  low: number,
  high: number,
): Float32Array {
  const across = weights(square.x, square.side, size, frame.width);
  const down = weights(square.y, square.side, size, frame.height);
  return patch(frame, across, down, low, high);
}

/** The whole picture made square, whatever its shape: for networks that learned on such. [size, size, 3] f32 */
export function wholePatch(
  frame: Pick<Frame, 'width' | 'height' | 'rgba'>,
  size: number,
  low: number,
  high: number,
): Float32Array {
  const across = weights(0, frame.width, size, frame.width);
  return patch(frame, across, weights(0, frame.height, size, frame.height), low, high);
}

function patch(
  frame: Pick<Frame, 'width' | 'height' | 'rgba'>,
  across: readonly Weights[],
  down: readonly Weights[],
  low: number,
  high: number,
): Float32Array {
  const size = down.length;
  const out = new Float32Array(size * size * 3);
  const scale = (high - low) / 255;
  const row = new Float32Array(size * 3);
  /** Rows of the frame, already narrowed; each is used by one or two rows of the patch. */
  const narrowed = new Map<number, Float32Array>();
  for (let y = 0; y < size; y++) {
    row.fill(0);
    const { from, shares } = down[y]!;
    for (const key of narrowed.keys()) if (key < from) narrowed.delete(key);
    for (let n = 0; n < shares.length; n++) {
      let line = narrowed.get(from + n);
      if (!line) {
        line = narrow(frame, from + n, across);
        narrowed.set(from + n, line);
      }
      const share = shares[n]!;
      for (let i = 0; i < row.length; i++) row[i]! += line[i]! * share;
    }
    for (let i = 0; i < row.length; i++) out[y * size * 3 + i] = row[i]! * scale + low;
  }
  return out;
}

interface Weights {
  readonly from: number;
  /** Of the pixels from there on; they sum to 1 inside the picture, to less at its edge. */
  readonly shares: readonly number[];
}

/** For each pixel of the patch: which pixels of the frame it is made of. */
function weights(start: number, side: number, size: number, limit: number): Weights[] {
  const step = side / size;
  return Array.from({ length: size }, (_, i) => {
    // Narrower than a pixel: interpolation, which is a box of one pixel's width.
    const width = Math.max(1, step);
    const middle = start + (i + 0.5) * step;
    const from = middle - width / 2;
    const to = middle + width / 2;
    const first = Math.max(0, Math.floor(from));
    const last = Math.min(limit, Math.ceil(to));
    const shares: number[] = [];
    for (let at = first; at < last; at++) shares.push((Math.min(at + 1, to) - Math.max(at, from)) / width);
    return { from: first, shares: shares.map((share) => Math.max(0, share)) };
  });
}

function narrow({ width, rgba }: Pick<Frame, 'width' | 'rgba'>, y: number, across: readonly Weights[]): Float32Array {
  const out = new Float32Array(across.length * 3);
  for (let i = 0; i < across.length; i++) {
    const { from, shares } = across[i]!;
    let [r, g, b] = [0, 0, 0];
    for (let n = 0; n < shares.length; n++) {
      const at = (y * width + from + n) * 4;
      const share = shares[n]!;
      r += rgba[at]! * share;
      g += rgba[at + 1]! * share;
      b += rgba[at + 2]! * share;
    }
    out[i * 3] = r;
    out[i * 3 + 1] = g;
    out[i * 3 + 2] = b;
  }
  return out;
}
