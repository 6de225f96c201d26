import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { seconds } from '../units.ts';
import {
  FACE_NET,
  faceOf,
  faceSignals,
  faceSquares,
  findFaces,
  firstGaze,
  gazeOf,
  intersectionOverUnion,
  joinFaces,
  largestFace,
  readFaces,
  shotScale,
  type FoundFace,
} from './faces.ts';

const CELLS = FACE_NET.cells ** 2;
const whole = { x: 0, y: 0, side: 192 };
const square = { width: 192, height: 192 };

/** What the network would say of one face: at a place, centre and size in its own px. */
function answers(place: number, logit: number, numbers: readonly number[]) {
  const regressors = new Float32Array(CELLS * FACE_NET.numbers);
  regressors.set(numbers, place * FACE_NET.numbers);
  const classifiers = new Float32Array(CELLS).fill(-20);
  classifiers[place] = logit;
  return { regressors, classifiers };
}
/** Eyes at ±12, nose between them, mouth under it, ears at ±20. */
const POINTS = [-12, -8, 12, -8, 0, 4, 0, 16, -20, 0, 20, 0];
const aFace = (more: Partial<FoundFace> = {}): FoundFace => ({
  x: 0.4,
  y: 0.3,
  w: 0.2,
  h: 0.2,
  score: 0.9,
  points: [0.45, 0.36, 0.55, 0.36, 0.5, 0.4, 0.5, 0.45, 0.41, 0.38, 0.59, 0.38],
  ...more,
});

describe('reading the detector', () => {
  it('puts a face where the answer says: place 48 × 24 + 24 is centred at 98 px of 192', () => {
    const { regressors, classifiers } = answers(48 * 24 + 24, 3, [2, -2, 40, 50, ...POINTS]);
    const [face, ...others] = readFaces(regressors, classifiers, whole, square);
    expect(others).toEqual([]);
    // Centre (24.5 / 48) · 192 = 98 px, moved by 2 and -2; 40 wide, 50 high.
    expect(face!.x * 192).toBeCloseTo(80, 4);
    expect(face!.y * 192).toBeCloseTo(71, 4);
    expect(face!.w * 192).toBeCloseTo(40, 4);
    expect(face!.h * 192).toBeCloseTo(50, 4);
    // The logistic function of 3.
    expect(face!.score).toBeCloseTo(0.952574, 5);
    expect(face!.points[0]! * 192).toBeCloseTo(86, 4);
  });
  it('gives shares of the frame for a square in it', () => {
    const { regressors, classifiers } = answers(0, 3, [0, 0, 48, 48, ...POINTS]);
    const [face] = readFaces(regressors, classifiers, { x: 100, y: 400, side: 360 }, { width: 360, height: 640 });
    // A quarter of the square of 360 px: 90 px of 360 and of 640.
    expect(face!.w).toBeCloseTo(0.25, 6);
    expect(face!.h).toBeCloseTo(90 / 640, 6);
  });
  it('leaves out what is unsure, what has no size and what is no number', () => {
    for (const [logit, width] of [
      [0.2, 40],
      [3, 0],
      [3, -5],
      [NaN, 40],
      [3, NaN],
    ] as const) {
      const { regressors, classifiers } = answers(7, logit, [0, 0, width, 40, ...POINTS]);
      expect(readFaces(regressors, classifiers, whole, square)).toEqual([]);
    }
  });
});

describe('joining', () => {
  it('makes one face of two that overlap, nearer to the surer one', () => {
    const [one, ...rest] = joinFaces([aFace({ x: 0.4, score: 0.9 }), aFace({ x: 0.43, score: 0.6 })]);
    expect(rest).toEqual([]);
    // (0.4 · 0.9 + 0.43 · 0.6) / 1.5
    expect(one!.x).toBeCloseTo(0.412, 9);
    expect(one!.score).toBe(0.9);
  });
  it('keeps two that stand side by side', () => {
    expect(joinFaces([aFace({ x: 0.1 }), aFace({ x: 0.6 })])).toHaveLength(2);
  });
  it('takes the half of a face that a square cut off into the whole one', () => {
    expect(joinFaces([aFace(), aFace({ x: 0.41, w: 0.1, h: 0.1, y: 0.33, score: 0.7 })])).toHaveLength(1);
  });
  it('never leaves two that overlap by more than the limit, and never makes more', () => {
    const box = fc.record({
      x: fc.double({ min: 0, max: 0.8, noNaN: true }),
      y: fc.double({ min: 0, max: 0.8, noNaN: true }),
      w: fc.double({ min: 0.05, max: 0.2, noNaN: true }),
      h: fc.double({ min: 0.05, max: 0.2, noNaN: true }),
      score: fc.double({ min: 0.6, max: 1, noNaN: true }),
    });
    fc.assert(
      fc.property(fc.array(box, { maxLength: 12 }), (boxes) => {
        const joined = joinFaces(boxes.map((one) => aFace(one)));
        expect(joined.length).toBeLessThanOrEqual(boxes.length);
        expect(joined.every(({ score }) => boxes.some((one) => one.score === score))).toBe(true);
      }),
      { seed: 3 },
    );
  });
  it('overlap is that of two squares shifted by half: a third', () => {
    expect(intersectionOverUnion({ x: 0, y: 0, w: 2, h: 1 }, { x: 1, y: 0, w: 2, h: 1 })).toBeCloseTo(1 / 3, 12);
    expect(intersectionOverUnion({ x: 0, y: 0, w: 1, h: 1 }, { x: 2, y: 0, w: 1, h: 1 })).toBe(0);
  });
});

