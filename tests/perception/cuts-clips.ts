/**
 * The clips on which cuts are checked: real ones with the cuts that a person found in them, and clips joined from real
 * shots, whose cuts and dissolves are known because this file makes them. Numbers only; no picture is kept here.
 *
 * Joined clips are mixed picture by picture in Node and encoded once by ffmpeg, so a label is right to the picture.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const SHARED = process.env['PRESAGE_SHARED'] ?? fileURLToPath(new URL('../../../shared', import.meta.url));
export const CLIPS = join(SHARED, 'clips');
const CACHE = fileURLToPath(new URL('../../node_modules/.cache/presage-cuts', import.meta.url));

export interface Labelled {
  readonly name: string;
  readonly path: string;
  /** First picture of each new shot, s. */
  readonly cuts: readonly number[];
  /** From the last picture of the old shot to the first of the new one, s. */
  readonly dissolves: readonly (readonly [from: number, to: number])[];
}

/**
 * Looked through at 4 to 30 pictures a second by a person before any detector ran; around each change frame by frame.
 * What is in the clips without a cut is what fools detectors: a fast zoom, walking past, a passing tree, a counter.
 */
const REAL: readonly (readonly [
  file: string,
  cuts: readonly number[],
  dissolves?: readonly (readonly [number, number])[],
])[] = [
  ['phone/spotlight-a.mp4', []],
  ['phone/spotlight-b.mp4', [5.933]],
  ['phone/spotlight-c.mp4', []],
  ['formats/bbb_800x640_768kbps_30fps_avc_pyramid_3b.mp4', [0.2]],
  ['formats/roadtrip-vp92-10bit.webm', [1.752]],
  ['formats/video-h265.mp4', []],
  ['formats/video.mp4', []],
  ['formats/sar_2x1.mp4', []],
  ['formats/bear-vp9.webm', []],
  ['formats/hdr10-av1.mp4', []],
  // Both begin in black and brighten into their first shot.
  ['formats/rotate-buck-bunny.mp4', [], [[0.2, 1.83]]],
  ['formats/sample.avi', [], [[0.45, 0.85]]],
  ['formats/silent-black-10s.mp4', []],
];

export function realClips(): Labelled[] {
  return REAL.map(([file, cuts, dissolves = []]) => ({ name: file, path: join(CLIPS, file), cuts, dissolves }));
}

/** A stretch of one shot: file, start and length in s. Nothing in it is a cut. */
type Shot = readonly [file: string, from: number, length: number];

/** Thresholds were set on these… */
const TUNING_SHOTS: readonly Shot[] = [
  ['phone/spotlight-c.mp4', 0, 6],
  ['phone/spotlight-c.mp4', 7.5, 6],
  ['formats/video.mp4', 0, 4.8],
  ['formats/sar_2x1.mp4', 0, 4.8],
  ['formats/bear-vp9.webm', 0, 2.6],
];
/** …and these were kept for the figure. */
const TEST_SHOTS: readonly Shot[] = [
  ['phone/spotlight-a.mp4', 0, 6.2],
  ['phone/spotlight-b.mp4', 0, 5.5],
  ['phone/spotlight-b.mp4', 6.4, 2],
  ['formats/bbb_800x640_768kbps_30fps_avc_pyramid_3b.mp4', 0.4, 3.5],
  ['formats/sample.avi', 1, 3],
  ['formats/roadtrip-vp92-10bit.webm', 0, 1.6],
  ['formats/roadtrip-vp92-10bit.webm', 1.9, 1],
  ['formats/hdr10-av1.mp4', 0, 4.1],
];

/**
 * Seeds of joined clips; those for tuning are not in the figure. A first figure on seeds 101 to 112 showed that the
 * last step of a quick fade was taken for a cut; after that was mended the figure moved to seeds nobody had seen.
 */
export const TUNING_SEEDS = [1, 2, 3, 4, 5, 6, 7, 8];
export const TEST_SEEDS = [201, 202, 203, 204, 205, 206, 207, 208, 209, 210, 211, 212, 213, 214, 215, 216, 217, 218];

const RATE = 30;
const WIDTH = 180;
const HEIGHT = 320;
const BYTES = WIDTH * HEIGHT * 3;
/** Shots of a joined clip. */
const SHOTS = 8;

/**
 * Eight shots of .7 to 2.2 s; of the transitions about two thirds are cuts, the rest dissolves of .25 to 1 s and fades
 * over black. Traps lie within shots: white flashes of 2 to 5 pictures, a pan by half a picture in .3 to 1 s, a punch-in
 * by steps, a change of exposure. Encoded at a quality between good and poor.
 */
