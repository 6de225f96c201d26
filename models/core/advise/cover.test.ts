import { describe, expect, it } from 'vitest';
import type { Frame } from '../flow.ts';
import { frameOf, lehmer, scene, type Paint } from '../signals/rendered.ts';
import { distinctCovers, measureCover, rankCovers, type CoverMeasures } from './cover.ts';

const W = 144;
const H = 256;
const picture = (paint: Paint): Frame => frameOf(paint, 0, W, H);
/** Shapes with a soft gradient, as phone pictures have. */
const shot = (seed: number): Frame => {
  const paint = scene(seed);
  return picture((x, y) => {
    const c = paint(x, y);
    const [r, g, b] = typeof c === 'number' ? [c, c, c] : c;
    return [r + 20 * y, g + 10 * x, b];
  });
};
const changed = (frame: Frame, of: (value: number, pixel: number, channel: number) => number): Frame => ({
  ...frame,
  rgba: frame.rgba.map((value, i) => (i % 4 === 3 ? 255 : of(value, i >> 2, i % 4))),
});
/** Mean of the (2r+1)² pixels around. */
const blurred = (frame: Frame, r: number): Frame => {
  const { width, height, rgba } = frame;
  return changed(frame, (_, pixel, c) => {
    const [x, y] = [pixel % width, Math.floor(pixel / width)];
    let [sum, n] = [0, 0];
    for (let dy = -r; dy <= r; dy++)
      for (let dx = -r; dx <= r; dx++) {
        const [u, v] = [x + dx, y + dy];
        if (u < 0 || v < 0 || u >= width || v >= height) continue;
        sum += rgba[(v * width + u) * 4 + c] ?? 0;
        n++;
      }
    return sum / n;
  });
};
/** Blocks of n pixels in one colour: a small picture enlarged. */
const blocky = (frame: Frame, n: number): Frame => {
  const soft = blurred(frame, n >> 1);
  return changed(frame, (_, pixel, c) => {
    const [x, y] = [pixel % W, Math.floor(pixel / W)];
    const [u, v] = [Math.min(W - 1, x - (x % n) + (n >> 1)), Math.min(H - 1, y - (y % n) + (n >> 1))];
    return soft.rgba[(v * W + u) * 4 + c] ?? 0;
  });
};
const noisy = (frame: Frame, size: number): Frame => {
  const random = lehmer(7);
  return changed(frame, (v) => v + size * (random() + random() + random() + random() - 2) * Math.sqrt(3));
};
const DEGRADED: readonly (readonly [string, (frame: Frame) => Frame])[] = [
  ['blurred', (f) => blurred(f, 3)],
  ['dimmed', (f) => changed(f, (v) => v * 0.3)],
  ['washed out', (f) => changed(f, (v) => 128 + (v - 128) * 0.25)],
  ['overexposed', (f) => changed(f, (v) => v * 2.2 + 40)],
  ['noisy', (f) => noisy(f, 30)],
  ['small and enlarged', (f) => blocky(f, 8)],
  ['letterboxed', (f) => changed(f, (v, pixel) => (Math.abs(Math.floor(pixel / W) - H / 2) > H / 4 ? 0 : v))],
];
const measured = (frame: Frame): CoverMeasures => measureCover(frame, null, 'tiktok');
const order = (frames: readonly (readonly [string, Frame])[]): readonly string[] =>
  rankCovers({
    covers: frames.map(([id, frame]) => ({ id, measures: measured(frame) })),
    others: [],
    platform: 'tiktok',
  }).map(({ id }) => id);

describe('a degraded copy never stands before its original', () => {
  it.each(DEGRADED)('%s', (_, degrade) => {
    for (let seed = 1; seed <= 12; seed++) {
      const original = shot(seed);
      // The copy comes first in the list, so a tie would let it win.
      expect([
        seed,
        order([
          ['copy', degrade(original)],
          ['original', original],
        ])[0],
      ]).toEqual([seed, 'original']);
    }
  });
});

