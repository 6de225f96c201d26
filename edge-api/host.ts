/** What a host lends to the routes. `node.ts` and `worker.ts` each make one; nothing else differs between them. */
import type { Context } from 'hono';
import type { Counters } from './db/counters.ts';
import type { Database } from './db/database.ts';
import type { LogLine } from './http/log.ts';
import type { WeightStore } from './weights/store.ts';

export interface Host {
  readonly name: 'node' | 'workers';
  readonly db: Database;
  readonly weights: WeightStore;
  readonly site: Site;
  readonly counters: Counters;
  /** The models of this build are registered: at start on Node, at the first need of an isolate on Workers. */
  readonly modelsReady: () => Promise<void>;
  /** Unix milliseconds. */
  readonly now: () => number;
  readonly log: (line: LogLine) => void;
  /** Lets work finish after the reply has gone. */
  readonly later: (work: Promise<unknown>) => void;
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
  Variables: { host: Host; requestId: string };
  /** Workers bindings, or Node's request and reply; read by the host only. */
  Bindings: Record<string, unknown>;
};

export type EdgeContext = Context<Edge>;
