import { describe, expect, it } from 'vitest';
import { openingOf } from '../advise/opening.ts';
import { preflight } from '../advise/preflight.ts';
import { eyesClosedTest, muteTest } from '../advise/senses.ts';
import { computeFeatures } from '../features/registry.ts';
import { aClip, aDraft, someSignals } from '../invented-cases.ts';
import { seconds } from '../units.ts';
import { FullMeter } from './full.ts';
import { lineImageOf } from './line-image.ts';
import { peoplePatch } from './objects.ts';
import { frameOf, pictureOf, scene, sine, soundOf, type Paint } from './rendered.ts';
import { lumaOf, textRegionsOf } from './text-regions.ts';
import { voiceOf, VoiceWindows } from './voice.ts';

const unreal = (value: unknown): boolean => {
  if (typeof value === 'number') return !Number.isFinite(value);
  if (typeof value !== 'object' || value === null) return false;
  return ArrayBuffer.isView(value) && !(value instanceof DataView)
    ? !(value as Float32Array).every(Number.isFinite)
    : Object.values(value).some(unreal);
};

const PAINTS: readonly (readonly [string, Paint])[] = [
  ['black', () => 0],
  ['white', () => 255],
  ['one red', () => [200, 30, 30]],
  ['a scene', scene(3)],
  ['checks', (x, y) => ((Math.floor(x * 64) + Math.floor(y * 64)) % 2 === 0 ? 0 : 255)],
];
const SIZES: readonly (readonly [number, number])[] = [
  [8, 8],
  [2, 2],
  [3, 96],
  [96, 3],
  [72, 128],
];

describe.each(SIZES)('pictures of %i by %i', (width, height) => {
  it.each(PAINTS)('in %s give real numbers, once and many times', (_, paint) => {
    for (const count of [1, 12]) {
      const frames = Array.from({ length: count }, (_each, i) => frameOf(paint, i / 30, width, height));
      const picture = pictureOf(frames);
      const meter = new FullMeter();
      for (const frame of frames) meter.push(frame);
      const clip = aClip({ length: seconds(count / 30) });
      const full = meter.finish(clip);
      expect(unreal(picture)).toBe(false);
      expect(unreal(full)).toBe(false);
      // A still, however small, has no cut.
      expect([picture.cuts, full.cuts, full.dissolves]).toEqual([[], [], []]);
      const [frame] = frames;
      const regions = textRegionsOf(frame!);
      expect(unreal(regions)).toBe(false);
      for (const region of regions) expect(unreal(lineImageOf(frame!, lumaOf(frame!), region, false))).toBe(false);
      expect(unreal(peoplePatch(frame!))).toBe(false);
      const signals = {
        ...someSignals({ clip, picture, sound: null }),
        percepts: { full: { state: 'seen', rung: 'plain', ms: 1, value: full } as const },
      };
      const draft = aDraft();
      const told = [openingOf(signals), muteTest(signals), eyesClosedTest(signals), preflight(signals, draft)];
      expect(unreal(told)).toBe(false);
      expect(unreal(computeFeatures({ signals, draft, account: null }).values)).toBe(false);
    }
  });
});

describe('sound', () => {
  it.each<[string, number, number]>([
    ['one channel at 8 kHz', 8000, 1],
    ['six channels at 192 kHz', 192_000, 6],
  ])('in %s is measured and listened to', (_, rate, channels) => {
    const waves = Array.from({ length: channels }, (_each, k) => sine(220 * (k + 1), 0.2));
    const sound = soundOf(waves, 3, rate);
    expect(unreal(sound)).toBe(false);
    expect(sound.length).toBeCloseTo(3, 2);
    const windows = new VoiceWindows();
    const samples = Array.from({ length: channels }, (_each, k) =>
      Float32Array.from({ length: 3 * rate }, (_value, i) => waves[k]!(i / rate)),
    );
    const found = [...windows.push({ at: seconds(0), sampleRate: rate, channels: samples }), ...windows.finish()];
    expect(found.length).toBeGreaterThan(80);
    expect(unreal(found)).toBe(false);
  });
  it('of one sample, or of none, has no speech and no loudness', () => {
    for (const length of [0, 1 / 16_000]) {
      const sound = soundOf([sine(100, 0.5)], length);
      expect(unreal(sound)).toBe(false);
      expect(sound.loudness).toBeNull();
      expect(voiceOf([], seconds(length), sound)).toMatchObject({ share: 0, firstWord: null });
    }
  });
});
