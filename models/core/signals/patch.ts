/** A piece of a picture, pixel for pixel as stored: what shrinking would hide (lines of interlacing, missing detail). */
import type { Seconds } from '../units.ts';

/** Longest side of a patch, px: covers half of a Full HD picture's width, 260 KB. */
export const PATCH_SIZE = 512;

export interface Patch {
  /** Presentation time of the picture. */
  readonly at: Seconds;
  readonly width: number;
  readonly height: number;
  /** [height, width] u8, luma as coded; before any rotation, so that lines are those of the camera. */
  readonly luma: Uint8Array;
}

/** The middle of a picture of this size, on even pixels. */
export function patchOf(
  width: number,
  height: number,
): { readonly x: number; readonly y: number; readonly width: number; readonly height: number } {
  const w = Math.min(PATCH_SIZE, width);
  const h = Math.min(PATCH_SIZE, height);
  const even = (value: number): number => Math.floor(value / 4) * 2;
  return { x: even(width - w), y: even(height - h), width: w, height: h };
}
