import { describe, expect, it } from 'vitest';
import { readFileSync } from 'node:fs';
import { parseTrendModel, parseTrendSnapshot } from './trends.ts';

const item = {
  kind: 'hashtag', key: '#bread', name: '#bread', by: null, source: 'creative_center_import', category: 'all',
  value: 1401, measure: 'total', unit: 'views', rank: 1, day: 20_777, days: 2,
  velocity: 0.1, momentum: null, stage: 'rising', why: null, score: { value: 80, low: 60, high: 90 },
  higher: 0.7, horizonDays: 7, tested: true,
}; // prettier-ignore
const snapshot = { schema: 1, region: 'US', category: 'all', madeAt: 1, model: '1', sources: [], items: [item] };
const reason = (input: unknown): string => {
  const parsed = parseTrendSnapshot(input);
  return parsed.ok ? 'fine' : parsed.reason;
};

describe('a trend snapshot', () => {
  it('of version 1 comes through as it is', () => {
    expect(parseTrendSnapshot(snapshot)).toEqual({ ok: true, value: snapshot });
  });

  it.each([
    ['a newer version', { ...snapshot, schema: 2 }, 'schema 2 is newer'],
    ['a region that is none', { ...snapshot, region: 'usa' }, 'region'],
    ['a stage that nobody knows', { ...snapshot, items: [{ ...item, stage: 'viral' }] }, 'items.0.stage'],
    [
      'a score over 100',
      { ...snapshot, items: [{ ...item, score: { value: 101, low: 1, high: 2 } }] },
      'items.0.score',
    ],
    ['a number that is none', { ...snapshot, items: [{ ...item, velocity: 'fast' }] }, 'items.0.velocity'],
    ['no items at all', { ...snapshot, items: undefined }, 'items'],
    ['a list', [snapshot], 'not an object'],
  ])('with %s is refused and says why', (_, input, why) => {
    expect(reason(input)).toContain(why);
  });
});

describe('the shipped trend model', () => {
  const text = readFileSync(new URL('../zoo/trends/model.json', import.meta.url), 'utf8');

  it('is one that the contract accepts, longest history first', () => {
    const parsed = parseTrendModel(JSON.parse(text));
    if (!parsed.ok) throw new Error(parsed.reason);
    const needs = parsed.value.forms.map(({ windows, windowDays }) => windows * windowDays);
    expect(needs).toEqual([28, 14, 3]);
  });

  it('is refused with a band that lacks a residual, or an input that does not exist', () => {
    // holds: it was parsed above, so it has forms with bands
    const model = JSON.parse(text) as {
      forms: { bands: { residuals: number[] }[]; coefficients: Record<string, number> }[];
    };
    const [form] = model.forms;
    form?.bands[0]?.residuals.pop();
    expect(parseTrendModel(model)).toMatchObject({ ok: false });
    const other = JSON.parse(text) as typeof model;
    Object.assign(other.forms[0]?.coefficients ?? {}, { phase_of_the_moon: 1 });
    expect(parseTrendModel(other)).toMatchObject({ ok: false });
  });
});
