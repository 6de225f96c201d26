/** Groups of real posts: what they let pass and what they do not, on generated people and, where the tables are, on real ones nobody fitted. */
import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parseEvaluation } from '#contracts/evaluation.ts';
import { parseReachModel } from '#contracts/model-file.ts';
import type { EditNear } from '#core/scoring/model-files.ts';
import { normal, seeded } from '#core/stats/random.ts';
import { sideOf } from '../../data/split.ts';
import { average } from '../figures.ts';
import { nearOf } from './edits-near.ts';
import { mixed, passing, type Posts } from './edits-near-check.ts';
import { INPUTS } from './inputs.ts';
import { matrixOf } from './matrix.ts';
import { readAuthors, TABLE_NAMES, TABLES } from './table.ts';

/** People who post short clips with few hashtags day by day, or long ones with many once a week. */
function invented(people: number, seed: number): Posts & { readonly group: Uint32Array } {
  const random = seeded(seed);
  const rows = Array.from({ length: people * 30 }, (_, i) => {
    const calm = (i % people) % 2 === 0;
    const length = (calm ? 60 : 12) * Math.exp(0.2 * normal(random));
    return {
      length_s: length,
      length_over_own: Math.log10(length / (calm ? 60 : 12)),
      hashtag_count: Math.max(0, Math.round((calm ? 8 : 2) + normal(random))),
      hashtag_generic_count: calm ? 3 : 0,
      tags_over_own: Math.round(normal(random)),
      days_since_last: (calm ? 7 : 1) * Math.exp(0.2 * normal(random)),
      posts_in_week: calm ? 1 : 7,
      person: i % people,
    };
  });
  return {
    columns: INPUTS.map((name) =>
      Float64Array.from(rows, (row) => (row as Readonly<Record<string, number>>)[name] ?? Number.NaN),
    ),
    group: Uint32Array.from(rows, ({ person }) => person),
    rows: Uint32Array.from(rows, (_, i) => i),
  };
}

const shareOf = (near: EditNear, posts: Posts): number => average(passing(near, posts));

describe('groups of posts that are alike', () => {
  const near = nearOf(invented(120, 1));

  it('are of many posts of many people', () => {
    expect(near?.fewest.rows).toBeGreaterThanOrEqual(50);
    expect(near?.fewest.authors).toBeGreaterThanOrEqual(20);
    expect(nearOf(invented(15, 1))).toBeNull();
  });

  it('let new people pass and hold what was never together', () => {
    if (near === null) throw new Error('120 people make groups');
    const others = invented(120, 2);
    expect(shareOf(near, others)).toBeGreaterThan(0.9);
    expect(shareOf(near, mixed(others))).toBeLessThan(0.3);
  });

  it('are the same twice', () => {
    expect(nearOf(invented(120, 1))).toEqual(near);
  });
});

const shared = join(resolve(process.env['PRESAGE_SHARED'] || '../shared'), 'data');
const parsed = parseReachModel(JSON.parse(readFileSync('models/zoo/reach/model.json', 'utf8')));
if (!parsed.ok) throw new Error(parsed.reason);
const level = parsed.value;
const shipped = parsed.value.edits?.near;
const evaluation = parseEvaluation(JSON.parse(readFileSync('models/zoo/reach/evaluation.json', 'utf8')));
if (!evaluation.ok) throw new Error(evaluation.reason);

describe.skipIf(!existsSync(join(shared, TABLES.tiktok_2020)) || shipped === undefined)(
  'the groups that ship, on real posts (skipped where the shared tables are not)',
  () => {
    it('let about nineteen in twenty of people they never saw pass, and half of those whose inputs were mixed', async () => {
      if (shipped === undefined) throw new Error('skipped above');
      for (const name of TABLE_NAMES) {
        const authors = await readAuthors(join(shared, TABLES[name]), name);
        const matrix = matrixOf(
          authors.filter(({ id }) => sideOf(id) === 'test'),
          level,
          false,
          () => {},
        );
        const rows = Uint32Array.from(matrix.target.keys()).filter((row) => (matrix.history[row] ?? 0) >= 3);
        const posts = { ...matrix, rows };
        const told = evaluation.value.measures.find(
          ({ metric, rows: table }) => metric === 'near_real' && table === name,
        );
        const real = shareOf(shipped, posts);
        expect(told?.model.value).toBeCloseTo(real, 4);
        expect(told?.baseline?.value).toBeCloseTo(shareOf(shipped, mixed(posts)), 4);
        expect(real).toBeGreaterThan(0.88);
        expect(real).toBeLessThan(0.99);
        expect(told?.baseline?.value).toBeLessThan(real - 0.25);
      }
    }, 30_000);
  },
);
