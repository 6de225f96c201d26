/**
 * High dynamic range to a plain picture: R', G', B' of BT.2100 (PQ or HLG) enter, BT.709 R', G', B' leave.
 *
 * Light is decoded to nits, shown as on a 1000-nit screen, compressed by the curve of ITU-R BT.2390 section 5.4.1
 * to a peak of 203 nits (the reference white of BT.2408), moved from BT.2020 to BT.709 primaries and encoded for a
 * BT.1886 screen. The curve acts on the brightest channel and scales all three, so that hues stay.
 */

/** Peak of the mastering screen assumed, nits: BT.2408 section 2. Brighter light is cut off here. */
const SOURCE_PEAK = 1000;
/** Where white ends up, nits: reference white of BT.2408 section 2. */
const TARGET_PEAK = 203;

/** PQ: constants of BT.2100 table 4. */
const M1 = 2610 / 16384;
const M2 = (2523 / 4096) * 128;
const C1 = 3424 / 4096;
const C2 = (2413 / 4096) * 32;
const C3 = (2392 / 4096) * 32;

/** HLG: constants of BT.2100 table 5; system gamma for 1000 nits. */
const HLG_A = 0.17883277;
const HLG_B = 1 - 4 * HLG_A;
const HLG_C = 0.5 - HLG_A * Math.log(4 * HLG_A);
const HLG_GAMMA = 1.2;

/** Steps of the look-up tables: four times the 1024 levels of 10-bit video. */
const STEPS = 4096;

/** @returns a function that replaces R', G', B' in place */
export function toneMapper(transfer: 'pq' | 'hlg'): (rgb: Float64Array) => void {
  const decode = transfer === 'pq' ? PQ_NITS : HLG_SCENE;
  return (rgb) => {
    let r = lookUp(decode, rgb[0]!);
    let g = lookUp(decode, rgb[1]!);
    let b = lookUp(decode, rgb[2]!);
    if (transfer === 'hlg') {
      const luminance = 0.2627 * r + 0.678 * g + 0.0593 * b;
      const gain = luminance > 0 ? SOURCE_PEAK * luminance ** (HLG_GAMMA - 1) : 0;
      r *= gain;
      g *= gain;
      b *= gain;
    }
    const peak = Math.max(r, g, b);
    if (peak > 0) {
      const beyond = Math.min(1, SOURCE_PEAK / peak);
      const gain = (beyond * lookUp(GAIN, Math.sqrt(peak / SOURCE_PEAK))) / TARGET_PEAK;
      r *= gain;
      g *= gain;
      b *= gain;
    }
    // BT.2087 table 3, BT.2020 to BT.709 primaries.
    rgb[0] = encode(1.6605 * r - 0.5876 * g - 0.0728 * b);
    rgb[1] = encode(-0.1246 * r + 1.1329 * g - 0.0083 * b);
    rgb[2] = encode(-0.0182 * r - 0.1006 * g + 1.1187 * b);
  };
}

/** BT.2390 section 5.4.1 with black at 0: identity up to the knee, then a Hermite spline to the target's peak. */
export function compress(nits: number): number {
  const source = pqEncode(SOURCE_PEAK);
  const limit = pqEncode(TARGET_PEAK) / source;
  const knee = 1.5 * limit - 0.5;
  const e = Math.min(1, pqEncode(nits) / source);
  if (e < knee) return nits;
  const t = (e - knee) / (1 - knee);
  const spline =
    (2 * t ** 3 - 3 * t ** 2 + 1) * knee + (t ** 3 - 2 * t ** 2 + t) * (1 - knee) + (-2 * t ** 3 + 3 * t ** 2) * limit;
  return pqDecode(spline * source);
}

/** Signal 0..1 to nits. */
export function pqDecode(signal: number): number {
  const p = Math.max(0, signal) ** (1 / M2);
  return 10000 * (Math.max(0, p - C1) / (C2 - C3 * p)) ** (1 / M1);
}

/** Nits to signal 0..1. */
export function pqEncode(nits: number): number {
  const y = (Math.max(0, nits) / 10000) ** M1;
  return ((C1 + C2 * y) / (1 + C3 * y)) ** M2;
}

/** Signal 0..1 to scene light 0..1. */
export function hlgDecode(signal: number): number {
  const e = Math.max(0, signal);
  return e <= 0.5 ? (e * e) / 3 : (Math.exp((e - HLG_C) / HLG_A) + HLG_B) / 12;
}

const PQ_NITS = table(pqDecode);
const HLG_SCENE = table(hlgDecode);
/** By the square root of light, where both are smooth enough for straight pieces: without tables a frame takes four times as long. */
const GAIN = table((root) => (root === 0 ? 1 : compress(root ** 2 * SOURCE_PEAK) / (root ** 2 * SOURCE_PEAK)));
const ENCODED = table((root) => root ** (2 / 2.4));

function table(curve: (signal: number) => number): Float64Array {
  return Float64Array.from({ length: STEPS + 1 }, (_, i) => curve(i / STEPS));
}

function lookUp(values: Float64Array, signal: number): number {
  const at = Math.min(1, Math.max(0, signal)) * STEPS;
  const i = Math.min(STEPS - 1, Math.floor(at));
  return values[i]! + (at - i) * (values[i + 1]! - values[i]!);
}

/** Inverse of the BT.1886 screen with black at 0. */
function encode(light: number): number {
  return light <= 0 ? 0 : lookUp(ENCODED, Math.sqrt(light));
}
