/** Web-hooks that the operator named in; a body delivered to one of them, after some tries, or why not. */
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import type { HookKind } from './notices.ts';

export interface Hook {
  readonly kind: HookKind;
  /** Whoever knows it may post there: never logged, never stored. */
  readonly address: string;
  /** 'slack hooks.slack.com 1f2e3d4c': for logs and for the memory of what was sent. */
  readonly name: string;
}

export type Delivery =
  | { readonly kind: 'delivered'; readonly tries: number }
  | { readonly kind: 'failed'; readonly tries: number; readonly why: 'unreachable' | 'too_late' | 'refused' };

export interface Delivering {
  readonly signal?: AbortSignal;
  /** Other than the host's own, in tests. */
  readonly wait?: (ms: number, signal: AbortSignal | undefined) => Promise<void>;
  readonly timeoutMs?: number;
}

const KINDS = ['discord', 'slack', 'plain'] as const satisfies readonly HookKind[];
/** First at once, then after 1, 2 and 4 s; the next watch tries again anyway. */
const WAITS_MS = [1000, 2000, 4000];
/** A longer Retry-After than this is left to the next watch. */
const LONGEST_WAIT_MS = 15_000;
const TIMEOUT_MS = 8000;

/**
 * @param hooks 'slack+https://hooks.slack.com/… plain+https://ops.example/presage'
 * @param hosts 'hooks.slack.com ops.example', or a whole origin where it is not https on the usual port
 * @throws Error whose sentence names the variable, and never the address, which is a secret
 */
export function hooksFrom(hooks: string, hosts: string): readonly Hook[] {
  const origins = words(hosts).map((word) => originOf(word));
  return words(hooks).map((word, i) => {
    const [, kind, address = ''] = /^([a-z]+)\+(.+)$/.exec(word) ?? [];
    const known = KINDS.find((name) => name === kind);
    const url = URL.canParse(address) ? new URL(address) : null;
    if (!known || !url || url.username !== '' || url.password !== '') {
      throw new Error(
        `PRESAGE_WEBHOOKS takes ${KINDS.join(', ')}, each with + and an address; number ${i + 1} is not.`,
      );
    }
    if (!origins.includes(url.origin)) {
      throw new Error(`PRESAGE_WEBHOOK_HOSTS does not list the host of number ${i + 1} in PRESAGE_WEBHOOKS.`);
    }
    const mark = bytesToHex(sha256(utf8ToBytes(address))).slice(0, 8);
    return { kind: known, address, name: `${known} ${url.host} ${mark}` };
  });
}

/** @throws AbortError when the caller's signal fires; everything else that can happen is a value */
export async function deliver(hook: Hook, body: unknown, options: Delivering = {}): Promise<Delivery> {
  const { signal, wait = pause, timeoutMs = TIMEOUT_MS } = options;
  const text = JSON.stringify(body);
  for (let tries = 1; ; tries++) {
    const outcome = await once(hook, text, timeoutMs, signal);
    if (outcome.kind === 'taken') return { kind: 'delivered', tries };
    const usual = WAITS_MS[tries - 1];
    const next = usual === undefined ? null : Math.max(usual, outcome.afterMs);
    if (!outcome.again || next === null || next > LONGEST_WAIT_MS) return { kind: 'failed', tries, why: outcome.why };
    await wait(next, signal);
  }
}

type Attempt =
  | { readonly kind: 'taken' }
  | {
      readonly kind: 'not';
      readonly why: 'unreachable' | 'too_late' | 'refused';
      /** Whether it may go better later. */
      readonly again: boolean;
      readonly afterMs: number;
    };

async function once(hook: Hook, body: string, timeoutMs: number, signal: AbortSignal | undefined): Promise<Attempt> {
  const late = AbortSignal.timeout(timeoutMs);
  try {
    const reply = await fetch(hook.address, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'user-agent': 'Presage-edge' },
      body,
      // A redirect could lead anywhere: it counts as refused.
      redirect: 'manual',
      signal: signal ? AbortSignal.any([signal, late]) : late,
    });
    void reply.body?.cancel().catch(() => undefined);
    if (reply.ok) return { kind: 'taken' };
    const again = reply.status === 429 || reply.status === 408 || reply.status >= 500;
    const seconds = Number(reply.headers.get('retry-after') ?? 0);
    return { kind: 'not', why: 'refused', again, afterMs: Number.isFinite(seconds) ? seconds * 1000 : 0 };
  } catch (error) {
    signal?.throwIfAborted();
    if (!(error instanceof Error)) throw error;
    return { kind: 'not', why: late.aborted ? 'too_late' : 'unreachable', again: true, afterMs: 0 };
  }
}

function originOf(word: string): string {
  const text = word.includes('://') ? word : `https://${word}`;
  const url = URL.canParse(text) ? new URL(text) : null;
  if (!url || !/^https?:$/.test(url.protocol) || url.origin !== text.replace(/\/$/, '').toLowerCase()) {
    throw new Error(`PRESAGE_WEBHOOK_HOSTS takes hosts such as hooks.slack.com, not "${word}".`);
  }
  return url.origin;
}

const words = (text: string): readonly string[] => text.split(/[\s,]+/).filter((word) => word !== '');

function pause(ms: number, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve, reject) => {
    const stop = (): void => {
      clearTimeout(timer);
      reject(signal?.reason as Error);
    };
    const timer = setTimeout(() => {
      signal?.removeEventListener('abort', stop);
      resolve();
    }, ms);
    if (signal?.aborted) stop();
    else signal?.addEventListener('abort', stop, { once: true });
  });
}
