/** A step of the build: draws the share picture of every whole score → dist/web/og/0.png … 100.png. */
import { Resvg } from '@resvg/resvg-js';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { HEIGHT, WIDTH, drawing } from './drawing.ts';
import { palettePng } from './png.ts';

/** No font is looked for: letters are outlines. */
export function picture(svg: string): Buffer {
  const image = new Resvg(svg, { font: { loadSystemFonts: false } }).render();
  return palettePng(image.pixels, WIDTH, HEIGHT);
}

/** Pictures that an earlier build has drawn are taken again while the drawing is the same. */
export function drawAll(out: string, cache: string): void {
  mkdirSync(out, { recursive: true });
  mkdirSync(cache, { recursive: true });
  for (let score = 0; score <= 100; score++) {
    const svg = drawing(score);
    const kept = join(cache, `${createHash('sha256').update(svg).digest('hex')}.png`);
    if (!existsSync(kept)) writeFileSync(kept, picture(svg));
    writeFileSync(join(out, `${score}.png`), readFileSync(kept));
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const root = fileURLToPath(new URL('../../..', import.meta.url));
  drawAll(join(root, 'dist/web/og'), join(root, 'node_modules/.cache/presage-og'));
}
