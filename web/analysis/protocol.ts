/** What page and worker say to each other: one union each way, each message with the id of its request. */
import type { Account, Clip, Draft, PerceptKind, Percepts, Report, Score, Signals } from '#core/flow.ts';
import type { Failure } from '#core/failure.ts';

export type DecoderChoice = 'auto' | 'webcodecs' | 'ffmpeg';

export interface AnalyseOptions {
  readonly decoder: DecoderChoice;
  /** Unix milliseconds at the request. */
  readonly now: number;
  /** Declared terms of picture and sound count towards the score. */
  readonly priors: boolean;
}

export interface AnalyseRequest {
  readonly file: File;
  readonly draft: Draft;
  readonly account: Account | null;
  readonly options: AnalyseOptions;
}

/** New words or account for a clip already measured: no decoding. */
export interface RescoreRequest {
  readonly report: Report;
  readonly draft: Draft;
  readonly account: Account | null;
  readonly options: AnalyseOptions;
}

export interface PerceiveOptions extends Omit<AnalyseOptions, 'now'> {
  /** Languages the person reads, best first ('en', 'fr', 'es'). */
  readonly languages: readonly string[];
  /** The lowest rung for every network, one thread of WASM: the worker before this one was lost. */
  readonly oneThread?: boolean;
}

/** A clip that has its score: look and listen, and make its report again with what was found. */
export interface PerceiveRequest {
  readonly file: File;
  readonly report: Report;
  readonly account: Account | null;
  /** What the report already has is not looked for again unless it stands here. */
  readonly kinds: readonly PerceptKind[];
  readonly options: PerceiveOptions;
}

export type ToWorker =
  | ({ readonly kind: 'analyse'; readonly id: number } & AnalyseRequest)
  | ({ readonly kind: 'rescore'; readonly id: number } & RescoreRequest)
  | ({ readonly kind: 'perceive'; readonly id: number } & PerceiveRequest)
  | { readonly kind: 'cancel'; readonly id: number }
  /** Are you there? Answered by `alive`. */
  | { readonly kind: 'ping'; readonly id: number };

export type Stage = 'open' | 'frames' | 'sound' | 'score';

export type FromWorker =
  | {
      readonly kind: 'stage';
      readonly id: number;
      readonly stage: Stage;
      /** Frames, seconds of sound, or steps of the others. */
      readonly done: number;
      readonly total: number;
    }
  /** Comes a second time when the first decoder had to give up. */
  | { readonly kind: 'opened'; readonly id: number; readonly clip: Clip }
  /** A keyframe candidate, as found. */
  | {
      readonly kind: 'frame';
      readonly id: number;
      readonly at: number;
      readonly width: number;
      readonly height: number;
      readonly image: Uint8Array;
    }
  /** Lazy download of a runtime or weights; comes with 0 done before the first byte is asked for. */
  | {
      readonly kind: 'download';
      readonly id: number;
      readonly what: string;
      readonly done: number;
      readonly total: number | null;
    }
  | { readonly kind: 'measured'; readonly id: number; readonly signals: Signals }
  /** The first score, from the plain rung; `done` follows with the same numbers and the rung that confirmed them. */
  | { readonly kind: 'score'; readonly id: number; readonly score: Score }
  | { readonly kind: 'done'; readonly id: number; readonly report: Report }
  /** How far a perceiver is; frames, seconds of sound, or what it counts itself. */
  | {
      readonly kind: 'looking';
      readonly id: number;
      readonly percept: PerceptKind;
      readonly done: number;
      readonly total: number;
    }
  /** One perceiver is through: exactly one kind stands in `found`. */
  | { readonly kind: 'percept'; readonly id: number; readonly found: Percepts }
  /** All that were asked are through: the report made again with what they found. */
  | { readonly kind: 'perceived'; readonly id: number; readonly report: Report }
  | { readonly kind: 'failed'; readonly id: number; readonly failure: Failure }
  | { readonly kind: 'alive'; readonly id: number };

/** What a request tells while it runs, without the id that bridge and worker add and take away. */
export type Progress = WithoutId<Extract<FromWorker, { readonly kind: (typeof PROGRESS)[number] }>>;
const PROGRESS = ['stage', 'opened', 'frame', 'download', 'measured', 'score', 'looking', 'percept'] as const;

type WithoutId<Message> = Message extends unknown ? Omit<Message, 'id'> : never;
