/** Environment variables enter, what the operator chose for reading results leaves. */
export interface ResultSettings {
  /** False where the operator wants no post read at all: PRESAGE_RESULTS=off. */
  readonly on: boolean;
  /** YouTube Data API; null: YouTube is read with a creator's token only. */
  readonly youtubeKey: string | null;
  /** Google's 2026 amendment was accepted: statistics may be kept longer than 30 days. */
  readonly youtubeKeeps: boolean;
  /** An address where the operator can be reached, for the User-Agent. */
  readonly contact: string;
  /**
   * Where requests go instead of to the platforms, for tests: 'http://127.0.0.1:9000'. Loopback only. The host that was
   * meant goes along as the first part of the path: /www.googleapis.com/youtube/v3/videos?…
   */
  readonly upstream: string | null;
}

/** @throws Error whose sentence names the variable */
export function resultSettings(env: Readonly<Record<string, unknown>>): ResultSettings {
  const text = (name: string): string => (typeof env[name] === 'string' ? env[name].trim() : '');
  const on = text('PRESAGE_RESULTS');
  if (!['', 'on', 'off'].includes(on)) throw new Error(`PRESAGE_RESULTS is on or off, not "${on}".`);
  const upstream = text('PRESAGE_TEST_UPSTREAM');
  if (upstream !== '' && !/^http:\/\/(127\.0\.0\.1|localhost|\[::1\]):\d{1,5}$/.test(upstream)) {
    throw new Error(`PRESAGE_TEST_UPSTREAM is an address of this machine such as http://127.0.0.1:9000.`);
  }
  const key = text('PRESAGE_YOUTUBE_KEY');
  return {
    on: on !== 'off',
    youtubeKey: key === '' ? null : key,
    youtubeKeeps: text('PRESAGE_YOUTUBE_AMENDMENT') === 'accepted',
    contact: text('PRESAGE_CONTACT'),
    upstream: upstream === '' ? null : upstream,
  };
}

/** The request that a test's own server answers; null to ask the platform itself. */
export function upstreamFetch(upstream: string | null): ((url: string, init: RequestInit) => Promise<Response>) | null {
  if (upstream === null) return null;
  return (address, init) => {
    const url = new URL(address);
    return fetch(`${upstream}/${url.hostname}${url.pathname}${url.search}`, init);
  };
}
