/**
 * Inputs of a post and groups of real posts enter; how far the post lies from the nearest of them leaves.
 *
 * Note [Near real posts]
 *   A shorter clip, fewer hashtags and a longer pause may each be common, and all three together unheard of. The model file
 *   holds groups of training posts that are alike in all of these at once: their means and spreads, never of few posts or
 *   few people, so that no row of a table can be read off them. A post is near real ones if its mean distance to the nearest
 *   few groups is no longer than that of nineteen in twenty training posts of people the groups were not made of.
 */
import type { EditNear } from '../scoring/model-files.ts';

/** @returns mean distance to the nearest groups, in their own spreads; null where under half of the inputs are known */
export function distanceToReal(near: EditNear, values: Readonly<Record<string, number | null>>): number | null {
  const width = near.inputs.length;
  const at = near.inputs.map(({ name, log }) => coordinateOf(values[name] ?? Number.NaN, log));
  const known = at.filter((value) => !Number.isNaN(value)).length;
  if (2 * known < width) return null;
  const squares = near.groups.map(({ middle, spread }) => {
    let sum = 0;
    for (let i = 0; i < width; i++) {
      const apart = ((at[i] ?? Number.NaN) - (middle[i] ?? 0)) / (spread[i] ?? 1);
      if (!Number.isNaN(apart)) sum += apart * apart;
    }
    return (sum * width) / known;
  });
  const nearest = squares.sort((a, b) => a - b).slice(0, near.neighbours);
  return nearest.reduce((sum, square) => sum + Math.sqrt(square), 0) / nearest.length;
}

/** A model file from before the groups were in it says nothing against any post. */
export function isNearReal(near: EditNear | undefined, values: Readonly<Record<string, number | null>>): boolean {
  if (near === undefined) return true;
  const distance = distanceToReal(near, values);
  return distance !== null && distance <= near.limit;
}

/** Counts and times are skewed: one post a day more matters little after a hundred. */
export const coordinateOf = (value: number, log: boolean): number => (log ? Math.log10(1 + Math.max(0, value)) : value);
