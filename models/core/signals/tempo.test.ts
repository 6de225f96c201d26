import { describe, expect, it } from 'vitest';
import { babble, PATTERNS, patternWave } from './beats.ts';
import { soundOf, type Wave } from './rendered.ts';

/** Share by which the tempo of a wave is off; 1 when none is told. */
const off = (wave: Wave, bpm: number): number => {
  const { tempo } = soundOf([wave], 16);
  return tempo === null ? 1 : Math.abs(tempo.bpm / bpm - 1);
};

describe('the beat that people tap, within 2 %', () => {
  it.each(PATTERNS)('$name, $bpm a minute', (pattern) => {
    const wave = patternWave(pattern);
    expect(off(wave, pattern.bpm)).toBeLessThanOrEqual(0.02);
  });
  it.each(PATTERNS)('$name, under somebody who talks', (pattern) => {
    const wave = patternWave(pattern);
    for (const loud of [0.35, 0.7]) {
      expect(
        off((t) => wave(t) + loud * babble(t), pattern.bpm),
        `${loud}`,
      ).toBeLessThanOrEqual(0.02);
    }
  });
  it.each(PATTERNS)('$name, a little slower and a little faster', (pattern) => {
    // The 4 % decided the width of the bell; the 6 % were not looked at before.
    for (const times of [0.94, 0.96, 1.04, 1.06]) {
      const bpm = pattern.bpm * times;
      expect(off(patternWave({ ...pattern, bpm }), bpm), `${times}`).toBeLessThanOrEqual(0.02);
    }
  });
  it('talk alone has none', () => {
    expect(soundOf([babble], 16).tempo).toBeNull();
  });
});
