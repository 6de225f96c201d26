/** A frame enters, its colour histogram leaves; two histograms enter, how far apart they are leaves. */
import type { Frame } from '../flow.ts';

/** Bins along luma and along each colour difference; each value is shared between its two nearest bins. */
const LUMA = 12;
const CHROMA = 6;

/** Shares that sum to 1: [LUMA, CHROMA, CHROMA]. */
export type ColourHistogram = Float64Array;

export function colourHistogram({ rgba }: Frame): ColourHistogram {
  const bins = new Float64Array(LUMA * CHROMA * CHROMA);
  // One pixel in four is enough for shares, and a quarter of the time.
  const each = 1 / Math.ceil(rgba.length / 16);
  for (let i = 0; i < rgba.length; i += 16) {
    const r = rgba[i]!;
    const g = rgba[i + 1]!;
    const b = rgba[i + 2]!;
    const luma = 0.2126 * r + 0.7152 * g + 0.0722 * b;
    const y = (luma / 255) * (LUMA - 1);
    // Colour differences span ±1; most pictures lie within ±.4, where the bins stand.
    const u = chromaBin((b - luma) / 255);
    const v = chromaBin((r - luma) / 255);
    const y0 = Math.min(LUMA - 2, Math.floor(y));
    const u0 = Math.min(CHROMA - 2, Math.floor(u));
    const v0 = Math.min(CHROMA - 2, Math.floor(v));
    const fy = y - y0;
    const fu = u - u0;
    const fv = v - v0;
    const at = (y0 * CHROMA + u0) * CHROMA + v0;
    const low = (1 - fy) * each;
    const high = fy * each;
    const up = CHROMA * CHROMA;
    bins[at]! += low * (1 - fu) * (1 - fv);
    bins[at + 1]! += low * (1 - fu) * fv;
    bins[at + CHROMA]! += low * fu * (1 - fv);
    bins[at + CHROMA + 1]! += low * fu * fv;
    bins[at + up]! += high * (1 - fu) * (1 - fv);
    bins[at + up + 1]! += high * (1 - fu) * fv;
    bins[at + up + CHROMA]! += high * fu * (1 - fv);
    bins[at + up + CHROMA + 1]! += high * fu * fv;
  }
  return bins;
}

/** Symmetric chi-square distance, ½ Σ (a-b)² / (a+b): 0 the same, 1 nothing in common. */
export function colourChange(a: ColourHistogram, b: ColourHistogram): number {
  let distance = 0;
  for (let i = 0; i < a.length; i++) {
    const sum = a[i]! + b[i]!;
    if (sum > 0) distance += (a[i]! - b[i]!) ** 2 / sum;
  }
  return Math.min(1, distance / 2);
}

function chromaBin(difference: number): number {
  const reach = 0.4;
  return ((Math.min(reach, Math.max(-reach, difference)) + reach) / (2 * reach)) * (CHROMA - 1);
}
