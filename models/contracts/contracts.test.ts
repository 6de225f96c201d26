import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { aLeaf, aReachModel } from '#core/invented-cases.ts';
import type { NetArrays } from '#core/scoring/model-files.ts';
import { parseManifest } from './manifest.ts';
import { parseReachModel } from './model-file.ts';
import { parseUpgraded } from './parse.ts';

describe('payloads of another age', () => {
  // Three shapes of one thing: v1 {name}, v2 {title}, v3 {title, words}.
  const shape = z.object({ schema: z.literal(3), title: z.string(), words: z.number() });
  const steps = {
    1: ({ name, ...rest }: Record<string, unknown>) => ({ ...rest, title: name }),
    2: (old: Record<string, unknown>) => ({ ...old, words: String(old['title']).split(' ').length }),
  };

  it('climb every step from the version they were written in', () => {
    expect(parseUpgraded(shape, 3, steps, { name: 'a slow morning' })).toEqual({
      ok: true,
      value: { schema: 3, title: 'a slow morning', words: 3 },
    });
    expect(parseUpgraded(shape, 3, steps, { schema: 2, title: 'tea' }).ok).toBe(true);
  });

  it('from the future are refused, not guessed at', () => {
    expect(parseUpgraded(shape, 3, steps, { schema: 4 })).toEqual({
      ok: false,
      reason: 'schema 4 is newer than 3, the newest known here',
    });
  });

  it('without a step on the way say where it is missing', () => {
    expect(parseUpgraded(shape, 3, {}, { schema: 2 })).toEqual({ ok: false, reason: 'no upgrade from schema 2' });
  });

  it('that are no objects, or name no version, say so', () => {
    for (const odd of [null, 7, [], 'x']) expect(parseUpgraded(shape, 3, steps, odd).ok).toBe(false);
    expect(parseUpgraded(shape, 3, steps, { schema: 'two' }).ok).toBe(false);
  });
});

const leaf = aLeaf(0);
const REACH = aReachModel({ trees: leaf, odds: leaf });

const NET: NetArrays = {
  mean: [0],
  scale: [1],
  gaps: [],
  marks: [],
  layers: [{ inputs: 1, outputs: 1, weights: [2], bias: [0.5] }],
};

describe('a reach model on arrival', () => {
  it('is taken whole with a network beside its trees', () => {
    const stack = aReachModel({ trees: leaf, odds: leaf, net: NET, oddsPerNet: 2 });
    expect(parseReachModel(structuredClone(stack))).toEqual({ ok: true, value: stack });
  });

  it('is taken whole', () => {
    const parsed = parseReachModel(structuredClone(REACH));
    expect(parsed).toEqual({ ok: true, value: REACH });
  });

  it.each([
    [
      'residuals that fall',
      { conformal: { ...REACH.conformal, bands: [{ ...REACH.conformal.bands[0], residuals: [1, -1] }] } },
    ],
    ['fewer residuals than levels', { conformal: { ...REACH.conformal, levels: [0.1, 0.5, 0.9] } }],
    ['tree arrays of different lengths', { trees: { ...leaf, value: [0, 1] } }],
    ['a split on an input it does not have', { trees: { ...leaf, feature: [3] } }],
    ['a node that is its own child, where a walk would never end', { trees: { ...leaf, feature: [0] } }],
    ['a network of other inputs than its trees', { net: { ...NET, mean: [0, 0], scale: [1, 1] } }],
    ['a network whose layers do not fit', { net: { ...NET, layers: [{ ...NET.layers[0], inputs: 2 }] } }],
    [
      'a network with two answers',
      { net: { ...NET, layers: [{ inputs: 1, outputs: 2, weights: [1, 1], bias: [0, 0] }] } },
    ],
    ['a mark of an input it does not have', { net: { ...NET, gaps: [3], marks: [0.5] } }],
    ['a width without one of its terms', { width: { ...REACH.width, weights: {} } }],
  ])('with %s is refused', (_, broken) => {
    expect(parseReachModel({ ...REACH, ...broken }).ok).toBe(false);
  });
});

describe('a manifest', () => {
  const manifest = {
    schema: 1,
    id: 'reach',
    version: '1',
    createdFrom: [{ name: 'reach/t.csv.gz', sha256: 'a'.repeat(64), rows: 3 }],
    featureSet: 'f',
    files: [{ name: 'model.json', role: 'plain', sha256: 'b'.repeat(64), bytes: 10, gzBytes: 5 }],
    metrics: { r2: { value: 0.2, low: 0.1, high: 0.3 } },
    licence: 'MIT',
    trainedOn: 'invented people',
    notFor: 'anything',
  };

  it('names each file by its hash', () => expect(parseManifest(manifest)).toEqual({ ok: true, value: manifest }));

  it('with a file name that leaves its folder is refused', () => {
    const [file] = manifest.files;
    expect(parseManifest({ ...manifest, files: [{ ...file, name: '../model.json' }] }).ok).toBe(false);
  });
});
