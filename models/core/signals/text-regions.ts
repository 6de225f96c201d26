/**
 * A frame enters; lines of writing leave, each with the size of its letters, its tones and its slope. It reads nothing.
 *
 * Letters are patches of one tone with a firm edge (component-tree.ts), bright ones and dark ones apart. Patches with
 * the proportions of a letter that stand side by side, as tall as each other, in one tone and one stroke make a line.
 * What only looks like writing, a fence or a staircase, is told from it by the reader: see words.ts.
 * All figures were chosen on the captions that tests/perception/text.ts draws with the seeds of set A.
 */
import type { Box, Frame } from '../flow.ts';
import { stableRegions, type Region } from './component-tree.ts';
import { contrastRatio } from './contrast-ratio.ts';

export interface TextRegion extends Box {
  /** Bright letters on a darker ground, or dark ones on a brighter. */
  readonly bright: boolean;
  /** Mean luma of letters and of what lies around them, 0..255. */
  readonly ink: number;
  readonly ground: number;
  /** After WCAG, 1..21. */
  readonly contrast: number;
  /** Height of the taller letters, px of the frame. */
  readonly tall: number;
  /** How far the line falls for each pixel to the right. */
  readonly slope: number;
  /** How many patches it is made of. */
  readonly letters: number;
  /** How alike the patches are, whatever they say. */
  readonly shape: LineShape;
  /** The patches, and the dots and accents beside them; their pixels are found again from these. */
  readonly patches: readonly Patch[];
  /** What stands in the same place in the other polarity: an outline, or the letters inside of one. */
  readonly other: TextRegion | null;
}

export interface LineShape {
  /** Standard deviation of the patches' tones and of what lies around them, levels. */
  readonly tones: number;
  readonly grounds: number;
  /** Standard deviation over the mean: thickness of the strokes, heights. */
  readonly strokes: number;
  readonly heights: number;
  /** Mean thickness of a stroke over the height of the line. */
  readonly stroke: number;
  /** Area of the patches over the area of the line. */
  readonly ink: number;
}

/** All pixels that hang together with `seed` and are no farther from the ink than `level`. */
export interface Patch {
  readonly seed: number;
  /** Luma, of bright letters 255 less luma. */
  readonly level: number;
}

const LIMITS = { delta: 12, growth: 0.5, areaMin: 4, tallMin: 2 } as const;
/** Side of the cells in which doubles are looked for, px. */
const CELL = 16;
/** Smaller patches are dots and accents, which belong to a line but make none. */
const LETTER_TALL_MIN = 6;
const LETTER_AREA_MIN = 10;
/** Accents stand up to this far over or under the letters, in heights. */
const ACCENTS = 0.45;
/** The tallest letter looked for, share of the frame's longer side. */
const TALL_MAX = 0.13;
/** Widest patch, in its own heights: some letters of a script hang together. */
const WIDE_TIMES = 5;
/** Share of its box that a letter fills: an L has .2, an I nearly all. */
const FILL_MIN = 0.13;
/** Thickness of a stroke over the height: light faces .05, fat ones .45. */
const STROKE_MAX = 0.55;
/** The edge stands out by this many levels, nearly all around. */
const EDGE_MIN = 14;
const EDGE_SHARE = 0.8;

/** Neighbours in a line: ratio of heights, of strokes, difference of tones, gap in heights, overlap of rows. */
const HEIGHTS_MIN = 0.42;
const STROKES_MIN = 0.4;
const TONES_MAX = 45;
const GAP_MAX = 0.9;
const ROWS_MIN = 0.45;
/** Fewest letters of a line. */
const LETTERS_MIN = 3;
/** Pieces of one line stand at most this far apart, in heights: a wide gap between words, or a letter that was missed. */
const PIECES_GAP = 1.7;

interface Letter extends Region {
  readonly wide: number;
  readonly tall: number;
  readonly tone: number;
  readonly around: number;
  readonly stroke: number;
}

export function textRegionsOf(frame: Frame): TextRegion[] {
  const { width, height } = frame;
  const luma = lumaOf(frame);
  const inverse = luma.map((value) => 255 - value);
  const dark = linesOf(patchesOf(luma, width, height), false);
  const bright = linesOf(patchesOf(inverse, width, height), true);
  return withoutDoubles([...bright, ...dark], width, height);
}

export function lumaOf({ width, height, rgba }: Frame): Uint8Array {
  const luma = new Uint8Array(width * height);
  for (let i = 0, p = 0; i < luma.length; i++, p += 4) {
    luma[i] = Math.round(0.2126 * rgba[p]! + 0.7152 * rgba[p + 1]! + 0.0722 * rgba[p + 2]!);
  }
  return luma;
}

