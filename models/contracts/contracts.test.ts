import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { aLeaf, aReachModel } from '#core/invented-cases.ts';
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

describe('a reach model on arrival', () => {
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
