/** Luma of a frame enters; boxes around what looks like written text leave. It reads no letters and knows no language. */
import type { TextArea } from '../flow.ts';
import type { Grey } from './grey.ts';

/**
 * Letters in a row make luma swing from ink to ground and back, many times, in even steps, over a band as tall as
 * the letters; above and below the band the swinging stops. So: swings are found row by row, runs of swings are
 * stacked into bands, and a band must have the proportions and the two tones of writing.
 * All figures are in pixels and levels at the working size; chosen by eye on 13 frames of shared/clips, plain and
 * with a caption drawn on each in six styles. On those same frames 70 of 78 captions are found and nothing that is no
 * writing; what is missed stands on crowds and railings.
 */
const SWING = 45;
/** Farthest that two swings of one run lie apart: the width of a bold O or of a gap between words. */
const APART = 12;
/** Fewest turning points of a run: three strokes. */
const TURNS = 6;
/** Letters are this tall. */
const TALL_MIN = 3;
const TALL_MAX = 34;
/** A band is at least this wide, and this many times as wide as it is tall. */
const WIDE_MIN = 14;
const WIDE_TIMES = 1.1;
/** Turning points over one height's worth of width: some 4 per letter, and a letter is .65 of its height wide. */
const DENSITY_MIN = 1.4;
const DENSITY_MAX = 14;
/**
 * Spread of the steadier tone (ink or ground at its turning points) over the distance of both, and the share of the
 * band's variance that two tones explain (even brightness has .75, a bell curve .64). A railing or a pattern makes six
 * swings by chance, not thirty: the more swings a row has, the less clean they need to be.
 */
const unsteadyMax = (turns: number): number => Math.min(0.3, 0.1 + 0.01 * (turns - TURNS));
const twoTonesMin = (turns: number): number => Math.max(0.55, 0.85 - 0.015 * (turns - TURNS));
/** WCAG contrast under which nobody is meant to read it. */
const CONTRAST_MIN = 2;

export function textAreasOf(grey: Grey): TextArea[] {
  return bandsOf(grey)
    .map((band) => areaOf(grey, band))
    .filter((area) => area !== null);
}

/** A run of swings in one row: turning points from `left` to `right`. */
interface Run {
  readonly left: number;
  readonly right: number;
  readonly highs: readonly number[];
  readonly lows: readonly number[];
}

/** Runs of neighbouring rows that lie over each other. */
interface Band {
  readonly runs: { readonly y: number; readonly run: Run }[];
  left: number;
  right: number;
}

function bandsOf(grey: Grey): Band[] {
  const bands: Band[] = [];
  let open: Band[] = [];
  for (let y = 0; y < grey.height; y++) {
    for (const run of runsOf(grey, y)) {
      const home = open.find((band) => overlaps(band, run));
      if (home === undefined) {
        const band = { runs: [{ y, run }], left: run.left, right: run.right };
        bands.push(band);
        open.push(band);
      } else {
        home.runs.push({ y, run });
        home.left = run.left;
        home.right = run.right;
      }
    }
    // One row without a run may be a bar through the letters; two end the line.
    open = open.filter((band) => band.runs.at(-1)!.y >= y - 1);
  }
  return bands;
}

/** The run lies over most of the band's last row, or the other way round. */
function overlaps(band: Band, run: Run): boolean {
  const common = Math.min(band.right, run.right) - Math.max(band.left, run.left);
  return common >= 0.5 * Math.min(band.right - band.left, run.right - run.left);
}

