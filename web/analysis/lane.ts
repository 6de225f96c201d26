/**
 * One worker with what it was asked: messages enter, reports or failures leave, and every wait ends.
 *
 * The worker starts with the first request. A cancel answers at once; a worker that dies or falls silent fails all that
 * wait with `worker_lost`; an idle one is closed, so that its memory returns.
 */
import { fail, ok, type Failure, type Result } from '#core/failure.ts';
import type { Report } from '#core/flow.ts';
import { assertNever } from '#core/units.ts';
import type { FromWorker, ToWorker } from './protocol.ts';

/** The part of `Worker` that is used here. */
export interface WorkerLike {
  postMessage(message: ToWorker, transfer: Transferable[]): void;
  terminate(): void;
  addEventListener(type: 'message', listener: (event: MessageEvent<FromWorker>) => void): void;
  addEventListener(type: 'error' | 'messageerror', listener: (event: Event) => void): void;
}

/** setTimeout and clearTimeout, handed in so that tests need not wait. */
export interface Timers {
  set(callback: () => void, ms: number): number;
  clear(timer: number): void;
}

export interface Patience {
  /** A worker without a request is closed after this. */
  readonly idleMs: number;
  /** A working worker that says nothing for so long is asked whether it lives… */
  readonly silentMs: number;
  /** …and given up when it does not answer within this. */
  readonly answerMs: number;
  /** A cancelled request that does not stop by itself takes the worker with it. */
  readonly cancelMs: number;
  /** Cancelling the last request ends the worker at once, with all that it holds. */
  readonly cancelEnds?: boolean;
}

interface Waiting {
  readonly settle: (result: Result<Report>) => void;
  readonly on: ((event: FromWorker) => void) | undefined;
}

export interface Asking {
  readonly signal?: AbortSignal;
  readonly on?: (event: FromWorker) => void;
}

export class Lane {
  readonly #start: () => WorkerLike;
  readonly #timers: Timers;
  readonly #patience: Patience;
  readonly #waiting = new Map<number, Waiting>();
  /** Cancelled requests that the worker has not yet put down. */
  readonly #stopping = new Map<number, number>();
  #worker: WorkerLike | null = null;
  #lastId = 0;
  #idle: number | null = null;
  #watch: number | null = null;

  constructor(start: () => WorkerLike, timers: Timers, patience: Patience) {
    this.#start = start;
    this.#timers = timers;
    this.#patience = patience;
  }

  /** Ends the worker; what waits is cancelled. A later request starts a new one. */
  close(): void {
    this.#end({ code: 'cancelled' });
  }

  /** Ends the worker when nobody waits for it. */
  closeIdle(): void {
    if (this.#waiting.size === 0) this.close();
  }

  request(message: (id: number) => ToWorker, { signal, on }: Asking): Promise<Result<Report>> {
    if (signal?.aborted) return Promise.resolve(fail({ code: 'cancelled' }));
    const id = ++this.#lastId;
    return new Promise((resolve) => {
      const cancel = (): void => this.#cancel(id);
      const settle = (result: Result<Report>): void => {
        signal?.removeEventListener('abort', cancel);
        this.#waiting.delete(id);
        this.#rest();
        resolve(result);
      };
      this.#waiting.set(id, { settle, on });
      signal?.addEventListener('abort', cancel);
      this.#rest();
      try {
        this.#post(message(id));
      } catch {
        // No worker could be started, or the file handle went stale before it could be posted.
        settle(fail({ code: 'worker_lost' }));
      }
    });
  }

  #cancel(id: number): void {
    const waiting = this.#waiting.get(id);
    if (!waiting) return;
    if (this.#patience.cancelEnds && this.#waiting.size === 1) return this.close();
    this.#stopping.set(
      id,
      this.#timers.set(() => this.#end({ code: 'worker_lost' }), this.#patience.cancelMs),
    );
    this.#worker?.postMessage({ kind: 'cancel', id }, []);
    waiting.settle(fail({ code: 'cancelled' }));
  }

  #post(message: ToWorker): void {
    if (this.#worker === null) {
      const worker = this.#start();
      // A worker that was ended may have spoken before; nobody listens any more.
      const current = (): boolean => this.#worker === worker;
      worker.addEventListener('message', ({ data }) => {
        if (current()) this.#hear(data);
      });
      for (const sign of ['error', 'messageerror'] as const) {
        worker.addEventListener(sign, () => {
          if (current()) this.#end({ code: 'worker_lost' });
        });
      }
      this.#worker = worker;
    }
    this.#worker.postMessage(message, []);
    this.#keepWatch();
  }

  #hear(event: FromWorker): void {
    this.#keepWatch();
    const waiting = this.#waiting.get(event.id);
    switch (event.kind) {
      case 'done':
      case 'perceived':
        this.#stopped(event.id);
        waiting?.on?.(event);
        waiting?.settle(ok(event.report));
        return;
      case 'failed':
        this.#stopped(event.id);
        waiting?.on?.(event);
        waiting?.settle(fail(event.failure));
        return;
      case 'alive':
        return;
      case 'stage':
      case 'opened':
      case 'frame':
      case 'download':
      case 'measured':
      case 'score':
      case 'looking':
      case 'percept':
        waiting?.on?.(event);
        return;
      default:
        assertNever(event);
    }
  }

  #stopped(id: number): void {
    const timer = this.#stopping.get(id);
    if (timer !== undefined) this.#timers.clear(timer);
    this.#stopping.delete(id);
    this.#rest();
  }

  /** Without a request the clock towards closing runs; with one it stands still. */
  #rest(): void {
    if (this.#idle !== null) this.#timers.clear(this.#idle);
    this.#idle = null;
    if (this.#waiting.size > 0) return;
    this.#unwatch();
    if (this.#worker && this.#stopping.size === 0) {
      this.#idle = this.#timers.set(() => this.#end({ code: 'cancelled' }), this.#patience.idleMs);
    }
  }

  #keepWatch(): void {
    this.#unwatch();
    if (this.#waiting.size === 0) return;
    this.#watch = this.#timers.set(() => {
      this.#worker?.postMessage({ kind: 'ping', id: 0 }, []);
      this.#watch = this.#timers.set(() => this.#end({ code: 'worker_lost' }), this.#patience.answerMs);
    }, this.#patience.silentMs);
  }

  #unwatch(): void {
    if (this.#watch !== null) this.#timers.clear(this.#watch);
    this.#watch = null;
  }

  #end(failure: Failure): void {
    this.#worker?.terminate();
    this.#worker = null;
    for (const timer of this.#stopping.values()) this.#timers.clear(timer);
    this.#stopping.clear();
    for (const waiting of this.#waiting.values()) waiting.settle(fail(failure));
    this.#rest();
  }
}
