/** The embedded host's clock for the trends job: once soon after start, then every hour what is due, never two at a time. */
import { errorForLog } from '../http/log.ts';
import { runTrends, type TrendsJob } from './trends.ts';

export interface Schedule {
  /** Stops asking, and waits for what is in flight. */
  stop(): Promise<void>;
}

/** The app answers first. */
const FIRST_AFTER_MS = 5000;
const EVERY_MS = 3_600_000;

/** @returns null when the operator left trends off, which is the default */
export function scheduleTrends(
  job: Omit<TrendsJob, 'signal'>,
  {
    firstAfterMs = FIRST_AFTER_MS,
    everyMs = EVERY_MS,
  }: { readonly firstAfterMs?: number; readonly everyMs?: number } = {},
): Schedule | null {
  for (const reason of job.settings.dropped) job.log({ level: 'warn', event: 'trends_setting', reason });
  if (!job.settings.on) return null;
  const stopping = new AbortController();
  let running: Promise<void> | null = null;
  const tick = (): void => {
    running ??= runTrends({ ...job, signal: stopping.signal })
      .then(
        () => undefined,
        (error: unknown) => {
          if (!stopping.signal.aborted) job.log({ level: 'error', event: 'trends_bug', ...errorForLog(error) });
        },
      )
      .finally(() => {
        running = null;
      });
  };
  const first = setTimeout(tick, firstAfterMs);
  const timer = setInterval(tick, everyMs);
  first.unref();
  timer.unref();
  return {
    async stop() {
      clearTimeout(first);
      clearInterval(timer);
      stopping.abort();
      await running;
    },
  };
}
