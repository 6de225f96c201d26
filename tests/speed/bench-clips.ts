/**
 * Bench clips, made once into the cache and never committed: 1080x1920 H.264, 30 fps, a key frame every 2 s, about
 * 8.6 Mb/s, with texture (a zooming Mandelbrot set), grain (noise that changes each frame), a cut every 5 s, and sound.
 * They need a native ffmpeg; without one the bench says so.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const CACHE = fileURLToPath(new URL('../../node_modules/.cache/presage/bench', import.meta.url));

/** @returns path of the native ffmpeg; null where there is none */
export function nativeFfmpeg(): string | null {
  const path = process.env['PRESAGE_FFMPEG'] ?? 'ffmpeg';
  return spawnSync(path, ['-version'], { stdio: 'ignore' }).status === 0 ? path : null;
}

/** @param lengthS of the clip; the same picture goes on for longer ones */
export function benchClip(ffmpeg: string, lengthS: number): string {
  mkdirSync(CACHE, { recursive: true });
  const path = join(CACHE, `bench-v2-${lengthS}s.mp4`);
  if (existsSync(path)) return path;
  const base = lengthS > 30 ? benchClip(ffmpeg, 30) : null;
  const part = `${path}.part.mp4`;
  const made = spawnSync(ffmpeg, base === null ? render(lengthS, part) : repeat(base, lengthS, part), {
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  if (made.status !== 0) throw new Error(`ffmpeg could not make the bench clip of ${lengthS} s`);
  renameSync(part, path);
  return path;
}

/** Upright and larger than Full HD, with grain that changes each picture: 3 s at 30 a second, a sync sample each second. */
export function largeClip(ffmpeg: string, width: number, height: number): string {
  mkdirSync(CACHE, { recursive: true });
  const path = join(CACHE, `large-v1-${width}x${height}.mp4`);
  if (existsSync(path)) return path;
  const part = `${path}.part.mp4`;
  const picture = `testsrc2=size=${width / 4}x${height / 4}:rate=30,scale=${width}:${height}:flags=neighbor,noise=alls=6:allf=t,format=yuv420p`;
  const made = spawnSync(
    ffmpeg,
    [
      ...['-hide_banner', '-loglevel', 'error', '-y', '-f', 'lavfi', '-i', picture],
      ...['-f', 'lavfi', '-i', 'anoisesrc=color=pink:amplitude=.2:sample_rate=48000:seed=7'],
      ...['-t', '3', '-c:v', 'libx264', '-preset', 'ultrafast', '-threads', '2', '-g', '30', '-crf', '30'],
      ...['-c:a', 'aac', '-b:a', '128k', part],
    ],
    { stdio: ['ignore', 'ignore', 'inherit'] },
  );
  if (made.status !== 0) throw new Error(`ffmpeg could not make a clip of ${width}x${height}`);
  renameSync(part, path);
  return path;
}

function render(lengthS: number, out: string): string[] {
  const picture =
    'mandelbrot=size=540x960:rate=30:end_scale=.002,scale=1080:1920:flags=bicubic,' +
    // A cut every 5 s: the hue jumps.
    "hue=h='90*floor(t/5)',noise=alls=9:allf=t,format=yuv420p";
  return [
    ...['-hide_banner', '-loglevel', 'error', '-y'],
    ...['-f', 'lavfi', '-i', picture],
    ...['-f', 'lavfi', '-i', 'anoisesrc=color=pink:amplitude=.2:sample_rate=48000:seed=7,tremolo=f=4'],
    ...['-t', String(lengthS), '-c:v', 'libx264', '-preset', 'veryfast', '-threads', '2'],
    ...['-b:v', '8600k', '-maxrate', '8600k', '-bufsize', '17200k'],
    ...['-g', '60', '-keyint_min', '60', '-sc_threshold', '0', '-c:a', 'aac', '-b:a', '128k', '-ac', '2', out],
  ];
}

function repeat(base: string, lengthS: number, out: string): string[] {
  return [
    ...['-hide_banner', '-loglevel', 'error', '-y'],
    ...['-stream_loop', String(Math.ceil(lengthS / 30) - 1), '-i', base, '-t', String(lengthS), '-c', 'copy', out],
  ];
}
