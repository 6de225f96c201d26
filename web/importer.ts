/** The page's side of import-worker.ts: one worker per import, closed when it has answered. */
import { fail, ok, type Result } from '#core/failure.ts';
import type { ImportReply, ImportRequest } from './import-worker.ts';
import type { ImportDoor, ImportReading } from './state/importing.svelte.ts';

/** Larger files are videos or whole archives of them; reading one whole would take the phone's memory. */
const MOST_BYTES = 400_000_000;

export const importer: ImportDoor = (files, { monthFirst, mappings, signal }) =>
  new Promise<Result<ImportReading>>((resolve) => {
    const large = files.filter(({ size }) => size > MOST_BYTES);
    const small = files.filter(({ size }) => size <= MOST_BYTES);
    const worker = new Worker(new URL('./import-worker.ts', import.meta.url), { type: 'module' });
    const end = (result: Result<ImportReading>): void => {
      worker.terminate();
      resolve(result);
    };
    signal.addEventListener('abort', () => end(fail({ code: 'cancelled' })));
    worker.addEventListener('error', () => end(fail({ code: 'worker_lost' })));
    worker.addEventListener('message', ({ data }: MessageEvent<ImportReply>) =>
      end(
        data.ok
          ? ok({
              ...data.reading,
              left: [...large.map(({ name }) => ({ file: name, why: 'too_large' as const })), ...data.reading.left],
            })
          : fail({ code: 'unreadable_file' }),
      ),
    );
    worker.postMessage({ files: small, monthFirst, mappings } satisfies ImportRequest, []);
  });
