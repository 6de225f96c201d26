/** How often one address or one token may write: a key in, allowed or the seconds to wait out. */
import { createMiddleware } from 'hono/factory';
import type { Edge, Asking } from '../host.ts';
import { problem } from './problem.ts';

const WINDOW_MS = 60_000;
/** Beyond this many keys in one minute the oldest go: memory stays bounded whoever calls. About 10 MB. */
const MOST_KEYS = 50_000;

/** What one address may write in a minute. A person shares or gives a handful; a school behind one address some dozens. */
export const WRITES_PER_MINUTE = 120;

export interface Limiter {
  /** Counts one; 0 when it is allowed, else seconds until the next is. */
  wait(key: string, mostPerMinute: number, now: number): Promise<number>;
}

/** Counts per minute in memory: for the whole embedded host, or for one isolate on Workers. */
export class MemoryLimiter implements Limiter {
  readonly #counts = new Map<string, number>();
  #window = -1;

  async wait(key: string, mostPerMinute: number, now: number): Promise<number> {
    const window = Math.floor(now / WINDOW_MS);
    if (window !== this.#window) {
      this.#counts.clear();
      this.#window = window;
    }
    const count = (this.#counts.get(key) ?? 0) + 1;
    if (count > mostPerMinute) return Math.max(1, Math.ceil(((window + 1) * WINDOW_MS - now) / 1000));
    if (count === 1 && this.#counts.size >= MOST_KEYS) {
      const oldest = this.#counts.keys().next().value;
      if (oldest !== undefined) this.#counts.delete(oldest);
    }
    this.#counts.set(key, count);
    return 0;
  }
}

/** Whoever writes without a token counts by address. */
export const limitedWrites = createMiddleware<Edge>(async (c, next) => {
  const reading = ['GET', 'HEAD', 'OPTIONS'].includes(c.req.method);
  if (reading || carriesApiToken(c)) return await next();
  return (await overAddressLimit(c)) ?? (await next());
});

/** Of what makes this server ask others, one address may want so many in a minute: a thousand comments are ten pages. */
export const ASKS_PER_MINUTE = 60;

/** Whoever asks for what platforms tell counts by address, with or without a token. */
export const limitedAsking = createMiddleware<Edge>(async (c, next) => {
  const { host } = c.var;
  const key = placeOf(c);
  const most = Math.min(ASKS_PER_MINUTE, host.writesPerMinute);
  return tooMany(c, await host.limiter.wait(`asking ${key}`, most, host.now())) ?? (await next());
});

/** The problem when this address has written too often; null when it may go on. The address itself is kept nowhere. */
export async function overAddressLimit(c: Asking): Promise<Response | null> {
  const { host } = c.var;
  return tooMany(c, await host.limiter.wait(`address ${placeOf(c)}`, host.writesPerMinute, host.now()));
}

function placeOf(c: Asking): string {
  const { host } = c.var;
  const address = host.addressOf(c);
  return address === null || !host.keys ? 'nobody' : host.keys.addressHash(address, host.now());
}

export function tooMany(c: Asking, seconds: number): Response | null {
  return seconds === 0
    ? null
    : problem('too_many_requests', c.var.requestId, { headers: { 'retry-after': String(seconds) } });
}

export const carriesApiToken = (c: Asking): boolean => /^bearer presage_/i.test(c.req.header('authorization') ?? '');