describe('another encoding of the same frames', () => {
  it('keeps every clear order, and moves no appeal by more than a tie', () => {
    const frames = Array.from({ length: 8 }, (_, i) => shot(20 + i));
    // Coarser quantisation, as a JPEG of middling quality leaves: steps of 4 levels and a little blur between pixels.
    const again = (f: Frame): Frame => changed(f, (v) => Math.round(v / 4) * 4);
    const rank = (of: (f: Frame) => Frame) =>
      rankCovers({
        covers: frames.map((f, i) => ({ id: String(i), measures: measured(of(f)) })),
        others: [],
        platform: 'tiktok',
      });
    const [one, two] = [rank((f) => f), rank(again)];
    const appeal = new Map(two.map(({ id, appeal: a }) => [id, a]));
    for (const { id, appeal: a } of one) expect(Math.abs(a - (appeal.get(id) ?? 0))).toBeLessThan(1);
    for (const a of one)
      for (const b of one)
        if (a.appeal - b.appeal > 2) expect(appeal.get(a.id) ?? 0).toBeGreaterThan(appeal.get(b.id) ?? 0);
    expect(one[0]?.id).toBe(two[0]?.id);
  });
});

describe('what could be better', () => {
  const issues = (frame: Frame, faces: Parameters<typeof measureCover>[1] = null): readonly string[] =>
    rankCovers({
      covers: [{ id: 'x', measures: measureCover(frame, faces, 'tiktok') }],
      others: [],
      platform: 'tiktok',
    })[0]?.issues.map(({ code }) => code) ?? [];
  it('a dark one is too dark, a white one too bright and flat, a blurred one blurred', () => {
    expect(issues(changed(shot(3), (v) => v * 0.2))).toContain('too_dark');
    expect(issues(picture(() => 240))).toEqual(
      expect.arrayContaining(['too_bright', 'flat', 'blurred', 'interface_faint']),
    );
    expect(issues(blurred(shot(3), 6))).toContain('blurred');
  });
  it('a small face is small, one over the edge is cut; without a look for faces nothing is said', () => {
    expect(issues(shot(3), [{ x: 0.4, y: 0.4, w: 0.1, h: 0.1 }])).toContain('face_small');
    expect(issues(shot(3), [{ x: -0.2, y: 0.4, w: 0.4, h: 0.3 }])).toContain('face_cut');
    expect(issues(shot(3)).some((code) => code.startsWith('face'))).toBe(false);
    expect(issues(shot(3), []).some((code) => code.startsWith('face'))).toBe(false);
  });
  it('every issue tells its value and the threshold it misses', () => {
    const [one] = rankCovers({
      covers: [{ id: 'x', measures: measured(picture(() => 20)) }],
      others: [],
      platform: 'reels',
    });
    expect(one?.issues.find(({ code }) => code === 'too_dark')).toMatchObject({ view: 'grid', threshold: 0.2 });
    expect(one?.issues.find(({ code }) => code === 'too_dark')?.value).toBeCloseTo(20 / 255, 2);
  });
});

describe('standing apart', () => {
  it('frames of one shot are twins of the best of them; other scenes are not', () => {
    const frames = [shot(1), changed(shot(1), (v) => v + 2), changed(shot(1), (v) => v - 3), shot(2)];
    const ranked = rankCovers({
      covers: frames.map((f, i) => ({ id: String(i), measures: measured(f) })),
      others: [],
      platform: 'tiktok',
    });
    expect(ranked.filter(({ twinOf }) => twinOf === null)).toHaveLength(2);
    expect(distinctCovers(ranked, 9).map(({ id }) => id)).toContain('3');
  });
  it('a cover that looks like one of a competitor is told so and loses', () => {
    const cover = (id: string, f: Frame) => ({ id, measures: measured(f) });
    const [a, b] = [shot(5), shot(6)];
    const alone = rankCovers({ covers: [cover('a', a), cover('b', b)], others: [], platform: 'tiktok' });
    const beside = rankCovers({ covers: [cover('a', a), cover('b', b)], others: [measured(a)], platform: 'tiktok' });
    expect(beside.find(({ id }) => id === 'a')?.issues.map(({ code }) => code)).toContain('like_others');
    const gap = (list: typeof alone): number =>
      (list.find(({ id }) => id === 'a')?.appeal ?? 0) - (list.find(({ id }) => id === 'b')?.appeal ?? 0);
    expect(gap(beside)).toBeLessThan(gap(alone));
  });
  it('no covers, no answer', () => expect(rankCovers({ covers: [], others: [], platform: 'shorts' })).toEqual([]));
});
