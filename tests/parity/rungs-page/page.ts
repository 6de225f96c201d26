/** The rungs of this browser behind a few plain functions, for rungs.spec.ts. Models and rows come from the test. */
import type { DraftContext } from '#core/features/feature.ts';
import { computeFeatures } from '#core/features/registry.ts';
import { predictNet, standardised } from '#core/scoring/network.ts';
import { predictReach, reachOdds, reachShares, reachVote } from '#core/scoring/reach.ts';
import type { ReachModel, TreeArrays } from '#core/scoring/model-files.ts';
import { holdRows, holdVote, plainDots, type HoldTexts } from '#core/scoring/hold.ts';
import { rowLength, type SparseRow } from '#core/scoring/linear.ts';
import type { HoldModel, TextMember } from '#core/scoring/model-files.ts';
import { predictTrees } from '#core/scoring/trees.ts';
import { browserLadder } from '../../../web/analysis/infer/browser-ladder.ts';
import { openOnnx } from '../../../web/analysis/infer/onnx.ts';
import { plainHold } from '../../../web/analysis/infer/plain.ts';
import type { LoadAsset, Runtime, Tensors } from '../../../web/analysis/infer/runtime.ts';
import { openTfjs } from '../../../web/analysis/infer/tfjs.ts';

const never = new AbortController().signal;
const fetched: string[] = [];
const asset: LoadAsset = async (url, what) => {
  fetched.push(what);
  const response = await fetch(url);
  if (!response.ok) throw new Error(`${url}: ${response.status}`);
  return new Uint8Array(await response.arrayBuffer());
};
const file = async (name: string): Promise<Uint8Array<ArrayBuffer>> => asset(`/zoo/${name}`, name, never);
const model = async (): Promise<HoldModel> => (await fetch('/zoo/hold/model.json')).json() as Promise<HoldModel>;

function inputsOf(hold: HoldModel, texts: HoldTexts): Tensors {
  const rows = holdRows(hold, texts);
  const dense = (member: TextMember, row: SparseRow | null) => {
    const data = new Float32Array(rowLength(member));
    row?.columns.forEach((column, at) => (data[column] = row.values[at] ?? 0));
    return { data, shape: [1, data.length] };
  };
  const { words, shown } = hold.members;
  return { words: dense(words, rows.words), ...(shown ? { shown: dense(shown, rows.shown) } : {}) };
}

async function holdRuntime(rung: 'webgpu' | 'wasm' | 'plain', hold: HoldModel): Promise<Runtime> {
  if (rung === 'plain') return plainHold(hold);
  const [topology, weights] = await Promise.all([file('hold/model.tfjs.json'), file('hold/model.tfjs.bin')]);
  return openTfjs(
    rung,
    { topology, weights },
    { loadAsset: asset, simd: true, signal: never, onLost: () => undefined },
  );
}

const reachModel = async (): Promise<ReachModel> =>
  (await fetch('/zoo/reach/model.json')).json() as Promise<ReachModel>;

async function reachRuntime(runtime: ReachRuntime): Promise<Runtime> {
  if (runtime === 'onnx') return openOnnx(await file('reach/reach.onnx'), { loadAsset: asset, signal: never });
  const [topology, weights] = await Promise.all([file('reach/model.tfjs.json'), file('reach/model.tfjs.bin')]);
  return openTfjs(
    runtime,
    { topology, weights },
    { loadAsset: asset, simd: true, signal: never, onLost: () => undefined },
  );
}

/** ONNX Runtime answers for trees and network, TF.js for the network alone. */
export type ReachRuntime = 'onnx' | 'wasm' | 'webgpu';

