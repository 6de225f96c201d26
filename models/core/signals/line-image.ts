/**
 * A frame and a line of writing found in it enter; a small picture of that line alone leaves, black on white, level,
 * with capitals of one height: what a reader of printed pages reads best.
 */
import type { Frame } from '../flow.ts';
import type { TextRegion } from './text-regions.ts';

export interface LineImage {
  readonly width: number;
  readonly height: number;
  /** [height, width] u8; 0 is ink. */
  readonly values: Uint8Array;
}

/** Capitals of this many pixels are read best: tried 24, 32, 40 and 48 on the captions of set A. */
const CAPITALS = 32;
/** Margin around the line, in capitals; a patch that reaches the edge of it is ground, not letter. */
const MARGIN = 0.35;
/** Tones between ground (0) and ink (1) that stay grey, so that thin strokes keep their edges. */
const GREY_FROM = 0.25;
const GREY_TO = 0.75;
/** Patches taller than this, in lines, are no letters. */
const TALL_TIMES = 1.25;

/**
 * @param luma of the frame, see text-regions.ts
 * @param strict only what was found to be a letter is drawn: against a wild ground, at the price of letters not found
 */
export function lineImageOf(
  { width: frameWidth, height: frameHeight }: Pick<Frame, 'width' | 'height'>,
  luma: Uint8Array,
  region: TextRegion,
  strict: boolean,
): LineImage {
  const frame = { width: frameWidth, height: frameHeight, luma };
  const left = region.x * frame.width;
  const top = region.y * frame.height;
  const wide = region.w * frame.width;
  // A tilted line's box is taller than the line.
  const tilted = Math.abs(region.slope) * wide;
  const tall = Math.max(region.tall, region.h * frame.height - tilted);
  const scale = CAPITALS / region.tall;
  const margin = MARGIN * region.tall;
  const width = Math.max(8, Math.min(4096, Math.round((wide + 2 * margin) * scale)));
  const height = Math.max(8, Math.round((tall + 2 * margin) * scale));
  const turn = Math.atan(region.slope);
  const cos = Math.cos(turn);
  const sin = Math.sin(turn);
  const cx = left + wide / 2;
  const cy = top + (region.h * frame.height) / 2;
  const ink = new Float32Array(width * height);
  const reach = region.ink - region.ground || 1;
  for (let y = 0, i = 0; y < height; y++) {
    const v = (y + 0.5 - height / 2) / scale;
    for (let x = 0; x < width; x++, i++) {
      const u = (x + 0.5 - width / 2) / scale;
      const value = sample(frame, cx + u * cos - v * sin - 0.5, cy + u * sin + v * cos - 0.5);
      ink[i] = (value - region.ground) / reach;
    }
  }
  const mask = maskOf(frame, region);
  const letter = new Uint8Array(width * height);
  for (let y = 0, i = 0; y < height; y++) {
    const v = (y + 0.5 - height / 2) / scale;
    for (let x = 0; x < width; x++, i++) {
      const u = (x + 0.5 - width / 2) / scale;
      const px = Math.floor(cx + u * cos - v * sin);
      const py = Math.floor(cy + u * sin + v * cos);
      if (px >= 0 && py >= 0 && px < frameWidth && py < frameHeight) letter[i] = mask[py * frameWidth + px]!;
    }
  }
  if (strict) for (let i = 0; i < ink.length; i++) ink[i] = letter[i]! > 0 ? ink[i]! : 0;
  else dropGround(ink, letter, width, height, TALL_TIMES * tall * scale);
  const values = Uint8Array.from(ink, (share) => {
    const grey = (share - GREY_FROM) / (GREY_TO - GREY_FROM);
    return Math.round(255 * (1 - Math.min(1, Math.max(0, grey))));
  });
  return { width, height, values };
}

interface Plane {
  readonly width: number;
  readonly height: number;
  readonly luma: Uint8Array;
}

/** The pixels of the letters, and those next to them. */
function maskOf({ width, height, luma }: Plane, { patches, bright }: TextRegion): Uint8Array {
  const mask = new Uint8Array(width * height);
  const inside: number[] = [];
  for (const { seed, level } of patches) {
    if (mask[seed]) continue;
    let at = inside.length;
    inside.push(seed);
    mask[seed] = 1;
    for (; at < inside.length; at++) {
      const p = inside[at]!;
      const x = p % width;
      for (const q of [x > 0 ? p - 1 : p, x + 1 < width ? p + 1 : p, p - width, p + width]) {
        if (q < 0 || q >= mask.length || mask[q] || (bright ? 255 - luma[q]! : luma[q]!) > level) continue;
        mask[q] = 1;
        inside.push(q);
      }
    }
  }
  for (const p of inside) {
    for (const q of [p - 1, p + 1, p - width, p + width, p - width - 1, p - width + 1, p + width - 1, p + width + 1]) {
      if (q >= 0 && q < mask.length) mask[q] = 1;
    }
  }
  return mask;
}

/** Luma between the pixels. */
function sample({ width, height, luma }: Plane, x: number, y: number): number {
  const x0 = Math.min(width - 1, Math.max(0, Math.floor(x)));
  const y0 = Math.min(height - 1, Math.max(0, Math.floor(y)));
  const x1 = Math.min(width - 1, x0 + 1);
  const y1 = Math.min(height - 1, y0 + 1);
  const fx = Math.min(1, Math.max(0, x - x0));
  const fy = Math.min(1, Math.max(0, y - y0));
  const upper = luma[y0 * width + x0]! * (1 - fx) + luma[y0 * width + x1]! * fx;
  const lower = luma[y1 * width + x0]! * (1 - fx) + luma[y1 * width + x1]! * fx;
  return upper * (1 - fy) + lower * fy;
}

/** Patches as dark as ink that reach the edge of the picture or are far too tall lie behind the line; of them only letters stay. */
function dropGround(ink: Float32Array, letter: Uint8Array, width: number, height: number, tallest: number): void {
  const seen = new Uint8Array(ink.length);
  const queue = new Int32Array(ink.length);
  for (let start = 0; start < ink.length; start++) {
    if (seen[start] || ink[start]! < 0.5) continue;
    let length = 1;
    queue[0] = start;
    seen[start] = 1;
    let top = height;
    let bottom = 0;
    let edge = false;
    for (let at = 0; at < length; at++) {
      const p = queue[at]!;
      const x = p % width;
      const y = (p - x) / width;
      if (y < top) top = y;
      if (y > bottom) bottom = y;
      if (x === 0 || y === 0 || x === width - 1 || y === height - 1) edge = true;
      for (const q of [
        x > 0 ? p - 1 : p,
        x + 1 < width ? p + 1 : p,
        y > 0 ? p - width : p,
        y + 1 < height ? p + width : p,
      ]) {
        if (seen[q] || ink[q]! < 0.5) continue;
        seen[q] = 1;
        queue[length++] = q;
      }
    }
    if (!edge && bottom - top < tallest) continue;
    for (let at = 0; at < length; at++) {
      const p = queue[at]!;
      // Its blurred rim goes with it.
      for (const q of [p, p - 1, p + 1, p - width, p + width, p - 2, p + 2]) {
        if (q >= 0 && q < ink.length && letter[q] === 0) ink[q] = Math.min(ink[q]!, 0);
      }
    }
  }
}
