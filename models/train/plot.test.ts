import { describe, expect, it } from 'vitest';
import type { RunRecord } from './experiments.ts';
import { metricsOf, plotPage, plotSvg, pointsOf } from './plot.ts';

const run = (id: string, metrics: Record<string, number>, synthetic = false): RunRecord => ({
  id,
  at: '2026-01-01T00:00:00.000Z',
  synthetic,
  code: 'abc<1>',
  seconds: 3,
  tables: {},
  stages: [{ name: 'a', key: 'k', fresh: true, ms: 1 }],
  metrics,
  artefacts: {},
});
const runs = [
  run('one', { 'hold spearman': 0.2 }),
  run('two', { 'hold spearman': 0.3, r2: 1 }),
  run('invented', { r2: 9 }, true),
];

describe('figures over runs', () => {
  it('are those of real rows', () => {
    expect(metricsOf(runs)).toEqual(['hold spearman', 'r2']);
    expect(pointsOf(runs, 'r2')).toEqual([{ id: 'two', value: 1 }]);
  });

  it('are drawn as one dot each, the larger higher', () => {
    const drawing = plotSvg(pointsOf(runs, 'hold spearman'), 'hold spearman');
    const heights = [...drawing.matchAll(/cy="([\d.]+)"/g)].map(([, y]) => Number(y));
    expect(heights).toHaveLength(2);
    expect(heights[1]).toBeLessThan(heights[0] ?? 0);
    expect(drawing).toContain('aria-label="hold spearman: one 0.2, two 0.3"');
  });

  it('are drawn also where there is one run, or where nothing moved', () => {
    for (const points of [
      [{ id: 'a', value: 0 }],
      [
        { id: 'a', value: 2 },
        { id: 'b', value: 2 },
      ],
    ])
      expect(plotSvg(points, 't')).not.toContain('NaN');
  });

  it('stand on one page with their tables; what a record says is text, never markup', () => {
    const page = plotPage(runs);
    expect(page.match(/<section/g)).toHaveLength(3);
    expect(page).toContain('abc&lt;1&gt;');
    expect(page).not.toMatch(/<script|https?:\/\/(?!www\.w3\.org\/2000\/svg)/);
  });
});
