/** One clip on its way to a report: its stage, the pictures found so far, what is downloading, the early score; cancel at any time. */
import { fail, type Failure, type Result } from '#core/failure.ts';
import type { Account, Clip, Draft, PerceptKind, Percepts, Report, Score, Signals, Transcript } from '#core/flow.ts';
import { PERCEIVED_KINDS } from '../analysis/perceive/kinds.ts';
import type { DecoderChoice, FromWorker, Stage } from '../analysis/protocol.ts';
import { LookProgress } from './look-progress.ts';

export interface AnalyseRequest {
  readonly decoder: DecoderChoice;
  readonly now: number;
  readonly priors: boolean;
  readonly signal: AbortSignal;
  readonly on: (event: FromWorker) => void;
}

export interface LookRequest extends Omit<AnalyseRequest, 'now'> {
  /** Languages the person reads, best first. */
  readonly languages: readonly string[];
}

/** web/analysis/bridge.ts, as far as the screens need it. */
export interface ClipAnalyst {
  analyse(file: File, draft: Draft, account: Account | null, request: AnalyseRequest): Promise<Result<Report>>;
  rescore(report: Report, draft: Draft, account: Account | null, request: AnalyseRequest): Promise<Result<Report>>;
  perceive(
    file: File,
    report: Report,
    account: Account | null,
    kinds: readonly PerceptKind[],
    request: LookRequest,
  ): Promise<Result<Report>>;
}

/** When networks look and listen: by themselves after a score, when a button is pressed (a metered line), or never. */
export interface LookPlan {
  readonly when: 'now' | 'asked' | 'never';
  readonly languages: readonly string[];
}

/** One clip being looked at. */
export interface Looking {
  readonly reportId: string;
  /** What came so far, kind by kind. */
  readonly percepts: Percepts;
  /** What is at work now; null while nothing has begun. */
  readonly at: { readonly kind: PerceptKind; readonly done: number; readonly total: number } | null;
  /** 0 to 1, of all that was asked for; it never falls. */
  readonly share: number;
  readonly downloads: readonly Download[];
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

interface LookJob {
  readonly report: Report;
  readonly account: Account | null;
  readonly kinds: readonly PerceptKind[];
  readonly decoder: DecoderChoice;
  readonly priors: boolean;
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
  readonly #lookPlan: () => LookPlan;
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
  #looking = $state.raw<Looking | null>(null);
  #perceived = $state.raw<Report | null>(null);
  #lookFailure = $state.raw<Failure | null>(null);
  #abort: AbortController | null = null;
  #lookAbort: AbortController | null = null;
  /** What the present look was asked for; null while nothing looks. */
  #lookJob: LookJob | null = null;
  /** Counts the reports made again: an older one never takes the place of a newer. */
  #turn = 0;
  /** Transcripts given or taken away in this visit, by report. */
  readonly #said = new Map<string, Transcript | null>();
  readonly #kept = new Map<string, { readonly file: File; readonly frames: readonly FoundFrame[] }>();

