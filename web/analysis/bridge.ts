/**
 * The page's side of the analysis: requests enter, reports or failures leave, while workers do the work.
 *
 * One worker measures and scores, another looks and listens: what networks need is heavy, goes with its worker, and
 * never stands in the way of a score. How each is started, watched and ended stands in lane.ts.
 */
import { ok, type Result } from '#core/failure.ts';
import type { Account, Draft, PerceptKind, Percepts, Report } from '#core/flow.ts';
import { Lane, type Asking, type Patience, type Timers, type WorkerLike } from './lane.ts';
import type { AnalyseOptions, FromWorker, PerceiveOptions } from './protocol.ts';

export type { Patience, Timers, WorkerLike } from './lane.ts';

export interface AnalystOptions extends Partial<AnalyseOptions>, Asking {
  readonly now: number;
}

export interface LookOptions extends Partial<PerceiveOptions>, Asking {}

/**
 * Silence: the longest stretch without a message is the compiling of a runtime on a slow phone, some seconds; a page
 * that slept finds its timers late, which is why it asks before it gives up. Idle: long enough to write a caption and
 * score again.
 */
export const PATIENCE: Patience = { idleMs: 60_000, silentMs: 10_000, answerMs: 5_000, cancelMs: 1_000 };

/** Networks and their memory stay for the next wish of the same person (the full check, another clip), and no longer. */
const LOOK_IDLE_MS = 15_000;

/**
 * What may share one worker. The memory of WebAssembly never shrinks, so the reader of letters and the largest network
 * each begin in a fresh one: together they would hold 320 MB, one after the other some 210.
 */
const STAGES: readonly (readonly PerceptKind[])[] = [['voice', 'faces', 'objects', 'quality'], ['words'], ['things']];

function stagesOf(kinds: readonly PerceptKind[]): readonly (readonly PerceptKind[])[] {
  const rest = kinds.filter((kind) => !STAGES.flat().includes(kind));
  return [...STAGES, rest]
    .map((stage) => kinds.filter((kind) => stage.includes(kind)))
    .filter(({ length }) => length > 0);
}

export class Analyst {
  readonly #scoring: Lane;
  readonly #looking: Lane;
  #lastStage = '';

  constructor(start: () => WorkerLike, timers: Timers = BROWSER_TIMERS, patience: Patience = PATIENCE) {
    this.#scoring = new Lane(start, timers, patience);
    const idleMs = Math.min(patience.idleMs, LOOK_IDLE_MS);
    this.#looking = new Lane(start, timers, { ...patience, idleMs, cancelEnds: true });
  }

  analyse(file: File, draft: Draft, account: Account | null, options: AnalystOptions): Promise<Result<Report>> {
    return this.#scoring.request(
      (id) => ({ kind: 'analyse', id, file, draft, account, options: plain(options) }),
      options,
    );
  }

  rescore(report: Report, draft: Draft, account: Account | null, options: AnalystOptions): Promise<Result<Report>> {
    return this.#scoring.request(
      (id) => ({ kind: 'rescore', id, report, draft, account, options: plain(options) }),
      options,
    );
  }

  /**
   * Looks and listens in a clip that has its score; each percept is told as it comes, the report made again leaves.
   * With no kinds the report is made again with the percepts that it has, and no file is opened.
   *
   * A worker that is lost on the way (its threads do not start, a driver or the memory fails) is replaced once, and the
   * fresh one looks for what is left on the lowest rung.
   */
  perceive(
    file: File,
    report: Report,
    account: Account | null,
    kinds: readonly PerceptKind[],
    request: LookOptions,
  ): Promise<Result<Report>> {
    const { decoder = 'auto', priors = true, languages = ['en'] } = request;
    const options = { decoder, priors, languages: [...languages] };
    const ask = (lane: Lane, of: Report, some: readonly PerceptKind[], more: Looking = {}): Promise<Result<Report>> =>
      lane.request(
        (id) => ({
          kind: 'perceive',
          id,
          file,
          report: of,
          account,
          kinds: [...some],
          options: { ...options, ...(more.oneThread ? { oneThread: true } : {}) },
        }),
        { ...request, ...(more.on ? { on: more.on } : {}) },
      );
    if (kinds.length === 0) return ask(this.#scoring, report, kinds);
    // What measuring left behind (70 MB after 30 s of Full HD) goes before networks come; a rescore starts it anew.
    this.#scoring.closeIdle();
    return this.#inStages(stagesOf(kinds), report, async (of, some) => {
      let found: Percepts = {};
      const on = (event: FromWorker): void => {
        if (event.kind === 'percept') found = { ...found, ...event.found };
        request.on?.(event);
      };
      const made = await ask(this.#looking, of, some, { on });
      if (made.ok || made.failure.code !== 'worker_lost') return made;
      this.#looking.closeIdle();
      const left = some.filter((kind) => !found[kind]);
      const percepts = { ...of.signals.percepts, ...found };
      return ask(this.#looking, { ...of, signals: { ...of.signals, percepts } }, left, { oneThread: true });
    });
  }

  async #inStages(
    stages: readonly (readonly PerceptKind[])[],
    report: Report,
    look: (report: Report, kinds: readonly PerceptKind[]) => Promise<Result<Report>>,
  ): Promise<Result<Report>> {
    let now = report;
    for (const stage of stages) {
      // The same kinds in another clip find their runtime warm.
      if (this.#lastStage !== String(stage)) this.#looking.closeIdle();
      this.#lastStage = String(stage);
      const made = await look(now, stage);
      if (!made.ok) return made;
      now = made.value;
    }
    return ok(now);
  }

  /** Nobody watches the page: networks and their memory go at once, unless they are at work. */
  rest(): void {
    this.#looking.closeIdle();
  }

  /** Ends the workers; what waits is cancelled. A later request starts new ones. */
  close(): void {
    this.#scoring.close();
    this.#looking.close();
  }
}

interface Looking {
  readonly on?: (event: FromWorker) => void;
  readonly oneThread?: boolean;
}

const plain = ({ decoder = 'auto', now, priors = true }: AnalystOptions): AnalyseOptions => ({ decoder, now, priors });

const BROWSER_TIMERS: Timers = {
  set: (callback, ms) => globalThis.setTimeout(callback, ms) as unknown as number,
  clear: (timer) => globalThis.clearTimeout(timer),
};
