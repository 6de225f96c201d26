import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { babble } from './beats.ts';
import { chunksOf, hush, noise, sine, soundOf, strokes, type Wave } from './rendered.ts';
import { SoundMeter } from './sound.ts';

/**
 * Expected: ffmpeg 5.1.9, `ffmpeg -f lavfi -i "aevalsrc=EXPRESSION:s=RATE:d=LENGTH" -filter_complex ebur128=peak=true
 * -f null -`, with the expression of each row.
 */
const REFERENCES: readonly {
  readonly expression: string;
  readonly waves: readonly Wave[];
  readonly rate: number;
  readonly length: number;
  readonly lufs: number;
  readonly range: number;
  readonly peak: number;
}[] = [
  {
    expression: '0.07079458*sin(2*PI*1000*t)|0.07079458*sin(2*PI*1000*t)',
    waves: [sine(1000, 0.07079458), sine(1000, 0.07079458)],
    rate: 48000,
    length: 20,
    lufs: -23,
    range: 0,
    peak: -23,
  },
  {
    expression: 'if(lt(mod(t,20),5),0.0158489,if(lt(mod(t,20),15),0.0707946,0.0158489))*sin(2*PI*1000*t)',
    waves: [(t) => sine(1000, t < 5 || t >= 15 ? 0.0158489 : 0.0707946)(t)],
    rate: 48000,
    length: 20,
    lufs: -26.1,
    range: 13,
    peak: -23,
  },
  {
    expression: '0.3*sin(2*PI*60*t)+0.2*sin(2*PI*3000*t)+0.1*sin(2*PI*9000*t)',
    waves: [(t) => sine(60, 0.3)(t) + sine(3000, 0.2)(t) + sine(9000, 0.1)(t)],
    rate: 22050,
    length: 8,
    lufs: -11.4,
    range: 0,
    peak: -5.8,
  },
  {
    expression: '(0.1+0.2*mod(floor(t),3))*sin(2*PI*440*t)|0.25*sin(2*PI*(200+20*t)*t)',
    waves: [
      (t) => sine(440, 0.1 + 0.2 * (Math.floor(t) % 3))(t),
      (t) => 0.25 * Math.sin(2 * Math.PI * (200 + 20 * t) * t),
    ],
    rate: 44100,
    length: 12,
    lufs: -11.2,
    range: 0.1,
    peak: -6,
  },
  {
    expression: '0.4*pow(2,-t/2)*sin(2*PI*300*t)|0.4*pow(2,-t/2)*sin(2*PI*7000*t)',
    waves: [(t) => 2 ** (-t / 2) * sine(300, 0.4)(t), (t) => 2 ** (-t / 2) * sine(7000, 0.4)(t)],
    rate: 96000,
    length: 12,
    lufs: -13.1,
    range: 23.2,
    peak: -7.8,
  },
];

describe('loudness and peak agree with ffmpeg', () => {
  it.each(REFERENCES)('$expression at $rate Hz', ({ waves, rate, length, lufs, range, peak }) => {
    const sound = soundOf(waves, length, rate);
    expect(Math.abs(sound.loudness! - lufs)).toBeLessThanOrEqual(0.1);
    expect(Math.abs(sound.range! - range)).toBeLessThanOrEqual(0.3);
    expect(Math.abs(sound.peak! - peak)).toBeLessThanOrEqual(0.3);
  });

  it('surround channels weigh more, the low-frequency one not at all', () => {
    // The same command with `:c=5.1` on 0.1*sin(2*PI*500*t)|0|0|0.5*sin(2*PI*60*t)|0.1*sin(2*PI*700*t)|0.1*sin(2*PI*900*t).
    const six = [sine(500, 0.1), hush, hush, sine(60, 0.5), sine(700, 0.1), sine(900, 0.1)];
    expect(Math.abs(soundOf(six, 4, 48000).loudness! + 17.6)).toBeLessThanOrEqual(0.1);
    // `:c=quad` and `:c=5.0` on 0.1*sin(2*PI*F*t) with F 500, 700, 600, 900 and 800.
    const five = [500, 700, 600, 900, 800].map((hz) => sine(hz, 0.1));
    expect(Math.abs(soundOf(five.slice(0, 4), 4, 48000).loudness! + 16.6)).toBeLessThanOrEqual(0.1);
    expect(Math.abs(soundOf(five, 4, 48000).loudness! + 15.8)).toBeLessThanOrEqual(0.1);
  });

  it('the wave between samples counts: a sine at a quarter of the rate, sampled off its tops', () => {
    // Samples are ±.3536, -9.03 dB; the wave reaches .5, -6.02 dB. It fades in, since a start from nothing rings over.
    const wave: Wave = (t) => 0.5 * Math.sin(2 * Math.PI * 12000 * t + Math.PI / 4) * Math.min(1, t * 20);
    expect(Math.abs(soundOf([wave], 1, 48000).peak! + 6.02)).toBeLessThanOrEqual(0.3);
  });
});

