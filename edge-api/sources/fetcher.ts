/**
 * An address of one of our sources enters, its text leaves, or why there is none. The one way out of the edge.
 *
 * Only https, only the source's exact hosts, also after each redirect; at most 8 s and 1 MiB. Addresses are built by
 * the adapters, never taken from a request. Limits as measured in shared notes, edge.md section 7.
 */

export type FetchOutcome =
  | {
      readonly kind: 'fresh';
      readonly text: string;
      readonly bytes: number;
      readonly etag: string | null;
      readonly modified: string | null;
    }
  /** The source says that nothing changed since the last time. */
  | { readonly kind: 'unchanged' }
  | { readonly kind: 'failed'; readonly why: FetchFailure; readonly status: number | null; readonly text?: string };

export type FetchFailure =
  'refused_address' | 'too_many_redirects' | 'unreachable' | 'too_late' | 'too_large' | 'bad_status' | 'limited';

export interface Fetching {
  readonly hosts: readonly string[];
  readonly userAgent: string;
  /** What the last good reply came with. */
  readonly etag?: string | null;
  readonly modified?: string | null;
  readonly signal?: AbortSignal;
  /** Other than the host's own, in tests. */
  readonly fetch?: (url: string, init: RequestInit) => Promise<Response>;
  readonly timeoutMs?: number;
  readonly mostBytes?: number;
  /** JSON to send; GET without one. */
  readonly body?: string;
  /** A creator's token for the source. It goes to the first address only: a redirect then is a failure. */
  readonly bearer?: string;
  /** So much of the text of a refusal is read too; none without. */
  readonly errorBytes?: number;
}

const MOST_REDIRECTS = 4;
const TIMEOUT_MS = 8000;
const MOST_BYTES = 1024 * 1024;

/** @throws AbortError when the caller's signal fires; everything else that can happen is a value */
export async function fetchText(address: string, options: Fetching): Promise<FetchOutcome> {
  const { hosts, signal, timeoutMs = TIMEOUT_MS, mostBytes = MOST_BYTES } = options;
  const ask = options.fetch ?? ((url, init) => fetch(url, init));
  const late = AbortSignal.timeout(timeoutMs);
  const ends = signal ? AbortSignal.any([signal, late]) : late;
  let url = allowed(address, hosts);
  try {
    const mostRedirects = options.bearer === undefined && options.body === undefined ? MOST_REDIRECTS : 0;
    for (let hop = 0; hop <= mostRedirects; hop++) {
      if (!url) return failed('refused_address');
      const response = await ask(url.href, {
        method: options.body === undefined ? 'GET' : 'POST',
        headers: headersOf(options),
        ...(options.body === undefined ? {} : { body: options.body }),
        redirect: 'manual',
        signal: ends,
      });
      if (response.status === 304) return { kind: 'unchanged' };
      if (response.status >= 300 && response.status < 400) {
        void response.body?.cancel().catch(() => undefined); // its end is not worth waiting for
        const to = response.headers.get('location');
        url = to === null ? null : allowed(to, hosts, url);
        continue;
      }
      if (!response.ok) {
        const said = options.errorBytes === undefined ? null : await read(response, options.errorBytes);
        if (options.errorBytes === undefined) void response.body?.cancel().catch(() => undefined);
        const text = said === null ? {} : { text: new TextDecoder().decode(said) };
        return { ...failed(response.status === 429 ? 'limited' : 'bad_status', response.status), ...text };
      }
      const body = await read(response, mostBytes);
      if (body === null) return failed('too_large', response.status);
      const text = new TextDecoder().decode(body);
      const [etag, modified] = [response.headers.get('etag'), response.headers.get('last-modified')];
      return { kind: 'fresh', text, bytes: body.length, etag, modified };
    }
    return failed('too_many_redirects');
  } catch (error) {
    signal?.throwIfAborted();
    if (late.aborted) return failed('too_late');
    // fetch rejects with a TypeError when there is no way there or the answer breaks off; Node's stream errors differ.
    if (error instanceof Error) return failed('unreachable');
    throw error;
  }
}

/** The address, when it is https on one of the hosts, with no port, user or password; else null. */
export function allowed(address: string, hosts: readonly string[], base?: URL): URL | null {
  let url: URL;
  try {
    url = new URL(address, base);
  } catch {
    return null;
  }
  const plain = url.protocol === 'https:' && url.port === '' && url.username === '' && url.password === '';
  return plain && hosts.includes(url.hostname) ? url : null;
}

function headersOf({ userAgent, etag, modified, body, bearer }: Fetching): Record<string, string> {
  return {
    'user-agent': userAgent,
    accept: 'application/json, application/atom+xml, application/rss+xml, application/xml;q=0.9, text/xml;q=0.9',
    ...(etag ? { 'if-none-match': etag } : {}),
    ...(modified ? { 'if-modified-since': modified } : {}),
    ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    ...(bearer === undefined ? {} : { authorization: `Bearer ${bearer}` }),
  };
}

/** The body; null as soon as it is longer than allowed. */
async function read(response: Response, most: number): Promise<Uint8Array | null> {
  if (!response.body) return new Uint8Array(0);
  const reader: ReadableStreamDefaultReader<Uint8Array> = response.body.getReader();
  const parts: Uint8Array[] = [];
  let length = 0;
  for (let next = await reader.read(); !next.done; next = await reader.read()) {
    length += next.value.length;
    if (length > most) {
      void reader.cancel().catch(() => undefined);
      return null;
    }
    parts.push(next.value);
  }
  const whole = new Uint8Array(length);
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

const failed = (why: FetchFailure, status: number | null = null) => ({ kind: 'failed', why, status }) as const;
