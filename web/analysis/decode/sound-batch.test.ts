import { describe, expect, it } from 'vitest';
import { SoundBatch } from './sound-batch.ts';

const sample = (timestamp: number, frames: number, sampleRate = 1000): Parameters<SoundBatch['add']>[0] => ({
  timestamp,
  sampleRate,
  numberOfChannels: 2,
  numberOfFrames: frames,
  copyTo: (plane, { planeIndex }) => (plane as Float32Array).fill(planeIndex + 1),
});

describe('packets of sound in batches', () => {
  it('are handed out by somewhat more than half a second, on the clock of the clip', () => {
    const batch = new SoundBatch();
    expect(batch.add(sample(2, 300), 2)).toBeNull();
    expect(batch.add(sample(2.3, 300), 2)).toBeNull();
    const full = batch.add(sample(2.6, 300), 2)!;
    expect([full.at, full.sampleRate, full.channels.map((plane) => plane.length)]).toEqual([0, 1000, [600, 600]]);
    expect([full.channels[0]![0], full.channels[1]![599]]).toEqual([1, 2]);
    expect(batch.take()!.at).toBeCloseTo(0.6, 9);
    expect(batch.take()).toBeNull();
  });

  it('end where the clock jumps, so that the gap is seen', () => {
    const batch = new SoundBatch();
    batch.add(sample(0, 100), 0);
    expect(batch.add(sample(0.3, 100), 0)!.channels[0]).toHaveLength(100);
    expect(batch.take()!.at).toBeCloseTo(0.3, 9);
  });

  it('end where the rate changes', () => {
    const batch = new SoundBatch();
    batch.add(sample(0, 100), 0);
    expect(batch.add(sample(0.1, 100, 500), 0)!.sampleRate).toBe(1000);
    expect(batch.take()!.sampleRate).toBe(500);
  });
});
