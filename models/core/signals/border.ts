/** Luma of a frame enters; the share of it that is a plain border (letterbox or pillarbox) leaves. */
import { share, type Share } from '../units.ts';
import type { Grey } from './grey.ts';

/** Mean distance of a border line from the border's tone, levels: above what compression leaves in a plain bar. */
const PLAIN = 3;
/** Thinnest bar counted, share of the side: under 2 % it is a soft edge of the picture. */
const THINNEST = 0.02;

/**
 * Bars count in pairs, top with bottom and left with right, in one tone: a plain sky or wall on one side is no border.
 * A frame that is plain altogether has no picture to be bordered: 0.
 */
export function borderOf({ width, height, values }: Grey): Share {
  const row = (y: number): Line => line(values, y * width, 1, width);
  const column = (x: number): Line => line(values, x, width, height);
  const tall = pair(row, height);
  const wide = pair(column, width);
  return share(1 - (1 - tall) * (1 - wide));
}

interface Line {
  readonly mean: number;
  /** Mean absolute distance from `mean`. */
  readonly spread: number;
}

function line(values: Float32Array, start: number, step: number, count: number): Line {
  let mean = 0;
  for (let k = 0; k < count; k++) mean += values[start + k * step]!;
  mean /= count;
  let spread = 0;
  for (let k = 0; k < count; k++) spread += Math.abs(values[start + k * step]! - mean);
  return { mean, spread: spread / count };
}

/** @returns share of the length that both bars take together; 0 unless both are there */
function pair(at: (index: number) => Line, length: number): number {
  const tone = at(0).mean;
  if (Math.abs(at(length - 1).mean - tone) > 2 * PLAIN) return 0;
  const plain = (index: number): boolean => {
    const { mean, spread } = at(index);
    return spread <= PLAIN && Math.abs(mean - tone) <= PLAIN;
  };
  let before = 0;
  while (before < length && plain(before)) before++;
  if (before === length) return 0;
  let after = 0;
  while (plain(length - 1 - after)) after++;
  return Math.min(before, after) >= Math.max(2, THINNEST * length) ? (before + after) / length : 0;
}
