/**
 * Spectra of a sound enter; how much of its sounding time behaves like speech leaves, and when that begins.
 *
 * Speech swings at the pace of syllables, about 4 Hz in every language measured (Greenberg 2003; Ding 2017), most of it
 * lies in the telephone band, and its vowels keep changing the spectrum. It is no speech detector: singing, or an
 * instrument played in that rhythm, can pass, and speech under loud music can fail.
 */
import { seconds, share, type Seconds, type Share } from '../units.ts';
import { SPECTRA_PER_SECOND, type Spectra } from './spectrum.ts';

/** Steps of one look, 2.56 s: ten syllables; and between looks, .32 s. */
const LOOK = 256;
const HOP = 32;
/** Rhythms of syllables, and all rhythms looked at, in turns per look: 2.3 to 7.8 Hz of .8 to 23 Hz. */
const SYLLABLES = { from: 6, to: 20 } as const;
const RHYTHMS = { from: 2, to: 60 } as const;

/** Least share of the rhythm that is syllables, depth of the swing, share in the voice band, change of its shape. */
const RHYTHM_MIN = 0.45;
const DEPTH_MIN = 0.35;
const VOICE_MIN = 0.4;
const SHIFT_MIN = 0.2;
/** Most of the syllable rhythm that may lie at one pace: nobody speaks as evenly as an instrument plays. */
const EVEN_MAX = 0.6;

/** @param sounding for each 50 ms whether there is sound; see levels.ts */
export function speechLikeOf(
  spectra: Spectra,
  sounding: readonly boolean[],
): { readonly speechLike: Share; readonly firstSpeechLike: Seconds | null } {
  const { voice, all, shift } = spectra;
  let heard = 0;
  let like = 0;
  let first: number | null = null;
  for (let from = 0; from + LOOK <= voice.length; from += HOP) {
    const windows = sounding.slice(Math.floor(from / 5), Math.floor((from + LOOK) / 5));
    if (windows.filter(Boolean).length * 2 < windows.length) continue;
    heard++;
    if (!looksLikeSpeech(voice, all, shift, from)) continue;
    like++;
    first ??= from;
  }
  return {
    speechLike: share(heard > 0 ? like / heard : 0),
    firstSpeechLike: first === null ? null : seconds(first / SPECTRA_PER_SECOND),
  };
}

function looksLikeSpeech(voice: Float32Array, all: Float32Array, shift: Float32Array, from: number): boolean {
  const swing = new Float64Array(LOOK);
  let inVoice = 0;
  let inAll = 0;
  let moved = 0;
  let mean = 0;
  for (let i = 0; i < LOOK; i++) {
    swing[i] = Math.sqrt(voice[from + i]!);
    mean += swing[i]! / LOOK;
    inVoice += voice[from + i]!;
    inAll += all[from + i]!;
    moved += shift[from + i]! * voice[from + i]!;
  }
  if (inVoice < VOICE_MIN * inAll || moved < SHIFT_MIN * inVoice) return false;
  let variance = 0;
  for (let i = 0; i < LOOK; i++) variance += (swing[i]! - mean) ** 2 / LOOK;
  if (Math.sqrt(variance) < DEPTH_MIN * mean) return false;
  let syllables = 0;
  let rhythms = 0;
  const powers: number[] = [];
  for (let k = RHYTHMS.from; k <= RHYTHMS.to; k++) {
    let re = 0;
    let im = 0;
    for (let i = 0; i < LOOK; i++) {
      const t = (k * i) % LOOK;
      re += (swing[i]! - mean) * COS[t]!;
      im += (swing[i]! - mean) * SIN[t]!;
    }
    const power = re * re + im * im;
    rhythms += power;
    if (k < SYLLABLES.from || k > SYLLABLES.to) continue;
    syllables += power;
    powers.push(power);
  }
  const even = Math.max(...powers.map((power, k) => power + (powers[k + 1] ?? 0)));
  return syllables >= RHYTHM_MIN * rhythms && even <= EVEN_MAX * syllables;
}

const COS = Float64Array.from({ length: LOOK }, (_, i) => Math.cos((2 * Math.PI * i) / LOOK));
const SIN = Float64Array.from({ length: LOOK }, (_, i) => Math.sin((2 * Math.PI * i) / LOOK));
