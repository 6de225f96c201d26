/**
 * Tensors in, tensors out. A runtime multiplies and knows nothing of clips or words; `tfjs.ts`, `onnx.ts` and
 * `plain.ts` stand behind this interface, and one suite (tests/parity/rungs.spec.ts) runs against all of them.
 */
import type { Rung } from '#core/flow.ts';

export interface Tensor {
  /** Row-major f32. */
  readonly data: Float32Array;
  readonly shape: readonly number[];
}

export type Tensors = Readonly<Record<string, Tensor>>;

export interface Runtime {
  readonly name: 'tfjs' | 'onnx' | 'plain';
  readonly rung: Rung;
  /** Largest difference from the plain answer that rounding explains (models note, section 7). */
  readonly tolerance: number;
  /** @throws whatever the runtime throws; the ladder steps down */
  run(inputs: Tensors): Promise<Tensors>;
  /** Tensors that the runtime holds now: the same before and after a run. Null where it cannot tell. */
  held(): number | null;
  /** Releases everything; safe to call twice. */
  close(): Promise<void>;
}

/** Fetches a large file of this build once, with progress; rejects when it cannot be had. */
export type LoadAsset = (url: string, what: string, signal: AbortSignal) => Promise<Uint8Array<ArrayBuffer>>;