function runsOf({ width, values }: Grey, y: number): Run[] {
  const start = y * width;
  const runs: Run[] = [];
  let xs: number[] = [];
  let highs: number[] = [];
  let lows: number[] = [];
  const close = (): void => {
    if (xs.length >= TURNS) runs.push({ left: xs[0]!, right: xs.at(-1)!, highs, lows });
    xs = [];
    highs = [];
    lows = [];
  };
  // A turning point stands once luma has come back from it by SWING.
  let lowX = 0;
  let highX = 0;
  let low = values[start]!;
  let high = low;
  let direction = 0;
  for (let x = 1; x < width; x++) {
    const value = values[start + x]!;
    // On a plain ground the turning point is the last pixel before the letter, not the first of the row.
    if (value >= high) {
      high = value;
      highX = x;
    }
    if (value <= low) {
      low = value;
      lowX = x;
    }
    const fell = direction >= 0 && high - value >= SWING;
    if (!fell && !(direction <= 0 && value - low >= SWING)) continue;
    const turn = fell ? highX : lowX;
    if (xs.length > 0 && turn - xs.at(-1)! > APART) close();
    xs.push(turn);
    if (fell) highs.push(high);
    else lows.push(low);
    direction = fell ? -1 : 1;
    low = value;
    high = value;
    lowX = x;
    highX = x;
  }
  close();
  return runs;
}

function areaOf(grey: Grey, band: Band): TextArea | null {
  const top = band.runs[0]!.y;
  const bottom = band.runs.at(-1)!.y + 1;
  const left = quantile(
    band.runs.map(({ run }) => run.left),
    0.25,
  );
  const right =
    quantile(
      band.runs.map(({ run }) => run.right),
      0.75,
    ) + 1;
  const tall = bottom - top;
  const wide = right - left;
  if (tall < TALL_MIN || tall > TALL_MAX || wide < WIDE_MIN || wide < WIDE_TIMES * tall) return null;
  const turns = band.runs.reduce((sum, { run }) => sum + run.highs.length + run.lows.length, 0) / band.runs.length;
  const density = (turns * tall) / wide;
  if (density < DENSITY_MIN || density > DENSITY_MAX) return null;
  const high = tone(band.runs.flatMap(({ run }) => run.highs));
  const low = tone(band.runs.flatMap(({ run }) => run.lows));
  if (Math.min(high.spread, low.spread) > unsteadyMax(turns) * (high.mean - low.mean)) return null;
  const { explained, dark, light } = twoTones(grey, left, right, top, bottom);
  const contrast = (luminance(light) + 0.05) / (luminance(dark) + 0.05);
  if (explained < twoTonesMin(turns) || contrast < CONTRAST_MIN) return null;
  return {
    x: left / grey.width,
    y: top / grey.height,
    w: wide / grey.width,
    h: tall / grey.height,
    contrast,
  };
}

/** Best split of the box into a dark and a light tone (Otsu 1979), and how much of the variance it explains. */
function twoTones(
  { width, values }: Grey,
  left: number,
  right: number,
  top: number,
  bottom: number,
): { explained: number; dark: number; light: number } {
  const bins = new Float64Array(256);
  let sum = 0;
  let squares = 0;
  for (let y = top; y < bottom; y++) {
    for (let x = left; x < right; x++) {
      const level = Math.min(255, Math.round(values[y * width + x]!));
      bins[level]! += 1;
      sum += level;
      squares += level * level;
    }
  }
  const n = (right - left) * (bottom - top);
  const variance = squares / n - (sum / n) ** 2;
  let best = { between: 0, dark: sum / n, light: sum / n };
  let below = 0;
  let sumBelow = 0;
  for (let level = 0; level < 255; level++) {
    below += bins[level]!;
    sumBelow += level * bins[level]!;
    if (below === 0 || below === n) continue;
    const dark = sumBelow / below;
    const light = (sum - sumBelow) / (n - below);
    const between = (below / n) * (1 - below / n) * (light - dark) ** 2;
    if (between > best.between) best = { between, dark, light };
  }
  return { explained: variance > 0 ? best.between / variance : 0, dark: best.dark, light: best.light };
}

/** Relative luminance of WCAG, for a grey of that level. */
function luminance(level: number): number {
  const c = level / 255;
  return c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
}

function tone(values: readonly number[]): { mean: number; spread: number } {
  const mean = values.reduce((a, b) => a + b, 0) / values.length;
  return { mean, spread: Math.sqrt(values.reduce((a, b) => a + (b - mean) ** 2, 0) / values.length) };
}

function quantile(values: readonly number[], q: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.round(q * (sorted.length - 1))]!;
}
