/**
 * The typed client of the edge, used by the app and by scripts: an endpoint (what goes, what comes back) and a way to send
 * enter; the parsed reply leaves, or a failure. One constant per route in the files beside this; nothing else is needed to
 * add one, and what an app does not import is not in its bundle.
 */
import type { Failure, Result } from '#core/failure.ts';
import { Problem } from '../problem.ts';
import type { Parsed } from '../parse.ts';

export interface Outgoing {
  readonly method: 'GET' | 'POST' | 'DELETE';
  /** Begins with a slash; what stands in it was encoded. */
  readonly path: string;
  /** JSON; none for GET and DELETE. */
  readonly body?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface Incoming {
  readonly status: number;
  /** null for an empty body. */
  readonly json: unknown;
  /** Retry-After in whole seconds; null without one. */
  readonly retryAfterS: number | null;
}

/** The app's is web/remote/door.ts, that of scripts is models/cli/edge.ts. What it cannot do is a failure, never a throw, but for AbortError. */
export type Transport = (request: Outgoing, what: string) => Promise<Result<Incoming>>;

export interface Endpoint<In, Out> {
  readonly method: Outgoing['method'];
  /** As in the description of the API: '/api/shares/{id}'. */
  readonly route: string;
  /** In a sentence to a person: "the server did not take the {what}". */
  readonly what: string;
  readonly request: (given: In) => Omit<Outgoing, 'method' | 'path'> & {
    /** Values of the blanks of `route`, and of the query. */
    readonly path?: Readonly<Record<string, string>>;
    readonly query?: Readonly<Record<string, string>>;
  };
  /** What each good status carries. */
  readonly replies: Readonly<Record<number, (json: unknown) => Parsed<Out>>>;
}

/** @throws AbortError where the transport was stopped */
export async function call<In, Out>(
  send: Transport,
  { method, route, what, request, replies }: Endpoint<In, Out>,
  given: In,
): Promise<Result<Out>> {
  const { path = {}, query, ...rest } = request(given);
  const filled = route.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(path[name] ?? ''));
  const asked = query && Object.keys(query).length > 0 ? `?${queryText(query)}` : '';
  const sent = await send({ method, path: `${filled}${asked}`, ...rest }, what);
  if (!sent.ok) return sent;
  const { status, json } = sent.value;
  const parsed = replies[status]?.(json);
  if (parsed?.ok) return { ok: true, value: parsed.value };
  return {
    ok: false,
    failure: parsed === undefined ? failureOf(sent.value, what) : { code: 'download_corrupt', what },
  };
}

/** What a status that an endpoint does not know says. A host without the API answers with a page: then nothing arrived. */
export function failureOf({ status, json, retryAfterS }: Incoming, what: string): Failure {
  if (status === 429) return { code: 'too_often', what, retryAfterS };
  if (status >= 500) return { code: 'server_failed', what, status, retryAfterS };
  const problem = Problem.safeParse(json);
  return problem.success
    ? { code: 'server_refused', what, why: problem.data.code, detail: problem.data.detail }
    : { code: 'download_corrupt', what };
}

/** A reply that carries nothing. */
export const nothing = (): Parsed<null> => ({ ok: true, value: null });

export const jsonOf = (body: unknown): { readonly body: string } => ({ body: JSON.stringify(body) });
export const bearer = (token: string): { readonly headers: Readonly<Record<string, string>> } => ({
  headers: { authorization: `Bearer ${token}` },
});

const queryText = (query: Readonly<Record<string, string>>): string =>
  Object.entries(query)
    .map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`)
    .join('&');
