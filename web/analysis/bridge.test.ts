import { beforeEach, describe, expect, it } from 'vitest';
import type { Draft, PerceptKind, Report } from '#core/flow.ts';
import { Analyst, PATIENCE, type Timers, type WorkerLike } from './bridge.ts';
import type { FromWorker, ToWorker } from './protocol.ts';

const DRAFT: Draft = {
  platform: 'tiktok',
  caption: '',
  shown: '',
  country: null,
  posting: null,
  originalSound: null,
};
const FILE = new File([new Uint8Array(4)], 'a.mp4');
// The bridge looks at nothing of a report but what was perceived.
const REPORT = { id: 'r1', signals: {} } as Report;

class Partner implements WorkerLike {
  readonly heard: ToWorker[] = [];
  ended = false;
  readonly #ears = new Map<string, (event: MessageEvent<FromWorker>) => void>();
  addEventListener(type: string, listener: (event: MessageEvent<FromWorker>) => void): void {
    this.#ears.set(type, listener);
  }
  postMessage(message: ToWorker): void {
    this.heard.push(message);
  }
  terminate(): void {
    this.ended = true;
  }
  say(event: FromWorker): void {
    this.#ears.get('message')?.(new MessageEvent('message', { data: event }));
  }
  die(): void {
    this.#ears.get('error')?.(new MessageEvent('error'));
  }
  last(): ToWorker {
    return this.heard.at(-1)!;
  }
}

