/** A line found in a frame enters, what stands there leaves: the picture of the line is made in up to four ways and the surest reading is kept. */
import type { Frame } from '#core/flow.ts';
import { lineImageOf } from '#core/signals/line-image.ts';
import type { TextRegion } from '#core/signals/text-regions.ts';
import { better, cleaned, type ReadLine } from '#core/signals/words.ts';
import type { LineReader } from './reader.ts';

/** A reading as sure as this is not tried again. */
const SURE = 0.85;

export function readRegion(
  frame: Pick<Frame, 'width' | 'height'>,
  luma: Uint8Array,
  region: TextRegion,
  reader: LineReader,
): ReadLine {
  let best: ReadLine | null = null;
  for (const place of [region, region.other]) {
    // The other polarity of the same place is looked at when it is not plain which of both is the ink.
    if (place === null || (place === region.other && best !== null && best.confidence >= SURE)) continue;
    for (const strict of [false, true]) {
      if (best !== null && best.confidence >= SURE) break;
      const { text, confidence } = reader.read(lineImageOf(frame, luma, place, strict));
      best = better(best, { text: cleaned(text), confidence });
    }
  }
  // holds: the region itself was read
  return best!;
}