export function joinedClip(seed: number, tuning: boolean): Labelled {
  const random = mulberry32(seed);
  const pick = (low: number, high: number): number => low + Math.floor(random() * (high - low + 1));
  const shots = tuning ? TUNING_SHOTS : TEST_SHOTS;
  const path = join(CACHE, `joined-${seed}.mp4`);
  const pieces: Uint8Array[][] = [];
  let before = -1;
  for (let n = 0; n < SHOTS; n++) {
    let which = pick(0, shots.length - 1);
    if (which === before) which = (which + 1) % shots.length;
    before = which;
    const [file, from, length] = shots[which]!;
    const wanted = Math.min(pick(21, 66), Math.floor(length * RATE) - 2);
    const start = from + random() * Math.max(0, length - wanted / RATE - 0.1);
    pieces.push(trapped(picturesOf(file, start, wanted), random));
  }
  const out: Uint8Array[] = [];
  const cuts: number[] = [];
  const dissolves: (readonly [number, number])[] = [];
  for (const piece of pieces) {
    if (out.length === 0) {
      out.push(...piece);
      continue;
    }
    const kind = random();
    const length = Math.min(pick(8, 30), Math.floor(piece.length / 2) - 2, 30);
    if (kind < 0.62 || length < 7) {
      cuts.push(out.length / RATE);
      out.push(...piece);
    } else if (kind < 0.88) {
      const tail = out.splice(out.length - length);
      const first = out.length;
      for (let k = 0; k < length; k++) out.push(mixed(tail[k]!, piece[k]!, (k + 1) / (length + 1)));
      out.push(...piece.slice(length));
      dissolves.push([(first - 1) / RATE, (first + length) / RATE]);
    } else {
      const black = new Uint8Array(BYTES);
      const half = Math.max(6, Math.floor(length / 2));
      const last = out.at(-1)!;
      const first = out.length;
      for (let k = 1; k <= half; k++) out.push(mixed(last, black, k / half));
      for (let k = 1; k <= half; k++) out.push(mixed(black, piece[0]!, k / half));
      dissolves.push([(first - 1) / RATE, (out.length - 1) / RATE]);
      out.push(...piece);
    }
  }
  if (!existsSync(path)) encode(out, path, pick(22, 33));
  return { name: `joined ${seed}`, path, cuts, dissolves };
}

function trapped(pictures: Uint8Array[], random: () => number): Uint8Array[] {
  const kind = random();
  const middle = Math.floor(pictures.length / 2);
  if (kind < 0.2) {
    const length = 2 + Math.floor(random() * 4);
    const white = new Uint8Array(BYTES).fill(250);
    return pictures.map((picture, i) => (i >= middle && i < middle + length ? mixed(picture, white, 0.9) : picture));
  }
  if (kind < 0.4) {
    const length = 9 + Math.floor(random() * 21);
    const reach = Math.floor(WIDTH / 2);
    return pictures.map((picture, i) => {
      const part = Math.min(1, Math.max(0, (i - middle + length / 2) / length));
      return panned(picture, Math.round(reach * part));
    });
  }
  if (kind < 0.5)
    return pictures.map((picture, i) => (i < middle ? picture : lit(picture, Math.min(1.6, 1 + 0.1 * (i - middle)))));
  return pictures;
}

/** A window of two thirds of the width that moves; enlarged by repeating pixels. */
function panned(picture: Uint8Array, by: number): Uint8Array {
  const out = new Uint8Array(BYTES);
  for (let y = 0; y < HEIGHT; y++)
    for (let x = 0; x < WIDTH; x++) {
      const from = (y * WIDTH + Math.min(WIDTH - 1, Math.floor(x / 2) + by)) * 3;
      out.set(picture.subarray(from, from + 3), (y * WIDTH + x) * 3);
    }
  return out;
}

const lit = (picture: Uint8Array, gain: number): Uint8Array =>
  Uint8Array.from(picture, (value) => Math.min(255, value * gain));

const mixed = (a: Uint8Array, b: Uint8Array, weight: number): Uint8Array =>
  Uint8Array.from(a, (value, i) => Math.round(value + (b[i]! - value) * weight));

function picturesOf(file: string, from: number, count: number): Uint8Array[] {
  const filter = `fps=${RATE},scale=${WIDTH}:${HEIGHT}:force_original_aspect_ratio=increase,crop=${WIDTH}:${HEIGHT}`;
  const { stdout, status, stderr } = spawnSync(
    'ffmpeg',
    [
      ['-v', 'error', '-ss', from.toFixed(3), '-i', join(CLIPS, file), '-vf', filter],
      ['-frames:v', String(count), '-pix_fmt', 'rgb24', '-f', 'rawvideo', '-'],
    ].flat(),
    { maxBuffer: 1 << 30 },
  );
  if (status !== 0) throw new Error(`ffmpeg on ${file}: ${stderr.toString()}`);
  const pictures = Array.from(
    { length: Math.floor(stdout.length / BYTES) },
    (_, n) => new Uint8Array(stdout.subarray(n * BYTES, (n + 1) * BYTES)),
  );
  if (pictures.length < 20) throw new Error(`${file} from ${from} s has only ${pictures.length} pictures`);
  return pictures;
}

function encode(pictures: readonly Uint8Array[], path: string, crf: number): void {
  mkdirSync(CACHE, { recursive: true });
  const { status, stderr } = spawnSync(
    'ffmpeg',
    [
      [
        '-v',
        'error',
        '-y',
        '-f',
        'rawvideo',
        '-pix_fmt',
        'rgb24',
        '-s',
        `${WIDTH}x${HEIGHT}`,
        '-r',
        String(RATE),
        '-i',
        '-',
      ],
      ['-c:v', 'libx264', '-preset', 'veryfast', '-crf', String(crf), '-pix_fmt', 'yuv420p', path],
    ].flat(),
    { input: Buffer.concat(pictures), maxBuffer: 1 << 30 },
  );
  if (status !== 0) {
    rmSync(path, { force: true });
    throw new Error(`ffmpeg: ${stderr.toString()}`);
  }
}

/** A small generator with a known sequence, so that the clips are the same everywhere. */
function mulberry32(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t = (t + Math.imul(t ^ (t >>> 7), t | 61)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}
