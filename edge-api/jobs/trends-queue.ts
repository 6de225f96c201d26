/** Trends on Workers: the hourly cron puts what is due on a queue, the queue reads it; without a queue the cron does both. */
import { dueTasks, finishTrends, readTask, runTrends, type TrendsJob, type TrendTask } from './trends.ts';

export interface TaskQueue {
  sendBatch(messages: readonly { readonly body: unknown }[]): Promise<unknown>;
}

export interface TaskBatch {
  readonly messages: readonly { readonly body: unknown; ack(): void }[];
}

/** Queues takes a hundred messages a call. */
const MOST_MESSAGES = 100;

/** @returns how many requests were put on the queue, or done where there is none */
export async function onCron(job: TrendsJob, queue: TaskQueue | undefined): Promise<number> {
  if (!job.settings.on) return 0;
  if (!queue) return (await runTrends(job)).length;
  const tasks = await dueTasks(job);
  for (let from = 0; from < tasks.length; from += MOST_MESSAGES) {
    await queue.sendBatch(tasks.slice(from, from + MOST_MESSAGES).map((body) => ({ body })));
  }
  return tasks.length;
}

/** A message that names nothing of ours is acknowledged too: again, it would be the same. */
export async function onQueue(job: TrendsJob, batch: TaskBatch): Promise<void> {
  for (const message of batch.messages) {
    const task = taskOf(message.body);
    if (task) await readTask(job, task);
    message.ack();
  }
  await finishTrends(job);
}

function taskOf(body: unknown): TrendTask | null {
  if (typeof body !== 'object' || body === null) return null;
  const { source, label } = body as { source?: unknown; label?: unknown };
  return typeof source === 'string' && typeof label === 'string' ? { source, label } : null;
}