interface Patches {
  readonly letters: readonly Letter[];
  /** What may be a dot, an accent or a letter that hangs on to something. */
  readonly marks: readonly (Region & { readonly tone: number })[];
}

/** Patches lower than their surroundings, those that have the shape of letters apart. */
function patchesOf(levels: Uint8Array, width: number, height: number): Patches {
  const tallMax = Math.round(TALL_MAX * Math.max(width, height));
  const regions = stableRegions(levels, width, height, {
    ...LIMITS,
    tallMax,
    wideMax: WIDE_TIMES * tallMax,
    areaMax: tallMax * tallMax,
  });
  const seen = new Uint32Array(levels.length);
  const letters: Letter[] = [];
  const marks: (Region & { tone: number })[] = [];
  for (const [k, region] of regions.entries()) {
    const wide = region.right - region.left + 1;
    const tall = region.bottom - region.top + 1;
    const fill = region.area / (wide * tall);
    if (wide > WIDE_TIMES * Math.max(tall, LETTER_TALL_MIN)) continue;
    if (region.left === 0 || region.top === 0 || region.right === width - 1 || region.bottom === height - 1) continue;
    const mark = { ...region, tone: levels[region.seed]! };
    if (tall < LETTER_TALL_MIN || region.area < LETTER_AREA_MIN || fill < FILL_MIN || tall > 9 * wide) {
      marks.push(mark);
      continue;
    }
    const shape = shapeOf(levels, width, height, region, seen, k + 1);
    if (shape.around - shape.tone < EDGE_MIN || shape.firm < EDGE_SHARE) continue;
    const stroke = (2 * region.area) / shape.edge;
    if (stroke > STROKE_MAX * tall && tall < 2 * wide) marks.push(mark);
    else letters.push({ ...region, wide, tall, stroke, tone: shape.tone, around: shape.around });
  }
  return { letters: firmest(letters), marks };
}

/** Length and firmness of the edge, mean tone inside and two pixels outside. */
function shapeOf(
  levels: Uint8Array,
  width: number,
  height: number,
  { seed, level }: Region,
  seen: Uint32Array,
  mark: number,
): { edge: number; firm: number; tone: number; around: number } {
  const queue = [seed];
  seen[seed] = mark;
  let sum = 0;
  let edge = 0;
  let firm = 0;
  let outside = 0;
  let looked = 0;
  for (let at = 0; at < queue.length; at++) {
    const p = queue[at]!;
    const x = p % width;
    const y = (p - x) / width;
    sum += levels[p]!;
    for (let side = 0; side < 4; side++) {
      const dx = side === 0 ? 1 : side === 1 ? -1 : 0;
      const dy = side === 2 ? 1 : side === 3 ? -1 : 0;
      const nx = x + dx;
      const ny = y + dy;
      if (nx < 0 || ny < 0 || nx >= width || ny >= height) {
        edge++;
        continue;
      }
      const q = ny * width + nx;
      if (levels[q]! <= level) {
        if (seen[q] !== mark) {
          seen[q] = mark;
          queue.push(q);
        }
        continue;
      }
      edge++;
      // Blurred edges take a pixel or two; what lies behind them is the ground.
      const fx = Math.min(width - 1, Math.max(0, nx + dx));
      const fy = Math.min(height - 1, Math.max(0, ny + dy));
      const beyond = Math.max(levels[q]!, levels[fy * width + fx]!);
      outside += beyond;
      looked++;
      if (beyond - levels[p]! >= EDGE_MIN) firm++;
    }
  }
  const tone = sum / queue.length;
  return { edge, firm: looked > 0 ? firm / looked : 0, tone, around: looked > 0 ? outside / looked : tone };
}

/** Of patches over each other of about one size the firmest stays. */
function firmest(letters: readonly Letter[]): Letter[] {
  const kept: Letter[] = [];
  // Patches that share most of their boxes have their middles in the same or in neighbouring cells.
  const cells = new Map<number, Letter[]>();
  const cell = (x: number, y: number): number => Math.floor(y / CELL) * 4096 + Math.floor(x / CELL);
  for (const letter of [...letters].sort((a, b) => a.growth - b.growth)) {
    const x = (letter.left + letter.right) / 2;
    const y = (letter.top + letter.bottom) / 2;
    let double = false;
    for (let dy = -CELL; dy <= CELL && !double; dy += CELL) {
      for (let dx = -CELL; dx <= CELL && !double; dx += CELL) {
        double = (cells.get(cell(x + dx, y + dy)) ?? []).some((other) => {
          const w = Math.min(other.right, letter.right) - Math.max(other.left, letter.left) + 1;
          const h = Math.min(other.bottom, letter.bottom) - Math.max(other.top, letter.top) + 1;
          return w > 0 && h > 0 && w * h > 0.6 * Math.max(other.wide * other.tall, letter.wide * letter.tall);
        });
      }
    }
    if (double) continue;
    kept.push(letter);
    const home = cells.get(cell(x, y));
    if (home) home.push(letter);
    else cells.set(cell(x, y), [letter]);
  }
  return kept;
}