  /** 0 to 1 over all stages. */
  readonly overall = $derived(overall(this.#phase, this.#stage, this.#progress));

  constructor(
    analyst: ClipAnalyst,
    keeper: Keeper,
    clock: () => number,
    lookPlan: () => LookPlan = () => ({ when: 'never', languages: [] }),
  ) {
    this.#analyst = analyst;
    this.#keeper = keeper;
    this.#clock = clock;
    this.#lookPlan = lookPlan;
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

  /** The clip that is looked at right now, with what came so far. */
  get looking(): Looking | null {
    return this.#looking;
  }
  /** The last report that was made again with what was perceived: it takes the place of the one with its id. */
  get perceived(): Report | null {
    return this.#perceived;
  }
  get lookFailure(): Failure | null {
    return this.#lookFailure;
  }

  /** When networks look and listen on this device. */
  get lookWhen(): LookPlan['when'] {
    return this.#lookPlan().when;
  }

  /** Whether there is something to look for that this report does not have yet, and the file to look into. */
  mayLook(report: Report): boolean {
    return this.fileOf(report) !== null && kindsLeft(report).length > 0;
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
    this.stopLooking();
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
    return this.#finish(result, job);
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

  /**
   * Networks look at the picture and listen to the sound; the report is made again with what they found, and kept.
   * One clip at a time: a second one takes the place of the first.
   */
  async look(
    report: Report,
    account: Account | null,
    options: { readonly priors: boolean; readonly decoder: DecoderChoice },
    kinds: readonly PerceptKind[] = kindsLeft(report),
  ): Promise<void> {
    const file = this.fileOf(report);
    if (!file || kinds.length === 0) return;
    this.stopLooking();
    const abort = new AbortController();
    const job: LookJob = { report, account, kinds, priors: options.priors, decoder: options.decoder };
    this.#lookAbort = abort;
    this.#lookJob = job;
    this.#lookFailure = null;
    this.#looking = { reportId: report.id, percepts: {}, at: null, share: 0, downloads: [] };
    const progress = new LookProgress(kinds);
    const result = await this.#analyst.perceive(file, report, account, kinds, {
      priors: options.priors,
      decoder: options.decoder,
      languages: this.#lookPlan().languages,
      signal: abort.signal,
      on: (event) => {
        if (this.#lookAbort !== abort) return;
        progress.hear(event);
        this.#see(event, progress.share);
      },
    });
    if (this.#lookAbort !== abort) return;
    const found = this.#looking?.percepts ?? {};
    this.#endLook();
    if (!result.ok) {
      this.#lookFailure = result.failure;
      await this.#keepPart(job, found);
      return;
    }
    this.#turn++;
    const made = result.value;
    // Given while networks were at work: they began with the report as it was before.
    const said = this.#said.get(made.id);
    if (said !== undefined && said !== (made.signals.transcript ?? null))
      await this.#remake(withWords(made, said), job);
    else await this.#takeOver(made);
  }

  /** Ends the looking. What was found until then stays in the report; the rest is unknown, and can be asked for again. */
  stopLooking(): void {
    const [job, looking] = [this.#lookJob, this.#looking];
    this.#lookAbort?.abort();
    this.#endLook();
    if (job && looking) void this.#keepPart(job, looking.percepts);
  }

  /** What is said in the clip, from the person; null takes it away. Checks and tests of the report are made again with it. */
  async say(
    report: Report,
    transcript: Transcript | null,
    account: Account | null,
    options: { readonly priors: boolean; readonly decoder: DecoderChoice },
  ): Promise<void> {
    this.#said.set(report.id, transcript);
    await this.#remake(withWords(report, transcript), { account, priors: options.priors, decoder: options.decoder });
  }

  #endLook(): void {
    this.#lookAbort = null;
    this.#lookJob = null;
    this.#looking = null;
  }

  /** Also after the worker was lost: what came before is true all the same. */
  async #keepPart(job: LookJob, found: Percepts): Promise<void> {
    // Nothing came before the stop: the report is as it was, and nothing was tried in vain.
    if (Object.keys(found).length === 0) return;
    const before = job.report.signals.percepts;
    const rest = job.kinds.filter((kind) => !found[kind] && before?.[kind]?.state !== 'seen');
    const percepts: Percepts = {
      ...before,
      ...Object.fromEntries(rest.map((kind) => [kind, { state: 'unknown', why: 'cancelled' }])),
      ...found,
    };
    await this.#remake({ ...job.report, signals: { ...job.report.signals, percepts } }, job);
  }

  /** The report with other signals: shown at once, then with features and checks made again, and kept. */
  async #remake(report: Report, { account, priors, decoder }: Omit<LookJob, 'report' | 'kinds'>): Promise<void> {
    const turn = ++this.#turn;
    this.#show(report);
    // Kept before anything else is waited for: a page that is closed now has lost nothing of what was found.
    void this.#keeper.keep(report);
    // Nothing is asked for, so the file is not opened: it may be gone.
    const file = this.fileOf(report) ?? new File([], report.clip.name);
    const result = await this.#analyst.perceive(file, report, account, [], {
      priors,
      decoder,
      languages: this.#lookPlan().languages,
      signal: new AbortController().signal,
      on: () => {},
    });
    if (turn !== this.#turn) return;
    // Where no worker is left what was found is kept as it is: the next look makes the rest again.
    await this.#takeOver(result.ok ? result.value : report);
  }

  async #takeOver(report: Report): Promise<void> {
    this.#show(report);
    await this.#keeper.keep(report);
  }

  #show(report: Report): void {
    if (this.#report?.id === report.id) this.#report = report;
    this.#perceived = report;
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

  async #finish(result: Result<Report>, job: Job): Promise<Result<Report>> {
    if (!result.ok) {
      this.#phase = 'failed';
      this.#failure = result.failure;
      return result;
    }
    const report = result.value;
    this.#report = report;
    this.#remember(report.clip.hash, job.file);
    await this.#keeper.keep(report);
    this.#phase = 'done';
    // The score never waits for this; nothing of it is downloaded before.
    if (this.#lookPlan().when === 'now') void this.look(report, job.account, job);
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

  #see(event: FromWorker, share: number): void {
    const looking = this.#looking;
    if (!looking) return;
    if (event.kind === 'looking') {
      this.#looking = { ...looking, share, at: { kind: event.percept, done: event.done, total: event.total } };
    } else if (event.kind === 'percept') {
      this.#looking = { ...looking, share, percepts: { ...looking.percepts, ...event.found } };
    } else if (event.kind === 'perceived') {
      // A stage is through: timeline, opening and checks take up what it found, while the next one is at work.
      if (!this.#said.has(event.report.id)) this.#show(event.report);
    } else if (event.kind === 'download') {
      this.#looking = { ...looking, downloads: withDownload(looking.downloads, event) };
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
        this.#downloads = withDownload(this.#downloads, event);
        return;
      case 'measured':
        this.#signals = event.signals;
        return;
      case 'score':
        this.#score = event.score;
        return;
      case 'looking':
      case 'percept':
        // Of a report that is finished; see #see.
        return;
      case 'done':
      case 'perceived':
      case 'failed':
      case 'alive':
        // The promise of `analyse` brings these.
        return;
    }
  }
}

function withWords(report: Report, transcript: Transcript | null): Report {
  const { transcript: _, ...signals } = report.signals;
  return { ...report, signals: transcript === null ? signals : { ...signals, transcript } };
}

/** What this build can perceive and the report does not have: never asked, or not to be had at the time. */
function kindsLeft({ signals }: Report): readonly PerceptKind[] {
  return PERCEIVED_KINDS.filter((kind) => {
    const percept = signals.percepts?.[kind];
    return !percept || (percept.state === 'unknown' && ['lite', 'not_loaded', 'cancelled'].includes(percept.why));
  });
}

const withDownload = (downloads: readonly Download[], { what, done, total }: Download): readonly Download[] => [
  ...downloads.filter((other) => other.what !== what),
  { what, done, total },
];

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
