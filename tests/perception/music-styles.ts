/**
 * A seed enters, seconds of music in one of nine synthesised styles leave, or of sounds that are none. At 16 kHz; made
 * of tones, plucked strings and noise, so that what is music is known. None of it is a recording.
 */
import { lehmer } from '#core/signals/rendered.ts';
import { RATE, say, VOICES } from './spoken.ts';

type Random = () => number;
export type Rendered = (seconds: number, seed: number) => Float32Array;

const TAU = 2 * Math.PI;
const hzOf = (semitone: number): number => 110 * 2 ** (semitone / 12);
const MINOR = [0, 3, 7, 10] as const;
const MAJOR = [0, 4, 7, 12] as const;

/** A stretch of samples to draw on. */
class Tape {
  readonly samples: Float32Array;
  constructor(length: number) {
    this.samples = new Float32Array(Math.round(length * RATE));
  }
  add(at: number, length: number, wave: (t: number) => number): void {
    const from = Math.round(at * RATE);
    const count = Math.min(Math.round(length * RATE), this.samples.length - from);
    for (let i = Math.max(0, -from); i < count; i++) this.samples[from + i]! += wave(i / RATE);
  }
  done(): Float32Array {
    let peak = 1e-9;
    for (const value of this.samples) peak = Math.max(peak, Math.abs(value));
    return this.samples.map((value) => (0.7 * value) / peak);
  }
}

const kick = (t: number): number => Math.exp(-9 * t) * Math.sin(TAU * (50 * t + (30 * (1 - Math.exp(-20 * t))) / 20));
const snare = (random: Random) => (t: number) =>
  Math.exp(-18 * t) * (0.7 * (2 * random() - 1) + 0.4 * Math.sin(TAU * 190 * t));
const hat = (random: Random) => {
  let before = 0;
  return (t: number) => {
    const noise = 2 * random() - 1;
    const high = noise - before;
    before = noise;
    return 0.4 * Math.exp(-60 * t) * high;
  };
};
const saw = (hz: number, partials: number) => (t: number) => {
  let sum = 0;
  for (let k = 1; k <= partials; k++) sum += Math.sin(TAU * hz * k * t) / k;
  return sum;
};

/** A string plucked after Karplus and Strong 1983. */
function plucked(hz: number, length: number, random: Random): Float32Array {
  const size = Math.max(2, Math.round(RATE / hz));
  const line = Float32Array.from({ length: size }, () => 2 * random() - 1);
  const out = new Float32Array(Math.round(length * RATE));
  for (let i = 0; i < out.length; i++) {
    const k = i % size;
    out[i] = line[k]!;
    line[k] = 0.497 * (line[k]! + line[(k + 1) % size]!);
  }
  return out;
}

const pace = (random: Random, from: number, to: number): number => 60 / (from + (to - from) * random());
const pick = <T>(random: Random, list: readonly T[]): T => list[Math.floor(random() * list.length)]!;

