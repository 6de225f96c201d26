/**
 * The reference resize: a decoded picture of any size enters, a working frame (see plan.ts) leaves.
 *
 * Y, U and V are averaged by area, each plane by itself, and only then go through the colour matrix. Against an
 * accurate ffmpeg conversion (`flags=area+accurate_rnd+full_chroma_int+full_chroma_inp`) this order is the one that
 * stays at 72 dB; drawing into a canvas ends at 35 to 42 dB (media note, section 3).
 */
import type { Frame } from '../flow.ts';
import type { Seconds } from '../units.ts';
import { toneMapper } from './hdr.ts';
import { yuvToRgb, type YuvColour } from './matrix.ts';
import { WORKING_SIZE } from './plan.ts';

/** One plane as decoded; cut `data` so that sample 0 is the top left of the visible picture. */
export interface Plane {
  readonly data: Uint8Array | Uint8ClampedArray | Uint16Array;
  /** Distance of two rows in samples (not bytes, when `data` is 16 bits wide). */
  readonly stride: number;
}

/** A decoded picture in luma and chroma; `width` and `height` are those of the visible luma, before rotation. */
export interface YuvImage extends YuvColour {
  /** Planes in the order Y, U, V; NV12 has Y and interleaved UV. */
  readonly format: 'I420' | 'I422' | 'I444' | 'NV12';
  readonly width: number;
  readonly height: number;
  readonly planes: readonly Plane[];
}

/** A picture already in R, G, B, A (or B, G, R, A); alpha is ignored. Always SDR. */
export interface RgbaImage {
  readonly order: 'RGBA' | 'BGRA';
  readonly width: number;
  readonly height: number;
  readonly data: Uint8Array | Uint8ClampedArray;
  /** Distance of two rows in bytes. */
  readonly stride: number;
}

/** Where to: the displayed size (rotated, square pixels) and the clockwise turn that shows the picture upright. */
export interface Target {
  readonly width: number;
  readonly height: number;
  readonly rotation: 0 | 90 | 180 | 270;
  /**
   * Lines of the source averaged into one row of pixels; absent: all that it covers. Where every picture of a clip is
   * looked at, reading a few lines out of each twenty is what makes it affordable.
   */
  readonly lines?: number;
}

/**
 * Size of the working frame for a displayed size: the longest side is WORKING_SIZE, or as asked, the other at least
 * 2 px. A smaller picture is enlarged, so that sharpness stays comparable (perception note, section 1).
 */
export function workingSize(
  displayWidth: number,
  displayHeight: number,
  longest: number = WORKING_SIZE,
): { readonly width: number; readonly height: number } {
  const scale = longest / Math.max(displayWidth, displayHeight);
  const side = (length: number): number => Math.max(2, Math.round(length * scale));
  return { width: side(displayWidth), height: side(displayHeight) };
}

/** Averages, converts, tone-maps where the transfer is PQ or HLG, and turns upright. */
export function toWorkingFrame(image: YuvImage, target: Target, at: Seconds): Frame {
  const { width, height } = beforeTurn(target);
  const [y, u, v] = planeRows(image, width, height, target.lines);
  const toRgb = yuvToRgb(image);
  const toneMap = image.transfer === 'sdr' ? null : toneMapper(image.transfer);
  const rgba = new Uint8ClampedArray(width * height * 4);
  const rgb = new Float64Array(3);
  for (let row = 0, i = 0; row < height; row++) {
    const ys = y.row(row);
    const us = u.row(row);
    const vs = v.row(row);
    for (let x = 0; x < width; x++, i += 4) {
      toRgb(ys[x]!, us[x]!, vs[x]!, rgb);
      if (toneMap !== null) toneMap(rgb);
      rgba[i] = rgb[0]! * 255;
      rgba[i + 1] = rgb[1]! * 255;
      rgba[i + 2] = rgb[2]! * 255;
      rgba[i + 3] = 255;
    }
  }
  return upright(rgba, target, at);
}

/** The same for pictures that a decoder only hands out in RGB. */
export function rgbaToWorkingFrame(image: RgbaImage, target: Target, at: Seconds): Frame {
  const { width, height } = beforeTurn(target);
  const plane = { data: image.data, stride: image.stride };
  const order = image.order === 'RGBA' ? [0, 1, 2] : [2, 1, 0];
  const rows = order.map(
    (offset) => new AreaRows(plane, image.width, image.height, width, height, 4, offset, target.lines),
  );
  const rgba = new Uint8ClampedArray(width * height * 4).fill(255);
  for (let row = 0; row < height; row++) {
    for (const [channel, source] of rows.entries()) {
      const values = source.row(row);
      for (let x = 0, i = row * width * 4 + channel; x < width; x++, i += 4) rgba[i] = values[x]!;
    }
  }
  return upright(rgba, target, at);
}

function beforeTurn({ width, height, rotation }: Target): { width: number; height: number } {
  return rotation === 90 || rotation === 270 ? { width: height, height: width } : { width, height };
}

