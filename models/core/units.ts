/** Branded numbers: a `Seconds` cannot be handed to something that wants `Hertz`. */

declare const unit: unique symbol;
type Branded<Name extends string> = number & { readonly [unit]: Name };

/** Time from the first frame of the clip, or a length of time; s. */
export type Seconds = Branded<'s'>;
/** Frequency or rate; 1/s. */
export type Hertz = Branded<'Hz'>;
/** A level relative to a reference that the name of the value tells; dB. */
export type Decibels = Branded<'dB'>;
/** Loudness after ITU-R BS.1770-4; LUFS. */
export type Lufs = Branded<'LUFS'>;
/** A part of a whole, 0 to 1. */
export type Share = Branded<'share'>;

export const seconds = (value: number): Seconds => value as Seconds;
export const hertz = (value: number): Hertz => value as Hertz;
export const decibels = (value: number): Decibels => value as Decibels;
export const lufs = (value: number): Lufs => value as Lufs;
/** @throws RangeError outside 0..1 by more than rounding (1e-9); a bug, since shares are computed, never typed in. */
export function share(value: number): Share {
  if (!(value >= -1e-9 && value <= 1 + 1e-9)) throw new RangeError(`a share must lie in 0..1, got ${value}`);
  return Math.min(1, Math.max(0, value)) as Share;
}

/** Ends a `switch` over a closed union: a new member stops the build here. */
export function assertNever(value: never): never {
  throw new Error(`unhandled case: ${JSON.stringify(value)}`);
}
