/** Signals and draft enter; every check before posting leaves, the ones to fix first. No model takes part. */
import type { Advice, Draft, Signals } from '../flow.ts';
import type { Check } from './preflight/check.ts';
import {
  bits,
  blackStart,
  blown,
  border,
  dark,
  deadStart,
  flashes,
  frameRate,
  loopSeam,
  resolution,
  shape,
  stillStretch,
} from './preflight/picture.ts';
import { lengthLimit, textContrast, textZone } from './preflight/platform.ts';
import { clipping, lateSound, loudness, noise, noSound, silence, truePeak } from './preflight/sound.ts';

/** In order of how much a viewer is put off, chosen by eye; it breaks ties within one severity. */
const CHECKS: readonly Check[] = [
  flashes,
  lengthLimit,
  blackStart,
  deadStart,
  textZone,
  textContrast,
  loudness,
  clipping,
  lateSound,
  noSound,
  noise,
  border,
  shape,
  resolution,
  bits,
  frameRate,
  dark,
  blown,
  silence,
  stillStretch,
  truePeak,
  loopSeam,
];

/** Every code that a check can give; each has its sentences in web/text. */
export const ADVICE_CODES = [
  'flashes',
  'length_limit',
  'black_start',
  'dead_start',
  'text_zone',
  'text_contrast',
  'loudness',
  'clipping',
  'late_sound',
  'no_sound',
  'noise',
  'border',
  'not_vertical',
  'resolution',
  'bitrate',
  'frame_rate',
  'dark',
  'blown',
  'silence',
  'still_stretch',
  'true_peak',
  'loop_seam',
] as const;

const ORDER: Readonly<Record<Advice['severity'], number>> = { fix: 0, know: 1, fine: 2 };

export function preflight(signals: Signals, draft: Draft): Advice[] {
  return CHECKS.map((check) => check({ signals, draft }))
    .filter((found) => found !== null)
    .sort((a, b) => ORDER[a.severity] - ORDER[b.severity]);
}
