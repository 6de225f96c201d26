/** Counted requests and latencies in, one line per route out: what a person reads. */
import type { TotalRow } from '../db/metrics.ts';
import { DURATION_ENDS_MS } from './meter.ts';

export interface RouteLine {
  readonly route: string;
  readonly requests: number;
  /** Answered with a 5xx. */
  readonly failed: number;
  /** Answered with a 304. */
  readonly notModified: number;
  /** Upper end of the bucket that holds the median, and the 95th percentile: "at most"; null beyond the last bucket. */
  readonly medianMs: number | null;
  readonly p95Ms: number | null;
}

/** Most asked first. */
export function routeLines(totals: readonly TotalRow[]): readonly RouteLine[] {
  const lines = new Map<
    string,
    { requests: number; failed: number; notModified: number; buckets: Map<string, number> }
  >();
  for (const { name, labels, value } of totals) {
    // holds: the meter wrote them as an object of texts
    const { route = '', status = '', le = '' } = JSON.parse(labels) as Record<string, string>;
    const line = lines.get(route) ?? { requests: 0, failed: 0, notModified: 0, buckets: new Map<string, number>() };
    lines.set(route, line);
    if (name === 'requests') {
      line.requests += value;
      if (status === '5xx') line.failed += value;
    } else if (name === 'not_modified') line.notModified += value;
    else if (name === 'duration') line.buckets.set(le, value);
  }
  return [...lines]
    .map(([route, { buckets, ...line }]) => ({
      route,
      ...line,
      medianMs: atMost(buckets, 0.5),
      p95Ms: atMost(buckets, 0.95),
    }))
    .toSorted((a, b) => b.requests - a.requests || (a.route < b.route ? -1 : 1));
}

/** The smallest bucket end that at least this share of the requests stayed under. */
function atMost(buckets: ReadonlyMap<string, number>, share: number): number | null {
  const all = [...buckets.values()].reduce((sum, n) => sum + n, 0);
  let below = 0;
  for (const end of DURATION_ENDS_MS) {
    below += buckets.get(String(end / 1000)) ?? 0;
    if (all > 0 && below >= share * all) return end;
  }
  return null;
}
