/** One line of JSON per request that matters, without anything about a person: no address, no query, no user agent, no path beyond its route. */

export interface LogLine {
  readonly level: 'info' | 'warn' | 'error';
  readonly event: string;
  readonly [detail: string]: string | number | boolean | null;
}

/** @param now Unix milliseconds */
export const logText = (line: LogLine, now: number): string =>
  JSON.stringify({ at: new Date(now).toISOString(), ...line });

/**
 * The kind of an error and where it was thrown. Its message stays out, since drizzle's holds the values that were
 * bound; the database's own (`D1_ERROR: no such table: …`) names tables and columns only, and helps.
 */
export function errorForLog(error: unknown): { readonly error: string; readonly where: string } {
  if (!(error instanceof Error)) return { error: typeof error, where: '' };
  const frames = (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line));
  const own = [error, error.cause].find((e): e is Error => e instanceof Error && e.message.startsWith('D1_'));
  return { error: own?.message ?? error.name, where: frames.slice(0, 5).map(frameName).join(' < ') };
}

/** "  at open (file:///home/someone/presage/edge-api/db/sqlite.ts:40:3)" → "open sqlite.ts:40". */
function frameName(line: string): string {
  const found = /at (?:(.*) \()?.*?([^/\\(]+):(\d+):\d+\)?$/.exec(line.trim());
  return found ? `${found[1] ?? ''} ${found[2]}:${found[3]}`.trim() : '';
}
