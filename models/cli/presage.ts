/**
 * `npm run presage -- TOOL …`, `npx presage TOOL …`: every tool of the app from the command line, one by one or by the table.
 *
 * Exit code 0: all was answered or clearly refused. 1: something broke on the way (a worker lost, a host out of reach);
 * the same command with the same --out goes on where it stopped. 2: the command itself was wrong. 3: rows could not be
 * read, named on stderr; the others were answered. 130: stopped by Ctrl-C, to be gone on with in the same way.
 */
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { UsageError } from './clip-lines.ts';
import { usage } from './presage/usage.ts';

/** Tools that take clips beside tables. */
const OF_CLIPS: ReadonlySet<string> = new Set(['score', 'analyze', 'features', 'compare', 'cover']);

export const EXIT = { well: 0, broken: 1, usage: 2, rows: 3, stopped: 130 } as const;

export async function main(argv: readonly string[]): Promise<number> {
  const [name, ...rest] = argv;
  if (name === undefined || name === 'help' || name === '--help') {
    console.log(usage());
    return name === undefined ? EXIT.usage : EXIT.well;
  }
  if (name === 'score-table') return wrapped('score-table.ts', rest);
  const stopping = new AbortController();
  const stop = (): void => stopping.abort();
  process.once('SIGINT', stop);
  try {
    if (name === 'fingerprint') {
      (await import('./presage/fingerprint.ts')).printFingerprints(rest);
      return EXIT.well;
    }
    const { values, positionals } = parseArgs({
      args: rest,
      allowPositionals: true,
      options: {
        in: { type: 'string' },
        out: { type: 'string' },
        format: { type: 'string' },
        account: { type: 'string' },
        platform: { type: 'string' },
        caption: { type: 'string' },
        shown: { type: 'string' },
        zone: { type: 'string' },
        country: { type: 'string' },
        host: { type: 'string' },
        token: { type: 'string' },
        decoder: { type: 'string' },
        'no-priors': { type: 'boolean' },
        together: { type: 'boolean' },
        help: { type: 'boolean' },
      },
    });
    if (values.help === true) {
      console.log(usage());
      return EXIT.well;
    }
    const asked = { ...values, files: positionals, signal: stopping.signal };
    const outcome =
      positionals.length > 0 && OF_CLIPS.has(name)
        ? await (await import('./presage/clips.ts')).answerClips(name, asked)
        : await (await import('./presage/rows.ts')).answerRows(name, asked);
    if (stopping.signal.aborted) return EXIT.stopped;
    return EXIT[outcome];
  } catch (cause) {
    if (stopping.signal.aborted) return EXIT.stopped;
    // A mistyped option is a TypeError with a code of its own.
    const mistyped = cause instanceof TypeError && 'code' in cause && String(cause.code).startsWith('ERR_PARSE_ARGS');
    if (!(cause instanceof UsageError) && !mistyped) throw cause;
    console.error(`${(cause as Error).message}\nnpx presage help lists what there is.`);
    return EXIT.usage;
  } finally {
    process.off('SIGINT', stop);
  }
}

/** A command that keeps its own options and output runs as it always does. */
function wrapped(file: string, args: readonly string[]): number {
  const path = fileURLToPath(new URL(file, import.meta.url));
  return spawnSync(process.execPath, ['--import', 'tsx', path, ...args], { stdio: 'inherit' }).status ?? EXIT.broken;
}