function linesOf({ letters, marks }: Patches, bright: boolean): TextRegion[] {
  const sorted = [...letters].sort((a, b) => a.left - b.left);
  const group = sorted.map((_, i) => i);
  const find = (i: number): number => {
    while (group[i] !== i) i = group[i] = group[group[i]!]!;
    return i;
  };
  for (let i = 0; i < sorted.length; i++) {
    const a = sorted[i]!;
    const reach = a.right + GAP_MAX * a.tall * 2;
    for (let j = i + 1; j < sorted.length && sorted[j]!.left <= reach; j++) {
      if (neighbours(a, sorted[j]!)) group[find(j)] = find(i);
    }
  }
  const groups = new Map<number, Letter[]>();
  for (const [i, letter] of sorted.entries()) {
    const root = find(i);
    const list = groups.get(root);
    if (list) list.push(letter);
    else groups.set(root, [letter]);
  }
  const pieces = [...groups.values()].map((list) => regionOf(list, bright)).filter((region) => region !== null);
  return joined(pieces).map((line) => withMarks(line, [...marks, ...letters], bright));
}

/** Dots, accents and letters that stand too close to something else for their shape to tell. */
function withMarks(line: TextRegion, found: Patches['marks'], bright: boolean): TextRegion {
  const known = new Set(line.patches.map(({ seed }) => seed));
  const tone = bright ? 255 - line.ink : line.ink;
  const patches = [...line.patches];
  for (const mark of found) {
    if (known.has(mark.seed) || Math.abs(mark.tone - tone) > TONES_MAX) continue;
    if (mark.bottom - mark.top >= 1.4 * line.tall) continue;
    if (mark.right < line.x - 0.5 * line.tall || mark.left > line.x + line.w + 0.5 * line.tall) continue;
    if (mark.top < line.y - ACCENTS * line.tall || mark.bottom > line.y + line.h + ACCENTS * line.tall) continue;
    patches.push({ seed: mark.seed, level: mark.level });
  }
  return { ...line, patches };
}

function neighbours(a: Letter, b: Letter): boolean {
  const taller = Math.max(a.tall, b.tall);
  const smaller = Math.min(a.tall, b.tall);
  if (smaller < HEIGHTS_MIN * taller) return false;
  if (b.left - a.right - 1 > GAP_MAX * taller) return false;
  const rows = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) + 1;
  if (rows < ROWS_MIN * taller && rows < 0.8 * smaller) return false;
  if (Math.abs(a.tone - b.tone) > TONES_MAX) return false;
  return Math.min(a.stroke, b.stroke) >= STROKES_MIN * Math.max(a.stroke, b.stroke);
}

function regionOf(letters: readonly Letter[], bright: boolean): TextRegion | null {
  if (letters.length < LETTERS_MIN) return null;
  const left = Math.min(...letters.map((l) => l.left));
  const right = Math.max(...letters.map((l) => l.right)) + 1;
  const slope = slopeOf(letters);
  const talls = letters.map((l) => l.tall).sort((a, b) => a - b);
  const tall = talls[Math.floor(0.75 * (talls.length - 1))]!;
  // One letter that hangs far out, an ornament, does not stretch the line.
  const top = Math.min(...letters.filter((l) => l.tall <= 1.6 * tall).map((l) => l.top));
  const bottom = Math.max(...letters.filter((l) => l.tall <= 1.6 * tall).map((l) => l.bottom)) + 1;
  if (right - left < 1.2 * tall) return null;
  const mean = (pick: (letter: Letter) => number): number =>
    letters.reduce((sum, letter) => sum + pick(letter) * letter.area, 0) / letters.reduce((sum, l) => sum + l.area, 0);
  const own = (value: number): number => (bright ? 255 - value : value);
  const ink = own(mean((l) => l.tone));
  const ground = own(mean((l) => l.around));
  return {
    x: left,
    y: top,
    w: right - left,
    h: bottom - top,
    bright,
    ink,
    ground,
    contrast: contrastRatio(ink, ground),
    tall,
    slope,
    letters: letters.length,
    shape: {
      tones: spread(letters.map((l) => l.tone)).deviation,
      grounds: spread(letters.map((l) => l.around)).deviation,
      strokes: spread(letters.map((l) => l.stroke)).share,
      heights: spread(letters.map((l) => l.tall)).share,
      stroke: spread(letters.map((l) => l.stroke)).mean / tall,
      ink: letters.reduce((sum, l) => sum + l.area, 0) / ((right - left) * (bottom - top)),
    },
    patches: letters.map(({ seed, level }) => ({ seed, level })),
    other: null,
  };
}

