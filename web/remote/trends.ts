/** The trend snapshot of a region and category: asked of our own host, kept on the device, and that copy when there is no way there. */
import { fail, ok, type Failure, type Result } from '#core/failure.ts';
import {
  parseTrendSnapshot,
  TREND_REGION,
  type KeptTrends,
  type TrendCategory,
  type TrendSnapshot,
} from '#contracts/trends.ts';
import { get, type Fetching } from './door.ts';

const WHAT = 'trends';

/** Where snapshots are kept: store/trends.ts, handed in. */
export interface TrendsShelf {
  get(region: string, category: TrendCategory): Promise<Result<KeptTrends | null>>;
  put(kept: KeptTrends): Promise<Result<void>>;
}

export interface CurrentTrends {
  /** The newest there is; null when none was ever fetched and none can be had now. Its age is told by `trendsAge`. */
  readonly kept: KeptTrends | null;
  /** Why it is not fresh; null when it is, or when the host has none. */
  readonly failure: Failure | null;
}

/** @param now Unix ms */
export async function currentTrends(
  region: string,
  category: TrendCategory,
  { shelf, now, signal }: { readonly shelf: TrendsShelf; readonly now: number; readonly signal?: AbortSignal },
): Promise<CurrentTrends> {
  const fetched = await fetchTrends(region, category, signal ? { signal } : {});
  if (fetched.ok && fetched.value) {
    const kept = { snapshot: fetched.value, fetchedAt: now };
    // A full disk keeps nothing; the snapshot is at hand all the same.
    await shelf.put(kept);
    return { kept, failure: null };
  }
  const found = await shelf.get(region, category);
  return { kept: found.ok ? found.value : null, failure: fetched.ok ? null : fetched.failure };
}

/**
 * @param region 'world' or two capital letters; another is a bug
 * @returns null where the host has none for this region and category; a failure where it cannot be reached or understood
 */
export async function fetchTrends(
  region: string,
  category: TrendCategory,
  options: Pick<Fetching, 'signal'> = {},
): Promise<Result<TrendSnapshot | null>> {
  if (!TREND_REGION.test(region)) throw new TypeError(`no region: ${region}`);
  // Having none is an answer, not an error for the browser's console.
  const path = `/api/trends?${new URLSearchParams({ region, category, none: 'empty' }).toString()}`;
  // The HTTP cache may answer with what it validated: an unchanged snapshot costs a 304.
  const bytes = await get(path, WHAT, { ...options, cache: 'no-cache' });
  // An older host has no other way to say it than a 404.
  if (!bytes.ok) return bytes.failure.code === 'download_corrupt' ? ok(null) : bytes;
  if (bytes.value.length === 0) return ok(null);
  const parsed = parseTrendSnapshot(jsonOf(bytes.value));
  return parsed.ok && parsed.value.region === region && parsed.value.category === category
    ? ok(parsed.value)
    : fail({ code: 'download_corrupt', what: WHAT });
}

function jsonOf(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(bytes)) as unknown;
  } catch {
    return null;
  }
}
