/** Colour of decoded video: luma and chroma as stored enter, non-linear R, G, B in 0..1 leave. */

/** How the numbers in the planes are meant. */
export interface YuvColour {
  readonly matrix: 'bt709' | 'bt601' | 'bt2020';
  /** False: video range, 16..235 of 255; what nearly all clips have. */
  readonly fullRange: boolean;
  /** Bits in use of each sample, in its low end (P010 has them in the high end: say 16). */
  readonly bits: 8 | 10 | 12 | 16;
  readonly transfer: 'sdr' | 'pq' | 'hlg';
}

/** Weights of red and blue in luma: BT.709 3.2, BT.601 2.5.1, BT.2020 table 4. */
const LUMA_WEIGHTS = {
  bt709: { red: 0.2126, blue: 0.0722 },
  bt601: { red: 0.299, blue: 0.114 },
  bt2020: { red: 0.2627, blue: 0.0593 },
} as const;

/**
 * The matrix to assume when a stream does not say: BT.601 for standard definition, BT.709 above, as players do.
 * Both decoders must ask here, since ffmpeg alone would take BT.601 at any size.
 */
export function assumedMatrix(width: number, height: number): 'bt709' | 'bt601' {
  return Math.min(width, height) >= 720 || Math.max(width, height) >= 1280 ? 'bt709' : 'bt601';
}

/** @returns a function that writes R', G', B' into `out`; outside 0..1 where the colour is not a real one */
export function yuvToRgb(colour: YuvColour): (y: number, u: number, v: number, out: Float64Array) => void {
  const { red, blue } = LUMA_WEIGHTS[colour.matrix];
  const green = 1 - red - blue;
  const unit = 2 ** (colour.bits - 8);
  const black = colour.fullRange ? 0 : 16 * unit;
  const lumaScale = 1 / (colour.fullRange ? 2 ** colour.bits - 1 : 219 * unit);
  const chromaScale = 1 / (colour.fullRange ? 2 ** colour.bits - 1 : 224 * unit);
  const centre = 128 * unit;
  const redFromV = 2 * (1 - red) * chromaScale;
  const blueFromU = 2 * (1 - blue) * chromaScale;
  const greenFromU = (-blue / green) * blueFromU;
  const greenFromV = (-red / green) * redFromV;
  return (y, u, v, out) => {
    const luma = (y - black) * lumaScale;
    const cb = u - centre;
    const cr = v - centre;
    out[0] = luma + redFromV * cr;
    out[1] = luma + greenFromU * cb + greenFromV * cr;
    out[2] = luma + blueFromU * cb;
  };
}