function planeRows(
  image: YuvImage,
  width: number,
  height: number,
  lines: number | undefined,
): [AreaRows, AreaRows, AreaRows] {
  const { format, planes } = image;
  const [first, second, third] = planes;
  if (first === undefined || second === undefined) throw new RangeError(`${format} needs its planes`);
  const y = new AreaRows(first, image.width, image.height, width, height, 1, 0, lines);
  // An odd picture of 161 px has 81 chroma samples, the last of which is half outside: 80.5 are averaged.
  const chromaWidth = format === 'I444' ? image.width : image.width / 2;
  const chromaHeight = format === 'I444' || format === 'I422' ? image.height : image.height / 2;
  if (format === 'NV12') {
    const at = (offset: number): AreaRows =>
      new AreaRows(second, chromaWidth, chromaHeight, width, height, 2, offset, lines);
    return [y, at(0), at(1)];
  }
  if (third === undefined) throw new RangeError(`${format} needs three planes`);
  const at = (plane: Plane): AreaRows => new AreaRows(plane, chromaWidth, chromaHeight, width, height, 1, 0, lines);
  return [y, at(second), at(third)];
}

/** Area averages of one plane, handed out row by row so that no small plane is kept. */
class AreaRows {
  readonly #plane: Plane;
  readonly #columns: Spread;
  readonly #rows: Spread;
  readonly #sums: Float64Array;
  readonly #out: Float64Array;
  #summed = -1;
  readonly #step: number;
  readonly #offset: number;
  readonly #lines: number;

  constructor(
    plane: Plane,
    width: number,
    height: number,
    toWidth: number,
    toHeight: number,
    step: number,
    offset: number,
    lines: number = Infinity,
  ) {
    this.#plane = plane;
    this.#lines = lines;
    this.#columns = spread(width, toWidth);
    this.#rows = spread(height, toHeight);
    this.#sums = new Float64Array(toWidth);
    this.#out = new Float64Array(toWidth);
    this.#step = step;
    this.#offset = offset;
  }

  /** Averages of one target row; the array is overwritten by the next call. */
  row(target: number): Float64Array {
    const out = this.#out;
    const { first, last, firstWeight, lastWeight, area } = this.#rows;
    if (area > this.#lines) return this.#fewLines(target, area);
    const from = first[target]!;
    const to = last[target]!;
    out.fill(0);
    for (let y = from; y <= to; y++) {
      const weight = y === from ? firstWeight[target]! : y === to ? lastWeight[target]! : 1;
      const sums = this.#rowSums(y);
      for (let x = 0; x < out.length; x++) out[x]! += weight * sums[x]!;
    }
    const share = 1 / (area * this.#columns.area);
    for (let x = 0; x < out.length; x++) out[x]! *= share;
    return out;
  }

  /** Lines at even distances stand for all: the middle of each of so many equal parts. */
  #fewLines(target: number, area: number): Float64Array {
    const out = this.#out;
    out.fill(0);
    for (let k = 0; k < this.#lines; k++) {
      const sums = this.#rowSums(Math.floor((target + (k + 0.5) / this.#lines) * area));
      for (let x = 0; x < out.length; x++) out[x]! += sums[x]!;
    }
    const share = 1 / (this.#lines * this.#columns.area);
    for (let x = 0; x < out.length; x++) out[x]! *= share;
    return out;
  }

  /** A row on the border of two target rows is asked for twice in a row, so the last sums are kept. */
  #rowSums(y: number): Float64Array {
    if (this.#summed === y) return this.#sums;
    this.#summed = y;
    const { first, last, firstWeight, lastWeight } = this.#columns;
    const data = this.#plane.data;
    const step = this.#step;
    const start = y * this.#plane.stride + this.#offset;
    for (let x = 0; x < this.#sums.length; x++) {
      const from = start + first[x]! * step;
      const to = start + last[x]! * step;
      let sum = data[from]! * firstWeight[x]!;
      for (let i = from + step; i < to; i += step) sum += data[i]!;
      if (to > from) sum += data[to]! * lastWeight[x]!;
      this.#sums[x] = sum;
    }
    return this.#sums;
  }
}

/** Which source samples each target sample covers; those between first and last count whole. */
interface Spread {
  readonly first: Int32Array;
  readonly last: Int32Array;
  readonly firstWeight: Float64Array;
  readonly lastWeight: Float64Array;
  /** Source samples per target sample. */
  readonly area: number;
}

function spread(length: number, toLength: number): Spread {
  const area = length / toLength;
  const first = new Int32Array(toLength);
  const last = new Int32Array(toLength);
  const firstWeight = new Float64Array(toLength);
  const lastWeight = new Float64Array(toLength);
  for (let i = 0; i < toLength; i++) {
    const from = (i * length) / toLength;
    const to = ((i + 1) * length) / toLength;
    const a = Math.floor(from + 1e-9);
    const b = Math.max(a, Math.ceil(to - 1e-9) - 1);
    first[i] = a;
    last[i] = b;
    firstWeight[i] = a === b ? area : a + 1 - from;
    lastWeight[i] = a === b ? 0 : to - b;
  }
  return { first, last, firstWeight, lastWeight, area };
}

function upright(rgba: Uint8ClampedArray, target: Target, at: Seconds): Frame {
  const { width, height, rotation } = target;
  if (rotation === 0) return { at, width, height, rgba };
  const from = new Uint32Array(rgba.buffer);
  const turned = new Uint8ClampedArray(rgba.length);
  const to = new Uint32Array(turned.buffer);
  for (let y = 0, i = 0; y < height; y++) {
    for (let x = 0; x < width; x++, i++) {
      if (rotation === 180) to[i] = from[from.length - 1 - i]!;
      // The row of the stored picture has `height` pixels when the picture lies on its side.
      else if (rotation === 90) to[i] = from[(width - 1 - x) * height + y]!;
      else to[i] = from[x * height + (height - 1 - y)]!;
    }
  }
  return { at, width, height, rgba: turned };
}
