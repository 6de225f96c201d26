import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Draft, Frame, Signals } from '../flow.ts';
import {
  clipOf,
  frameOf,
  hush,
  lehmer,
  pictureOf,
  scene,
  sine,
  soundOf,
  strokes,
  type Paint,
  type Wave,
} from '../signals/rendered.ts';
import { hertz } from '../units.ts';
import { COMPOSITION_FEATURES } from './composition.ts';
import type { Feature } from './feature.ts';
import { FORMAT_FEATURES } from './format.ts';
import { LIGHT_FEATURES } from './light.ts';
import { LOUDNESS_FEATURES } from './loudness.ts';
import { MOTION_FEATURES } from './motion.ts';
import { OPENING_FEATURES } from './opening.ts';
import { PACE_FEATURES } from './pace.ts';
import { SHARPNESS_FEATURES } from './sharpness.ts';
import { SILENCE_FEATURES } from './silence.ts';
import { SPEECH_FEATURES } from './speech.ts';
import { TEMPO_FEATURES } from './tempo.ts';
import { TEXT_AREA_FEATURES } from './text-areas.ts';

const PICTURE: readonly Feature[] = [
  ...OPENING_FEATURES.filter((feature) => feature.name !== 'opening_loudness_lift'),
  ...PACE_FEATURES,
  ...MOTION_FEATURES,
  ...LIGHT_FEATURES,
  ...SHARPNESS_FEATURES,
  ...COMPOSITION_FEATURES,
  ...TEXT_AREA_FEATURES,
];
const SOUND: readonly Feature[] = [
  ...OPENING_FEATURES.filter((feature) => feature.name === 'opening_loudness_lift'),
  ...LOUDNESS_FEATURES,
  ...SILENCE_FEATURES,
  ...TEMPO_FEATURES,
  ...SPEECH_FEATURES,
];
const ALL: readonly Feature[] = [...PICTURE, ...SOUND, ...FORMAT_FEATURES];

const DRAFT: Draft = { platform: 'tiktok', caption: '', shown: '', country: null, posting: null, originalSound: null };

const valueOf = (name: string, signals: Signals | null) =>
  ALL.find((feature) => feature.name === name)!.of({ signals, draft: DRAFT, account: null });

const OPENING = Array.from({ length: 13 }, (_, i) => i / 4);

function film(length: number, times: readonly number[], paint: (at: number) => Paint): Signals {
  const frames = times.map((at) => frameOf(paint(at), at));
  return { clip: clipOf(length), picture: pictureOf(frames, length), sound: null, soundMissing: 'no_audio_track' };
}

function heard(waves: readonly Wave[], length: number): Signals {
  const audio = { codec: 'aac', sampleRate: hertz(16000), channels: waves.length, tracks: 1 };
  return { clip: clipOf(length, { audio }), picture: null, sound: soundOf(waves, length), soundMissing: null };
}

describe('a clip of two scenes that returns to the first', () => {
  // Scene 1 to 1.5 s, scene 2 to 9 s, scene 1 at 9.9 s; 10 s long.
  const clip = film(10, [...OPENING, 4, 5, 6, 7, 8, 9, 9.9], (at) => scene(at < 1.5 || at > 9 ? 1 : 2));

  it.each([
    ['opening_cut_rate', 1 / 3],
    ['cut_count', 2],
    ['cut_rate', 0.2],
    // Between 1.25 and 1.5 s, and between 9 and 9.9 s.
    ['first_cut_s', 1.375],
    ['longest_shot_s', 9.45 - 1.375],
    ['longest_still_s', 9 - 1.5],
    ['still_share', (1.25 + 7.5) / 10],
    ['motion_peak', 0],
    ['motion_spread', 0],
    ['loop_likeness', 1],
    ['black_share', 0],
    ['text_share', 0],
    ['text_area', 0],
    ['first_frame_text_share', 0],
    ['opening_text_share', 0],
    ['opening_flash_rate', 0],
  ])('%s is %f', (name, expected) => {
    expect(valueOf(name, clip)).toBeCloseTo(expected, 6);
  });

  it('has no text whose contrast could be told', () => {
    expect(valueOf('text_contrast', clip)).toBe('not_applicable');
    expect(valueOf('first_text_s', clip)).toBe('not_applicable');
  });
});

