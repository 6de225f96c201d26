/** Runs work on the database and turns what can happen to an honest user (disk full, storage refused) into a value. */
import { fail, ok, type Failure, type Result } from '#core/failure.ts';

export async function attempt<T>(work: () => Promise<T>): Promise<Result<T>> {
  try {
    return ok(await work());
  } catch (error) {
    const failure = await storageFailure(error);
    if (failure) return fail(failure);
    throw error;
  }
}

/** Names under which browsers and Dexie report that storage cannot be used at all: private windows, policy, a broken profile. */
const DENIED = new Set([
  'MissingAPIError',
  'OpenFailedError',
  'SecurityError',
  'NotAllowedError',
  'InvalidStateError',
  'UnknownError',
  'DatabaseClosedError',
]);

/** @returns null when the error is a bug */
export async function storageFailure(error: unknown): Promise<Failure | null> {
  const names = errorNames(error);
  if (names.includes('QuotaExceededError')) {
    const estimate = await globalThis.navigator?.storage?.estimate?.().catch(() => null);
    return { code: 'storage_full', usedBytes: estimate?.usage ?? null, quotaBytes: estimate?.quota ?? null };
  }
  return names.some((name) => DENIED.has(name)) ? { code: 'storage_denied' } : null;
}

/** Dexie wraps what the browser said, some levels deep; a failed bulk write lists its causes. */
function errorNames(error: unknown, depth = 0): string[] {
  if (typeof error !== 'object' || error === null || depth > 4) return [];
  const { name, inner, cause, failures } = error as {
    name?: unknown;
    inner?: unknown;
    cause?: unknown;
    failures?: unknown;
  };
  return [
    ...(typeof name === 'string' ? [name] : []),
    ...errorNames(inner, depth + 1),
    ...errorNames(cause, depth + 1),
    ...(Array.isArray(failures) ? failures.slice(0, 1).flatMap((f) => errorNames(f, depth + 1)) : []),
  ];
}
