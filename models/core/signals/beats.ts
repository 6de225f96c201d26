/** Drum patterns and nobody's speech, as waves: material for tests of the tempo. Nothing of the app imports it. */
import { noise, type Wave } from './rendered.ts';

export interface Pattern {
  readonly name: string;
  /** The beat that people tap. */
  readonly bpm: number;
  /** Steps of a bar and beats in it. */
  readonly steps: number;
  readonly beats: number;
  /** Loudness 0..9 of each step; a dot is a rest. */
  readonly kick: string;
  readonly snare: string;
  readonly hat: string;
  /** How far every second step comes late, share of a step. */
  readonly swing?: number;
}

/** Twelve, each with what could lead a counter to half or twice the beat. */
export const PATTERNS: readonly Pattern[] = [
  {
    name: 'house, hats between the beats',
    bpm: 124,
    steps: 8,
    beats: 4,
    kick: '9.9.9.9.',
    snare: '..5...5.',
    hat: '.6.6.6.6',
  },
  {
    name: 'a slow song with eighths',
    bpm: 68,
    steps: 8,
    beats: 4,
    kick: '9...9...',
    snare: '..8...8.',
    hat: '54545454',
  },
  {
    name: 'half-time trap with sixteenths',
    bpm: 75,
    steps: 16,
    beats: 4,
    kick: '9.....7...8.....',
    snare: '....9.......9...',
    hat: '5353535353535555',
  },
  {
    name: 'boom bap with a late swing',
    bpm: 92,
    steps: 16,
    beats: 4,
    kick: '9..5..7.9.......',
    snare: '....9.......9...',
    hat: '6.4.6.4.6.4.6.4.',
    swing: 0.18,
  },
  {
    name: 'dembow',
    bpm: 96,
    steps: 16,
    beats: 4,
    kick: '9...9...9...9...',
    snare: '...7..7....7..7.',
    hat: '4.4.4.4.4.4.4.4.',
  },
  { name: 'rock with eighths', bpm: 132, steps: 8, beats: 4, kick: '9...99..', snare: '..9...9.', hat: '65656565' },
  {
    name: 'disco, open hats',
    bpm: 116,
    steps: 16,
    beats: 4,
    kick: '9...9...9...9...',
    snare: '....8.......8...',
    hat: '4.7.4.7.4.7.4.7.',
  },
  { name: 'a waltz', bpm: 102, steps: 6, beats: 3, kick: '9.....', snare: '..6.6.', hat: '4.4.4.' },
  { name: 'fast pop punk', bpm: 156, steps: 8, beats: 4, kick: '9.9.9.9.', snare: '.8.8.8.8', hat: '66666666' },
  { name: 'lo-fi, thin and slow', bpm: 80, steps: 8, beats: 4, kick: '9..5.9..', snare: '..7...7.', hat: '3.3.3.3.' },
  { name: 'four claps and nothing else', bpm: 108, steps: 4, beats: 4, kick: '....', snare: '9999', hat: '....' },
  {
    name: 'afrobeat, kick off the beat',
    bpm: 112,
    steps: 16,
    beats: 4,
    kick: '9..7..9...7.9...',
    snare: '....8..5....8...',
    hat: '6.4.6.4.6.4.6.4.',
  },
];

export function patternWave({ bpm, steps, beats, kick, snare, hat, swing = 0 }: Pattern): Wave {
  const step = ((60 / bpm) * beats) / steps;
  const loud = (row: string, k: number): number => {
    const sign = row[((k % steps) + steps) % steps]!;
    return sign === '.' ? 0 : Number(sign) / 9;
  };
  const hiss = noise(1);
  return (t) => {
    let sum = 0;
    const now = Math.floor(t / step);
    // A kick rings over the next steps.
    for (let k = now - 4; k <= now; k++) {
      const u = t - (k + (k % 2 === 0 ? 0 : swing)) * step;
      if (k < 0 || u < 0) continue;
      const low = loud(kick, k);
      const high = loud(snare, k);
      const tick = loud(hat, k);
      if (low > 0) sum += 0.5 * low * Math.exp(-u / 0.06) * Math.sin(2 * Math.PI * (52 + 40 * Math.exp(-u / 0.03)) * u);
      if (high > 0) sum += 0.3 * high * Math.exp(-u / 0.05) * (0.6 * hiss(t) + 0.4 * Math.sin(2 * Math.PI * 190 * u));
      if (tick > 0) sum += 0.12 * tick * Math.exp(-u / 0.015) * hiss(t + 5);
    }
    return sum;
  };
}

/** Vowels of 70 to 340 ms with gaps of 30 to 130, whose two formants jump: nobody's voice, in the rhythm of one. */
export const babble: Wave = (t) => {
  let start = 0;
  for (let k = 0; ; k++) {
    const long = 0.07 + 0.27 * ((k * 0.618034) % 1) ** 2;
    const gap = 0.03 + 0.1 * ((k * 0.41421) % 1);
    if (t < start + long + gap) {
      const u = (t - start) / long;
      if (u >= 1) return 0;
      const first = 350 + 450 * ((k * 0.7548) % 1);
      const second = 1000 + 1300 * ((k * 0.5698) % 1);
      const voice = Math.sin(2 * Math.PI * first * t) + 0.6 * Math.sin(2 * Math.PI * second * t);
      return 0.25 * Math.sin(Math.PI * u) * voice;
    }
    start += long + gap;
  }
};
