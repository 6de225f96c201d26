/** A clip of shared/clips and a time → its frame, upright, made smaller as the app does (never larger); null without one. */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import type { Box, Frame } from '#core/flow.ts';
import { seconds } from '#core/units.ts';
import { SHARED } from './frames.ts';

export function frameAt(clip: string, at: number, size: number, crop?: Box): Frame | null {
  const path = join(SHARED, 'clips', clip);
  const cut = crop ? `crop=iw*${crop.w}:ih*${crop.h}:iw*${crop.x}:ih*${crop.y},` : '';
  const filter = `${cut}scale='if(gt(iw,ih),min(iw,${size}),-2)':'if(gt(iw,ih),-2,min(ih,${size}))':flags=area+accurate_rnd+full_chroma_int`;
  const { stdout } = spawnSync(
    'ffmpeg',
    // ppm says its own size.
    [
      '-v',
      'error',
      '-ss',
      String(Math.max(0, at - 0.004)),
      '-i',
      path,
      '-frames:v',
      '1',
      '-vf',
      filter,
      '-f',
      'image2pipe',
      '-pix_fmt',
      'rgb24',
      '-c:v',
      'ppm',
      '-',
    ],
    { maxBuffer: 1 << 28 },
  );
  const head = /^P6\s(\d+)\s(\d+)\s255\s/.exec(stdout.subarray(0, 32).toString('latin1'));
  if (!head) return null;
  const [width, height] = [Number(head[1]), Number(head[2])];
  const rgba = new Uint8ClampedArray(width * height * 4).fill(255);
  for (let i = 0; i < width * height; i++) {
    for (let c = 0; c < 3; c++) rgba[4 * i + c] = stdout[head[0].length + 3 * i + c]!;
  }
  return { at: seconds(at), width, height, rgba };
}
