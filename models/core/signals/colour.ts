/** A frame enters; how saturated, how colourful and how warm it is leaves. */
import type { Frame } from '../flow.ts';

export interface Colour {
  readonly saturation: number;
  readonly colourfulness: number;
  readonly warmth: number;
}

/** Under this level HSV saturation is noise ((1, 0, 0) would count as pure red), so it is divided by no less. */
const DARKEST = 16;

export function colourOf({ rgba }: Frame): Colour {
  const n = rgba.length / 4;
  let saturation = 0;
  let warmth = 0;
  let rg = 0;
  let rgSquares = 0;
  let yb = 0;
  let ybSquares = 0;
  for (let i = 0; i < rgba.length; i += 4) {
    const r = rgba[i]!;
    const g = rgba[i + 1]!;
    const b = rgba[i + 2]!;
    const max = r > g ? (r > b ? r : b) : g > b ? g : b;
    const min = r < g ? (r < b ? r : b) : g < b ? g : b;
    saturation += (max - min) / (max > DARKEST ? max : DARKEST);
    warmth += r - b;
    const redGreen = r - g;
    const yellowBlue = 0.5 * (r + g) - b;
    rg += redGreen;
    rgSquares += redGreen * redGreen;
    yb += yellowBlue;
    ybSquares += yellowBlue * yellowBlue;
  }
  const variance = (sum: number, squares: number): number => Math.max(0, squares / n - (sum / n) ** 2);
  return {
    saturation: saturation / n,
    // Hasler & Süsstrunk 2003, equation 10.
    colourfulness: Math.sqrt(variance(rg, rgSquares) + variance(yb, ybSquares)) + 0.3 * Math.hypot(rg / n, yb / n),
    warmth: warmth / n / 255,
  };
}
