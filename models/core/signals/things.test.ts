import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readThings, THING_LABELS, thingAnchors, thingsOf, type Sighting } from './things.ts';

const ANCHORS = 1917;
/** All scores far below the threshold, all boxes as their anchors. */
const blank = () => ({
  boxes: new Float32Array(ANCHORS * 4),
  scores: new Float32Array(ANCHORS * THING_LABELS.length).fill(-9),
});
const at = (anchor: number, label: (typeof THING_LABELS)[number]): number =>
  anchor * THING_LABELS.length + THING_LABELS.indexOf(label);

describe('the anchors', () => {
  const anchors = thingAnchors();
  it('are 1917: three at each of 19 × 19 places, six at each of 100, 25, 9, 4 and 1', () => {
    expect(anchors).toHaveLength(3 * 19 ** 2 + 6 * (100 + 25 + 9 + 4 + 1));
  });
  it('begin at the top left corner with a small square, a wide box and a tall one', () => {
    const [square, wide, tall] = anchors;
    expect(square).toEqual({ x: 0.5 / 19, y: 0.5 / 19, w: 0.1, h: 0.1 });
    // 0.2 of the picture, twice as wide as high: 0.2 √2 and 0.2 / √2.
    expect(wide!.w).toBeCloseTo(0.28284, 5);
    expect(wide!.h).toBeCloseTo(0.14142, 5);
    expect([tall!.w, tall!.h]).toEqual([expect.closeTo(0.14142, 5), expect.closeTo(0.28284, 5)]);
  });
  it('go on along the row: the fourth is the small square of the second place', () => {
    expect(anchors[3]).toEqual({ x: 1.5 / 19, y: 0.5 / 19, w: 0.1, h: 0.1 });
  });
  it('end with one place for the whole picture: 0.95 of it, and a square between that and all of it', () => {
    expect(anchors.at(-6)).toEqual({ x: 0.5, y: 0.5, w: expect.closeTo(0.95), h: expect.closeTo(0.95) });
    // √(0.95 · 1)
    expect(anchors.at(-1)).toEqual({ x: 0.5, y: 0.5, w: expect.closeTo(0.97468, 5), h: expect.closeTo(0.97468, 5) });
  });
});

describe('what the detector says', () => {
  it('nothing over the threshold is nothing', () => {
    const { boxes, scores } = blank();
    expect(readThings(boxes, scores)).toEqual([]);
  });
  it('a box is moved by tenths and stretched by fifths of its anchor', () => {
    const { boxes, scores } = blank();
    // The last layer's 0.95 square, moved down by a tenth and left by a fifth of itself, half as high, a quarter as wide.
    const n = ANCHORS - 6;
    boxes.set([1, -2, 5 * Math.log(0.5), 5 * Math.log(0.25)], 4 * n);
    scores[at(n, 'Dog')] = Math.log(0.8 / 0.2);
    const [dog] = readThings(boxes, scores);
    expect(dog).toMatchObject({ label: 'Dog', score: expect.closeTo(0.8, 5) });
    // Centre (0.5 - 0.19, 0.5 + 0.095); 0.2375 wide, 0.475 high.
    expect(dog!.x).toBeCloseTo(0.31 - 0.11875, 5);
    expect(dog!.y).toBeCloseTo(0.595 - 0.2375, 5);
    expect([dog!.w, dog!.h]).toEqual([expect.closeTo(0.2375, 5), expect.closeTo(0.475, 5)]);
  });
  it('the best label of a place is told, and none where it is the background row alone', () => {
    const { boxes, scores } = blank();
    scores[at(100, 'Cat')] = 1;
    scores[at(100, 'Dog')] = 2;
    scores[at(200, '???')] = 9;
    expect(readThings(boxes, scores).map(({ label }) => label)).toEqual(['Dog']);
  });
  it('a number that is none finds nothing', () => {
    const { boxes, scores } = blank();
    scores[at(5, 'Cat')] = NaN;
    scores[at(6, 'Cat')] = 3;
    boxes[4 * 6] = NaN;
    expect(readThings(boxes, scores)).toEqual([]);
  });
  it('no box leaves the picture, whatever the numbers are', () => {
    const number = fc.double({ min: -60, max: 60, noNaN: true });
    fc.assert(
      fc.property(fc.nat(ANCHORS - 1), fc.tuple(number, number, number, number), (n, box) => {
        const { boxes, scores } = blank();
        boxes.set(box, 4 * n);
        scores[at(n, 'Car')] = 4;
        for (const { x, y, w, h } of readThings(boxes, scores)) {
          expect(Math.min(x, y, w, h)).toBeGreaterThanOrEqual(0);
          expect(Math.max(x + w, y + h)).toBeLessThanOrEqual(1 + 1e-9);
        }
      }),
    );
  });
});

describe('sightings become things', () => {
  const sighting = (label: Sighting['label'], score: number, x = 0): Sighting => ({
    ...{ x, y: 0, w: 0.4, h: 0.4 },
    label,
    score,
  });
  it('a car that is also called a vehicle is one vehicle, with the surer box', () => {
    expect(thingsOf([sighting('Vehicle', 0.7), sighting('Car', 0.9, 0.05)])).toEqual([
      { kind: 'vehicle', score: 0.9, x: 0.05, y: 0, w: 0.4, h: 0.4 },
    ]);
  });
  it('two that hardly overlap are two; a bottle before a screen is both', () => {
    expect(thingsOf([sighting('Dog', 0.7), sighting('Dog', 0.8, 0.3)])).toHaveLength(2);
    expect(thingsOf([sighting('Bottle', 0.7), sighting('Laptop', 0.8)]).map(({ kind }) => kind)).toEqual([
      'screen',
      'vessel',
    ]);
  });
  it('chairs, shoes and people are not told here', () => {
    expect(thingsOf([sighting('Chair', 0.9), sighting('Footwear', 0.9), sighting('Person', 0.9)])).toEqual([]);
  });
});
