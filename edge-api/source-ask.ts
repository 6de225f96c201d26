/**
 * One request to a platform's official interface enters, what it told leaves, or why it told nothing. Behind the source's
 * breaker, with its row in source_runs; a token is passed on in this one request and written to no table, log or memory.
 */
import type { UnreadReason } from '#contracts/linked-result.ts';
import { breakerOf, putRun, type SourceRun } from './db/source-runs.ts';
import type { Database } from './db/database.ts';
import { after, breakerAt } from './sources/breaker.ts';
import { fetchText, type FetchOutcome, type Fetching } from './sources/fetcher.ts';
import { upstreamFetch, type ResultSettings } from './sources/results-settings.ts';
import type { Parsed } from './sources/results-source.ts';
import { userAgentOf } from './sources/settings.ts';

export interface Reader {
  readonly db: Database;
  readonly settings: ResultSettings;
  readonly now: () => number;
  readonly signal?: AbortSignal;
  /** Other than the host's own, in tests. */
  readonly fetch?: NonNullable<Fetching['fetch']>;
}

/** @template Why reasons that only some sources give */
export type Told<T, Why extends string = never> =
  | { readonly ok: true; readonly value: T; readonly etag: string | null }
  | { readonly ok: 'unchanged' }
  | { readonly ok: false; readonly why: UnreadReason | Why };

/** A refusal of the platforms has one or two kilobytes; more of it says nothing more. */
const ERROR_BYTES = 16 * 1024;

export interface Asked<T, Why extends string = never> {
  readonly source: string;
  readonly url: string;
  readonly host: string;
  readonly parse: (text: string) => Parsed<T>;
  readonly body?: string;
  readonly bearer?: string;
  readonly etag?: string | null;
  /** What a refusal means, where the source says more in its text than in its status; null leaves it to the status. */
  readonly whyOf?: (status: number, text: string) => UnreadReason | Why | null;
  /** Reasons of `whyOf` that are the asker's or the post's, not the source's: they must not close it to everybody else. */
  readonly harmless?: readonly (UnreadReason | Why)[];
  /** False where a reply holds people's words: nothing of one that was not understood is kept. */
  readonly mayKeepExcerpt?: boolean;
}

/** One request to one source, behind its breaker, with its row in source_runs. The label is the source's own: no post and no person is named. */
export async function tell<T, Why extends string = never>(reader: Reader, asked: Asked<T, Why>): Promise<Told<T, Why>> {
  const { db, now } = reader;
  const { source } = asked;
  const startedAt = now();
  const breaker = await breakerOf(db, source);
  const run = { source, label: 'posts', startedAt, items: 0, quarantined: 0, why: null, excerpt: null } as const;
  const keep = (outcome: Partial<SourceRun> & Pick<SourceRun, 'outcome'>, failed: boolean | null): Promise<void> => {
    const state = failed === null ? breaker : after(breaker, !failed, now());
    const request = { etag: null, modified: null, goodAt: failed === false ? startedAt : null };
    return putRun(db, { ...run, ms: now() - startedAt, ...outcome }, state, request);
  };
  if (breakerAt(breaker, startedAt) === 'open') {
    await keep({ outcome: 'resting', why: `${breaker.failures} failures in a row` }, null);
    return { ok: false, why: 'resting' };
  }
  const reply = await fetchWith(reader, asked, undefined, asked.whyOf !== undefined);
  if (reply.kind === 'unchanged') {
    await keep({ outcome: 'unchanged' }, false);
    return { ok: 'unchanged' };
  }
  if (reply.kind === 'failed') {
    const why = reply.status === null ? reply.why : `${reply.why} ${reply.status}`;
    // Somebody's bad token is no fault of the source: it must not close the source to everybody else.
    const refused = asked.bearer !== undefined && [400, 401, 403, 404].includes(reply.status ?? 0);
    const said = reply.text === undefined ? null : (asked.whyOf?.(reply.status ?? 0, reply.text) ?? null);
    const harmless = refused || (said !== null && asked.harmless?.includes(said) === true);
    await keep({ outcome: 'failed', why }, harmless ? null : true);
    return { ok: false, why: said ?? (refused ? 'consent_refused' : reasonOf(reply)) };
  }
  const parsed = asked.parse(reply.text);
  if (!parsed.ok) {
    // A reply to a creator's own token may hold their words: nothing of it is kept.
    const excerpt = asked.bearer === undefined && asked.mayKeepExcerpt !== false ? parsed.why.excerpt : null;
    const refused = /^error (access_token|scope)/.test(parsed.why.reason);
    await keep(
      { outcome: refused ? 'failed' : 'layout_changed', why: parsed.why.reason, quarantined: 1, excerpt },
      refused ? null : true,
    );
    return { ok: false, why: refused ? 'consent_refused' : 'not_understood' };
  }
  await keep({ outcome: 'read', items: 1 }, false);
  return { ok: true, value: parsed.value, etag: reply.etag };
}

export function fetchWith(
  { settings, fetch, signal }: Reader,
  { url, host, body, bearer, etag }: Pick<Asked<unknown>, 'url' | 'host' | 'body' | 'bearer' | 'etag'>,
  timeoutMs?: number,
  tellsWhy = false,
): Promise<FetchOutcome> {
  const instead = fetch ?? upstreamFetch(settings.upstream);
  return fetchText(url, {
    hosts: [host],
    userAgent: userAgentOf(settings),
    ...(body === undefined ? {} : { body }),
    ...(bearer === undefined ? {} : { bearer }),
    ...(etag ? { etag } : {}),
    ...(instead ? { fetch: instead } : {}),
    ...(signal ? { signal } : {}),
    ...(timeoutMs === undefined ? {} : { timeoutMs }),
    ...(tellsWhy ? { errorBytes: ERROR_BYTES } : {}),
  });
}

function reasonOf({ why, status }: Extract<FetchOutcome, { kind: 'failed' }>): UnreadReason {
  // YouTube answers 403 when the day's units are used up.
  if (why === 'limited' || status === 403) return 'limited';
  return why === 'too_large' ? 'not_understood' : 'unreachable';
}
