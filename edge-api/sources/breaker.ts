/** How often a source failed in a row and when, with the time, enter; whether it may be asked leaves. Pure: the state lies in the database, where every host sees it. */

export interface BreakerState {
  readonly failures: number;
  /** Unix ms of the last failure; null when there was none since the last success. */
  readonly failedAt: number | null;
}

export const CLOSED: BreakerState = { failures: 0, failedAt: null };

/** Three in a row: one is weather, two is a coincidence. Chosen by eye. */
const OPENS_AT = 3;
/** First rest; each further failure doubles it, up to a day, which is every source's own pace. */
const REST_MS = 30 * 60_000;
const LONGEST_REST_MS = 24 * 3_600_000;

/** `half_open`: one request may try; its outcome closes or opens again. */
export function breakerAt({ failures, failedAt }: BreakerState, now: number): 'closed' | 'half_open' | 'open' {
  if (failures < OPENS_AT || failedAt === null) return 'closed';
  const rest = Math.min(LONGEST_REST_MS, REST_MS * 2 ** (failures - OPENS_AT));
  return now - failedAt < rest ? 'open' : 'half_open';
}

export const after = (state: BreakerState, succeeded: boolean, now: number): BreakerState =>
  succeeded ? CLOSED : { failures: state.failures + 1, failedAt: now };
