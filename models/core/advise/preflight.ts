/** Signals and draft enter; every check before posting leaves, the ones to fix first. No model takes part. */
import type { Advice, Draft, Signals } from '../flow.ts';
import type { Check } from './preflight/check.ts';
import {
  flashes,
  frozenStart,
  interlaced,
  redFlashes,
  repeatedPictures,
  softPicture,
  unevenRate,
} from './preflight/every.ts';
import {
  bits,
  blackStart,
  blown,
  border,
  dark,
  deadStart,
  cornerMark,
  frameRate,
  loopSeam,
  resolution,
  shape,
  stillStretch,
} from './preflight/picture.ts';
import { lengthLimit, ratioLimit, textContrast, textZone } from './preflight/platform.ts';
import { captions, faceZone, readingTime, textSize } from './preflight/seen.ts';
import { clipping, lateSound, loudness, noise, noSound, silence, truePeak } from './preflight/sound.ts';

/** In order of how much a viewer is put off, chosen by eye; it breaks ties within one severity. */
const CHECKS: readonly Check[] = [
  flashes,
  redFlashes,
  lengthLimit,
  ratioLimit,
  blackStart,
  deadStart,
  frozenStart,
  textZone,
  faceZone,
  readingTime,
  textContrast,
  textSize,
  captions,
  loudness,
  clipping,
  lateSound,
  noSound,
  noise,
  border,
  cornerMark,
  shape,
  resolution,
  softPicture,
  bits,
  frameRate,
  unevenRate,
  repeatedPictures,
  interlaced,
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
  'red_flashes',
  'length_limit',
  'ratio_limit',
  'black_start',
  'dead_start',
  'frozen_start',
  'text_zone',
  'face_zone',
  'reading_time',
  'text_contrast',
  'text_size',
  'captions',
  'loudness',
  'clipping',
  'late_sound',
  'no_sound',
  'noise',
  'border',
  'corner_mark',
  'not_vertical',
  'resolution',
  'soft_picture',
  'bitrate',
  'frame_rate',
  'uneven_rate',
  'repeated_pictures',
  'interlaced',
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
