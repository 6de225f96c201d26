import { describe, expect, it } from 'vitest';
import { hush, noise, sine, soundOf, strokes, type Wave } from './rendered.ts';

const tone =
  (hz: number): Wave =>
  (t) =>
    [1, 2, 3, 4].reduce((sum, k) => sum + sine(hz * k, 0.08 / k)(t), 0);
/** Three notes held for a second, then others. */
const chords: Wave = (t) => {
  const root = [220, 262, 196, 247][Math.floor(t) % 4]!;
  return tone(root)(t) + tone(root * 1.26)(t) + tone(root * 1.5)(t);
};
/** Partials whose pitch never rests, as in a voice: three glides at paces without a common beat. */
const gliding: Wave = (t) => {
  const glide = (hz: number, pace: number): number => (hz / (2 * Math.PI * pace)) * Math.sin(2 * Math.PI * pace * t);
  const phase = 150 * t + glide(30, 2.5) + glide(25, 1.07) + glide(20, 0.41);
  return [1, 2, 3, 4, 5, 6].reduce((sum, k) => sum + (0.1 / k) * Math.sin(2 * Math.PI * k * phase), 0);
};

describe('what behaves like music', () => {
  it('held chords do, and so does a beat without notes', () => {
    expect(soundOf([chords], 12).music!.share).toBeGreaterThan(0.9);
    expect(soundOf([strokes(120)], 12).music!.share).toBeGreaterThan(0.9);
  });
  it.each<[string, Wave]>([
    ['a gliding voice', gliding],
    ['a hiss', noise(0.3)],
    ['silence', hush],
    // Partials that never rest and never change: notes come and go.
    ['the hum of a machine', (t) => tone(104)(t) + 0.5 * tone(312)(t)],
  ])('%s does not', (_, wave) => {
    expect(soundOf([wave], 10).music).toEqual({ share: 0, spans: [] });
  });
  it('claps and feet without a note do', () => {
    const [foot, clap] = [strokes(92), noise(0.5)];
    const hands: Wave = (t) => {
      const beat = (t * 92) / 60;
      return 0.8 * foot(t) + (Math.floor(beat) % 2 === 1 ? Math.exp(-40 * (beat % 1)) * clap(t) : 0);
    };
    expect(soundOf([hands], 14).music!.share).toBeGreaterThan(0.9);
  });
  it('chords that begin at six seconds are found there', () => {
    // One chord only, since a beat would count for the whole sound.
    const { spans } = soundOf([(t) => (t < 6 ? gliding(t) : tone(220)(t) + tone(277)(t) + tone(330)(t))], 14).music!;
    expect(spans).toHaveLength(1);
    expect(Math.abs(spans[0]!.from - 6)).toBeLessThanOrEqual(1);
    expect(spans[0]!.to).toBeCloseTo(14, 0);
  });
  it.each([8000, 44100, 96000])('the same at %i Hz', (rate) => {
    expect(soundOf([chords], 6, rate).music!.share).toBeGreaterThan(0.9);
  });
});
