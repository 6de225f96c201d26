import { describe, expect, test } from 'vitest';
import { flatbread, other } from '../screens/testing/invented.ts';
import { figuresOf } from './figures.ts';

const reading = (id: string, views: number) => ({
  reportId: id,
  readAt: 2e12,
  postedAt: null,
  views,
  source: 'typed' as const,
});

describe('figures', () => {
  test('nothing scored, nothing told', () => {
    expect(figuresOf([], () => null, null)).toMatchObject({ scores: [], middle: null, landings: [], record: null });
  });
  test('scores run from old to new; one that rests on priors alone is left out', () => {
    const prior = other('p', 'P', { reference: 'none' }, 3);
    const { scores } = figuresOf([flatbread, other('old', 'Old', { value: 40 }, 9), prior], () => null, null);
    expect(scores.map(({ report }) => report.id)).toEqual(['old', flatbread.id]);
  });
  test('results are counted inside and outside; 9 of 20 is short of 8 in 10 beyond chance, 1 of 2 is not', () => {
    const level = flatbread.score.level ?? 0;
    const many = Array.from({ length: 20 }, (_, i) => other(String(i), `Clip ${i}`, {}, i));
    const out = (inside: number) => (id: string) => reading(id, Number(id) < inside ? 10 ** level : 10 ** (level + 3));
    expect(figuresOf(many, out(9), null).record).toMatchObject({ inside: 9, of: 20, over: 11, width: 'too_narrow' });
    expect(figuresOf(many.slice(0, 2), out(1), null).record).toMatchObject({ inside: 1, of: 2, width: 'as_promised' });
  });
  test('posts read in their first week only are held against nothing, and counted apart', () => {
    const early = (id: string) => reading(id, 900);
    const { record, early: waiting } = figuresOf([flatbread, other('a', 'A', {}, 1)], () => null, null, early);
    expect([record, waiting]).toEqual([null, 2]);
  });
});