describe('a silent track', () => {
  const silent = soundOf([hush], 4);
  it('has no loudness, which is not a quiet one', () => {
    expect(silent).toMatchObject({
      loudness: null,
      range: null,
      peak: null,
      firstSound: null,
      tempo: null,
      brightness: null,
    });
  });
  it('is silent all along', () => {
    expect(silent.silences).toEqual([{ from: 0, to: 4 }]);
    expect(silent).toMatchObject({ onsetRate: 0, speechLike: 0, clipped: 0, noiseFloor: -96 });
    expect(new Set(silent.momentary.values)).toEqual(new Set([-70]));
  });
});

it('a track without samples is a silence of no length', () => {
  expect(new SoundMeter().finish()).toMatchObject({ length: 0, loudness: null, firstSound: null, silences: [] });
});

describe('silences', () => {
  const gap = soundOf([(t) => (t >= 1 && t < 1.5 ? 0 : sine(440, 0.2)(t))], 3);
  it('a pause of half a second is told, and the sound begins at once', () => {
    expect(gap.silences).toEqual([{ from: 1, to: 1.5 }]);
    expect(gap.firstSound).toBe(0);
  });
  it('a gap between two words is not', () => {
    expect(soundOf([(t) => (t >= 1 && t < 1.2 ? 0 : sine(440, 0.2)(t))], 3).silences).toEqual([]);
  });
  it('a late start is told', () => {
    expect(soundOf([(t) => (t < 0.8 ? 0 : sine(440, 0.2)(t))], 2).firstSound).toBe(0.8);
  });
  it('the offset of a bad recorder is no sound', () => {
    expect(soundOf([() => 0.1], 2).firstSound).toBeNull();
  });
  it('the floor is the level of the quiet tenth', () => {
    // RMS of a sine of .001 is 3 dB under its -60 dB.
    expect(soundOf([(t) => sine(440, t < 1 ? 0.001 : 0.5)(t)], 5).noiseFloor!).toBeCloseTo(-63, 1);
  });
});

describe('clipping', () => {
  it('the first clipped sample and the highest peak have their places', () => {
    const loudAt =
      (at: number): Wave =>
      (t) =>
        (Math.abs(t - at) < 0.05 ? 3 : 0.5) * Math.sin(2 * Math.PI * 100 * t);
    const cutOff = soundOf([hush, (t) => Math.max(-1, Math.min(1, loudAt(1.3)(t)))], 2, 48000);
    expect(Math.abs(cutOff.clippedAt! - 1.25)).toBeLessThan(0.01);
    expect(Math.abs(cutOff.peakAt! - 1.3)).toBeLessThan(0.06);
    expect(soundOf([sine(100, 0.5)], 1, 48000).clippedAt).toBeNull();
    // Three times the peak in between, over the borders of chunks.
    const peaks: Wave = (t) => (Math.abs(t - 2.4) < 0.002 ? 0.9 : 0.3) * Math.sin(2 * Math.PI * 1000 * t);
    expect(Math.abs(soundOf([peaks], 4, 48000, 0.7).peakAt! - 2.4)).toBeLessThan(0.003);
    expect(soundOf([hush], 1).peakAt).toBeNull();
  });
  it('a wave cut off at full scale is clipped for as long as it lies there', () => {
    // |2 sin| ≥ 1 for two thirds of the time.
    const { clipped } = soundOf([(t) => Math.max(-1, Math.min(1, 2 * Math.sin(2 * Math.PI * 100 * t)))], 1, 48000);
    expect(clipped).toBeCloseTo(2 / 3, 2);
  });
  it('a wave that just touches full scale is not', () => {
    expect(soundOf([sine(3000, 1)], 1, 48000).clipped).toBe(0);
  });
});

