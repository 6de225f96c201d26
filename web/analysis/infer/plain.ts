/** Parsed models → the last rung: dot products and tree walks in this language, no download, always there. */
import type { HoldModel, ReachModel, TextMember } from '#core/scoring/model-files.ts';
import { dot, rowLength } from '#core/scoring/linear.ts';
import { predictReach } from '#core/scoring/reach.ts';
import type { Runtime, Tensor } from './runtime.ts';

/** Inputs `words` and `shown`, [1, grams + form]; outputs `words_dot` and `shown_dot`, [1, 1]. */
export function plainHold(model: HoldModel): Runtime {
  const { words, shown } = model.members;
  return plainRuntime((inputs) => ({
    words_dot: denseDot(words, inputs['words']),
    ...(shown ? { shown_dot: denseDot(shown, inputs['shown']) } : {}),
  }));
}

/** Input `x`, [1, inputs], NaN where missing (`z`, made of it, is not needed); output `y`, [1, 1]. */
export function plainReach(model: ReachModel): Runtime {
  return plainRuntime((inputs) => ({
    y: { data: Float32Array.of(predictReach(model, inputs['x']?.data ?? [])), shape: [1, 1] },
  }));
}

function plainRuntime(run: (inputs: Readonly<Record<string, Tensor>>) => Record<string, Tensor>): Runtime {
  return {
    name: 'plain',
    rung: 'plain',
    tolerance: 1e-6, // a tensor is f32
    run: async (inputs) => run(inputs),
    held: () => 0,
    close: async () => undefined,
  };
}

function denseDot(member: TextMember, input: Tensor | undefined): Tensor {
  if (input?.data.length !== rowLength(member)) throw new RangeError('the row has not the length of the member');
  const columns = [...input.data.keys()].filter((column) => input.data[column] !== 0);
  const value = dot(member, { columns, values: columns.map((column) => input.data[column] ?? 0) });
  return { data: Float32Array.of(value), shape: [1, 1] };
}
