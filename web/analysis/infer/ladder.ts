/**
 * Votes of the plain rung → the same votes, confirmed by the best runtime this device has, and what was stepped over.
 *
 * `hold` climbs TF.js (WebGPU, then WASM). Of `reach`, TF.js on WebGPU multiplies the network (its trees have no operator
 * there and are walked plainly), then ONNX Runtime on WASM answers for both. Each answer is compared with the plain one on
 * the case at hand; one that differs by more than rounding, or fails, or loses its device, is left for the next rung down,
 * and the reason is named. The numbers of a vote never change here: they stay those of the plain rung, whose shares of
 * words and features add up to them exactly; what changes is the rung that vouches for them.
 */
import type { Account, Draft, Features, LeftRung, Rung, Vote } from '#core/flow.ts';
import { holdRows, plainDots } from '#core/scoring/hold.ts';
import { rowLength, type SparseRow } from '#core/scoring/linear.ts';
import type { HoldModel, ReachModel, TextMember } from '#core/scoring/model-files.ts';
import { predictNet, standardised } from '#core/scoring/network.ts';
import { predictReach, reachRow } from '#core/scoring/reach.ts';
import { failureKey, type Device, type DeviceMemory } from './device.ts';
import type { Runtime, Tensor, Tensors } from './runtime.ts';

export interface LadderModels {
  readonly hold: HoldModel | null;
  readonly reach: ReachModel | null;
}

export interface LadderInputs {
  readonly draft: Pick<Draft, 'caption' | 'shown'>;
  readonly features: Pick<Features, 'values'>;
  readonly account: Account | null;
}

/** A rung that was tried and left. */
export interface Step extends LeftRung {
  readonly model: Vote['model'];
  /** Largest difference from the plain answer, where there was an answer. */
  readonly difference: number | null;
  readonly detail: string;
}

export interface Confirmed {
  readonly votes: readonly Vote[];
  /** The lowest rung that vouches for a vote. */
  readonly rung: Rung;
  readonly steps: readonly Step[];
}

/** Opens a runtime for a model; rejects when it cannot be had (offline, no adapter, blocked). */
export type OpenRuntime = (
  model: Vote['model'],
  rung: Exclude<Rung, 'plain' | 'rules'>,
  options: { readonly signal: AbortSignal; readonly onLost: () => void; readonly device: Device },
) => Promise<Runtime>;

export interface LadderServices {
  readonly device: () => Promise<Device>;
  readonly memory: DeviceMemory;
  readonly open: OpenRuntime;
  /** Milliseconds after which a rung counts as too slow, its download included. */
  readonly patienceMs?: number;
}

/** A slow phone line needs half a minute for ONNX Runtime (3.7 MB packed); beyond that the plain answer stands alone. */
const PATIENCE_MS = 45_000;

const BEST_FIRST: readonly Rung[] = ['webgpu', 'wasm', 'plain', 'rules'];

export class Ladder {
  readonly #models: LadderModels;
  readonly #services: LadderServices;
  /** Runtimes in use, by model. */
  readonly #running = new Map<Vote['model'], { readonly runtime: Runtime; lost: boolean }>();
  /** Rungs that failed here: not tried again while this ladder stands. */
  readonly #failed = new Set<string>();

  constructor(models: LadderModels, services: LadderServices) {
    this.#models = models;
    this.#services = services;
  }

  /** @throws only when the signal fires */
  async confirm(votes: readonly Vote[], inputs: LadderInputs, signal: AbortSignal): Promise<Confirmed> {
    const steps: Step[] = [];
    const confirmed: Vote[] = [];
    for (const vote of votes) {
      signal.throwIfAborted();
      const before = steps.length;
      const rung = await this.#climb(vote.model, inputs, signal, steps);
      const left = steps.slice(before).map(({ rung: tried, why }) => ({ rung: tried, why }));
      confirmed.push({ ...vote, rung, ...(left.length > 0 ? { left } : {}) });
    }
    return { votes: confirmed, rung: lowest(confirmed.map(({ rung }) => rung)), steps };
  }

