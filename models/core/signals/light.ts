/** Luma of a frame enters; how bright, how contrasty, how much of it is lost in black or white leaves. */
import { share, type Share } from '../units.ts';
import type { Grey } from './grey.ts';

export interface Light {
  readonly luma: number;
  readonly contrast: number;
  readonly crushed: Share;
  readonly blown: Share;
}

/**
 * 2 % of 255 is level 5.1, 98 % is 249.9. The count fades over one level on either side, so that decoders that
 * round a flat dark area to 5 and to 6 do not disagree about the whole area.
 */
const CRUSHED = 5.1;
const BLOWN = 249.9;
const FADE = 1;

export function lightOf({ values }: Grey): Light {
  let sum = 0;
  let squares = 0;
  let crushed = 0;
  let blown = 0;
  for (let i = 0; i < values.length; i++) {
    const v = values[i]!;
    sum += v;
    squares += v * v;
    if (v < CRUSHED + FADE) crushed += Math.min(1, (CRUSHED + FADE - v) / (2 * FADE));
    else if (v > BLOWN - FADE) blown += Math.min(1, (v - BLOWN + FADE) / (2 * FADE));
  }
  const n = values.length;
  const mean = sum / n;
  return {
    luma: mean / 255,
    contrast: Math.sqrt(Math.max(0, squares / n - mean * mean)) / 255,
    crushed: share(crushed / n),
    blown: share(blown / n),
  };
}
