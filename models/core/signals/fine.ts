/** A piece of a picture, pixel for pixel, enters; the comb of interlaced lines in it and its finest detail leave. */
import { share, type Share } from '../units.ts';
import type { Patch } from './patch.ts';

/** Blocks looked at, px. */
const BLOCK = 16;
/** A line that differs from both neighbours by so many levels, on the same side, is a tooth of the comb. */
const TOOTH = 12;
/** Share of the pixels of a block that are teeth when its two fields show different moments. */
const TEETH = 0.3;

/**
 * Share of the blocks in which every other line belongs to another moment. Stripes of a shirt do the same in a block or
 * two; a comb runs along all that moves.
 */
export function combedShare({ width, height, luma }: Patch): Share {
  let blocks = 0;
  let combed = 0;
  for (let top = 0; top + BLOCK + 3 <= height; top += BLOCK) {
    for (let left = 0; left + BLOCK <= width; left += BLOCK) {
      let teeth = 0;
      for (let y = top + 1; y <= top + BLOCK; y++) {
        for (let x = left; x < left + BLOCK; x++) {
          const i = y * width + x;
          const above = luma[i]! - luma[i - width]!;
          const below = luma[i]! - luma[i + width]!;
          const next = luma[i + width]! - luma[i + 2 * width]!;
          // Up, down, up: three steps that alternate, which an edge or a thin line has not.
          const isTooth = above * below > 0 && below * next < 0;
          if (isTooth && Math.min(Math.abs(above), Math.abs(below), Math.abs(next)) >= TOOTH) teeth++;
        }
      }
      blocks++;
      if (teeth >= TEETH * BLOCK * BLOCK) combed++;
    }
  }
  return share(blocks === 0 ? 0 : combed / blocks);
}

/**
 * Energy of the second difference between neighbours over that between pixels two apart, in the blocks with the most
 * going on. White noise has 1, a picture blown up to twice its size under .1: the step between its pixels is made up.
 *
 * @returns null in a picture without any detail
 */
export function detailOf({ width, height, luma }: Patch): number | null {
  const blocks: { readonly fine: number; readonly coarse: number }[] = [];
  for (let top = 2; top + BLOCK + 2 <= height; top += BLOCK) {
    for (let left = 2; left + BLOCK + 2 <= width; left += BLOCK) {
      let fine = 0;
      let coarse = 0;
      for (let y = top; y < top + BLOCK; y++) {
        for (let x = left; x < left + BLOCK; x++) {
          const i = y * width + x;
          const twice = 2 * luma[i]!;
          fine += (luma[i - 1]! - twice + luma[i + 1]!) ** 2 + (luma[i - width]! - twice + luma[i + width]!) ** 2;
          coarse +=
            (luma[i - 2]! - twice + luma[i + 2]!) ** 2 + (luma[i - 2 * width]! - twice + luma[i + 2 * width]!) ** 2;
        }
      }
      blocks.push({ fine, coarse });
    }
  }
  // A quarter of the blocks: a plain wall has no detail at any size.
  const busiest = blocks.sort((a, b) => b.coarse - a.coarse).slice(0, Math.max(1, Math.ceil(blocks.length / 4)));
  const coarse = busiest.reduce((sum, block) => sum + block.coarse, 0);
  const pixels = busiest.length * BLOCK * BLOCK;
  if (busiest.length === 0 || coarse / pixels < PLAIN) return null;
  return busiest.reduce((sum, block) => sum + block.fine, 0) / coarse;
}

/** Mean energy of the coarse difference under which there is nothing to judge: noise of 4 levels. */
const PLAIN = 100;
