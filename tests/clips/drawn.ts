/**
 * A clip for pictures of the app: the drawn stills of the design, one after the other, slowly nearer, over a quiet beat.
 * The path of its file leaves; what was made once is kept under node_modules/.cache.
 */
import { Resvg } from '@resvg/resvg-js';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ART, stillOf } from '../../web/screens/testing/art.ts';
import { startWasmFfmpeg } from './wasm.ts';

const CACHE = fileURLToPath(new URL('../../node_modules/.cache/presage-clips', import.meta.url));
const [WIDTH, HEIGHT, RATE] = [432, 768, 24];
/** Face, dough, pan, flip, plate: one dish from start to end; frames of each. */
const SHOTS = [48, 60, 60, 36, 60] as const;

export async function drawnClip(): Promise<string> {
  const stills = SHOTS.map((_, index) => stillOf(ART[index] ?? '', 2 * WIDTH, 2 * HEIGHT));
  const args = argumentsFor();
  const hash = createHash('sha256')
    .update(JSON.stringify([stills, args]))
    .digest('hex')
    .slice(0, 8);
  const path = join(CACHE, `${hash}-drawn.mp4`);
  if (existsSync(path)) return path;
  mkdirSync(CACHE, { recursive: true });
  const folder = mkdtempSync(join(tmpdir(), 'presage-drawn-'));
  const ffmpeg = await startWasmFfmpeg();
  try {
    const inputs = stills.map((svg, index) => {
      const file = join(folder, `${index}.png`);
      writeFileSync(file, new Resvg(svg, { font: { loadSystemFonts: false } }).render().asPng());
      return [`${index}.png`, file] as const;
    });
    await ffmpeg.run(args, Object.fromEntries(inputs), path);
  } finally {
    await ffmpeg.close();
    rmSync(folder, { recursive: true });
  }
  return path;
}

function argumentsFor(): string[] {
  const size = `${WIDTH}x${HEIGHT}`;
  const shots = SHOTS.map(
    (frames, index) =>
      `[${index}:v]zoompan=z=1+0.0018*on:x=iw/2-iw/zoom/2:y=ih/2-ih/zoom/2:d=${frames}:s=${size}:fps=${RATE}[v${index}]`,
  );
  const all = SHOTS.map((_, index) => `[v${index}]`).join('');
  const seconds = SHOTS.reduce((sum, frames) => sum + frames, 0) / RATE;
  const beat = `aevalsrc=0.3*sin(2*PI*110*t)*exp(-12*mod(t\\,0.5))+0.08*sin(2*PI*330*t):s=44100:d=${seconds}`;
  return [
    ...SHOTS.flatMap((_, index) => ['-i', `${index}.png`]),
    ...['-f', 'lavfi', '-i', beat],
    ...['-filter_complex', `${shots.join(';')};${all}concat=n=${SHOTS.length}:v=1:a=0,format=yuv420p[v]`],
    ...['-map', '[v]', '-map', `${SHOTS.length}:a`],
    ...['-c:v', 'libx264', '-preset', 'veryfast', '-crf', '20', '-c:a', 'aac', '-b:a', '96k', '-shortest'],
  ];
}
