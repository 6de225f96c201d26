/** Two small grids of luma enter; how much moved between them, apart from a shift of the whole picture, leaves. */
import { likeness } from './likeness.ts';
import type { Grey } from './grey.ts';

/** Longest side of the grids compared: fine enough for a hand, coarse enough that grain is averaged away. */
export const MOTION_SIZE = 64;
/** Largest shift of the whole picture tried, grid pixels: 6 % of the longest side between two frames. */
const REACH = 4;

export interface Motion {
  /** Mean absolute luma difference after the best shift, 0..1. */
  readonly motion: number;
  /** Likeness of structure after the same shift, 0..1. */
  readonly alike: number;
}

/** A pan by hand is a shift; what is left after it moved by itself. Ties go to the smallest shift. */
export function motionBetween(before: Grey, after: Grey): Motion {
  if (before.width !== after.width || before.height !== after.height) return { motion: 1, alike: 0 };
  let best = { dx: 0, dy: 0, difference: difference(before, after, 0, 0, Infinity) };
  // Rings outward from the unshifted place, so that of equal shifts the smallest wins.
  for (let ring = 1; ring <= REACH; ring++) {
    for (let dy = -ring; dy <= ring; dy++) {
      for (let dx = -ring; dx <= ring; dx++) {
        if (Math.max(Math.abs(dx), Math.abs(dy)) !== ring) continue;
        const found = difference(before, after, dx, dy, best.difference);
        if (found < best.difference) best = { dx, dy, difference: found };
      }
    }
  }
  const { dx, dy } = best;
  const width = before.width - Math.abs(dx);
  const height = before.height - Math.abs(dy);
  return {
    motion: best.difference / 255,
    alike: likeness(
      part(before, Math.max(0, -dx), Math.max(0, -dy), width, height),
      part(after, Math.max(0, dx), Math.max(0, dy), width, height),
    ),
  };
}

/** Mean over the part that both cover; gives up, returning Infinity, once it is sure to be over `enough`. */
function difference(a: Grey, b: Grey, dx: number, dy: number, enough: number): number {
  const { width, height } = a;
  const columns = width - Math.abs(dx);
  const rows = height - Math.abs(dy);
  // A strip of which half would be cut away is too thin to be shifted.
  if (2 * columns < width || 2 * rows < height) return Infinity;
  const limit = enough * columns * rows;
  let sum = 0;
  for (let y = 0; y < rows; y++) {
    let p = (y + Math.max(0, -dy)) * width + Math.max(0, -dx);
    let q = (y + Math.max(0, dy)) * width + Math.max(0, dx);
    for (let x = 0; x < columns; x++, p++, q++) {
      const d = a.values[p]! - b.values[q]!;
      sum += d < 0 ? -d : d;
    }
    if (sum > limit) return Infinity;
  }
  return sum / (columns * rows);
}

function part(grey: Grey, left: number, top: number, width: number, height: number): Grey {
  const values = new Float32Array(width * height);
  for (let y = 0; y < height; y++) {
    const from = (y + top) * grey.width + left;
    values.set(grey.values.subarray(from, from + width), y * width);
  }
  return { width, height, values };
}
