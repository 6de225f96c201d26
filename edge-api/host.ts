/** What a host lends to the routes. `node.ts` and `worker.ts` each make one; nothing else differs between them. */
import type { Context } from 'hono';
import type { Counters } from './db/counters.ts';
import type { Database } from './db/database.ts';
import type { Keys } from './http/keys.ts';
import type { Limiter } from './http/limits.ts';
import type { LogLine } from './http/log.ts';
import type { Hook } from './metrics/hooks.ts';
import type { Meter } from './metrics/meter.ts';
import type { SampleInbox } from './samples/inbox.ts';
import type { ShardStore } from './samples/store.ts';
import type { ResultSettings } from './sources/results-settings.ts';
import type { WeightStore } from './weights/store.ts';

export interface Host {
  readonly name: 'node' | 'workers';
  readonly db: Database;
  readonly weights: WeightStore;
  readonly site: Site;
  readonly shards: ShardStore;
  /** Texts that many isolates ask for; null where one process remembers them itself. */
  readonly near: Near | null;
  /** Takes samples until a shard does. */
  readonly inbox: SampleInbox;
  /** Signs with the server's secret; null where the operator has set none, and what needs it answers 503. */
  readonly keys: Keys | null;
  readonly limiter: Limiter;
  /** What one address may write in a minute. */
  readonly writesPerMinute: number;
  /** Of the installs that get a new build of a model at first, 0 to 100. */
  readonly rolloutPercent: number;
  /** Origins of other sites whose pages may call the API: 'https://example.org'. */
  readonly origins: readonly string[];
  /** Where the world finds this host, 'https://presage.example'; null takes it from the request. */
  readonly publicOrigin: string | null;
  /** The client's address, for the rate limit's hash of the day only; null when it cannot be told. */
  readonly addressOf: (c: Asking) => string | null;
  /** How the counts of posts are read. */
  readonly results: ResultSettings;
  readonly counters: Counters;
  /** Counts requests and how long they took. */
  readonly meter: Meter;
  /** Opens /metrics and /ops; null leaves /metrics open and /ops to API tokens with the scope `operator`. */
  readonly metricsToken: string | null;
  /** Who is told of alerts and of other models. */
  readonly hooks: readonly Hook[];
  /** Of this process, Unix ms; null where there is no such thing. */
  readonly process: () => { readonly residentBytes: number; readonly startedAt: number } | null;
  /** The models of this build are registered: at start on Node, at the first need of an isolate on Workers. */
  readonly modelsReady: () => Promise<void>;
  /** Unix milliseconds. */
  readonly now: () => number;
  readonly log: (line: LogLine) => void;
  /** Lets work finish after the reply has gone. */
  readonly later: (work: Promise<unknown>) => void;
}

/** A store nearer than the database, which forgets and may lag by a minute: KV on Workers. */
export interface Near {
  get(key: string): Promise<string | null>;
  put(key: string, text: string, seconds: number): Promise<void>;
}

/** The built app. */
export interface Site {
  /** A built file whole; null when the build has none of that name. */
  read(path: string): Promise<Uint8Array<ArrayBuffer> | null>;
  /** The reply for a path that no route claims; null when the app has nothing there either. */
  answer(request: Request): Promise<Response | null>;
}

/** Hono's environment for every sub-app. */
// oxlint-disable-next-line typescript/consistent-type-definitions -- Hono wants a type without an index signature
export type Edge = {
  Variables: {
    host: Host;
    requestId: string;
    /** Instead of the usual security headers, for the few replies that others embed. */
    headers?: Readonly<Record<string, string>>;
  };
  /** Workers bindings, or Node's request and reply; read by the host only. */
  Bindings: Record<string, unknown>;
};

export type EdgeContext = Context<Edge>;

/** What helpers need of a request, whatever else a route has put beside it. */
export type Asking = Pick<EdgeContext, 'req' | 'env'> & { readonly var: Readonly<Edge['Variables']> };