export const MUSIC: Readonly<Record<string, Rendered>> = {
  'four on the floor': (seconds, seed) => {
    const [random, tape] = [lehmer(seed), new Tape(seconds)];
    const beat = pace(random, 118, 132);
    const roots = Array.from({ length: 4 }, () => Math.floor(12 * random()) - 12);
    for (let n = 0; n * beat < seconds; n++) {
      tape.add(n * beat, 0.35, kick);
      tape.add((n + 0.5) * beat, 0.1, hat(random));
      const bass = saw(hzOf(roots[Math.floor(n / 4) % 4]!), 6);
      tape.add((n + 0.5) * beat, 0.45 * beat, (t) => 0.25 * bass(t) * Math.exp(-4 * t));
      if (n % 2 === 1) tape.add(n * beat, 0.2, snare(random));
    }
    return tape.done();
  },
  'slow keys with a crackle': (seconds, seed) => {
    const [random, tape] = [lehmer(seed), new Tape(seconds)];
    const beat = pace(random, 70, 88);
    for (let n = 0; n * beat < seconds; n++) {
      tape.add(n * beat, 0.3, (t) => 0.6 * (n % 2 === 0 ? kick(t) : snare(random)(t)));
      tape.add((n + 0.62) * beat, 0.08, hat(random));
      if (n % 4 !== 0) continue;
      const root = Math.floor(12 * random());
      for (const step of pick(random, [MINOR, MAJOR]))
        tape.add(n * beat + 0.03 * random(), 4 * beat, (t) => {
          const wow = 1 + 0.002 * Math.sin(TAU * 0.7 * t);
          const hz = hzOf(root + step) * wow;
          return 0.12 * Math.exp(-0.9 * t) * (Math.sin(TAU * hz * t) + 0.3 * Math.sin(TAU * 2 * hz * t));
        });
    }
    return tape.done().map((value) => value + 0.012 * (2 * random() - 1) + (random() < 0.0004 ? 0.2 * random() : 0));
  },
  'plucked strings': (seconds, seed) => {
    const [random, tape] = [lehmer(seed), new Tape(seconds)];
    const step = pace(random, 90, 130) / 2;
    let root = 0;
    for (let n = 0; n * step < seconds; n++) {
      if (n % 8 === 0) root = Math.floor(12 * random());
      const note = plucked(hzOf(root + MAJOR[[0, 2, 1, 3, 2, 1, 3, 2][n % 8]!]!), 1.2, random);
      tape.add(n * step + 0.01 * random(), 1.2, (t) => note[Math.round(t * RATE)] ?? 0);
    }
    return tape.done();
  },
  'a flute alone': (seconds, seed) => {
    const [random, tape] = [lehmer(seed), new Tape(seconds)];
    let at = 0;
    let semitone = 24;
    while (at < seconds) {
      const length = pick(random, [0.25, 0.5, 0.5, 1]);
      semitone = Math.min(36, Math.max(18, semitone + pick(random, [-3, -2, -1, 1, 2, 4])));
      const hz = hzOf(semitone);
      tape.add(at, length, (t) => {
        const phase = TAU * hz * t + ((0.01 * hz) / 5.2) * Math.sin(TAU * 5.2 * t);
        const swell = Math.min(1, t / 0.05) * Math.min(1, (length - t) / 0.05);
        return (
          swell *
          (Math.sin(phase) + 0.25 * Math.sin(2 * phase) + 0.08 * Math.sin(3 * phase) + 0.06 * (2 * random() - 1))
        );
      });
      at += length;
    }
    return tape.done();
  },
  'sliding bass and hats': (seconds, seed) => {
    const [random, tape] = [lehmer(seed), new Tape(seconds)];
    const beat = pace(random, 66, 78);
    for (let n = 0; n * beat < seconds; n++) {
      const hz = hzOf(Math.floor(8 * random()) - 14);
      if (random() < 0.7)
        tape.add(n * beat, beat, (t) => Math.exp(-1.5 * t) * Math.sin(TAU * hz * t * (1 + 0.04 * Math.exp(-30 * t))));
      if (n % 2 === 1) tape.add(n * beat, 0.25, snare(random));
      const fast = pick(random, [4, 4, 6, 8]);
      for (let k = 0; k < fast; k++) tape.add((n + k / fast) * beat, 0.05, hat(random));
    }
    return tape.done();
  },
  'distorted guitar': (seconds, seed) => {
    const [random, tape] = [lehmer(seed), new Tape(seconds)];
    const beat = pace(random, 110, 150);
    for (let n = 0; n * beat < seconds; n++) {
      const root = n % 4 === 0 ? Math.floor(8 * random()) - 8 : -5;
      const strings = [0, 7, 12].map((step) => plucked(hzOf(root + step), beat, random));
      tape.add(
        n * beat,
        beat,
        (t) => 0.5 * Math.tanh(6 * strings.reduce((sum, line) => sum + (line[Math.round(t * RATE)] ?? 0), 0)),
      );
      tape.add(n * beat, 0.3, (t) => 0.8 * (n % 2 === 0 ? kick(t) : snare(random)(t)));
      tape.add((n + 0.5) * beat, 0.08, hat(random));
    }
    return tape.done();
  },
  'a soft pad': (seconds, seed) => {
    const [random, tape] = [lehmer(seed), new Tape(seconds)];
    for (let at = 0; at < seconds; at += 4) {
      const root = Math.floor(12 * random());
      for (const step of pick(random, [MINOR, MAJOR]))
        for (const off of [0.997, 1, 1.004]) {
          const wave = saw(hzOf(root + step) * off, 5);
          tape.add(at, 4.5, (t) => 0.05 * wave(t) * Math.min(1, t / 1.2) * Math.min(1, (4.5 - t) / 1.2));
        }
    }
    return tape.done();
  },
  'many strings': (seconds, seed) => {
    const [random, tape] = [lehmer(seed), new Tape(seconds)];
    for (let at = 0; at < seconds; at += 1.5) {
      const root = Math.floor(12 * random());
      for (const step of [...MAJOR, 16, 19])
        for (let voice = 0; voice < 3; voice++) {
          const hz = hzOf(root + step) * (1 + 0.004 * (random() - 0.5));
          const [rate, begins] = [5 + random(), TAU * random()];
          tape.add(at, 1.6, (t) => {
            const phase = TAU * hz * t + ((0.006 * hz) / rate) * Math.sin(TAU * rate * t + begins);
            let sum = 0;
            for (let k = 1; k <= 5; k++) sum += Math.sin(k * phase) / k;
            return 0.03 * sum * Math.min(1, t / 0.15) * Math.min(1, (1.6 - t) / 0.2);
          });
        }
    }
    return tape.done();
  },
  'hands and feet': (seconds, seed) => {
    const [random, tape] = [lehmer(seed), new Tape(seconds)];
    const beat = pace(random, 84, 110);
    for (let n = 0; n * beat < seconds; n++) {
      for (const at of n % 4 < 2 ? [0, 0.5] : [0])
        tape.add((n + at) * beat + 0.012 * random(), 0.2, (t) => 0.7 * Math.exp(-14 * t) * Math.sin(TAU * 70 * t));
      if (n % 2 === 1) tape.add(n * beat + 0.012 * random(), 0.15, (t) => Math.exp(-30 * t) * (2 * random() - 1));
    }
    return tape.done();
  },
};

