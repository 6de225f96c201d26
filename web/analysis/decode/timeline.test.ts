import { describe, expect, it } from 'vitest';
import { seconds } from '#core/units.ts';
import { breaksOff, picturesAt, soundZero, timelineOf, type Packet } from './timeline.ts';

/** `count` pictures at 10 per second, a sync sample every 5. */
const steady = (count: number, from = 0): Packet[] =>
  Array.from({ length: count }, (_, i) => ({ at: from + i / 10, duration: 0.1, bytes: 1000, key: i % 5 === 0 }));

describe('the timeline of a clip', () => {
  it('starts at the first picture, wherever the container puts it', () => {
    const timeline = timelineOf(steady(20, 1.5))!;
    expect(timeline.start).toBe(1.5);
    expect(timeline.length).toBeCloseTo(2, 9);
    expect(timeline.keyframes.map((t) => Math.round(t * 10) / 10)).toEqual([0, 0.5, 1, 1.5]);
    expect(timeline.frameRate).toBeCloseTo(10, 9);
    expect(timeline.bitrate).toBeCloseTo(80_000, 6);
  });

  it('puts pictures in the order in which they are shown', () => {
    const [a, b, c] = steady(3) as [Packet, Packet, Packet];
    expect(timelineOf([a, c, b])!.times).toEqual([0, 0.1, 0.2]);
  });

  it('leaves out what an edit list hides', () => {
    expect(timelineOf(steady(10, -0.5))!.times[0]).toBeCloseTo(0, 9);
  });

  it('does not believe a last picture that claims two days', () => {
    const packets = steady(10);
    packets[9] = { ...packets[9]!, duration: 143_165 };
    expect(timelineOf(packets)!.length).toBeCloseTo(1, 9);
  });

  it('believes a last picture that stays for 5 s, as in a screen recording', () => {
    const packets = steady(10);
    packets[9] = { ...packets[9]!, duration: 5 };
    expect(timelineOf(packets)!.length).toBeCloseTo(5.9, 9);
  });

  it('knows rate and bitrate from what was listed, and the length from the end', () => {
    const timeline = timelineOf(steady(20), [{ at: 9.9, duration: 0.1, bytes: 1000, key: true }])!;
    expect(timeline.length).toBeCloseTo(10, 9);
    expect(timeline.frameRate).toBeCloseTo(10, 9);
    expect(timeline.bitrate).toBeCloseTo(84_210, -1);
    expect(timeline.keyframes.at(-1)).toBeCloseTo(9.9, 9);
  });

  it('does not take a single tick for the length of the last picture', () => {
    const packets = steady(10);
    packets[9] = { ...packets[9]!, duration: 0.001 };
    expect(timelineOf(packets)!.length).toBeCloseTo(1, 9);
  });

  it('has no frame rate for a single picture and nothing at all for none', () => {
    expect(timelineOf(steady(1))).toMatchObject({ frameRate: null });
    expect(timelineOf([])).toBeNull();
  });
});

describe('pictures on screen at given times', () => {
  const timeline = timelineOf(
    [0, 1 / 3, 2 / 3, 1].map((at) => ({ at: at + 2, duration: 1 / 3, bytes: 1, key: true })),
  )!;

  it('are the last ones that began, each once', () => {
    expect(picturesAt(timeline, [0, 0.1, 0.5, 0.9].map(seconds))).toEqual([2, 2 + 1 / 3, 2 + 2 / 3]);
  });

  it('are asked for as they are where nobody has listed them', () => {
    const long = timelineOf(steady(20), [{ at: 60, duration: 0.1, bytes: 1000, key: true }])!;
    expect(picturesAt(long, [1, 30, 60].map(seconds))).toEqual([1, 30, 60]);
  });

  it('are found although the time was rounded down to a millisecond', () => {
    expect(picturesAt(timeline, [seconds(0.333)])).toEqual([2 + 1 / 3]);
  });
});

describe('the start of the sound', () => {
  const timeline = timelineOf(steady(10, 1))!;

  it('is the first picture, also when the track begins seconds before it', () => {
    expect(soundZero(timeline, 0)).toBe(1);
    expect(soundZero(timeline, 1.2)).toBe(1);
    expect(soundZero(timeline, null)).toBe(1);
  });

  it('loses nothing when the picture comes two frames late', () => {
    expect(soundZero(timeline, 0.933)).toBe(0.933);
  });
});

describe('a file that breaks off', () => {
  const timeline = timelineOf(steady(20))!;

  it('has less in it than its header promises', () => {
    expect(breaksOff(timeline, 4, 0)).toBe(true);
    expect(breaksOff(timeline, 2.1, 0)).toBe(false);
    expect(breaksOff(timeline, null, 0)).toBe(false);
  });

  it('is not one whose sound goes on, nor one whose header claims two days', () => {
    expect(breaksOff(timeline, 4, 3.9)).toBe(false);
    expect(breaksOff(timeline, 143_165, 0)).toBe(false);
  });
});
