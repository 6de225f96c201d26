/**
 * Speech whose words' times are known, by Debian's espeak-ng: a plan enters, samples at 16 kHz and the truth for every
 * 100 ms leave. Nothing of it is kept; without espeak-ng the checks that need it say so and are skipped.
 */
import { spawnSync } from 'node:child_process';
import { lehmer } from '#core/signals/rendered.ts';

export const RATE = 16000;
/** Steps of the truth per second. */
export const STEPS = 10;

export interface Voice {
  readonly voice: string;
  readonly sentence: string;
}

/** Men's, women's and faster voices of six languages. */
export const VOICES: readonly Voice[] = [
  { voice: 'en-us', sentence: 'Nobody tells you this, but the first three seconds decide.' },
  { voice: 'en-gb+f3', sentence: 'I tried it for forty days, and here is what I found.' },
  { voice: 'fr+f2', sentence: 'Attendez la fin, vous allez voir, c’est vraiment très simple.' },
  { voice: 'fr+m3', sentence: 'Voici comment je prépare le pain sans levure, en huit minutes.' },
  { voice: 'es+m2', sentence: 'Mira esto, con tres trucos fáciles lo haces en casa.' },
  { voice: 'es-419+f4', sentence: 'Nadie te lo cuenta, pero la receta es muy sencilla.' },
  { voice: 'de+f1', sentence: 'So einfach geht das, und es schmeckt der ganzen Familie.' },
  { voice: 'it+m4', sentence: 'La pasta si cuoce così, non un minuto di più.' },
];

export function hasEspeak(): boolean {
  return spawnSync('espeak-ng', ['--version']).status === 0;
}

/** Samples of one sentence, peak .5. */
export function say({ voice, sentence }: Voice): Float32Array {
  const { stdout, status } = spawnSync('espeak-ng', ['-v', voice, '-s', '165', '--stdout', sentence], {
    maxBuffer: 2 ** 26,
  });
  if (status !== 0) throw new Error(`espeak-ng has no voice ${voice}`);
  // RIFF with 16-bit samples at 22,050 Hz after a head of 44 bytes.
  const rate = stdout.readUInt32LE(24);
  const samples = new Float32Array(Math.floor((stdout.length - 44) / 2));
  for (let i = 0; i < samples.length; i++) samples[i] = stdout.readInt16LE(44 + 2 * i) / 32768;
  const length = Math.floor((samples.length * RATE) / rate);
  const out = Float32Array.from({ length }, (_, i) => {
    const at = (i * rate) / RATE;
    const left = Math.floor(at);
    return samples[left]! + (at - left) * ((samples[left + 1] ?? 0) - samples[left]!);
  });
  const peak = out.reduce((most, x) => Math.max(most, Math.abs(x)), 0) || 1;
  return out.map((x) => (0.5 * x) / peak);
}

export interface Spoken {
  readonly samples: Float32Array;
  /** For every 100 ms: speech, or none; null at the edges of a word, where neither is wrong. */
  readonly truth: readonly (boolean | null)[];
}

/** Sentences with pauses of .8 to 2.5 s between them, for so many seconds. */
export function spoken(voices: readonly Voice[], length: number, seed: number): Spoken {
  const random = lehmer(seed);
  const samples = new Float32Array(length * RATE);
  const loud = new Float32Array(length * RATE);
  let at = 0.5 + random();
  for (let k = 0; ; k++) {
    const sentence = say(voices[k % voices.length]!);
    const start = Math.round(at * RATE);
    if (start + sentence.length > samples.length) break;
    samples.set(sentence, start);
    loud.set(sentence, start);
    at += sentence.length / RATE + 0.8 + 1.7 * random();
  }
  return { samples, truth: truthOf(loud) };
}

/** A step is speech when its level comes within 40 dB of the loudest; gaps under .3 s inside a sentence are speech too. */
function truthOf(samples: Float32Array): (boolean | null)[] {
  const size = RATE / STEPS;
  const levels = Array.from({ length: Math.floor(samples.length / size) }, (_, i) => {
    let sum = 0;
    for (let k = i * size; k < (i + 1) * size; k++) sum += samples[k]! ** 2;
    return Math.sqrt(sum / size);
  });
  const most = Math.max(...levels);
  const on = levels.map((level) => most > 0 && level > most * 0.01);
  const filled = on.map(
    (value, i) => value || (on.slice(Math.max(0, i - 2), i).some(Boolean) && on.slice(i + 1, i + 3).some(Boolean)),
  );
  return filled.map((value, i) => {
    const edge = (filled[i - 1] ?? value) !== value || (filled[i + 1] ?? value) !== value;
    return edge ? null : value;
  });
}

/** Chords of held notes that change every 2 s, over a beat. */
export function tune(length: number, seed: number): Float32Array {
  const random = lehmer(seed);
  const bpm = 84 + 56 * random();
  const roots = Array.from({ length: 16 }, () => 110 * 2 ** (Math.floor(12 * random()) / 12));
  return Float32Array.from({ length: length * RATE }, (_, i) => {
    const t = i / RATE;
    const root = roots[Math.floor(t / 2) % roots.length]!;
    const u = (t * bpm) / 60 - Math.floor((t * bpm) / 60);
    const beat = Math.exp(-u * 14) * Math.sin(2 * Math.PI * 70 * t);
    let chord = 0;
    for (const [k, ratio] of [1, 1.26, 1.498, 2].entries()) {
      for (let partial = 1; partial <= 4; partial++)
        chord += Math.sin(2 * Math.PI * root * ratio * partial * t + k) / partial / 4;
    }
    return 0.25 * beat + 0.2 * chord * (0.6 + 0.4 * Math.exp(-2 * (t % 2)));
  });
}

/** Noise whose power falls with frequency, as of a street. */
export function street(length: number, seed: number): Float32Array {
  const random = lehmer(seed);
  let slow = 0;
  return Float32Array.from({ length: length * RATE }, () => {
    slow = 0.97 * slow + 0.03 * (2 * random() - 1);
    return slow * 1.5 + 0.05 * (2 * random() - 1);
  });
}

/** The second under the first, quieter by so many dB in power over the whole. */
export function under(first: Float32Array, second: Float32Array, decibels: number): Float32Array {
  const power = (x: Float32Array): number => x.reduce((sum, v) => sum + v * v, 0) / x.length;
  // Pauses do not count for the level of a voice.
  const voiced = first.filter((v) => Math.abs(v) > 0.003);
  const gain = Math.sqrt((power(voiced) || 1) / power(second)) * 10 ** (-decibels / 20);
  const mixed = first.map((v, i) => v + gain * (second[i] ?? 0));
  const peak = mixed.reduce((most, v) => Math.max(most, Math.abs(v)), 0);
  return peak > 0.98 ? mixed.map((v) => (0.98 * v) / peak) : mixed;
}
