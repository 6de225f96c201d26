/** A table enters; each member, fitted on it alone, answers rows that it did not see. The recipes of what does not ship alone stand here. */
import { predictNet } from '#core/scoring/network.ts';
import { predictTrees } from '#core/scoring/trees.ts';
import { fitTrees, type Table, type TreeSettings } from '../gbt.ts';
import { fitNet, type NetSettings } from '../net.ts';
import { fitRidge, predictRidge } from '../ridge.ts';
import { NET, RECIPE, RIDGE_PENALTY } from './fit.ts';

export const MEMBERS = [
  'own level',
  'ridge',
  'gradient-boosted trees, Huber',
  'gradient-boosted trees, pinball',
  'random forest',
  'network of the eight earlier inputs',
  'network of all inputs',
] as const;
export type Member = (typeof MEMBERS)[number];

/** What a phone carries: the two that earn a weight. */
export const SHIPPED: ReadonlySet<string> = new Set<Member>(['gradient-boosted trees, Huber', 'network of all inputs']);

/** The median: what half of the posts stay under. */
export const PINBALL_RECIPE: TreeSettings = {
  ...RECIPE,
  loss: { kind: 'pinball', quantile: 0.5 },
  trees: 150,
  rate: 0.1,
};

export const FOREST_RECIPE: TreeSettings = {
  ...RECIPE,
  loss: { kind: 'squared' },
  forest: true,
  trees: 60,
  leaves: 160,
  leafRows: 20,
  l2: 1,
  rows: 0.6,
  seed: 7,
};

/** 8 → 16 → 8 → 1, as the systems before this one had it. */
export const SMALL_NET: NetSettings = {
  hidden: [16, 8],
  epochs: 8,
  batch: 128,
  rate: 0.004,
  decay: 0.001,
  delta: 1,
  seed: 5,
};

/**
 * The eight inputs of the earlier systems by what the tables tell of each. Trend velocity and sound trend score are
 * masked: no table tells how a trend stood before a post. The platform is the same in every row.
 */
export const EARLIER_INPUTS: readonly (readonly [input: string, column: string | null])[] = [
  ['trend velocity', null],
  ['category performance', 'like_tags_excess'],
  ['posting hour', 'like_hour_excess'],
  ['hashtag score', 'hashtag_generic_count'],
  ['sound trend score', null],
  ['competitor average', 'level_over_followers'],
  ['learned weight', 'expected_excess'],
  ['platform', null],
];

type Predict = (row: ArrayLike<number>) => number;

/** @returns a function of a row in the order of the table's inputs */
export function fitMember(member: Member, table: Table, progress: (done: number, of: number) => void): Predict {
  switch (member) {
    case 'own level':
      return () => 0;
    case 'ridge': {
      const model = fitRidge(table, RIDGE_PENALTY);
      return (row) => predictRidge(model, row);
    }
    case 'gradient-boosted trees, Huber':
      return ofTrees(table, RECIPE, progress);
    case 'gradient-boosted trees, pinball':
      return ofTrees(table, PINBALL_RECIPE, progress);
    case 'random forest':
      return ofTrees(table, FOREST_RECIPE, progress);
    case 'network of all inputs':
      return ofNet(table, NET, progress);
    case 'network of the eight earlier inputs': {
      const at = EARLIER_INPUTS.map(([, column]) => (column === null ? -1 : table.inputs.indexOf(column)));
      const eight = (row: ArrayLike<number>): number[] => at.map((i) => (i < 0 ? 0 : (row[i] ?? Number.NaN)));
      const columns = at.map((i) => table.columns[i] ?? new Float64Array(table.target.length));
      const predict = ofNet({ ...table, inputs: EARLIER_INPUTS.map(([input]) => input), columns }, SMALL_NET, progress);
      return (row) => predict(eight(row));
    }
  }
}

function ofTrees(table: Table, recipe: TreeSettings, progress: (done: number, of: number) => void): Predict {
  const trees = fitTrees(table, recipe, (done) => progress(done, recipe.trees));
  return (row) => predictTrees(trees, row);
}

function ofNet(table: Table, settings: NetSettings, progress: (done: number, of: number) => void): Predict {
  const net = fitNet(table, settings, (done) => progress(done, settings.epochs));
  return (row) => predictNet(net, row);
}
