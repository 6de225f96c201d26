/** One clip on its way to a report: its stage, the pictures found so far, what is downloading, the early score; cancel at any time. */
import { fail, type Failure, type Result } from '#core/failure.ts';
import type { Account, Clip, Draft, Report, Score, Signals } from '#core/flow.ts';
import type { DecoderChoice, FromWorker, Stage } from '../analysis/protocol.ts';

export interface AnalyseRequest {
  readonly decoder: DecoderChoice;
  readonly now: number;
  readonly priors: boolean;
  readonly signal: AbortSignal;
  readonly on: (event: FromWorker) => void;
}

/** web/analysis/bridge.ts, as far as the screens need it. */
export interface ClipAnalyst {
  analyse(file: File, draft: Draft, account: Account | null, request: AnalyseRequest): Promise<Result<Report>>;
  rescore(report: Report, draft: Draft, account: Account | null, request: AnalyseRequest): Promise<Result<Report>>;
}

/** Where a finished report goes. */
export interface Keeper {
  keep(report: Report, key?: string): Promise<Result<void>>;
}

export interface FoundFrame {
  readonly at: number;
  readonly width: number;
  readonly height: number;
  readonly image: Uint8Array;
}

export interface Download {
  readonly what: string;
  readonly done: number;
  readonly total: number | null;
}

export type { Stage };

export type Phase = 'idle' | 'running' | 'done' | 'failed';

export const STAGES = ['open', 'frames', 'sound', 'score'] as const satisfies readonly Stage[];

/**
 * How the whole bar is shared among the stages. Chosen from where the time goes on a 30 s clip
 * (decoding most of it); it moves the bar, no number is derived from it.
 */
const SHARE = { open: 0.05, frames: 0.6, sound: 0.2, score: 0.15 } as const satisfies Record<Stage, number>;

interface StageProgress {
  readonly done: number;
  readonly total: number;
}

interface Job {
  readonly file: File;
  readonly draft: Draft;
  readonly account: Account | null;
  readonly decoder: DecoderChoice;
  readonly priors: boolean;
}

/** Files of this visit, so that a report can play its clip and a caption can change; the oldest lets go first. */
const FILES_KEPT = 3;

export class Analysis {
  readonly #analyst: ClipAnalyst;
  readonly #keeper: Keeper;
  readonly #clock: () => number;
  #phase = $state<Phase>('idle');
  #job = $state.raw<Job | null>(null);
  #stage = $state<Stage>('open');
  #progress = $state.raw<Readonly<Partial<Record<Stage, StageProgress>>>>({});
  #clip = $state.raw<Clip | null>(null);
  #frames = $state.raw<readonly FoundFrame[]>([]);
  #downloads = $state.raw<readonly Download[]>([]);
  #signals = $state.raw<Signals | null>(null);
  #score = $state.raw<Score | null>(null);
  #failure = $state.raw<Failure | null>(null);
  #report = $state.raw<Report | null>(null);
  #abort: AbortController | null = null;
  readonly #kept = new Map<string, { readonly file: File; readonly frames: readonly FoundFrame[] }>();

