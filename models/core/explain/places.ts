/** Name of a declared term and the signals enter; the moment of the clip that it speaks of leaves. */
import type { Signals } from '../flow.ts';
import type { Seconds } from '../units.ts';

/** @returns null when it speaks of the whole clip */
export function placeOf(term: string, { picture, sound }: Signals): Seconds | null {
  switch (term) {
    case 'text_on_screen':
      return picture?.frames.find((frame) => frame.textAreas.length > 0)?.at ?? null;
    case 'number_of_shots':
      return picture?.cuts[0] ?? null;
    case 'pixel_complexity':
      return busiest(picture?.frames ?? []);
    case 'shrill_sound':
      return sound?.firstSound ?? null;
    default:
      return null;
  }
}

function busiest(frames: readonly { readonly at: Seconds; readonly entropy: number }[]): Seconds | null {
  const first = frames[0];
  if (first === undefined) return null;
  return frames.reduce((best, frame) => (frame.entropy > best.entropy ? frame : best), first).at;
}