  /** Releases sessions and tensors. */
  async close(): Promise<void> {
    const running = [...this.#running.values()];
    this.#running.clear();
    await Promise.all(running.map(({ runtime }) => runtime.close()));
  }

  async #climb(model: Vote['model'], inputs: LadderInputs, signal: AbortSignal, steps: Step[]): Promise<Rung> {
    const question = this.#question(model, inputs);
    if (!question) return 'plain';
    const device = await this.#services.device();
    const known = await this.#services.memory.read();
    for (const rung of rungsOf(this.#models, model, device)) {
      const key = failureKey(model, rung);
      if (this.#failed.has(key) || known.includes(key)) continue;
      const step = await this.#try(model, rung, question, device, signal);
      if (step === null) return rung;
      steps.push(step);
      this.#failed.add(key);
      await this.#drop(model);
      // What the device did wrong it will do again; a missing network is no fault of its.
      if (step.why !== 'unavailable') {
        const before = await this.#services.memory.read();
        await this.#services.memory.write([...new Set([...before, key])]);
      } else this.#failed.delete(key);
    }
    return 'plain';
  }

  /** @returns null when the runtime gives the plain answer */
  async #try(
    model: Vote['model'],
    rung: Exclude<Rung, 'plain' | 'rules'>,
    question: Question,
    device: Device,
    signal: AbortSignal,
  ): Promise<Step | null> {
    const step = (why: Step['why'], detail: string, difference: number | null = null): Step => ({
      model,
      rung,
      why,
      difference,
      detail,
    });
    const stop = new AbortController();
    const patience = this.#services.patienceMs ?? PATIENCE_MS;
    const late = setTimeout(() => stop.abort(new TooSlow()), patience);
    const both = AbortSignal.any([signal, stop.signal]);
    try {
      const state = await endsWith(both, this.#opened(model, rung, device, both));
      const answers = await endsWith(both, state.runtime.run(question.inputs));
      if (state.lost) return step('device_lost', 'the graphics device went away');
      const difference = question.difference(answers);
      if (difference <= state.runtime.tolerance) return null;
      return step('differs', `${difference} is over ${state.runtime.tolerance}`, difference);
    } catch (error) {
      signal.throwIfAborted();
      if (error instanceof TooSlow) return step('too_slow', `no answer within ${patience} ms`);
      if (this.#running.get(model)?.lost) return step('device_lost', String(error));
      const opened = this.#running.has(model);
      return step(opened ? 'failed' : 'unavailable', String(error));
    } finally {
      clearTimeout(late);
    }
  }

  async #opened(
    model: Vote['model'],
    rung: Exclude<Rung, 'plain' | 'rules'>,
    device: Device,
    signal: AbortSignal,
  ): Promise<{ readonly runtime: Runtime; lost: boolean }> {
    const running = this.#running.get(model);
    if (running?.runtime.rung === rung) return running;
    let lost = false;
    const runtime = await this.#services.open(model, rung, {
      signal,
      device,
      onLost: () => {
        lost = true;
        const now = this.#running.get(model);
        if (now?.runtime === runtime) now.lost = true;
      },
    });
    if (signal.aborted) {
      // Nobody waits any more: what came late is put away.
      await runtime.close();
      signal.throwIfAborted();
    }
    const state = { runtime, lost };
    this.#running.set(model, state);
    return state;
  }

  async #drop(model: Vote['model']): Promise<void> {
    const running = this.#running.get(model);
    this.#running.delete(model);
    try {
      await running?.runtime.close();
    } catch {
      // A runtime that failed may fail to close too; it is not used again.
    }
  }

  #question(model: Vote['model'], inputs: LadderInputs): Question | null {
    const { hold, reach } = this.#models;
    if (model === 'hold') return hold && holdQuestion(hold, inputs);
    return reach && reachQuestion(reach, inputs);
  }
}

interface Question {
  readonly inputs: Tensors;
  /** Largest absolute difference of the answers from the plain ones. */
  readonly difference: (answers: Tensors) => number;
}

function holdQuestion(model: HoldModel, { draft }: LadderInputs): Question {
  const rows = holdRows(model, draft);
  const plain = plainDots(model, rows);
  const { words, shown } = model.members;
  return {
    inputs: {
      words: dense(words, rows.words),
      ...(shown ? { shown: dense(shown, rows.shown) } : {}),
    },
    difference: (answers) =>
      Math.max(
        distance(answers['words_dot'], rows.words ? plain.words : 0),
        shown ? distance(answers['shown_dot'], rows.shown ? plain.shown : 0) : 0,
      ),
  };
}

function reachQuestion(model: ReachModel, { features, account }: LadderInputs): Question {
  const { net } = model;
  const row = reachRow(model, features.values, account);
  const x: Tensor = { data: Float32Array.from(row), shape: [1, row.length] };
  const whole = predictReach(model, row);
  if (net === undefined) return { inputs: { x }, difference: (answers) => distance(answers['y'], whole) };
  const z = Float32Array.from(standardised(net, row));
  const part = predictNet(net, row);
  return {
    inputs: { x, z: { data: z, shape: [1, z.length] } },
    // TF.js has the network alone.
    difference: (answers) => ('net' in answers ? distance(answers['net'], part) : distance(answers['y'], whole)),
  };
}

/** A missing or broken answer is infinitely far away. */
function distance(answer: Tensor | undefined, plain: number): number {
  const value = answer?.data[0];
  return value === undefined || !Number.isFinite(value) ? Infinity : Math.abs(value - plain);
}

/** [1, grams + form] f32; zeros for a member without a text. */
function dense(member: TextMember, row: SparseRow | null): Tensor {
  const data = new Float32Array(rowLength(member));
  row?.columns.forEach((column, at) => (data[column] = row.values[at] ?? 0));
  return { data, shape: [1, data.length] };
}

function rungsOf({ reach }: LadderModels, model: Vote['model'], device: Device): Exclude<Rung, 'plain' | 'rules'>[] {
  // ONNX Runtime has no trees but in its wasm build, and that build needs SIMD.
  const wasm: 'wasm'[] = (model === 'reach' ? device.simd : device.wasm) ? ['wasm'] : [];
  const multiplies = model === 'hold' || reach?.net !== undefined;
  return multiplies && device.withoutWebgpu === null ? ['webgpu', ...wasm] : wasm;
}

const lowest = (rungs: readonly Rung[]): Rung => BEST_FIRST.findLast((rung) => rungs.includes(rung)) ?? 'plain';

class TooSlow extends Error {}

/** The work's result, or the signal's reason as soon as it fires: a runtime that hangs must not hang the score. */
function endsWith<T>(signal: AbortSignal, work: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const stop = (): void => reject(signal.reason as Error);
    if (signal.aborted) return stop();
    signal.addEventListener('abort', stop, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', stop));
  });
}
