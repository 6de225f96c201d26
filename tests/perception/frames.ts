/**
 * Real frames for checks: clips of shared/clips enter, upright pictures of 720x1280 leave, read at run time by the
 * machine's own ffmpeg and never kept. Where the clips or ffmpeg are absent the list is empty and the caller says so.
 */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Box, Frame } from '#core/flow.ts';
import { seconds } from '#core/units.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
export const SHARED = resolve(ROOT, process.env['PRESAGE_SHARED'] || '../shared');
export const WIDE = 720;
export const TALL = 1280;

export interface Still {
  readonly name: string;
  /** [TALL, WIDE, 4] u8 */
  readonly rgba: Uint8ClampedArray;
  /** Where writing already stands in the picture, in shares: nothing is drawn there and nothing found there counts. */
  readonly written: readonly Box[];
}

/**
 * Clip, times in s, and the writing that a person saw in the upright 9:16 crop. Clips whose frames are screens or
 * title cards are left out, so are black ones.
 */
const STILLS: readonly (readonly [clip: string, times: readonly number[], written: readonly Box[]])[] = [
  ['phone/spotlight-a.mp4', [0.1, 1.5, 3, 4.5, 6], [{ x: 0.45, y: 0.55, w: 0.55, h: 0.45 }]],
  ['phone/spotlight-b.mp4', [0.1, 1, 2, 3, 4, 8], [{ x: 0, y: 0.55, w: 1, h: 0.45 }]],
  ['phone/spotlight-c.mp4', [0.1, 2, 4, 6, 8, 10, 12, 13.5], [{ x: 0, y: 0.62, w: 1, h: 0.16 }]],
  ['formats/bbb_800x640_768kbps_30fps_avc_pyramid_3b.mp4', [0.1, 2, 3.5], []],
  ['formats/bbb_960x540_60fps_vp8.webm', [0.5, 2], []],
  ['formats/bear-vp9.webm', [0.1, 1.5], []],
  ['formats/hdr10-av1.mp4', [0.1, 2, 4], []],
  ['formats/portrait_4k60.mp4', [0.1], [{ x: 0.2, y: 0.25, w: 0.6, h: 0.15 }]],
  ['formats/roadtrip-vp92-10bit.webm', [0.1, 3], [{ x: 0, y: 0.78, w: 1, h: 0.22 }]],
  ['formats/rotate-buck-bunny.mp4', [1.5], []],
  ['formats/sample.avi', [2, 3.8], []],
  ['formats/sample.flv', [0.1], []],
  ['formats/sample_android_slow_motion.mp4', [0.1], []],
  ['formats/sample_portrait.mp4', [0.1], []],
  ['formats/video.mp4', [0.1, 2.5, 4.8], []],
];

export function hasFfmpeg(): boolean {
  return spawnSync('ffmpeg', ['-version']).status === 0;
}

export function stills(): Still[] {
  if (!hasFfmpeg()) return [];
  return STILLS.flatMap(([clip, times, written]) =>
    times.flatMap((at) => {
      const rgba = stillAt(clip, at);
      return rgba === null ? [] : [{ name: `${clip} ${at} s`, rgba, written }];
    }),
  );
}

/** The whole picture at the size that is read. */
export function frameAt(clip: string, at: number, longest: number): Frame | null {
  const path = join(SHARED, 'clips', clip);
  if (!existsSync(path)) return null;
  const filter = `scale='if(gt(iw*sar,ih),${longest},-2)':'if(gt(iw*sar,ih),-2,${longest})':flags=area+accurate_rnd`;
  const { stdout, status } = spawnSync(
    'ffmpeg',
    [
      ...['-v', 'error', '-ss', String(at), '-i', path, '-frames:v', '1'],
      ...['-vf', filter, '-pix_fmt', 'rgb24', '-c:v', 'ppm', '-f', 'image2pipe', '-'],
    ],
    { maxBuffer: 2 ** 26 },
  );
  const head = /^P6\s(\d+)\s(\d+)\s255\s/u.exec(stdout.subarray(0, 40).toString('latin1'));
  if (status !== 0 || head === null) return null;
  const [start, width, height] = [head[0].length, Number(head[1]), Number(head[2])];
  const rgba = new Uint8ClampedArray(width * height * 4).fill(255);
  for (let i = 0; i < width * height; i++) {
    for (let c = 0; c < 3; c++) rgba[4 * i + c] = stdout[start + 3 * i + c]!;
  }
  return { at: seconds(at), width, height, rgba };
}

/** Cut to 9:16 in the middle. */
export function stillAt(clip: string, at: number): Uint8ClampedArray | null {
  const path = join(SHARED, 'clips', clip);
  if (!existsSync(path)) return null;
  const filter = `scale=${WIDE}:${TALL}:force_original_aspect_ratio=increase:flags=area+accurate_rnd,crop=${WIDE}:${TALL}`;
  const { stdout, status } = spawnSync(
    'ffmpeg',
    [
      ...['-v', 'error', '-ss', String(at), '-i', path, '-frames:v', '1'],
      ...['-vf', filter, '-pix_fmt', 'rgba', '-f', 'rawvideo', '-'],
    ],
    { maxBuffer: 2 ** 26 },
  );
  return status === 0 && stdout.length === WIDE * TALL * 4 ? new Uint8ClampedArray(stdout) : null;
}
