/** A whole score in, its share picture as SVG out: number, mark, and a row of twenty dots of which each stands for five points. */
import { GLYPHS } from './glyphs.ts';

/** What chats and feeds ask for (Open Graph's large form). */
export const WIDTH = 1200;
export const HEIGHT = 630;

/** Light theme of the design's tokens. */
const COLOURS = { ground: '#F6F4F0', ink: '#1E1B20', quiet: '#87827A', accent: '#3A4DB8', soft: '#E7E9F9' } as const;
const EDGE = 90;
const DOTS = 20;

export function drawing(score: number): string {
  const filled = Math.round((score / 100) * DOTS);
  const gap = (WIDTH - 2 * EDGE) / DOTS;
  const dots = Array.from({ length: DOTS }, (_, i) => {
    const look = i < filled ? `fill="${COLOURS.accent}"` : `fill="${COLOURS.soft}"`;
    return `<circle cx="${EDGE + gap * (i + 0.5)}" cy="500" r="19" ${look} stroke="${COLOURS.accent}" stroke-width="4"/>`;
  });
  const ticks = [0, 25, 50, 75, 100].map((at) => `M${EDGE + ((WIDTH - 2 * EDGE) * at) / 100} 548v14`).join('');
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${HEIGHT}" viewBox="0 0 ${WIDTH} ${HEIGHT}">
<rect width="${WIDTH}" height="${HEIGHT}" fill="${COLOURS.ground}"/>
${letters(String(score), EDGE - 10, 400, 380, COLOURS.ink)}
<g transform="translate(880 66) scale(2.4)">${MARK}</g>
${letters('Presage', 962, 122, 46, COLOURS.ink)}
${dots.join('')}
<path d="M${EDGE} 548H${WIDTH - EDGE}${ticks}" fill="none" stroke="${COLOURS.quiet}" stroke-width="4" stroke-linecap="round"/>
</svg>`;
}

/** The dots of public/favicon.svg. */
const MARK = `<g fill="${COLOURS.accent}"><circle cx="5" cy="18" r="2.6"/><circle cx="11" cy="18" r="2.6"/><circle cx="11" cy="12" r="2.6"/><circle cx="17" cy="18" r="2.6"/><circle cx="17" cy="12" r="2.6"/><circle cx="17" cy="6" r="2.6"/><circle cx="23" cy="18" r="1.9" fill="none" stroke="${COLOURS.accent}" stroke-width="1.4"/></g><path d="M2 24h24" stroke="${COLOURS.accent}" stroke-width="2" stroke-linecap="round"/>`;

/** @param size of the em in px; y is the baseline */
function letters(text: string, x: number, y: number, size: number, colour: string): string {
  const scale = size / 1000;
  let at = x;
  const paths = Array.from(text, (letter) => {
    const glyph = GLYPHS[letter];
    if (!glyph) throw new RangeError(`no outline for "${letter}"`);
    const path = `<path transform="translate(${at} ${y}) scale(${scale} ${-scale})" d="${glyph.d}"/>`;
    at += glyph.w * scale;
    return path;
  });
  return `<g fill="${colour}">${paths.join('')}</g>`;
}
