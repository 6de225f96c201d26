/**
 * Luma of sampled frames enters; a mark that stays in one corner while the picture behind it changes leaves: a logo,
 * a channel's sign, the watermark of another app. It knows no logo: only that something stands still with edges of its
 * own in a place where all else moves.
 */
import type { Box } from '../flow.ts';
import type { Grey } from './grey.ts';

/** Size of the corners looked at, shares of the frame. */
const WIDE = 0.36;
const TALL = 0.14;
/** Fewer frames than this cannot tell a still background from a mark. */
const FRAMES_MIN = 8;
/** Standard deviation over time under which a pixel stands still, and over which it changes; levels. */
const STILL = 7;
const CHANGES = 14;
/**
 * Thin letters cover their pixels in part, so that the picture behind still shows through: these change half as much as
 * the middle pixel of their corner. Chosen on a name drawn on one phone clip and on the corners of 14 clips without one.
 */
const STILL_SHARE = 0.5;
/** Step to the next pixel in the mean picture that is an edge, levels. */
const EDGE = 18;
/**
 * Share of the corner's pixels that are still edges, across and down: letters have both, a bar's rim only one. On the same
 * clips: .0069 on the name, .0005 and less without, but .01 to .036 in a drawn film whose camera stands.
 */
const EDGES_MIN = 0.004;
/** Share of the corner that must change: behind a camera on a stand nothing can be told. */
const CHANGING_MIN = 0.4;

export class CornerMeter {
  #frames = 0;
  #size: { readonly width: number; readonly height: number } | null = null;
  #corners: Corner[] = [];

  push(grey: Grey): void {
    if (this.#size === null) {
      this.#size = { width: grey.width, height: grey.height };
      const w = Math.max(4, Math.round(WIDE * grey.width));
      const h = Math.max(4, Math.round(TALL * grey.height));
      if (w > grey.width || h > grey.height) return;
      for (const y of [0, grey.height - h])
        for (const x of [0, grey.width - w]) this.#corners.push(new Corner(x, y, w, h));
    }
    // A frame of another size is of another stream; it says nothing about these corners.
    if (grey.width !== this.#size.width || grey.height !== this.#size.height) return;
    this.#frames++;
    for (const corner of this.#corners) corner.push(grey);
  }

  /** @returns the clearest mark, in shares of the frame; null when there is none in any corner that moves; undefined when no corner does, so that nothing can be told */
  finish(): Box | null | undefined {
    const size = this.#size;
    if (size === null || this.#frames < FRAMES_MIN) return undefined;
    if (!this.#corners.some((corner) => corner.moves(this.#frames))) return undefined;
    let best: { readonly edges: number; readonly box: Box } | null = null;
    for (const corner of this.#corners) {
      const found = corner.mark(this.#frames);
      if (!found || (best && best.edges >= found.edges)) continue;
      const { x, y, w, h } = found.box;
      best = {
        edges: found.edges,
        box: { x: x / size.width, y: y / size.height, w: w / size.width, h: h / size.height },
      };
    }
    return best?.box ?? null;
  }
}

class Corner {
  readonly #left: number;
  readonly #top: number;
  readonly #width: number;
  readonly #height: number;
  readonly #sums: Float64Array;
  readonly #squares: Float64Array;

  constructor(left: number, top: number, width: number, height: number) {
    this.#left = left;
    this.#top = top;
    this.#width = width;
    this.#height = height;
    this.#sums = new Float64Array(width * height);
    this.#squares = new Float64Array(width * height);
  }

  push({ width, values }: Grey): void {
    for (let y = 0, i = 0; y < this.#height; y++) {
      const row = (this.#top + y) * width + this.#left;
      for (let x = 0; x < this.#width; x++, i++) {
        const value = values[row + x]!;
        this.#sums[i]! += value;
        this.#squares[i]! += value * value;
      }
    }
  }

  /** Whether enough of it changes to tell a mark from what lies behind it. */
  moves(frames: number): boolean {
    const changing = this.#sums.reduce((count, sum, i) => {
      const mean = sum / frames;
      return count + (Math.sqrt(Math.max(0, this.#squares[i]! / frames - mean ** 2)) > CHANGES ? 1 : 0);
    }, 0);
    return changing >= CHANGING_MIN * this.#sums.length;
  }

  mark(frames: number): { readonly edges: number; readonly box: Box } | null {
    const mean = this.#sums.map((sum) => sum / frames);
    const spread = this.#squares.map((square, i) => Math.sqrt(Math.max(0, square / frames - mean[i]! ** 2)));
    const still = Math.max(STILL, STILL_SHARE * spread.toSorted((a, b) => a - b)[spread.length >> 1]!);
    const w = this.#width;
    const pixels = w * this.#height;
    let across = 0;
    let down = 0;
    let [left, top, right, bottom] = [w, this.#height, -1, -1];
    for (let y = 0; y < this.#height - 1; y++) {
      for (let x = 0; x < w - 1; x++) {
        const i = y * w + x;
        if (spread[i]! > still) continue;
        const isAcross = spread[i + 1]! <= still && Math.abs(mean[i + 1]! - mean[i]!) >= EDGE;
        const isDown = spread[i + w]! <= still && Math.abs(mean[i + w]! - mean[i]!) >= EDGE;
        if (isAcross) across++;
        if (isDown) down++;
        if (!isAcross && !isDown) continue;
        left = Math.min(left, x);
        right = Math.max(right, x + 2);
        top = Math.min(top, y);
        bottom = Math.max(bottom, y + 2);
      }
    }
    const edges = Math.min(across, down) / pixels;
    if (edges < EDGES_MIN || !this.moves(frames)) return null;
    return { edges, box: { x: this.#left + left, y: this.#top + top, w: right - left, h: bottom - top } };
  }
}