describe('the squares that are looked at', () => {
  it('cover every pixel of an upright, a lying and a square frame', () => {
    for (const [width, height] of [
      [360, 640],
      [640, 267],
      [500, 500],
      [8, 8],
      [1, 640],
    ] as const) {
      const squares = faceSquares(width, height);
      for (const [x, y] of [
        [0.5, 0.5],
        [width - 0.5, height - 0.5],
        [width / 2, height / 3],
      ] as const) {
        expect(
          squares.some((one) => x >= one.x && x <= one.x + one.side && y >= one.y && y <= one.y + one.side),
          `${width}×${height}`,
        ).toBe(true);
      }
      expect(squares.every(({ side }) => side > 0)).toBe(true);
    }
    expect(faceSquares(360, 640)).toHaveLength(3);
  });
});

describe('a frame', () => {
  const frame = (width: number, height: number, value = 128) => ({
    at: seconds(0),
    width,
    height,
    rgba: new Uint8ClampedArray(width * height * 4).fill(value),
  });
  const nothing = { regressors: new Float32Array(CELLS * 16), classifiers: new Float32Array(CELLS).fill(-9) };

  it('of one colour, of 8 × 8 pixels or a thin one gives no face when the network sees none, and no failure', async () => {
    for (const one of [frame(360, 640, 0), frame(8, 8), frame(1, 400), frame(640, 360, 255)]) {
      expect(await findFaces(one, async () => nothing)).toEqual([]);
    }
  });
  it('shows a small face to the network a second time, and counts it only if it is seen again', async () => {
    const small = answers(48 * 24 + 24, 2, [0, 0, 20, 20, ...POINTS.map((v) => v / 2)]);
    let looks = 0;
    const once = await findFaces(frame(400, 400), async () => (looks++ === 0 ? small : nothing));
    expect([once, looks]).toEqual([[], 2]);
    looks = 0;
    const near = answers(48 * 24 + 24, 4, [0, 0, 55, 55, ...POINTS]);
    const twice = await findFaces(frame(400, 400), async () => (looks++ === 0 ? small : near));
    expect(twice).toHaveLength(1);
    // 55 of 192 px of a square 3.5 times a face of 20 of 192 px of 400.
    expect(twice[0]!.w * 400).toBeCloseTo((55 / 192) * 3.5 * (20 / 192) * 400, 3);
  });
  it('with a large face is not looked at again', async () => {
    let looks = 0;
    const large = answers(48 * 24 + 24, 4, [0, 0, 90, 90, ...POINTS]);
    expect(await findFaces(frame(400, 400), async () => (looks++, large))).toHaveLength(1);
    expect(looks).toBe(1);
  });
});

describe('what faces say', () => {
  it('a head turned towards the camera has its nose midway between the ears, at any tilt', () => {
    expect(gazeOf([-12, -8, 12, -8, 0, 4, 0, 16, -20, 0, 20, 0])).toBe('camera');
    // The same, turned by a quarter.
    expect(gazeOf([8, -12, 8, 12, -4, 0, -16, 0, 0, -20, 0, 20])).toBe('camera');
    // Nose at 18 of 20 towards one ear: a profile.
    expect(gazeOf([0, -8, 14, -8, 18, 4, 14, 16, -20, 0, 20, 0])).toBe('away');
    expect(gazeOf([0, 0, 0, 0, 1, 1, 0, 0, 3, 3, 3, 3])).toBeNull();
  });
  it('a box is cut at the edge of the frame', () => {
    const cut = faceOf(aFace({ x: -0.1, w: 0.3 }), { width: 100, height: 100 });
    expect(cut.x).toBe(0);
    expect(cut.w).toBeCloseTo(0.2, 12);
  });
  it('the shot is close from 15 % of the picture on, wide under 2 %', () => {
    const box = (w: number, h: number) => ({ x: 0, y: 0, w, h });
    expect(shotScale([box(0.5, 0.3)])).toBe('close_up');
    expect(shotScale([box(0.1, 0.1), box(0.3, 0.2)])).toBe('medium');
    expect(shotScale([box(0.1, 0.1)])).toBe('wide');
    expect(shotScale([])).toBeNull();
    expect(largestFace([])).toBeNull();
  });
  it('first face and first look at the camera are times of frames; none without any', () => {
    const signals = faceSignals([
      { at: seconds(0), faces: [] },
      { at: seconds(1), faces: [{ x: 0, y: 0, w: 0.1, h: 0.1, score: 0.9, gaze: 'away' }] },
      { at: seconds(2), faces: [{ x: 0, y: 0, w: 0.1, h: 0.1, score: 0.9, gaze: 'camera' }] },
    ]);
    expect([signals.firstFace, firstGaze(signals)]).toEqual([1, 2]);
    expect(faceSignals([{ at: seconds(0), faces: [] }]).firstFace).toBeNull();
  });
});