describe('light over time', () => {
  // White for .25 s, then black: in the mean over the clip's time, not over its frames.
  const clip = film(10, [0, 0.25, 0.5, 5, 9.9], (at) => () => (at === 0 ? 255 : 0));

  it('a white first frame of a black clip hardly counts', () => {
    // The first frame stands for .125 s, half-way to its neighbour.
    expect(valueOf('luma', clip)).toBeCloseTo(0.0125, 6);
    expect(valueOf('luma_spread', clip)).toBeCloseTo(Math.sqrt(0.0125 * 0.9875), 6);
    expect(valueOf('blown_share', clip)).toBeCloseTo(0.0125, 6);
    expect(valueOf('crushed_share', clip)).toBeCloseTo(0.9875, 6);
    expect(valueOf('black_share', clip)).toBeCloseTo(0.975, 6);
    expect(valueOf('first_frame_luma', clip)).toBeCloseTo(1, 6);
    expect(valueOf('entropy', clip)).toBe(0);
    expect(valueOf('sharpness', clip)).toBe(0);
    expect(valueOf('contrast', clip)).toBeCloseTo(0, 6);
  });
});

describe('sound', () => {
  const beat = heard([(t) => (t < 0.5 ? 0 : strokes(120)(t))], 8);

  it.each([
    ['first_sound_s', 0.5, 0],
    ['tempo_bpm', 120, 1],
    ['onset_rate', 2, 0.3],
    ['clipped_share', 0, 0],
    ['speech_like_share', 0, 0],
  ])('a beat of 120 after half a second: %s is %f', (name, expected, within) => {
    expect(Math.abs((valueOf(name, beat) as number) - expected)).toBeLessThanOrEqual(within);
  });

  it('a tone at -20 dB is as loud as it should be, all along', () => {
    // A 1 kHz sine of peak -20 dBFS in one channel: -23.01 LUFS, after EBU Tech 3341 case 1 less 3 dB for one channel.
    const tone = heard([sine(1000, 0.1)], 6);
    expect(valueOf('loudness_lufs', tone)).toBeCloseTo(-23.01, 1);
    expect(Math.abs((valueOf('true_peak_db', tone) as number) + 20)).toBeLessThanOrEqual(0.3);
    expect(valueOf('noise_floor_db', tone)).toBeCloseTo(-23.01, 1);
    expect(valueOf('loudness_range_db', tone)).toBeCloseTo(0, 1);
    expect(valueOf('opening_loudness_lift', tone)).toBeCloseTo(0, 1);
    expect(valueOf('brightness', tone)).toBeCloseTo(1000, -1);
    expect(valueOf('silence_share', tone)).toBe(0);
    expect(valueOf('tempo_bpm', tone)).toBe('no_evidence');
  });

  it('a quiet start is under the whole', () => {
    const late = heard([(t) => sine(1000, t < 3 ? 0.01 : 0.1)(t)], 6);
    expect(valueOf('opening_loudness_lift', late)).toBeLessThan(-10);
  });
});

describe('format', () => {
  const clip = film(4, [0, 1, 2, 3], () => scene(1));
  it.each([
    ['length_s', 4],
    ['aspect_ratio', 0.5625],
    ['short_side_px', 1080],
    ['frame_rate', 30],
    // 6,220,800 bit/s over 1080 · 1920 · 30 pixels a second.
    ['bits_per_pixel', 0.1],
    ['hdr', 0],
    ['has_sound', 0],
  ])('%s is %f', (name, expected) => expect(valueOf(name, clip)).toBeCloseTo(expected, 6));

  it('an unknown rate leaves a gap', () => {
    const video = { ...clip.clip.video, frameRate: null };
    const unknown = { ...clip, clip: { ...clip.clip, video } };
    expect(valueOf('frame_rate', unknown)).toBe('no_evidence');
    expect(valueOf('bits_per_pixel', unknown)).toBe('no_evidence');
  });
  it('the length stands without a file, as in a row of a table', () => {
    const length = FORMAT_FEATURES.find((feature) => feature.name === 'length_s')!;
    expect(length.of({ signals: null, draft: DRAFT, account: null, length: clip.clip.length })).toBe(4);
  });
});