const rungs = {
  /** Exact plain votes, to be compared with Node's. */
  async plainVotes(texts: readonly HoldTexts[]) {
    const hold = await model();
    return texts.map((one) => holdVote(hold, one));
  },

  /** Largest difference of a rung from plain over the texts, and the tensors held before and after. */
  async hold(rung: 'webgpu' | 'wasm' | 'plain', texts: readonly HoldTexts[]) {
    const hold = await model();
    const runtime = await holdRuntime(rung, hold);
    try {
      const before = runtime.held();
      let worst = 0;
      for (const one of texts) {
        const rows = holdRows(hold, one);
        const plain = plainDots(hold, rows);
        const answers = await runtime.run(inputsOf(hold, one));
        worst = Math.max(
          worst,
          Math.abs((answers['words_dot']?.data[0] ?? NaN) - (rows.words ? plain.words : 0)),
          Math.abs((answers['shown_dot']?.data[0] ?? NaN) - (rows.shown ? plain.shown : 0)),
        );
      }
      return { worst, tolerance: runtime.tolerance, before, after: runtime.held() };
    } finally {
      await runtime.close();
    }
  },

  /** Exact plain answers to rows and their shares, to be compared with Node's. */
  async plainReach(rows: readonly (readonly (number | null)[])[]) {
    const reach = await reachModel();
    return rows.map((values) => {
      const row = values.map((value) => value ?? NaN);
      const { base, amounts } = reachShares(reach, row);
      return { prediction: predictReach(reach, row), odds: reachOdds(reach, row), base, amounts: [...amounts] };
    });
  },

  /** Largest difference of a runtime from plain over the rows, and the tensors held before and after. */
  async reach(name: ReachRuntime, rows: readonly (readonly (number | null)[])[]) {
    const reach = await reachModel();
    const { net } = reach;
    if (!net) throw new Error('the shipped model has a network');
    const runtime = await reachRuntime(name);
    try {
      const before = runtime.held();
      let worst = 0;
      for (const values of rows) {
        const row = values.map((value) => value ?? NaN);
        const z = Float32Array.from(standardised(net, row));
        const answers = await runtime.run({
          x: { data: Float32Array.from(row), shape: [1, row.length] },
          z: { data: z, shape: [1, z.length] },
        });
        const [told, plain] =
          name === 'onnx' ? [answers['y'], predictReach(reach, row)] : [answers['net'], predictNet(net, row)];
        worst = Math.max(worst, Math.abs((told?.data[0] ?? Infinity) - plain));
      }
      return { worst, tolerance: runtime.tolerance, before, after: runtime.held() };
    } finally {
      await runtime.close();
    }
  },

  /** null where a row has no value: NaN does not travel as JSON. */
  async trees(onnx: readonly number[], trees: TreeArrays, rows: readonly (readonly (number | null)[])[]) {
    const runtime = await openOnnx(Uint8Array.from(onnx), { loadAsset: asset, signal: never });
    try {
      let worst = 0;
      const plain: number[] = [];
      for (const values of rows) {
        const data = Float32Array.from(values, (value) => value ?? NaN);
        const { y } = await runtime.run({ x: { data, shape: [1, data.length] } });
        plain.push(predictTrees(trees, data));
        worst = Math.max(worst, Math.abs((y?.data[0] ?? NaN) - (plain.at(-1) ?? NaN)));
      }
      return { worst, tolerance: runtime.tolerance, plain };
    } finally {
      await runtime.close();
    }
  },

  /** What the ladder of this browser says, with a weights file spoilt on purpose if asked. */
  async ladder(texts: HoldTexts, spoil: boolean) {
    const hold = await model();
    const ladder = browserLadder(
      { hold, reach: null },
      {
        asset,
        modelFile: async (_, role) => {
          const bytes = await file(role === 'tfjs' ? 'hold/model.tfjs.json' : 'hold/model.tfjs.bin');
          if (!spoil || role !== 'tfjs_weights') return bytes;
          const weights = new Float32Array(bytes.buffer.slice(0));
          return new Uint8Array(weights.map((weight) => weight + 0.01).buffer);
        },
      },
      `test ${performance.timeOrigin} ${spoil}`,
    );
    try {
      const votes = [holdVote(hold, texts)].filter((vote) => vote !== null);
      return await ladder.confirm(
        votes,
        { draft: { caption: texts.caption, shown: texts.shown }, features: { values: {} }, account: null },
        never,
      );
    } finally {
      await ladder.close();
    }
  },

  /** What the ladder says of an account. */
  async reachLadder(context: DraftContext) {
    const reach = await reachModel();
    const files = { onnx: 'reach/reach.onnx', tfjs: 'reach/model.tfjs.json', tfjs_weights: 'reach/model.tfjs.bin' };
    const ladder = browserLadder(
      { hold: null, reach },
      { asset, modelFile: async (_, role) => file(files[role]) },
      `test ${performance.timeOrigin} reach`,
    );
    try {
      const { values } = computeFeatures(context);
      const vote = reachVote(reach, { set: '', missing: {}, values }, context.account);
      const inputs = { draft: context.draft, features: { values }, account: context.account };
      return { plain: vote, confirmed: await ladder.confirm([vote], inputs, never) };
    } finally {
      await ladder.close();
    }
  },

  fetched: (): readonly string[] => fetched,
};

export type Rungs = typeof rungs;
declare global {
  interface Window {
    rungs: Rungs;
  }
}
window.rungs = rungs;