/** Time that passes when told to. */
class Hours implements Timers {
  #now = 0;
  #last = 0;
  readonly #set = new Map<number, { readonly due: number; readonly callback: () => void }>();
  set(callback: () => void, ms: number): number {
    this.#set.set(++this.#last, { due: this.#now + ms, callback });
    return this.#last;
  }
  clear(timer: number): void {
    this.#set.delete(timer);
  }
  pass(ms: number): void {
    const end = this.#now + ms;
    for (;;) {
      const next = [...this.#set].filter(([, { due }]) => due <= end).toSorted((a, b) => a[1].due - b[1].due)[0];
      if (!next) break;
      this.#now = next[1].due;
      this.#set.delete(next[0]);
      next[1].callback();
    }
    this.#now = end;
  }
}

let workers: Partner[];
let hours: Hours;
let analyst: Analyst;

beforeEach(() => {
  workers = [];
  hours = new Hours();
  analyst = new Analyst(() => {
    const partner = new Partner();
    workers.push(partner);
    return partner;
  }, hours);
});

const score = (signal?: AbortSignal): ReturnType<Analyst['analyse']> =>
  analyst.analyse(FILE, DRAFT, null, { now: 0, ...(signal ? { signal } : {}) });

describe('the bridge to the analysis', () => {
  it('starts no worker before it is needed', () => {
    expect(workers).toHaveLength(0);
  });

  it('hands each report to the request that it answers', async () => {
    const first = score();
    const second = score();
    const [a, b] = workers[0]!.heard.map(({ id }) => id);
    workers[0]!.say({ kind: 'done', id: b!, report: { ...REPORT, id: 'second' } });
    workers[0]!.say({ kind: 'done', id: a!, report: { ...REPORT, id: 'first' } });
    expect([await first, await second]).toMatchObject([{ value: { id: 'first' } }, { value: { id: 'second' } }]);
    expect(workers).toHaveLength(1);
  });

  it('passes progress on, and only to its own request', () => {
    const seen: FromWorker[] = [];
    void analyst.analyse(FILE, DRAFT, null, { now: 0, on: (event) => seen.push(event) });
    void score();
    const [a, b] = workers[0]!.heard.map(({ id }) => id);
    workers[0]!.say({ kind: 'stage', id: a!, stage: 'frames', done: 1, total: 30 });
    workers[0]!.say({ kind: 'stage', id: b!, stage: 'frames', done: 2, total: 30 });
    expect(seen).toMatchObject([{ done: 1 }]);
  });

  it('answers a cancel at once and tells the worker', async () => {
    const stop = new AbortController();
    const waiting = score(stop.signal);
    stop.abort();
    expect(await waiting).toEqual({ ok: false, failure: { code: 'cancelled' } });
    expect(workers[0]!.last().kind).toBe('cancel');
  });

  it('keeps the worker when the cancelled request stops by itself', () => {
    const stop = new AbortController();
    void score(stop.signal);
    stop.abort();
    workers[0]!.say({ kind: 'failed', id: workers[0]!.last().id, failure: { code: 'cancelled' } });
    hours.pass(PATIENCE.cancelMs * 2);
    expect(workers[0]!.ended).toBe(false);
  });

  it('ends a worker that does not stop, and starts another for the next clip', async () => {
    const stop = new AbortController();
    void score(stop.signal);
    stop.abort();
    hours.pass(PATIENCE.cancelMs);
    expect(workers[0]!.ended).toBe(true);
    const next = score();
    workers[1]!.say({ kind: 'done', id: workers[1]!.last().id, report: REPORT });
    expect((await next).ok).toBe(true);
  });

  it('does not start at all when it was cancelled before', async () => {
    expect(await score(AbortSignal.abort())).toMatchObject({ failure: { code: 'cancelled' } });
    expect(workers).toHaveLength(0);
  });

  it('fails all that wait when the worker dies', async () => {
    const waiting = [score(), score()];
    workers[0]!.die();
    for (const result of await Promise.all(waiting)) {
      expect(result).toEqual({ ok: false, failure: { code: 'worker_lost' } });
    }
  });

  it('finds out when the worker was killed without a word', async () => {
    const waiting = score();
    hours.pass(PATIENCE.silentMs);
    expect(workers[0]!.last().kind).toBe('ping');
    hours.pass(PATIENCE.answerMs);
    expect(await waiting).toMatchObject({ failure: { code: 'worker_lost' } });
  });

  it('waits on for a slow worker that says it is alive', () => {
    void score();
    for (let n = 0; n < 5; n++) {
      hours.pass(PATIENCE.silentMs);
      workers[0]!.say({ kind: 'alive', id: 0 });
    }
    expect(workers[0]!.ended).toBe(false);
  });

  it('closes an idle worker, not a busy one', () => {
    void score();
    for (let n = 0; n < 20; n++) {
      hours.pass(PATIENCE.silentMs - 1);
      workers[0]!.say({ kind: 'stage', id: 1, stage: 'frames', done: n, total: 30 });
    }
    expect(workers[0]!.ended).toBe(false);
    workers[0]!.say({ kind: 'done', id: 1, report: REPORT });
    hours.pass(PATIENCE.idleMs);
    expect(workers[0]!.ended).toBe(true);
  });

  it('says worker_lost when no worker can be started', async () => {
    const broken = new Analyst(() => {
      throw new Error('refused');
    }, hours);
    expect(await broken.analyse(FILE, DRAFT, null, { now: 0 })).toMatchObject({ failure: { code: 'worker_lost' } });
  });

  describe('looking and listening', () => {
    const look = (kinds: readonly PerceptKind[] = ['faces'], signal?: AbortSignal): ReturnType<Analyst['perceive']> =>
      analyst.perceive(FILE, REPORT, null, kinds, signal ? { signal } : {});

    it('has a worker of its own; the idle one that measured is ended first', async () => {
      const scored = score();
      workers[0]!.say({ kind: 'done', id: workers[0]!.last().id, report: REPORT });
      await scored;
      void look();
      expect(workers.map(({ ended }) => ended)).toEqual([true, false]);
    });

    it('does not end a worker that measures another clip', () => {
      void score();
      void look();
      expect(workers.map(({ ended }) => ended)).toEqual([false, false]);
    });

    it('stopped, it lets go of everything at once, and what came before stays told', async () => {
      const seen: string[] = [];
      const stop = new AbortController();
      const options = { signal: stop.signal, on: ({ kind }: FromWorker) => void seen.push(kind) };
      const looked = analyst.perceive(FILE, REPORT, null, ['faces', 'voice'], options);
      workers[0]!.say({ kind: 'percept', id: 1, found: { faces: { state: 'unknown', why: 'failed' } } });
      stop.abort();
      expect(workers[0]!.ended).toBe(true);
      expect(await looked).toEqual({ ok: false, failure: { code: 'cancelled' } });
      expect(seen).toEqual(['percept']);
    });

    it('a look that takes the place of another is not lost with it', async () => {
      const stop = new AbortController();
      void look(['faces'], stop.signal);
      stop.abort();
      const second = look();
      workers[1]!.say({ kind: 'perceived', id: workers[1]!.last().id, report: REPORT });
      expect(await second).toMatchObject({ ok: true });
    });

    it('goes soon after its last report', async () => {
      const looked = look();
      workers[0]!.say({ kind: 'perceived', id: workers[0]!.last().id, report: REPORT });
      await looked;
      hours.pass(15_000);
      expect(workers[0]!.ended).toBe(true);
    });

    it('the reader of letters and the largest network each have a fresh worker, and each goes on from the report before', async () => {
      const looked = look(['things', 'faces', 'words', 'voice', 'full']);
      const asked: unknown[] = [];
      for (const [n, id] of ['a', 'b', 'c', 'd'].entries()) {
        const last = workers[n]!.last();
        if (last.kind !== 'perceive') throw new Error(last.kind);
        asked.push([last.report.id, last.kinds]);
        workers[n]!.say({ kind: 'perceived', id: last.id, report: { ...REPORT, id } });
        await new Promise<void>((resolve) => setTimeout(resolve));
      }
      expect(asked).toEqual([
        ['r1', ['faces', 'voice']],
        ['a', ['words']],
        ['b', ['things']],
        ['c', ['full']],
      ]);
      expect(workers.map(({ ended }) => ended)).toEqual([true, true, true, false]);
      expect(await looked).toMatchObject({ value: { id: 'd' } });
    });

    it('a worker that is lost on the way is replaced by one that looks for the rest on one thread', async () => {
      const looked = look(['faces', 'voice']);
      const voice = { state: 'unknown', why: 'failed' } as const;
      workers[0]!.say({ kind: 'percept', id: 1, found: { voice } });
      // As a worker says whose threads did not start.
      workers[0]!.say({ kind: 'failed', id: 1, failure: { code: 'worker_lost' } });
      await new Promise<void>((resolve) => setTimeout(resolve));
      expect(workers.map(({ ended }) => ended)).toEqual([true, false]);
      expect(workers[1]!.last()).toMatchObject({
        kinds: ['faces'],
        report: { signals: { percepts: { voice } } },
        options: { oneThread: true },
      });
      workers[1]!.say({ kind: 'perceived', id: workers[1]!.last().id, report: REPORT });
      expect(await looked).toMatchObject({ ok: true });
    });

    it('the first try is on the best rung', () => {
      void look();
      expect(workers[0]!.last()).toMatchObject({ options: { languages: ['en'] } });
      expect(workers[0]!.last()).not.toHaveProperty('options.oneThread');
    });

    it('lost a second time, the look ends', async () => {
      const looked = look(['faces', 'words']);
      workers[0]!.die();
      await new Promise<void>((resolve) => setTimeout(resolve));
      workers[1]!.die();
      expect(await looked).toEqual({ ok: false, failure: { code: 'worker_lost' } });
      expect(workers).toHaveLength(2);
    });

    it('when nobody watches the page, idle networks go at once, and those at work do not', async () => {
      const looked = look();
      analyst.rest();
      expect(workers[0]!.ended).toBe(false);
      workers[0]!.say({ kind: 'perceived', id: workers[0]!.last().id, report: REPORT });
      await looked;
      analyst.rest();
      expect(workers[0]!.ended).toBe(true);
    });

    it('only making a report again needs no second worker', () => {
      void score();
      void look([]);
      expect(workers).toHaveLength(1);
    });
  });
});
