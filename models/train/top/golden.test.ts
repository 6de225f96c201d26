import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parseEngageModel, parseTopModel } from '#contracts/account-models.ts';
import { computeFeatures } from '#core/features/registry.ts';
import { engageForecast, understandsEngage } from '#core/scoring/engage.ts';
import { topChance, understandsTop } from '#core/scoring/top.ts';
import { INVENTED } from '../reach/golden.ts';

// Holds: the export stages wrote them.
const json = (path: string): unknown => JSON.parse(readFileSync(new URL(`../../zoo/${path}`, import.meta.url), 'utf8'));
const top = parseTopModel(json('top/model.json'));
const engage = parseEngageModel(json('engage/model.json'));
if (!top.ok || !engage.ok) throw new Error('a shipped model does not parse');

interface Golden<Case> {
  readonly model: string;
  readonly cases: readonly (Case & { readonly name: string })[];
}

describe('the shipped models beside reach', () => {
  it('are made for the features of this build', () => {
    expect(understandsTop(top.value)).toBe(true);
    expect(understandsEngage(engage.value)).toBe(true);
    expect(understandsTop({ ...top.value, trees: { ...top.value.trees, inputs: ['no_such_feature'] } })).toBe(false);
    expect(understandsEngage({ ...engage.value, featureSet: 'another' })).toBe(false);
  });

  it.each(INVENTED)('answer as when they were exported: $name', ({ name, context }) => {
    const { values } = computeFeatures(context);
    const tops = json('top/golden.json') as Golden<{ chance: number | null }>;
    const want = tops.cases.find((one) => one.name === name)?.chance ?? null;
    const chance = topChance(top.value, values, context.account);
    if (want === null) expect(chance).toBeNull();
    else expect(chance).toBeCloseTo(want, 9);
    const engages = json('engage/golden.json') as Golden<{ forecast: { ratio: number; low: number; high: number } }>;
    const expected = engages.cases.find((one) => one.name === name)?.forecast;
    const forecast = engageForecast(engage.value, values, context.account);
    expect(forecast.ratio).toBeCloseTo(expected?.ratio ?? Number.NaN, 9);
    expect(forecast.low).toBeCloseTo(expected?.low ?? Number.NaN, 9);
    expect(forecast.high).toBeCloseTo(expected?.high ?? Number.NaN, 9);
  });
});