function spread(values: readonly number[]): { mean: number; deviation: number; share: number } {
  const mean = values.reduce((a, b) => a + b, 0) / values.length;
  const deviation = Math.sqrt(values.reduce((a, b) => a + (b - mean) ** 2, 0) / values.length);
  return { mean, deviation, share: deviation / mean };
}

/** Middle of the slopes between letters far apart: tails and ascenders move a few of them only. */
function slopeOf(letters: readonly Letter[]): number {
  const sorted = [...letters].sort((a, b) => a.left - b.left);
  const slopes: number[] = [];
  const tall = Math.max(...sorted.map((l) => l.tall));
  for (let i = 0; i < sorted.length; i++) {
    for (let j = i + 1; j < sorted.length; j++) {
      const [a, b] = [sorted[i]!, sorted[j]!];
      if (b.left - a.left < 2 * tall) continue;
      slopes.push((b.bottom - a.bottom) / (b.left - a.left), (b.top - a.top) / (b.left - a.left));
    }
  }
  if (slopes.length < 6) return 0;
  slopes.sort((a, b) => a - b);
  return slopes[Math.floor(slopes.length / 2)]!;
}

/** Pieces of one line become one. */
function joined(pieces: readonly TextRegion[]): TextRegion[] {
  const lines = [...pieces].sort((a, b) => a.x - b.x);
  for (let i = 0; i < lines.length; i++) {
    for (let j = i + 1; j < lines.length; j++) {
      const [a, b] = [lines[i]!, lines[j]!];
      const taller = Math.max(a.tall, b.tall);
      const drop = a.slope * (b.x - a.x);
      const rows = Math.min(a.y + a.h + drop, b.y + b.h) - Math.max(a.y + drop, b.y);
      if (b.x - (a.x + a.w) > PIECES_GAP * taller || rows < 0.6 * Math.min(a.h, b.h)) continue;
      if (Math.min(a.tall, b.tall) < 0.6 * taller || Math.abs(a.ink - b.ink) > TONES_MAX) continue;
      lines[i] = union(a, b);
      lines.splice(j, 1);
      j = i;
    }
  }
  return lines;
}

function union(a: TextRegion, b: TextRegion): TextRegion {
  const x = Math.min(a.x, b.x);
  const y = Math.min(a.y, b.y);
  const more = a.letters >= b.letters ? a : b;
  return {
    ...more,
    x,
    y,
    w: Math.max(a.x + a.w, b.x + b.w) - x,
    h: Math.max(a.y + a.h, b.y + b.h) - y,
    letters: a.letters + b.letters,
    patches: [...a.patches, ...b.patches],
  };
}

/** What lies in another line (the eyes of its letters, their outline) goes with it; boxes become shares of the frame. */
function withoutDoubles(lines: readonly TextRegion[], width: number, height: number): TextRegion[] {
  const worth = (line: TextRegion): number => line.letters * line.tall;
  const kept: { line: TextRegion; other: TextRegion | null }[] = [];
  for (const line of [...lines].sort((a, b) => worth(b) - worth(a))) {
    const home = kept.find(
      ({ line: other }) => common(line, other) > 0.5 * Math.min(line.w * line.h, other.w * other.h),
    );
    if (home === undefined) kept.push({ line, other: null });
    else if (
      home.other === null &&
      line.bright !== home.line.bright &&
      line.w > 0.6 * home.line.w &&
      line.h > 0.5 * home.line.h
    )
      home.other = line;
  }
  const shares = (line: TextRegion): TextRegion => ({
    ...line,
    x: line.x / width,
    y: line.y / height,
    w: line.w / width,
    h: line.h / height,
  });
  return kept.map(({ line, other }) => ({ ...shares(line), other: other && shares(other) }));
}

function common(a: Box, b: Box): number {
  const w = Math.min(a.x + a.w, b.x + b.w) - Math.max(a.x, b.x);
  const h = Math.min(a.y + a.h, b.y + b.h) - Math.max(a.y, b.y);
  return w > 0 && h > 0 ? w * h : 0;
}
