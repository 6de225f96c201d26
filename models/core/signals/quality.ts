/** Technical quality: what its network is shown of a frame, and what its answers say of a clip. */
import type { Frame, QualitySignals } from '../flow.ts';

/** Longest side of the frames it learned on and looks at, px; see models/zoo/quality/card.md. */
export const QUALITY_SIZE = 640;

/** @returns [height, width] f32, 0 to 1, BT.709 weights */
export function lumaOf({ width, height, rgba }: Pick<Frame, 'width' | 'height' | 'rgba'>): Float32Array {
  const out = new Float32Array(width * height);
  for (let i = 0; i < out.length; i++) {
    const at = 4 * i;
    out[i] = (0.2126 * rgba[at]! + 0.7152 * rgba[at + 1]! + 0.0722 * rgba[at + 2]!) / 255;
  }
  return out;
}

/** Smaller pictures have too little detail for its coarsest look (an eighth of the size, in blocks of eight). */
export const QUALITY_LEAST_SIDE = 80;

export const qualitySignals = (frames: QualitySignals['frames']): QualitySignals => ({ frames });