describe('tempo', () => {
  it.each([70, 92, 100, 128, 140])('%i beats a minute', (bpm) => {
    expect(soundOf([strokes(bpm)], 12).tempo!.bpm).toBeCloseTo(bpm, 0);
  });
  it('strokes between the beats do not double it', () => {
    expect(soundOf([strokes(92, [1, 0.5], 2)], 12).tempo!.bpm).toBeCloseTo(92, 0);
    expect(soundOf([strokes(128, [1, 0.5], 2)], 12).tempo!.bpm).toBeCloseTo(128, 0);
    expect(soundOf([strokes(92, [1, 0.3, 0.5, 0.3], 4)], 12).tempo!.bpm).toBeCloseTo(92, 0);
  });
  it('a weak second beat does not halve it', () => {
    expect(soundOf([strokes(140, [1, 0.6])], 12).tempo!.bpm).toBeCloseTo(140, 0);
  });
  it('a tone and a hiss have none', () => {
    expect(soundOf([sine(440, 0.3)], 8).tempo).toBeNull();
    expect(soundOf([noise(0.3)], 8).tempo).toBeNull();
  });
  it('three seconds are too short to tell', () => {
    expect(soundOf([strokes(128)], 3).tempo).toBeNull();
  });
  it('onsets are counted: two strokes a second, none in a tone', () => {
    expect(soundOf([strokes(120)], 8).onsetRate).toBeCloseTo(2, 0);
    expect(soundOf([sine(440, 0.3)], 8).onsetRate).toBe(0);
  });
});

describe('what behaves like speech', () => {
  it('uneven syllables do', () => {
    const { speechLike, firstSpeechLike } = soundOf([babble], 8);
    expect(speechLike).toBeGreaterThan(0.7);
    expect(firstSpeechLike).toBeLessThan(1);
  });
  it.each<[string, Wave]>([
    ['a tone', sine(440, 0.3)],
    ['a hiss', noise(0.3)],
    ['a drum', strokes(120)],
    ['a tremolo as even as a machine', (t) => (1 + Math.sin(2 * Math.PI * 4 * t)) * sine(500, 0.2)(t)],
  ])('%s does not', (_, wave) => {
    expect(soundOf([wave], 8).speechLike).toBeLessThan(0.1);
  });
});

it('brightness is where the tone is', () => {
  expect(soundOf([sine(1000, 0.3)], 2).brightness!).toBeCloseTo(1000, -1);
  expect(soundOf([sine(4000, 0.3)], 2, 44100).brightness!).toBeCloseTo(4000, -2);
});

describe('laws', () => {
  const mixed: Wave = (t) => strokes(110)(t) + noise(0.05)(t) + sine(330, 0.1)(t);

  it('a quieter clip is never louder', () => {
    const loud = soundOf([mixed], 5);
    fc.assert(
      fc.property(fc.double({ min: 0.01, max: 1, noNaN: true }), (gain) => {
        const quiet = soundOf([(t) => gain * mixed(t)], 5);
        expect(quiet.loudness!).toBeLessThanOrEqual(loud.loudness! + 1e-6);
        expect(quiet.peak!).toBeLessThanOrEqual(loud.peak! + 1e-6);
        expect(quiet.noiseFloor!).toBeLessThanOrEqual(loud.noiseFloor! + 1e-6);
      }),
      { numRuns: 12 },
    );
  });

  it('it does not matter how the sound is cut into runs', () => {
    const whole = soundOf([mixed, mixed], 5, 22050, 5);
    fc.assert(
      fc.property(fc.double({ min: 0.003, max: 2, noNaN: true }), (chunk) => {
        const pieces = soundOf([mixed, mixed], 5, 22050, chunk);
        // Sums are made in another order, so the last digits differ.
        for (const name of [
          'loudness',
          'range',
          'peak',
          'noiseFloor',
          'onsetRate',
          'speechLike',
          'brightness',
        ] as const) {
          expect(pieces[name]!).toBeCloseTo(whole[name]!, 6);
        }
        expect(pieces.tempo!.bpm).toBeCloseTo(whole.tempo!.bpm, 6);
        expect(pieces.momentary.values).toHaveLength(whole.momentary.values.length);
        expect(pieces.silences).toEqual(whole.silences);
      }),
      { numRuns: 6 },
    );
  });

  it('the same sound at another rate measures nearly the same', () => {
    const tune: Wave = (t) => strokes(110)(t) + sine(330, 0.1)(t);
    const low = soundOf([tune], 6, 16000);
    const high = soundOf([tune], 6, 48000);
    expect(Math.abs(high.loudness! - low.loudness!)).toBeLessThan(0.1);
    expect(high.tempo!.bpm).toBeCloseTo(low.tempo!.bpm, 0);
    expect(Math.abs(high.onsetRate - low.onsetRate)).toBeLessThan(0.4);
  });

  it('a stream that doubles its rate on the way keeps its time', () => {
    const meter = new SoundMeter();
    for (const run of chunksOf([sine(440, 0.2)], 2, 22050, 0.5)) meter.push(run);
    for (const run of chunksOf([sine(440, 0.2), sine(440, 0.2)], 2, 44100, 0.5)) meter.push(run);
    expect(meter.finish().length).toBeCloseTo(4, 3);
  });
});
