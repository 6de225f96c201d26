/** Outlines in, an RGB picture out: each pixel takes as much of a colour as the outlines cover of it. */

export type Colour = readonly [r: number, g: number, b: number];
export type Point = readonly [x: number, y: number];

/** Lines of a curve or of a round corner; at our sizes no corner of them can be seen. Chosen by eye at 270 px letters. */
const PIECES = 8;

export class Sheet {
  readonly width: number;
  readonly height: number;
  /** Row by row, three bytes a pixel. */
  readonly rgb: Uint8Array;
  /** What is covered, as the change from pixel to pixel; two more a row, where edges at the right end spill. */
  readonly #changes: Float32Array;
  #top: number;
  #bottom = 0;

  /** @param ground the colour of a row, from 0 at the top to 1 at the bottom */
  constructor(width: number, height: number, ground: (down: number) => Colour) {
    this.width = width;
    this.height = height;
    this.rgb = new Uint8Array(3 * width * height);
    this.#changes = new Float32Array((width + 2) * height);
    this.#top = height;
    for (let y = 0; y < height; y++) {
      const row = this.rgb.subarray(3 * y * width, 3 * (y + 1) * width);
      row.set(ground(y / (height - 1)));
      // One pixel, then twice as many, and so on.
      for (let done = 3; done < row.length; done *= 2) row.copyWithin(done, 0, done);
    }
  }

  /** A closed outline; one that runs the other way round inside it is a hole. What lies outside the sheet is a mistake of the caller. */
  outline(points: readonly Point[]): void {
    let [x0, y0] = points.at(-1) ?? [0, 0];
    for (const [x1, y1] of points) {
      this.#edge(x0, y0, x1, y1);
      [x0, y0] = [x1, y1];
    }
  }

  /** Fills all outlines since the last time, and forgets them. */
  paint([r, g, b]: Colour, opacity = 1): void {
    const { rgb, width } = this;
    for (let y = this.#top; y < this.#bottom; y++) {
      const from = y * (width + 2);
      let covered = 0;
      for (let x = 0; x < width; x++) {
        covered += this.#changes[from + x] ?? 0;
        const share = Math.min(1, Math.abs(covered)) * opacity;
        // Less than half a step of any colour.
        if (share < 1 / 512) continue;
        const at = 3 * (y * width + x);
        rgb[at] = blend(rgb[at] ?? 0, r, share);
        rgb[at + 1] = blend(rgb[at + 1] ?? 0, g, share);
        rgb[at + 2] = blend(rgb[at + 2] ?? 0, b, share);
      }
      this.#changes.fill(0, from, from + width + 2);
    }
    this.#top = this.height;
    this.#bottom = 0;
  }

  /** The area right of a line, row by row and exactly; as in R. Levien's font-rs (Apache-2.0), written anew. */
  #edge(x0: number, y0: number, x1: number, y1: number): void {
    if (y0 === y1) return;
    const way = y0 < y1 ? 1 : -1;
    const [top, bottom] = way > 0 ? [y0, y1] : [y1, y0];
    const slope = (x1 - x0) / (y1 - y0);
    let x = way > 0 ? x0 : x1;
    this.#top = Math.min(this.#top, Math.floor(top));
    this.#bottom = Math.max(this.#bottom, Math.ceil(bottom));
    for (let y = Math.floor(top); y < bottom; y++) {
      const tall = Math.min(y + 1, bottom) - Math.max(y, top);
      const next = x + slope * tall;
      this.#row(y * (this.width + 2), Math.min(x, next), Math.max(x, next), way * tall);
      x = next;
    }
  }

  /** Within one row the line goes from `left` to `right` and bounds an area of `height`. */
  #row(from: number, left: number, right: number, height: number): void {
    const first = Math.floor(left);
    const last = Math.ceil(right);
    if (last <= first + 1) {
      const beyond = height * ((left + right) / 2 - first);
      this.#add(from + first, height - beyond);
      this.#add(from + first + 1, beyond);
      return;
    }
    // Summed over pixels, what is covered grows as the integral of a ramp from left to right.
    const until = (at: number): number =>
      at <= left ? 0 : at >= right ? at - (left + right) / 2 : (at - left) ** 2 / (2 * (right - left));
    let before = 0;
    for (let pixel = first; pixel <= last; pixel++) {
      const covered = until(pixel + 1) - until(pixel);
      this.#add(from + pixel, height * (covered - before));
      before = covered;
    }
  }

  #add(at: number, change: number): void {
    this.#changes[at] = (this.#changes[at] ?? 0) + change;
  }
}

const blend = (under: number, over: number, share: number): number => Math.round(under + (over - under) * share);

/** A bar with round ends, from its left top corner; `hole` for one that runs the other way round. */
export function bar(x: number, y: number, width: number, height: number, hole = false): Point[] {
  const r = Math.min(width, height) / 2;
  const corner = (cx: number, cy: number, start: number): Point[] =>
    Array.from({ length: 2 * PIECES + 1 }, (_, i) => {
      const angle = (start + i / (2 * PIECES)) * (Math.PI / 2);
      return [cx + r * Math.cos(angle), cy + r * Math.sin(angle)];
    });
  const points = [
    ...corner(x + width - r, y + height - r, 0),
    ...corner(x + r, y + height - r, 1),
    ...corner(x + r, y + r, 2),
    ...corner(x + width - r, y + r, 3),
  ];
  return hole ? points.toReversed() : points;
}

export const disc = (cx: number, cy: number, r: number, hole = false): Point[] =>
  bar(cx - r, cy - r, 2 * r, 2 * r, hole);

/** A path of a letter (M, L, H, V, Q, Z with whole numbers, upwards) → its outlines, `size` px to the em, on a baseline. */
export function letterOutlines(path: string, x: number, baseline: number, size: number): Point[][] {
  const scale = size / 1000;
  const outlines: Point[][] = [];
  let [px, py] = [0, 0];
  const to = (nx: number, ny: number): void => {
    [px, py] = [nx, ny];
    outlines.at(-1)?.push([x + nx * scale, baseline - ny * scale]);
  };
  for (const [, command = '', numbers = ''] of path.matchAll(/([MLHVQZ])([^MLHVQZ]*)/g)) {
    const [a = 0, b = 0, c = 0, d = 0] = numbers.split(' ').map(Number);
    if (command === 'M') outlines.push([]);
    if (command === 'M' || command === 'L') to(a, b);
    else if (command === 'H') to(a, py);
    else if (command === 'V') to(px, a);
    else if (command === 'Q') {
      const [sx, sy] = [px, py];
      for (let i = 1; i <= PIECES; i++) {
        const t = i / PIECES;
        const [u, v, w] = [(1 - t) ** 2, 2 * t * (1 - t), t ** 2];
        to(u * sx + v * a + w * c, u * sy + v * b + w * d);
      }
    }
  }
  return outlines;
}
