/**
 * The one door to the network. It goes to our own origin only, without cookie or referrer. `get` sends nothing; `send`
 * carries the few numbers that a person chose to share or to give. What passes is counted, so that the app can show it.
 */
import { fail, ok, type Failure, type Result } from '#core/failure.ts';
import type { Incoming, Transport } from '#contracts/endpoints/endpoint.ts';
import { retryAfterS } from '#contracts/endpoints/retry-after.ts';

export interface Fetching {
  readonly signal?: AbortSignal;
  /** Bytes that arrived; total is null when the host does not tell or packs the answer. */
  readonly onProgress?: (done: number, total: number | null) => void;
  /** Passed to fetch: 'no-cache' asks the host again, 'reload' goes past a spoilt HTTP cache. */
  readonly cache?: RequestCache;
}

export interface Traffic {
  readonly requests: number;
  readonly bytesIn: number;
  /** Bytes of request bodies: 0 until the person makes a link or gives a sample. The app shows the figure, a test proves it. */
  readonly bytesOut: number;
}

/** Parts of the API ('/api/shares') that asked to be left alone: until when, Unix ms, and for which reason. */
const resting = new Map<string, { readonly until: number; readonly failure: ServerTrouble }>();
type ServerTrouble = Extract<Failure, { readonly retryAfterS: number | null }>;

let requests = 0;
let bytesIn = 0;
let bytesOut = 0;

/** What passed through this door since the page or worker began. */
export const traffic = (): Traffic => ({ requests, bytesIn, bytesOut });

/**
 * A file of our own origin.
 *
 * @returns offline_and_missing when there is no way to the host, server_failed when it is there and fails, too_often when
 *   it wants no more questions now, download_corrupt when what came is not the file
 * @throws AbortError when the signal fires, TypeError for another origin (a bug)
 */
export async function get(
  path: string,
  what: string,
  options: Fetching = {},
): Promise<Result<Uint8Array<ArrayBuffer>>> {
  const { signal, onProgress, cache } = options;
  const url = new URL(path, globalThis.location.href);
  if (url.origin !== globalThis.location.origin) throw new TypeError(`not our own origin: ${url.origin}`);
  const rest = restOf(url);
  if (rest) return fail(rest);
  requests++;
  try {
    const response = await fetch(url, {
      method: 'GET',
      credentials: 'omit',
      referrerPolicy: 'no-referrer',
      redirect: 'error',
      ...(signal ? { signal } : {}),
      ...(cache ? { cache } : {}),
    });
    // A host that answers unknown addresses with the app's page would hand us html with status 200.
    const isPage = (response.headers.get('content-type') ?? '').includes('text/html');
    if (!response.ok || isPage) {
      void response.body?.cancel().catch(() => undefined); // its end is not worth waiting for
      return fail(troubleOf(response, url, what) ?? { code: 'download_corrupt', what });
    }
    return ok(await readBody(response, onProgress));
  } catch (error) {
    signal?.throwIfAborted();
    // fetch rejects with a TypeError when the host cannot be reached or the answer breaks off.
    if (error instanceof TypeError) return fail({ code: 'offline_and_missing', what, bytes: null });
    throw error;
  }
}

/** More than this is none of the payloads that a person can send. The largest, a sample, has 3 KB. */
const MOST_BYTES_OUT = 16 * 1024;

/**
 * The app's side of the typed client (contracts/endpoints): a small JSON body, or none, to our own origin. Call it from a
 * person's choice only.
 *
 * @returns offline_and_missing when there is no way to the host, server_failed or too_often as `get`, download_corrupt
 *   when what came back cannot be read; any other status, with its JSON, is the endpoint's to judge
 * @throws AbortError when the signal fires, RangeError for a body too large to be one of ours (a bug)
 */
export const sending =
  (signal?: AbortSignal): Transport =>
  async ({ method, path, body, headers = {} }, what) => {
    const url = new URL(path, globalThis.location.href);
    if (url.origin !== globalThis.location.origin) throw new TypeError(`not our own origin: ${url.origin}`);
    const bytes = new TextEncoder().encode(body ?? '');
    if (bytes.length > MOST_BYTES_OUT) throw new RangeError(`${bytes.length} bytes are none of our payloads`);
    const rest = restOf(url);
    if (rest) return fail(rest);
    requests++;
    bytesOut += bytes.length;
    try {
      const response = await fetch(url, {
        method,
        headers: { ...headers, ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
        ...(body === undefined ? {} : { body: bytes }),
        credentials: 'omit',
        referrerPolicy: 'no-referrer',
        redirect: 'error',
        cache: 'no-store',
        ...(signal ? { signal } : {}),
      });
      const text = new TextDecoder().decode(await readBody(response, undefined));
      const trouble = troubleOf(response, url, what);
      if (trouble) return fail(trouble);
      const { status } = response;
      const incoming = (json: unknown): Incoming => ({ status, json, retryAfterS: null });
      if (text === '') return ok(incoming(null));
      try {
        return ok(incoming(JSON.parse(text) as unknown));
      } catch {
        // A host without the API answers with the app's page.
        return fail({ code: 'download_corrupt', what });
      }
    } catch (error) {
      signal?.throwIfAborted();
      if (error instanceof TypeError) return fail({ code: 'offline_and_missing', what, bytes: null });
      throw error;
    }
  };

/** What a status says of the server itself; what it wants of us until when is remembered. null for all others. */
function troubleOf({ status, headers }: Response, url: URL, what: string): ServerTrouble | null {
  if (status !== 429 && status < 500) return null;
  const now = Date.now();
  const wait = retryAfterS(headers.get('retry-after'), now);
  const failure: ServerTrouble =
    status === 429
      ? { code: 'too_often', what, retryAfterS: wait }
      : { code: 'server_failed', what, status, retryAfterS: wait };
  if (wait !== null && wait > 0) resting.set(partOf(url), { until: now + wait * 1000, failure });
  return failure;
}

/** Nobody is asked again before the time they named: the answer is known. */
function restOf(url: URL): ServerTrouble | null {
  const part = partOf(url);
  const rest = resting.get(part);
  const seconds = rest ? Math.ceil((rest.until - Date.now()) / 1000) : 0;
  if (rest && seconds > 0) return { ...rest.failure, retryAfterS: seconds };
  resting.delete(part);
  return null;
}

/** '/api/shares/signed' → '/api/shares': what a limit is told for. */
const partOf = ({ pathname }: URL): string => pathname.split('/').slice(0, 3).join('/');

async function readBody(response: Response, onProgress: Fetching['onProgress']): Promise<Uint8Array<ArrayBuffer>> {
  const packed = response.headers.get('content-encoding') !== null;
  const length = Number(response.headers.get('content-length'));
  const total = !packed && length > 0 ? length : null;
  const parts: Uint8Array<ArrayBuffer>[] = [];
  let done = 0;
  onProgress?.(0, total);
  if (response.body) {
    const reader: ReadableStreamDefaultReader<Uint8Array<ArrayBuffer>> = response.body.getReader();
    for (let next = await reader.read(); !next.done; next = await reader.read()) {
      parts.push(next.value);
      done += next.value.length;
      bytesIn += next.value.length;
      onProgress?.(done, total);
    }
  }
  const whole = new Uint8Array(done);
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
