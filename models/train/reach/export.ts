/** Fitted parts enter; the files that ship leave: the plain model, the same trees as ONNX, golden cases. */
import { createHash } from 'node:crypto';
import { computeFeatures, featureSetHash } from '#core/features/registry.ts';
import type { ReachModel, TreeArrays } from '#core/scoring/model-files.ts';
import { reachRow, reachVote, registryInputs } from '#core/scoring/reach.ts';
import { quantileSorted } from '#core/stats/quantile.ts';
import { writeTreeEnsembleOnnx } from '../export-onnx.ts';
import type { Outputs } from '../graph.ts';
import type { Level } from './expect.ts';
import { INVENTED } from './golden.ts';
import { PLANNED_YEAR, READ_AFTER_DAYS } from './inputs.ts';
import type { Matrix } from './matrix.ts';

export type Calibration = Pick<ReachModel, 'conformal' | 'width' | 'reference' | 'beats' | 'seen' | 'edits'>;

export interface Fitted {
  readonly level: Level;
  readonly trees: TreeArrays;
  readonly odds: TreeArrays;
  readonly calibration: Calibration;
}

/** @param lean the same where nothing is known but views, followers and times; only tables are asked it */
export function exportFiles(fitted: Fitted, lean: Fitted): Outputs {
  const model = reachModel(fitted);
  return {
    'model.json': JSON.stringify({ schema: 1, ...model }),
    'lean.json': JSON.stringify({ schema: 1, ...reachModel(lean) }),
    'reach.onnx': writeTreeEnsembleOnnx(model.trees),
    'golden.json': `${JSON.stringify(golden(model), null, 1)}\n`,
  };
}

export function reachModel({ level, trees, odds, calibration }: Fitted): ReachModel {
  const model: ReachModel = {
    model: 'reach',
    version: '',
    featureSet: featureSetHash(registryInputs(trees.inputs)),
    trees,
    odds,
    level: level.level,
    expectation: level.expectation,
    assume: { read_after_days: READ_AFTER_DAYS, planned_year: PLANNED_YEAR },
    ...calibration,
  };
  // The version follows from the content, so the same rows and code give the same one.
  return { ...model, version: `1.${createHash('sha256').update(JSON.stringify(model)).digest('hex').slice(0, 8)}` };
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
