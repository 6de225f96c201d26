import { expect, it } from 'vitest';
import type { LineImage } from '#core/signals/line-image.ts';
import type { TextRegion } from '#core/signals/text-regions.ts';
import { readRegion } from './read-region.ts';
import type { LineReader } from './reader.ts';

const frame = { width: 60, height: 40 };
/** Three white bars on black, and the gaps between them. */
const luma = Uint8Array.from({ length: 60 * 40 }, (_, i) => (i % 60 > 10 && i % 60 < 50 && i % 10 < 4 ? 250 : 5));
const region = (bright: boolean, other: TextRegion | null = null): TextRegion => ({
  ...{ x: 0.1, y: 0.2, w: 0.8, h: 0.5, bright, ink: bright ? 250 : 5, ground: bright ? 5 : 250 },
  ...{ contrast: 19, tall: 20, slope: 0, letters: 4, patches: [], other },
  shape: { tones: 0, grounds: 0, strokes: 0, heights: 0, stroke: 0.1, ink: 0.4 },
});
const reader = (answers: readonly (readonly [string, number])[]): LineReader & { readonly seen: LineImage[] } => {
  const seen: LineImage[] = [];
  return {
    seen,
    read(line) {
      const [text, confidence] = answers[seen.length]!;
      seen.push(line);
      return { text, confidence };
    },
    close: () => undefined,
  };
};

it('a sure reading is not tried again', () => {
  const sure = reader([['Wait for it', 0.95]]);
  expect(readRegion(frame, luma, region(true, region(false)), sure)).toEqual({ text: 'Wait for it', confidence: 0.95 });
  expect(sure.seen).toHaveLength(1);
});

it('where the outline was taken for the letters, the other polarity is read too and wins', () => {
  const unsure = reader([
    ['VAST', 0.4],
    ['VA5', 0.3],
    ['Así se hace @', 0.8],
    ['Asi', 0.6],
  ]);
  expect(readRegion(frame, luma, region(true, region(false)), unsure).text).toBe('Así se hace');
  expect(unsure.seen).toHaveLength(4);
});

it('what nobody can read comes back without letters, not as an error', () => {
  const blind = reader([
    ['', 0],
    ['—', 0.2],
  ]);
  expect(readRegion(frame, luma, region(true), blind).text).toBe('');
});
