/**
 * `npx tsx models/train/reach/edits-slope.ts`: the shipped reach model and authors it never saw enter; how far outcomes follow the
 * part that length, hashtags and time have in its forecasts is printed, for SLOPE_ERROR in `core/explain/counterfactual.ts`.
 *
 * The part is the forecast less the forecast with these inputs missing; the slope is that of the outcome on it, beside the
 * rest of the forecast. 1 is right, 0 would say that the part is noise. Brackets are 95 % bootstraps that draw authors.
 */
import { readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseReachModel } from '#contracts/model-file.ts';
import { predictReach } from '#core/scoring/reach.ts';
import { groupedBootstrap } from '#core/stats/interval.ts';
import { seeded } from '#core/stats/random.ts';
import { sideOf } from '../../data/split.ts';
import { leastSquares } from '../hold/calibrate.ts';
import { INPUTS } from './inputs.ts';
import { matrixOf } from './matrix.ts';
import { readAuthors, TABLE_NAMES, TABLES } from './table.ts';

const KINDS = {
  length: ['length_s', 'length_over_own', 'like_length_excess'],
  hashtags: ['hashtag_count', 'hashtag_generic_count', 'tags_over_own', 'like_tags_excess'],
  time: ['days_since_last', 'posts_in_week', 'like_hour_excess'],
} as const;
const DRAWS = 100;

const root = resolve(dirname(fileURLToPath(import.meta.url)), '../../..');
const data = join(resolve(root, process.env['PRESAGE_SHARED'] || '../shared'), 'data');
const parsed = parseReachModel(JSON.parse(readFileSync(join(root, 'models/zoo/reach/model.json'), 'utf8')));
if (!parsed.ok) throw new Error(parsed.reason);
const { trees, level, expectation } = parsed.value;

for (const name of TABLE_NAMES) {
  const authors = (await readAuthors(join(data, TABLES[name]), name)).filter(({ id }) => sideOf(id) === 'test');
  const matrix = matrixOf(authors, { level, expectation }, false, () => {});
  const rows = Array.from(matrix.target.keys()).filter((i) => (matrix.history[i] ?? 0) >= 3);
  const columns = trees.inputs.map((input) => matrix.columns[INPUTS.indexOf(input)] ?? new Float64Array(0));
  const foretell = (row: number, without: readonly string[]): number =>
    predictReach(
      parsed.value,
      Float64Array.from(trees.inputs, (input, at) =>
        without.includes(input) ? Number.NaN : (columns[at]?.[row] ?? Number.NaN),
      ),
    );
  for (const [kind, without] of Object.entries(KINDS)) {
    const known = rows.map((row) => {
      const rest = foretell(row, without);
      return {
        rest,
        part: foretell(row, []) - rest,
        outcome: matrix.target[row] ?? 0,
        author: String(matrix.group[row]),
      };
    });
    const slope = (drawn: ArrayLike<number>): number => {
      const here = Array.from(drawn, (i) => known[i]).flatMap((one) => (one ? [one] : []));
      return (
        leastSquares(
          here.map(({ rest, part }) => [rest, part]),
          here.map(({ outcome }) => outcome),
        )[2] ?? 0
      );
    };
    const bounds = groupedBootstrap(
      known.map(({ author }) => author),
      slope,
      seeded(7),
      DRAWS,
    );
    const value = slope(Uint32Array.from(known, (_, i) => i));
    console.log(
      `${name} ${kind}: slope ${value.toFixed(2)} [${bounds?.low.toFixed(2)}, ${bounds?.high.toFixed(2)}], n ${rows.length}`,
    );
  }
}