/** Talk of one voice after the other, without a word to tell where. */
function talk(seconds: number, seed: number, voices: number, gap: number): Float32Array {
  const [random, tape] = [lehmer(seed), new Tape(seconds)];
  for (let voice = 0; voice < voices; voice++) {
    let at = random();
    for (let n = 0; at < seconds; n++) {
      const sentence = say(VOICES[(seed + voice + n) % VOICES.length]!);
      tape.add(at, sentence.length / RATE, (t) => sentence[Math.round(t * RATE)] ?? 0);
      at += sentence.length / RATE + gap * random();
    }
  }
  return tape.done();
}

/** Noise of one slope: the larger `slow`, the deeper. */
function hiss(seconds: number, seed: number, slow: number, gusts: number): Float32Array {
  const [random, tape] = [lehmer(seed), new Tape(seconds)];
  let value = 0;
  tape.add(0, seconds, (t) => {
    value = slow * value + (1 - slow) * (2 * random() - 1);
    return value * (1 + gusts * Math.sin(TAU * 0.37 * t) * Math.sin(TAU * 0.11 * t + seed));
  });
  return tape.done();
}

export const NO_MUSIC: Readonly<Record<string, Rendered>> = {
  'one voice': (seconds, seed) => talk(seconds, seed, 1, 1.2),
  'a crowd': (seconds, seed) => talk(seconds, seed, 5, 0.4),
  rain: (seconds, seed) => hiss(seconds, seed, 0.2, 0.1),
  wind: (seconds, seed) => hiss(seconds, seed, 0.985, 0.8),
  'a machine': (seconds, seed) => {
    const [random, tape] = [lehmer(seed), new Tape(seconds)];
    const hz = 95 + 20 * random();
    tape.add(
      0,
      seconds,
      (t) => [1, 2, 3, 5].reduce((sum, k) => sum + Math.sin(TAU * k * hz * t + k) / k, 0) + 0.3 * (2 * random() - 1),
    );
    return tape.done();
  },
  'steps and typing': (seconds, seed) => {
    const [random, tape] = [lehmer(seed), new Tape(seconds)];
    for (let at = 0; at < seconds; at += 0.09 + 0.5 * random() * random())
      tape.add(at, 0.06, (t) => (0.3 + 0.7 * random()) * Math.exp(-70 * t) * (2 * random() - 1));
    return tape.done();
  },
};
