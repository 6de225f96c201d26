import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parseEvaluation } from '#contracts/evaluation.ts';
import { parseManifest } from '#contracts/manifest.ts';
import { parseReachModel } from '#contracts/model-file.ts';
import { computeFeatures } from '#core/features/registry.ts';
import { reachRow, reachVote, understandsReach } from '#core/scoring/reach.ts';
import { hashOf } from '../graph.ts';
import { INVENTED } from './golden.ts';

const ZOO = new URL('../../zoo/reach/', import.meta.url);
const read = (name: string): Buffer => readFileSync(new URL(name, ZOO));
const json = (name: string): unknown => JSON.parse(read(name).toString('utf8'));

const parsed = parseReachModel(json('model.json'));
if (!parsed.ok) throw new Error(parsed.reason);
const model = parsed.value;

interface Golden {
  readonly model: string;
  readonly cases: readonly {
    readonly name: string;
    readonly row: readonly (number | null)[];
    readonly prediction: number;
    readonly low: number;
    readonly high: number;
    readonly base: number;
    readonly odds: number;
  }[];
}
// Holds: the export stage wrote it.
const golden = json('golden.json') as Golden;

describe('the shipped reach model', () => {
  it('is the one its manifest names, file by file', () => {
    const manifest = parseManifest(json('manifest.json'));
    if (!manifest.ok) throw new Error(manifest.reason);
    for (const { name, sha256, bytes } of manifest.value.files) {
      expect(hashOf(read(name)), name).toBe(sha256);
      expect(read(name).length, name).toBe(bytes);
    }
    expect(manifest.value.featureSet).toBe(model.featureSet);
    expect(manifest.value.version).toBe(model.version);
  });

  it('is made for the features of this build', () => expect(understandsReach(model)).toBe(true));

  it('was the one that was evaluated', () => {
    const evaluation = parseEvaluation(json('evaluation.json'));
    expect(evaluation.ok && evaluation.value.sha256).toBe(hashOf(read('model.json')));
  });

  it.each(INVENTED)('answers as when it was exported: $name', ({ name, context }) => {
    const expected = golden.cases.find((c) => c.name === name);
    if (!expected) throw new Error(`no golden case is called ${name}`);
    const { values } = computeFeatures(context);
    const vote = reachVote(model, { set: '', values, missing: {} }, context.account);
    const row = [...reachRow(model, values, context.account)].map((x) => (Number.isNaN(x) ? null : x));
    row.forEach((x, i) => {
      const want = expected.row[i] ?? null;
      if (want === null || x === null) expect(x, model.trees.inputs[i]).toBe(want);
      else expect(x, model.trees.inputs[i]).toBeCloseTo(want, 9);
    });
    expect(vote.prediction).toBeCloseTo(expected.prediction, 9);
    expect(vote.low).toBeCloseTo(expected.low, 9);
    expect(vote.high).toBeCloseTo(expected.high, 9);
    expect(vote.odds).toBeCloseTo(expected.odds, 9);
    const sum = vote.contributions.reduce((total, c) => total + c.amount, vote.base);
    expect(Math.abs(sum - vote.prediction)).toBeLessThan(1e-9);
  });

  it('foretells and explains within 10 ms once warm', () => {
    const [first] = INVENTED.slice(2);
    if (!first) throw new Error('there are invented people');
    const { values } = computeFeatures(first.context);
    const features = { set: '', values, missing: {} };
    reachVote(model, features, first.context.account);
    const times = Array.from({ length: 21 }, () => {
      const began = performance.now();
      reachVote(model, features, first.context.account);
      return performance.now() - began;
    }).sort((a, b) => a - b);
    // The fastest of many: how long it takes, not how busy the machine is.
    expect(times[0]).toBeLessThan(10);
  });
});
