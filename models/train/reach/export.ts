/** Fitted parts enter; the files that ship leave: the plain model, the same trees and network as ONNX, the network as TF.js, golden cases. */
import { computeFeatures } from '#core/features/registry.ts';
import type { NetArrays, ReachModel, TreeArrays } from '#core/scoring/model-files.ts';
import { reachRow, reachSet, reachVote } from '#core/scoring/reach.ts';
import { quantileSorted } from '#core/stats/quantile.ts';
import { writeStackOnnx, writeTreeEnsembleOnnx } from '../export-onnx.ts';
import { netFiles } from '../export-tfjs.ts';
import type { Outputs } from '../graph.ts';
import { versioned } from '../versioned.ts';
import type { Level } from './expect.ts';
import { weighted, type Weights } from './fit.ts';
import { INVENTED } from './golden.ts';
import { PLANNED_YEAR, READ_AFTER_DAYS } from './inputs.ts';
import type { Matrix } from './matrix.ts';

export type Calibration = Pick<ReachModel, 'conformal' | 'width' | 'reference' | 'beats' | 'seen' | 'edits'>;

export interface Fitted {
  readonly level: Level;
  readonly trees: TreeArrays;
  /** null where the trees answer alone. */
  readonly net: NetArrays | null;
  readonly odds: TreeArrays;
  readonly stack: Weights & { readonly oddsPerNet: number };
  readonly calibration: Calibration;
}

/** @param lean the same where nothing is known but views, followers and times; only tables are asked it */
export function exportFiles(fitted: Fitted, lean: Fitted): Outputs {
  const model = reachModel(fitted);
  return {
    'model.json': JSON.stringify({ schema: 1, ...model }),
    'lean.json': JSON.stringify({ schema: 1, ...reachModel(lean) }),
    ...(model.net === undefined
      ? { 'reach.onnx': writeTreeEnsembleOnnx(model.trees) }
      : { 'reach.onnx': writeStackOnnx(model.trees, model.net), ...netFiles('reach', model.net) }),
    'golden.json': `${JSON.stringify(golden(model), null, 1)}\n`,
  };
}

export function reachModel({ level, trees, net, odds, stack, calibration }: Fitted): ReachModel {
  const members = weighted({ trees, net }, stack);
  return versioned<ReachModel>({
    model: 'reach',
    version: '',
    featureSet: reachSet(members),
    ...members,
    odds,
    // Of the network as it stands in the file, its weight in it.
    ...(stack.net > 0 ? { oddsPerNet: round(stack.oddsPerNet / stack.net) } : {}),
    level: level.level,
    expectation: level.expectation,
    assume: { read_after_days: READ_AFTER_DAYS, planned_year: PLANNED_YEAR },
    ...calibration,
  });
}

/** 1st and 99th percentile of each input on real training rows. */
export function seenRanges(matrix: Matrix, rows: Uint32Array): Record<string, readonly [number, number]> {
  return Object.fromEntries(
    matrix.inputs.flatMap((name, f) => {
      const known = Float64Array.from(rows, (i) => matrix.columns[f]?.[i] ?? Number.NaN).filter(
        (x) => !Number.isNaN(x),
      );
      known.sort();
      const low = quantileSorted(known, 0.01);
      const high = quantileSorted(known, 0.99);
      return low === null || high === null ? [] : [[name, [round(low), round(high)] as const] as const];
    }),
  );
}

/** Answers of the exported model on invented people; replayed on every rung. */
function golden(model: ReachModel) {
  return {
    schema: 1,
    note: 'Invented accounts and drafts: no row of any table.',
    model: model.version,
    cases: INVENTED.map(({ name, context }) => {
      const { values } = computeFeatures(context);
      const features = { set: '', values, missing: {} };
      const { prediction, low, high, base, odds } = reachVote(model, features, context.account);
      const row = Array.from(reachRow(model, values, context.account), (x) => (Number.isNaN(x) ? null : x));
      return {
        name,
        draft: context.draft,
        length: context.length,
        account: context.account,
        row,
        prediction,
        low,
        high,
        base,
        odds,
      };
    }),
  };
}

const round = (value: number): number => Number(value.toPrecision(6));
