/**
 * Draws the app's icons into public/: `npx tsx web/build/icons.ts`.
 *
 * The mark is the forecast in small: filled dots are what passes your typical post, the outlined one what does not.
 * Colours are those of web/styles/tokens.css (accent, on-accent). A Chromium rasterises the SVGs.
 */
import { chromium } from '@playwright/test';
import { mkdirSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const PUBLIC = fileURLToPath(new URL('../../public/', import.meta.url));
const ACCENT = '#3A4DB8';
const ACCENT_DARK = '#AEBAFF';
const ON_ACCENT = '#FFFFFF';

/** On a 28-unit grid, as in the header. */
const MARK = `<g fill="currentColor"><circle cx="5" cy="18" r="2.6"/><circle cx="11" cy="18" r="2.6"/><circle cx="11" cy="12" r="2.6"/><circle cx="17" cy="18" r="2.6"/><circle cx="17" cy="12" r="2.6"/><circle cx="17" cy="6" r="2.6"/><circle cx="23" cy="18" r="1.9" fill="none" stroke="currentColor" stroke-width="1.4"/></g><path d="M2 24h24" stroke="currentColor" stroke-width="2" stroke-linecap="round"/>`;

const svg = (size: number, inner: string): string =>
  `<svg xmlns="http://www.w3.org/2000/svg" width="${size}" height="${size}" viewBox="0 0 ${size} ${size}">${inner}</svg>\n`;

/** The mark centred on a ground; `share` of the side is the mark's width. The drawing spans x 2 to 26, y 3.4 to 25. */
function icon(size: number, corner: number, share: number): string {
  const scale = (size * share) / 24;
  const x = size / 2 - 14 * scale;
  const y = size / 2 - 14.2 * scale;
  return svg(
    size,
    `<rect width="${size}" height="${size}" rx="${corner * size}" fill="${ACCENT}"/><g transform="translate(${x} ${y}) scale(${scale})" color="${ON_ACCENT}">${MARK}</g>`,
  );
}

const glyph = (path: string): string =>
  svg(
    96,
    `<rect width="96" height="96" rx="21" fill="${ACCENT}"/><g transform="translate(24 24) scale(2)" fill="none" stroke="${ON_ACCENT}" stroke-width="1.75" stroke-linecap="round" stroke-linejoin="round">${path}</g>`,
  );

mkdirSync(`${PUBLIC}icons`, { recursive: true });
const drawn: { readonly file: string; readonly size: number; readonly source: string }[] = [
  { file: 'icons/icon-192.png', size: 192, source: icon(192, 0.22, 0.64) },
  { file: 'icons/icon-512.png', size: 512, source: icon(512, 0.22, 0.64) },
  // A mask may cut everything outside a circle of 80 % of the side; the mark's corners stay inside it.
  { file: 'icons/maskable-192.png', size: 192, source: icon(192, 0, 0.5) },
  { file: 'icons/maskable-512.png', size: 512, source: icon(512, 0, 0.5) },
  // iOS rounds by itself and shows black where a picture is transparent.
  { file: 'icons/apple-touch-icon.png', size: 180, source: icon(180, 0, 0.6) },
  // Lucide (ISC): video, history.
  {
    file: 'icons/shortcut-score.png',
    size: 96,
    source: glyph(
      '<path d="m16 13 5.2 3.5a.5.5 0 0 0 .8-.4V7.9a.5.5 0 0 0-.8-.4L16 10.5"/><rect x="2" y="6" width="14" height="12" rx="2"/>',
    ),
  },
  {
    file: 'icons/shortcut-history.png',
    size: 96,
    source: glyph(
      '<path d="M3 12a9 9 0 1 0 9-9 9.7 9.7 0 0 0-6.7 2.7L3 8"/><path d="M3 3v5h5"/><path d="M12 7v5l4 2"/>',
    ),
  },
];
writeFileSync(`${PUBLIC}icons/icon.svg`, icon(512, 0.22, 0.64));
writeFileSync(
  `${PUBLIC}favicon.svg`,
  `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 28 28"><style>svg{color:${ACCENT}}@media (prefers-color-scheme:dark){svg{color:${ACCENT_DARK}}}</style>${MARK}</svg>\n`,
);

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-background-networking'],
});
try {
  const page = await browser.newPage();
  for (const { file, size, source } of drawn) {
    await page.setViewportSize({ width: size, height: size });
    await page.setContent(`<style>body{margin:0}svg{display:block}</style>${source}`);
    await page.screenshot({ path: `${PUBLIC}${file}`, omitBackground: true });
  }
} finally {
  await browser.close();
}