  /** 0 to 1 over all stages. */
  readonly overall = $derived(overall(this.#phase, this.#stage, this.#progress));

  constructor(analyst: ClipAnalyst, keeper: Keeper, clock: () => number) {
    this.#analyst = analyst;
    this.#keeper = keeper;
    this.#clock = clock;
  }

  get phase(): Phase {
    return this.#phase;
  }
  get running(): boolean {
    return this.#phase === 'running';
  }
  get name(): string | null {
    return this.#job?.file.name ?? null;
  }
  get stage(): Stage {
    return this.#stage;
  }
  get clip(): Clip | null {
    return this.#clip;
  }
  get frames(): readonly FoundFrame[] {
    return this.#frames;
  }
  get downloads(): readonly Download[] {
    return this.#downloads;
  }
  get signals(): Signals | null {
    return this.#signals;
  }
  /** The first score, while it is being confirmed. */
  get early(): Score | null {
    return this.#score;
  }
  get failure(): Failure | null {
    return this.#failure;
  }
  get report(): Report | null {
    return this.#report;
  }

  progressOf(stage: Stage): StageProgress | null {
    return this.#progress[stage] ?? null;
  }

  /** The file of a report made in this visit; null after a reload. */
  fileOf(report: Report): File | null {
    return this.#kept.get(report.clip.hash)?.file ?? null;
  }

  /** All pictures found on the way, more than the five that a report keeps. */
  framesOf(report: Report): readonly FoundFrame[] {
    return this.#kept.get(report.clip.hash)?.frames ?? [];
  }

  /** A new clip; one that is still running ends first. */
  async start(job: Job): Promise<Result<Report>> {
    this.#abort?.abort();
    const abort = new AbortController();
    this.#abort = abort;
    this.#job = job;
    this.#phase = 'running';
    this.#stage = 'open';
    this.#progress = {};
    this.#clip = null;
    this.#frames = [];
    this.#downloads = [];
    this.#signals = null;
    this.#score = null;
    this.#failure = null;
    this.#report = null;
    const result = await this.#analyst.analyse(job.file, job.draft, job.account, {
      decoder: job.decoder,
      priors: job.priors,
      now: this.#clock(),
      signal: abort.signal,
      on: (event) => {
        if (this.#abort === abort) this.#hear(event);
      },
    });
    // Another clip was started meanwhile: its news is the one that counts.
    if (this.#abort !== abort) return fail({ code: 'cancelled' });
    this.#abort = null;
    return this.#finish(result, job.file);
  }

  /** Same clip, other decoder or once more. */
  async retry(change: { readonly decoder?: DecoderChoice } = {}): Promise<Result<Report> | null> {
    return this.#job ? this.start({ ...this.#job, ...change }) : null;
  }

  /** New words or account for a clip already measured: nothing is decoded. */
  async rescore(
    report: Report,
    draft: Draft,
    account: Account | null,
    options: { readonly priors: boolean; readonly decoder: DecoderChoice },
  ): Promise<Result<Report>> {
    const abort = new AbortController();
    const result = await this.#analyst.rescore(report, draft, account, {
      ...options,
      now: this.#clock(),
      signal: abort.signal,
      on: () => {},
    });
    if (result.ok) {
      const kept = await this.#keeper.keep(result.value);
      if (!kept.ok) return fail(kept.failure);
    }
    return result;
  }

  cancel(): void {
    this.#abort?.abort();
    this.#abort = null;
    if (this.#phase === 'running') {
      this.#phase = 'failed';
      this.#failure = { code: 'cancelled' };
    }
  }

  /** Away with the last failure, ready for the next file. */
  clear(): void {
    if (this.#phase === 'running') return;
    this.#phase = 'idle';
    this.#failure = null;
    this.#job = null;
  }

  async #finish(result: Result<Report>, file: File): Promise<Result<Report>> {
    if (!result.ok) {
      this.#phase = 'failed';
      this.#failure = result.failure;
      return result;
    }
    const report = result.value;
    this.#report = report;
    this.#remember(report.clip.hash, file);
    await this.#keeper.keep(report);
    this.#phase = 'done';
    return result;
  }

  #remember(hash: string, file: File): void {
    const frames = this.#frames.length > 0 ? this.#frames : (this.#kept.get(hash)?.frames ?? []);
    this.#kept.delete(hash);
    this.#kept.set(hash, { file, frames });
    for (const oldest of this.#kept.keys()) {
      if (this.#kept.size <= FILES_KEPT) break;
      this.#kept.delete(oldest);
    }
  }

  #hear(event: FromWorker): void {
    switch (event.kind) {
      case 'stage':
        this.#stage = event.stage;
        this.#progress = { ...this.#progress, [event.stage]: { done: event.done, total: event.total } };
        return;
      case 'opened':
        // Comes a second time when the first decoder had to give up: its pictures go.
        this.#clip = event.clip;
        this.#frames = [];
        return;
      case 'frame':
        this.#frames = [...this.#frames, event].sort((a, b) => a.at - b.at);
        return;
      case 'download':
        this.#downloads = [
          ...this.#downloads.filter((other) => other.what !== event.what),
          { what: event.what, done: event.done, total: event.total },
        ];
        return;
      case 'measured':
        this.#signals = event.signals;
        return;
      case 'score':
        this.#score = event.score;
        return;
      case 'done':
      case 'failed':
      case 'alive':
        // The promise of `analyse` brings these.
        return;
    }
  }
}

function overall(phase: Phase, stage: Stage, progress: Readonly<Partial<Record<Stage, StageProgress>>>): number {
  if (phase === 'done') return 1;
  let sum = 0;
  for (const each of STAGES) {
    const made = progress[each];
    // What lies before the present stage is over, whatever its last message said.
    if (STAGES.indexOf(each) < STAGES.indexOf(stage)) sum += SHARE[each];
    else if (made && made.total > 0) sum += SHARE[each] * Math.min(1, made.done / made.total);
  }
  return Math.min(1, sum);
}
