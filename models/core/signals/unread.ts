/**
 * A line found in a frame enters; how surely it is writing leaves, by its shape alone, whatever it says. For lines that
 * the reader makes nothing of: in a script that it was not trained on it cannot tell writing from a fence.
 */
import type { TextRegion } from './text-regions.ts';

export const SHAPE_TRAITS = [
  'contrast',
  'patches',
  'aspect',
  'slope',
  'tall',
  'strokes',
  'heights',
  'stroke',
  'tones',
] as const;
export type ShapeTrait = (typeof SHAPE_TRAITS)[number];

type Line = Pick<TextRegion, 'contrast' | 'letters' | 'w' | 'h' | 'slope' | 'tall' | 'shape'>;

/** Each about as large as the others. @param frame the picture the line was found in */
export function shapeTraits(
  { contrast, letters, w, h, slope, tall, shape }: Line,
  frame: { readonly width: number; readonly height: number },
): Readonly<Record<ShapeTrait, number>> {
  return {
    contrast: Math.log(contrast),
    patches: Math.min(10, letters) / 10,
    aspect: Math.log((w * frame.width) / Math.max(1, h * frame.height)),
    slope: Math.min(0.3, Math.abs(slope)) * 10,
    tall: Math.min(40, tall) / 20,
    strokes: Math.min(1, shape.strokes),
    heights: Math.min(1, shape.heights),
    stroke: Math.min(0.5, shape.stroke) * 5,
    tones: Math.min(40, shape.tones) / 20,
  };
}

/**
 * Log-odds, fitted by `npx tsx tests/perception/scripts.ts fit` on captions in six scripts and in Latin letters over
 * real frames (logistic regression, set A: 1,550 lines of which 444 are writing).
 */
const ODDS: Readonly<Record<ShapeTrait | 'base', number>> = {
  base: -7.78,
  contrast: 2.15,
  patches: 1.98,
  aspect: 3.01,
  slope: -1.1,
  tall: 1.34,
  strokes: -1.6,
  heights: -1.84,
  stroke: -1.72,
  tones: -1.27,
};

/** 0..1 */
export function looksWritten(line: Line, frame: { readonly width: number; readonly height: number }): number {
  const traits = shapeTraits(line, frame);
  return 1 / (1 + Math.exp(-SHAPE_TRAITS.reduce((sum, name) => sum + ODDS[name] * traits[name], ODDS.base)));
}
