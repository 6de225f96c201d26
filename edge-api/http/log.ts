/** One line of JSON per request that matters, without anything about a person: no address, no query, no user agent, no path beyond its route. */

export interface LogLine {
  readonly level: 'info' | 'warn' | 'error';
  readonly event: string;
  readonly [detail: string]: string | number | boolean | null;
}

/** @param now Unix milliseconds */
export const logText = (line: LogLine, now: number): string =>
  JSON.stringify({ at: new Date(now).toISOString(), ...line });

/** How long a line may wait: a write for each would cost more than the request that it tells of. */
const GATHER_MS = 100;

/** Lines of the log, written several at a time. A process that is killed loses those of a tenth of a second. */
export class GatheredLines {
  readonly #write: (text: string) => void;
  #lines: string[] = [];
  #timer: ReturnType<typeof setTimeout> | null = null;

  constructor(write: (text: string) => void) {
    this.#write = write;
  }

  add(line: string): void {
    this.#lines.push(line);
    this.#timer ??= setTimeout(() => this.flush(), GATHER_MS);
  }

  flush(): void {
    if (this.#timer) clearTimeout(this.#timer);
    this.#timer = null;
    if (this.#lines.length === 0) return;
    const text = `${this.#lines.join('\n')}\n`;
    this.#lines = [];
    this.#write(text);
  }
}

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