describe('gaps have reasons', () => {
  it('a clip without sound has no tempo, no loudness, no speech', () => {
    const mute = film(4, [0, 1, 2, 3], () => scene(1));
    for (const { name } of [...SOUND, { name: 'audio_channels' }]) expect(valueOf(name, mute), name).toBe('no_audio');
  });
  it('of a sound that could not be decoded nothing is known', () => {
    const garbled: Signals = { ...film(4, [0, 1], () => scene(1)), soundMissing: 'undecodable' };
    for (const { name } of SOUND) expect(valueOf(name, garbled), name).toBe('no_evidence');
  });
  it('a silent track has no loudness, which is not silence measured as 0', () => {
    const silent = heard([hush], 5);
    expect(valueOf('loudness_lufs', silent)).toBe('no_evidence');
    expect(valueOf('first_sound_s', silent)).toBe('no_evidence');
    expect(valueOf('silence_share', silent)).toBe(1);
    expect(valueOf('longest_silence_s', silent)).toBe(5);
  });
  it('sound without a picture has no light', () => {
    const alone = heard([sine(300, 0.2)], 3);
    for (const { name } of PICTURE) expect(valueOf(name, alone), name).toBe('no_picture');
  });
  it('without a file nothing is given', () => {
    for (const { name } of ALL) expect(valueOf(name, null), name).toBe('not_given');
  });
  it('two seconds have no opening rate, one second no tempo', () => {
    expect(
      valueOf(
        'opening_cut_rate',
        film(2, [0, 0.5, 1, 1.5], () => scene(1)),
      ),
    ).toBe('too_short');
    expect(valueOf('tempo_bpm', heard([strokes(120)], 1))).toBe('too_short');
    expect(valueOf('loudness_range_db', heard([strokes(120)], 1))).toBe('too_short');
  });
  it('a single frame neither moves nor loops', () => {
    const single = film(0.04, [0], () => scene(1));
    for (const name of ['opening_motion', 'motion_mean', 'motion_peak', 'loop_likeness', 'longest_still_s']) {
      expect(valueOf(name, single), name).toBe('too_short');
    }
  });
  it('when the end was not looked at, nothing is said of the loop', () => {
    expect(
      valueOf(
        'loop_likeness',
        film(10, [0, 1, 2], () => scene(1)),
      ),
    ).toBe('no_evidence');
  });
});

describe('two decoders', () => {
  /** Word-like bars, so that text areas take part. */
  const lettered =
    (paint: Paint): Paint =>
    (x, y) =>
      y > 0.7 && y < 0.76 && x > 0.1 && x < 0.9 && Math.floor(x * 36) % 2 === 0 ? 250 : paint(x, y);

  /** 72 dB apart in 8 bits: 4 samples in a thousand off by one (media note, section 3). */
  function redecoded(frame: Frame, random: () => number): Frame {
    return { ...frame, rgba: frame.rgba.map((v) => (random() < 0.004 ? v + (random() < 0.5 ? 1 : -1) : v)) };
  }

  it('give the same picture features within each tolerance', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 30 }), { minLength: 2, maxLength: 5 }),
        fc.nat(),
        (seeds, seed) => {
          const random = lehmer(seed);
          const paints = seeds.map((s, i) => (i % 2 === 0 ? lettered(scene(s)) : scene(s)));
          const frames = OPENING.map((at) => frameOf(paints[Math.floor((at / 3.25) * paints.length)]!, at));
          const decode = (list: readonly Frame[]): Signals => ({
            ...film(3.2, [0], () => scene(0)),
            clip: clipOf(3.2),
            picture: pictureOf(list, 3.2),
          });
          const first = decode(frames);
          const second = decode(frames.map((frame) => redecoded(frame, random)));
          for (const { name, tolerance } of PICTURE) {
            const [a, b] = [valueOf(name, first), valueOf(name, second)];
            if (typeof a === 'number' && typeof b === 'number') {
              expect(Math.abs(a - b), name).toBeLessThanOrEqual(tolerance);
            } else expect(b, name).toBe(a);
          }
        },
      ),
      { numRuns: 5 },
    );
  });

  it('give the same sound features within each tolerance', () => {
    const tune: Wave = (t) => strokes(110, [1, 0.7])(t) + sine(330, 0.1)(t);
    // Rounded to 16 bits and half a millisecond late.
    const other: Wave = (t) => Math.round(tune(Math.max(0, t - 0.0005)) * 32768) / 32768;
    const [first, second] = [heard([tune], 8), heard([other], 8)];
    for (const { name, tolerance } of SOUND) {
      const [a, b] = [valueOf(name, first), valueOf(name, second)];
      if (typeof a === 'number' && typeof b === 'number') {
        expect(Math.abs(a - b), name).toBeLessThanOrEqual(tolerance);
      } else expect(b, name).toBe(a);
    }
  });
});
