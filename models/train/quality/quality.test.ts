import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parseQualityModel } from '#contracts/quality.ts';
import { seeded } from '#core/stats/random.ts';
import { applyHead, FEATURES, qualityNetwork } from './body.ts';
import { SOURCES } from './clips.ts';
import { atSize, degraded, KINDS, LEVELS, resized, type Plane } from './degrade.ts';
import { figuresOf, passes } from './evaluate.ts';
import { fitHead, RECIPE, type Series } from './fit.ts';
import { looker } from './look.ts';

const zoo = (name: string): Buffer => readFileSync(new URL(`../../zoo/quality/${name}`, import.meta.url));
const random = seeded(5);
const plane = (width: number, height: number, of: (x: number, y: number) => number): Plane => ({
  width,
  height,
  luma: Float32Array.from({ length: width * height }, (_, i) => of(i % width, Math.floor(i / width))),
});
const grain = plane(96, 160, () => random());
const mean = (values: Float32Array): number => values.reduce((a, b) => a + b, 0) / values.length;
const spread = ({ luma }: Plane): number => {
  const middle = mean(luma);
  return Math.sqrt(mean(luma.map((value) => (value - middle) ** 2)));
};

describe('spoiling', () => {
  it('a grey wall stays one under blur, starving and upscaling, whatever the strength', () => {
    const wall = plane(40, 64, () => 100 / 255);
    for (const kind of ['blur', 'upscaled'] as const) {
      for (const level of LEVELS[kind].keys())
        for (const value of degraded(wall, kind, level, random).luma) expect(value).toBeCloseTo(100 / 255, 6);
    }
    // A quantiser may move the level of a block, not make a pattern.
    for (const level of LEVELS.low_bitrate.keys()) expect(spread(degraded(wall, 'low_bitrate', level, random))).toBe(0);
  });
  it('more strength takes more detail, adds more grain, leaves less light, clips more', () => {
    const soft = plane(96, 160, (x, y) => 0.5 + 0.3 * Math.sin(x / 5) * Math.cos(y / 7));
    const rising = (values: readonly number[]): boolean => values.every((v, i) => i === 0 || v >= values[i - 1]!);
    const over = (kind: (typeof KINDS)[number], of: (made: Plane) => number, from: Plane): number[] =>
      [...LEVELS[kind].keys()].map((level) => of(degraded(from, kind, level, seeded(level))));
    expect(rising(over('blur', (made) => -spread(made), grain))).toBe(true);
    expect(rising(over('upscaled', (made) => -spread(made), grain))).toBe(true);
    expect(
      rising(
        over(
          'noise',
          spread,
          plane(64, 64, () => 0.5),
        ),
      ),
    ).toBe(true);
    expect(rising(over('low_light', (made) => -mean(made.luma), soft))).toBe(true);
    expect(rising(over('blown', (made) => made.luma.filter((v) => v === 1).length, soft))).toBe(true);
  });
  it('gives what a screen can show: whole steps of 8 bits between black and white', () => {
    for (const kind of KINDS) {
      for (const value of degraded(grain, kind, 3, seeded(1)).luma) {
        expect(value).toBeGreaterThanOrEqual(0);
        expect(value).toBeLessThanOrEqual(1);
        expect(Math.abs(255 * value - Math.round(255 * value))).toBeLessThan(1e-4);
      }
    }
  });
  it('makes smaller by the mean of what falls together, and never larger than it was', () => {
    const small = resized(
      plane(4, 2, (x, y) => x + 10 * y),
      2,
      1,
    );
    expect([...small.luma]).toEqual([5.5, 7.5]);
    expect(atSize(grain, 640)).toBe(grain);
  });
});

describe('the network', () => {
  it('what ships gives the answer of its head on its own fixed layers', async () => {
    const model = parseQualityModel(JSON.parse(zoo('model.json').toString()));
    if (!model.ok) throw new Error(model.reason);
    const [body, whole] = await Promise.all([
      looker(qualityNetwork(null)),
      looker(new Uint8Array(zoo('quality.onnx'))),
    ]);
    for (const picture of [grain, plane(80, 90, (x) => x / 80), plane(200, 80, () => 0)]) {
      const features = await body.look(picture);
      expect(features).toHaveLength(FEATURES);
      const [value] = await whole.look(picture);
      expect(value).toBeCloseTo(applyHead(model.value, features), 3);
    }
    await Promise.all([body.close(), whole.close()]);
  });
  it('is written the same from the data that ships with it', () => {
    const model = parseQualityModel(JSON.parse(zoo('model.json').toString()));
    if (!model.ok) throw new Error(model.reason);
    expect(Buffer.from(qualityNetwork(model.value)).equals(zoo('quality.onnx'))).toBe(true);
    expect(zoo('quality.onnx').length).toBeLessThanOrEqual(1e6);
  });
});

describe('learning to order', () => {
  it('finds the one number that falls among many that say nothing', () => {
    const rows = seeded(9);
    const made = Array.from({ length: 30 }, (_, n): Series => ({
      frame: String(n),
      kind: 'blur',
      features: Array.from({ length: 5 }, (__, level) =>
        Array.from({ length: FEATURES }, (___, i) => (i === 3 ? -level + 3 * rows() : rows())),
      ),
    }));
    const head = fitHead(made, { ...RECIPE, steps: 300 });
    const clean = Array.from({ length: FEATURES }, (_, i) => (i === 3 ? 1.5 : 0.5));
    const spoilt = clean.map((value, i) => (i === 3 ? -2.5 : value));
    expect(applyHead(head, clean)).toBeGreaterThan(applyHead(head, spoilt));
  });
  it('no clip stands on both sides', () => {
    const sides = new Map<string, Set<string>>();
    for (const { clip, side } of SOURCES) sides.set(clip, (sides.get(clip) ?? new Set()).add(side));
    expect([...sides.values()].every((one) => one.size === 1)).toBe(true);
  });
});

describe('what it must reach', () => {
  const row = (kind: string, values: number[], sharpness: number[]) => ({
    clip: kind + values[0],
    kind,
    values,
    sharpness,
  });
  it('a perfect order is 1, its reverse -1, one value for all 0', () => {
    const [figure] = figuresOf([row('noise', [5, 4, 3, 2, 1], [1, 1, 1, 1, 1])], ['noise'], () => seeded(1));
    expect([figure!.model.value, figure!.sharpness.value]).toEqual([1, 0]);
    const [turned] = figuresOf([row('noise', [1, 2, 3, 4, 5], [5, 4, 3, 2, 1])], ['noise'], () => seeded(1));
    expect([turned!.model.value, turned!.sharpness.value]).toEqual([-1, 1]);
  });
  it('no better than sharpness on a starved picture does not ship, nor does one kind under .9', () => {
    const falls = [5, 4, 3, 2, 1];
    const bad = [5, 3, 4, 1, 2];
    expect(passes(figuresOf([row('low_bitrate', falls, falls)], ['low_bitrate'], () => seeded(1)))).toBe(false);
    expect(passes(figuresOf([row('low_bitrate', falls, [1, 2, 3, 4, 5])], ['low_bitrate'], () => seeded(1)))).toBe(
      true,
    );
    expect(passes(figuresOf([row('blur', bad, falls)], ['blur'], () => seeded(1)))).toBe(false);
  });
});
