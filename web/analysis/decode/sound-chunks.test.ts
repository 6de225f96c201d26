import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { SoundChunk } from '#core/flow.ts';
import { seconds } from '#core/units.ts';
import { chunked } from './sound-chunks.ts';

const RATE = 1000;
const piece = (at: number, samples: number, value = 1): SoundChunk => ({
  at: seconds(at),
  sampleRate: RATE,
  channels: [new Float32Array(samples).fill(value)],
});

const many = (count: number, value: number): number[] => Array.from({ length: count }, () => value);

async function heard(pieces: readonly SoundChunk[], end: number): Promise<{ chunks: SoundChunk[]; samples: number[] }> {
  const source = (async function* () {
    yield* pieces;
  })();
  const chunks: SoundChunk[] = [];
  for await (const chunk of chunked(source, seconds(end))) chunks.push(chunk);
  return { chunks, samples: chunks.flatMap((chunk) => [...chunk.channels[0]!]) };
}

describe('sound in chunks', () => {
  it('begins with silence when the track begins later than the picture', async () => {
    const { samples } = await heard([piece(0.1, 50)], 10);
    expect(samples).toEqual([...many(100, 0), ...many(50, 1)]);
  });

  it('leaves out what lies before the first picture', async () => {
    const { samples } = await heard([piece(-0.03, 50)], 10);
    expect(samples).toEqual(many(20, 1));
  });

  it('takes a hole of a rounding as none, and fills a real one with silence', async () => {
    expect((await heard([piece(0, 100), piece(0.101, 100)], 10)).samples).not.toContain(0);
    const { samples } = await heard([piece(0, 100), piece(0.2, 100)], 10);
    expect(samples.slice(100, 200)).toEqual(many(100, 0));
    expect(samples).toHaveLength(300);
  });

  it('stops at the end that was asked for', async () => {
    expect((await heard([piece(0, 800), piece(0.8, 800)], 1)).samples).toHaveLength(1000);
  });

  it('is handed out in small chunks although it came by the minute', async () => {
    const { chunks, samples } = await heard([piece(0, 60_000)], 100);
    expect(samples).toHaveLength(60_000);
    expect(Math.max(...chunks.map((chunk) => chunk.channels[0]!.length))).toBeLessThan(1000);
  });

  it('is handed out in order and without gaps, however it came', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.record({ gap: fc.integer({ min: 0, max: 900 }), samples: fc.integer({ min: 1, max: 700 }) })),
        async (parts) => {
          let at = 0;
          const pieces = parts.map(({ gap, samples }) => {
            const made = piece((at + gap) / RATE, samples);
            at += gap + samples;
            return made;
          });
          const { chunks } = await heard(pieces, 1000);
          let position = 0;
          for (const chunk of chunks) {
            expect(Math.round(chunk.at * RATE)).toBe(position);
            position += chunk.channels[0]!.length;
          }
        },
      ),
      { numRuns: 50 },
    );
  });
});
