/**
 * Which frames of the shared clips quality learns from and which it is asked about; read at training time by the
 * machine's own ffmpeg and never kept. A clip is on one side only.
 */
import { spawnSync } from 'node:child_process';
import { lumaOf } from '#core/signals/quality.ts';
import type { Plane } from './degrade.ts';

/** Below the folder of the tables. */
export const CLIPS = '../clips';

export interface Source {
  readonly clip: string;
  readonly side: 'train' | 'test';
  /** s */
  readonly times: readonly number[];
}

/** Screens, title cards and test pictures are left out: they have no camera, and some no detail to lose. */
export const SOURCES: readonly Source[] = [
  { clip: 'phone/spotlight-a.mp4', side: 'train', times: [0.5, 2, 3.5, 5] },
  { clip: 'phone/spotlight-b.mp4', side: 'train', times: [0.2, 1.2, 2.4, 3.6, 4.6, 5.4, 7] },
  { clip: 'formats/roadtrip-vp92-10bit.webm', side: 'train', times: [0.2, 1.2, 2.2, 2.8] },
  { clip: 'formats/rotate-buck-bunny.mp4', side: 'train', times: [1.4, 1.9] },
  { clip: 'formats/portrait_4k60.mp4', side: 'train', times: [0.1] },
  { clip: 'formats/bbb_800x640_768kbps_30fps_avc_pyramid_3b.mp4', side: 'train', times: [0.2, 1.5, 3] },
  { clip: 'formats/bbb_960x540_60fps_vp8.webm', side: 'train', times: [0.2, 0.6] },
  { clip: 'formats/sample.avi', side: 'train', times: [1, 2.5, 3.6] },
  { clip: 'phone/spotlight-c.mp4', side: 'test', times: [0.2, 2, 4, 6, 8, 10, 12, 13.5] },
  { clip: 'formats/bear-vp9.webm', side: 'test', times: [0.1, 0.9, 1.7, 2.5] },
  { clip: 'formats/hdr10-av1.mp4', side: 'test', times: [0.3, 1.5, 2.5, 3.8] },
  { clip: 'formats/sample.mkv', side: 'test', times: [0.1, 0.7] },
  { clip: 'formats/video-h265.mp4', side: 'test', times: [3, 5, 7, 9] },
];

/** Longest side at which a picture is spoilt: phones record more, apps show no more. */
const LONGEST = 960;

export const hasFfmpeg = (): boolean => spawnSync('ffmpeg', ['-version']).status === 0;

/** @returns null when there is no such frame */
export function lumaAt(path: string, at: number): Plane | null {
  const scale = `scale='if(gt(iw,ih),min(iw,${LONGEST}),-2)':'if(gt(iw,ih),-2,min(ih,${LONGEST}))':flags=area+accurate_rnd`;
  const { stdout } = spawnSync(
    'ffmpeg',
    [
      ...['-v', 'error', '-ss', String(at), '-i', path, '-frames:v', '1', '-vf', scale],
      ...['-f', 'image2pipe', '-pix_fmt', 'rgb24', '-c:v', 'ppm', '-'],
    ],
    { maxBuffer: 1 << 28 },
  );
  const head = /^P6\s(\d+)\s(\d+)\s255\s/.exec(stdout.subarray(0, 32).toString('latin1'));
  if (!head) return null;
  const [width, height] = [Number(head[1]), Number(head[2])];
  const rgba = new Uint8ClampedArray(width * height * 4);
  for (let i = 0; i < width * height; i++) {
    for (let c = 0; c < 3; c++) rgba[4 * i + c] = stdout[head[0].length + 3 * i + c]!;
  }
  return { width, height, luma: lumaOf({ width, height, rgba }) };
}
