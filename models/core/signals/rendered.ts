/** Formulas enter; working frames, clips and runs of sound leave. Material for tests: nothing of the app imports it. */
import type { Clip, Frame, PictureSignals, SoundChunk, SoundSignals } from '../flow.ts';
import { hertz, seconds } from '../units.ts';
import { PictureMeter } from './picture.ts';
import { SoundMeter } from './sound.ts';

export type Rgb = readonly [number, number, number];
/** Colour at a place in shares of the frame; a lone number is a grey. */
export type Paint = (x: number, y: number) => number | Rgb;

export function frameOf(paint: Paint, at = 0, width = 72, height = 128): Frame {
  const rgba = new Uint8ClampedArray(width * height * 4);
  for (let y = 0, i = 0; y < height; y++) {
    for (let x = 0; x < width; x++, i += 4) {
      const colour = paint((x + 0.5) / width, (y + 0.5) / height);
      const [r, g, b] = typeof colour === 'number' ? [colour, colour, colour] : colour;
      rgba[i] = r;
      rgba[i + 1] = g;
      rgba[i + 2] = b;
      rgba[i + 3] = 255;
    }
  }
  return { at: seconds(at), width, height, rgba };
}

/** A picture with shapes of several sizes, another one for every seed. */
export function scene(seed: number): Paint {
  const random = lehmer(seed);
  const waves = Array.from({ length: 6 }, () => ({
    u: 2 + 9 * random(),
    v: 2 + 9 * random(),
    phase: 7 * random(),
    tint: [random(), random(), random()] as const,
  }));
  const ground = [40 + 120 * random(), 40 + 120 * random(), 40 + 120 * random()];
  return (x, y) => {
    const colour = [...ground];
    for (const { u, v, phase, tint } of waves) {
      const on = Math.sin(u * x + v * y + phase) > 0 ? 1 : 0;
      for (let c = 0; c < 3; c++) colour[c]! += on * 45 * (tint[c]! - 0.3);
    }
    return [colour[0]!, colour[1]!, colour[2]!];
  };
}

/** Even numbers in 0..1 (Park & Miller 1988). */
export function lehmer(seed: number): () => number {
  let state = (Math.abs(Math.trunc(seed)) % 2147483646) + 1;
  const next = (): number => (state = (state * 48271) % 2147483647) / 2147483647;
  next();
  return next;
}

export function clipOf(length: number, change: Partial<Clip> = {}): Clip {
  return {
    hash: '0'.repeat(64),
    name: 'rendered.mp4',
    bytes: 1_000_000,
    container: 'mp4',
    length: seconds(length),
    video: {
      codec: 'avc',
      width: 1080,
      height: 1920,
      rotation: 0,
      frameRate: hertz(30),
      bitrate: 6_220_800,
      hdr: null,
    },
    audio: null,
    keyframes: [],
    decoder: 'webcodecs',
    ...change,
  };
}

/** Frames are handed in as they are; the clip ends a quarter of a second after the last one unless told. */
export function pictureOf(frames: readonly Frame[], length = (frames.at(-1)?.at ?? 0) + 0.25): PictureSignals {
  const meter = new PictureMeter();
  for (const frame of frames) meter.push(frame);
  return meter.finish(clipOf(length));
}

export type Wave = (time: number) => number;

/** One second at a time, as a decoder would. */
export function soundOf(waves: readonly Wave[], length: number, rate = 16000, chunk = 1): SoundSignals {
  const meter = new SoundMeter();
  for (const run of chunksOf(waves, length, rate, chunk)) meter.push(run);
  return meter.finish();
}

export function* chunksOf(waves: readonly Wave[], length: number, rate: number, chunk: number): Generator<SoundChunk> {
  const total = Math.round(length * rate);
  const size = Math.max(1, Math.round(chunk * rate));
  for (let from = 0; from < total; from += size) {
    const count = Math.min(size, total - from);
    const channels = waves.map((wave) => Float32Array.from({ length: count }, (_, i) => wave((from + i) / rate)));
    yield { at: seconds(from / rate), sampleRate: rate, channels };
  }
}

export const sine =
  (hz: number, amplitude: number): Wave =>
  (t) =>
    amplitude * Math.sin(2 * Math.PI * hz * t);

export const hush: Wave = () => 0;

/** White noise that is the same at the same time, so that runs of any size agree. */
export const noise =
  (amplitude: number): Wave =>
  (t) => {
    const s = Math.sin(t * 12989.8 + 78.2) * 43758.5453;
    return amplitude * 2 * (s - Math.floor(s) - 0.5);
  };

/** A stroke `sub` times per beat, loud by the accents in turn. */
export function strokes(bpm: number, accents: readonly number[] = [1], sub = 1): Wave {
  const apart = 60 / bpm / sub;
  return (t) => {
    const k = Math.floor(t / apart);
    const u = t - k * apart;
    return 0.6 * accents[k % accents.length]! * Math.exp(-u / 0.03) * Math.sin(2 * Math.PI * 200 * u);
  };
}
