/** The way out: where it may lead, how long it may take, how much may come back. No network is used. */
import { describe, expect, it } from 'vitest';
import { after, breakerAt, CLOSED, type BreakerState } from './breaker.ts';
import { allowed, fetchText, type Fetching } from './fetcher.ts';

const HOSTS = ['feeds.example', 'www.feeds.example'];

/** A network of these replies; asks are noted. */
function network(replies: Readonly<Record<string, () => Response | Promise<Response>>>) {
  const asked: { url: string; headers: Headers; redirect: string | undefined }[] = [];
  const options: Fetching = {
    hosts: HOSTS,
    userAgent: 'Presage test',
    fetch: async (url, init) => {
      asked.push({ url, headers: new Headers(init.headers), redirect: init.redirect });
      const reply = replies[url];
      if (!reply) throw new TypeError('fetch failed');
      const signal = init.signal;
      return Promise.race([
        Promise.resolve(reply()),
        new Promise<never>((_, reject) => signal?.addEventListener('abort', () => reject(signal.reason as Error))),
      ]);
    },
  };
  return { asked, options };
}
const to = (location: string) => () => new Response(null, { status: 302, headers: { location } });

describe('an address', () => {
  it.each([
    'http://feeds.example/a',
    'https://feeds.example:8443/a',
    'https://feeds.example@evil.example/a',
    'https://user:pass@feeds.example/a',
    'https://feeds.example.evil.example/a',
    'https://169.254.169.254/latest/meta-data/',
    'https://127.0.0.1/a',
    'https://[::1]/a',
    'file:///etc/passwd',
    'data:text/plain,a',
    'nonsense',
  ])('such as %s is refused before anything is sent', async (url) => {
    const { asked, options } = network({});
    expect(await fetchText(url, options)).toEqual({ kind: 'failed', why: 'refused_address', status: null });
    expect(asked).toEqual([]);
    expect(allowed(url, HOSTS)).toBeNull();
  });
});

describe('a redirect', () => {
  it('among the hosts is followed, with the headers, one at a time', async () => {
    const { asked, options } = network({
      'https://feeds.example/a': to('https://www.feeds.example/b'),
      'https://www.feeds.example/b': to('/c'),
      'https://www.feeds.example/c': () => new Response('here', { headers: { etag: '"1"' } }),
    });
    expect(await fetchText('https://feeds.example/a', options)).toMatchObject({
      kind: 'fresh',
      text: 'here',
      etag: '"1"',
    });
    expect(asked.map(({ redirect }) => redirect)).toEqual(['manual', 'manual', 'manual']);
    expect(asked[0]?.headers.get('user-agent')).toBe('Presage test');
  });

  it.each([
    'http://169.254.169.254/latest/meta-data/',
    'https://169.254.169.254/latest/meta-data/',
    'http://localhost:8787/api/models/manifest',
    'https://feeds.example@169.254.169.254/',
    '//evil.example/a',
    'http://feeds.example/a',
  ])('to %s is refused and never followed', async (location) => {
    const { asked, options } = network({ 'https://feeds.example/a': to(location) });
    expect(await fetchText('https://feeds.example/a', options)).toMatchObject({ why: 'refused_address' });
    expect(asked).toHaveLength(1);
  });

  it('that never ends is given up after the fourth', async () => {
    const { asked, options } = network({ 'https://feeds.example/a': to('https://feeds.example/a') });
    expect(await fetchText('https://feeds.example/a', options)).toMatchObject({ why: 'too_many_redirects' });
    expect(asked).toHaveLength(5);
  });
});

describe('a reply', () => {
  const url = 'https://feeds.example/a';

  it('that has not changed costs no body', async () => {
    const { asked, options } = network({ [url]: () => new Response(null, { status: 304 }) });
    expect(await fetchText(url, { ...options, etag: '"1"', modified: 'Thu, 19 Nov 2026 08:20:00 GMT' })).toEqual({
      kind: 'unchanged',
    });
    expect(asked[0]?.headers.get('if-none-match')).toBe('"1"');
    expect(asked[0]?.headers.get('if-modified-since')).toBe('Thu, 19 Nov 2026 08:20:00 GMT');
  });

  it('over a mebibyte is cut off while it comes, even without a length', async () => {
    let sent = 0;
    const endless = new ReadableStream<Uint8Array>({
      pull(controller) {
        sent++;
        controller.enqueue(new Uint8Array(256 * 1024));
      },
    });
    const { options } = network({ [url]: () => new Response(endless) });
    expect(await fetchText(url, options)).toMatchObject({ why: 'too_large' });
    expect(sent).toBeLessThan(10);
  });

  it('that does not come in time is given up', async () => {
    const { options } = network({ [url]: () => new Promise<Response>(() => {}) });
    expect(await fetchText(url, { ...options, timeoutMs: 20 })).toMatchObject({ kind: 'failed', why: 'too_late' });
  });

  it('with an error keeps its status', async () => {
    const { options } = network({ [url]: () => new Response('no', { status: 503 }) });
    expect(await fetchText(url, options)).toEqual({ kind: 'failed', why: 'bad_status', status: 503 });
    const limited = network({ [url]: () => new Response('slow down', { status: 429 }) });
    expect(await fetchText(url, limited.options)).toEqual({ kind: 'failed', why: 'limited', status: 429 });
  });

  it('cannot be had without a network, and that is a value', async () => {
    expect(await fetchText(url, network({}).options)).toEqual({ kind: 'failed', why: 'unreachable', status: null });
  });

  it('that nobody waits for any more ends as aborted', async () => {
    const stop = new AbortController();
    const { options } = network({ [url]: () => new Promise<Response>(() => {}) });
    const waiting = fetchText(url, { ...options, signal: stop.signal });
    stop.abort(new DOMException('host stops', 'AbortError'));
    await expect(waiting).rejects.toThrow('host stops');
  });
});

describe('the breaker', () => {
  const minutes = (n: number): number => n * 60_000;
  const failing = (times: number, at = 0): BreakerState =>
    Array.from({ length: times }).reduce<BreakerState>((state) => after(state, false, at), CLOSED);

  it('opens at the third failure in a row, rests half an hour, then lets one try', () => {
    expect(breakerAt(failing(2), 1)).toBe('closed');
    expect(breakerAt(failing(3), minutes(29))).toBe('open');
    expect(breakerAt(failing(3), minutes(30))).toBe('half_open');
  });

  it('closes when that try succeeds, and rests twice as long when it fails', () => {
    expect(after(failing(3), true, minutes(30))).toEqual(CLOSED);
    const again = after(failing(3), false, minutes(30));
    expect(breakerAt(again, minutes(30 + 59))).toBe('open');
    expect(breakerAt(again, minutes(30 + 60))).toBe('half_open');
  });

  it('never rests longer than a day', () => {
    expect(breakerAt(failing(40), minutes(24 * 60 - 1))).toBe('open');
    expect(breakerAt(failing(40), minutes(24 * 60))).toBe('half_open');
  });
});
