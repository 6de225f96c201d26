import { expect, it } from 'vitest';
import { ceilingLine, leadsTo } from './ceiling.ts';

it('a curve that falls short of .5 by 1/√groups leads to .5', () => {
  const points = [100, 400, 1600].map((groups) => ({ groups, value: 0.5 - 1 / Math.sqrt(groups) }));
  const found = leadsTo(points);
  expect(found?.endless).toBeCloseTo(0.5, 9);
  // 1/√3200 = .01768
  expect(found?.twice).toBeCloseTo(0.4823, 4);
  expect(ceilingLine('words', points)[0]).toContain('0.482 with twice the groups and to 0.500');
});

it('two points lead nowhere', () => {
  const points = [
    { groups: 10, value: 0.1 },
    { groups: 20, value: 0.2 },
  ];
  expect(leadsTo(points)).toBeNull();
  expect(ceilingLine('words', points)).toEqual([]);
});
