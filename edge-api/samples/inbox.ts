/**
 * Samples in, each with what became of it out: all that arrive in one turn of the event loop are committed together.
 *
 * Note [Group commit]: a transaction of its own for each sample spends most of its time on beginning and committing.
 * Nothing is answered before the commit that holds it, so a host that is killed loses no acknowledged sample
 * (killed.test.ts); what it lost was never acknowledged, and the client sends it again under the same key.
 */
import type { D1 } from '../db/d1.ts';
import type { InboxRow } from '../db/samples.ts';

export type NewSample = Pick<InboxRow, 'id' | 'bodyHash' | 'featureSet' | 'receivedAt'> & { readonly body: string };

/** 'kept' the first time; 'again' for the same body under the same key, with its first time; 'conflict' for another body. */
export type Keeping =
  { readonly outcome: 'kept' | 'again'; readonly receivedAt: number } | { readonly outcome: 'conflict' };

export interface SampleInbox {
  /** The sample is safe when this resolves; when it rejects, it may not be. */
  keep(sample: NewSample): Promise<Keeping>;
}

/** One transaction holds the event loop as long as it takes: 500 rows are about 10 ms (measured with tests/speed/edge.ts). */
const MOST_TOGETHER = 500;

const INSERT =
  'insert into sample_inbox (id, body_hash, body, feature_set, received_at) values (?, ?, ?, ?, ?) on conflict do nothing';
const BEFORE = 'select body_hash as bodyHash, received_at as receivedAt from sample_inbox where id = ?';

interface Waiting {
  readonly sample: NewSample;
  readonly resolve: (keeping: Keeping) => void;
  readonly reject: (reason: unknown) => void;
}

/** @param soon calls back once the requests that are ready now have been read: setImmediate on Node */
export function inboxTogether(db: D1, soon: (work: () => void) => void): SampleInbox {
  let waiting: Waiting[] = [];
  const insert = db.prepare(INSERT);
  const before = db.prepare(BEFORE);

  const commit = async (): Promise<void> => {
    const together = waiting.slice(0, MOST_TOGETHER);
    waiting = waiting.slice(MOST_TOGETHER);
    if (waiting.length > 0) soon(() => void commit());
    try {
      const done = await db.batch(
        together.map(({ sample: { id, bodyHash, body, featureSet, receivedAt } }) =>
          insert.bind(id, bodyHash, body, featureSet, receivedAt),
        ),
      );
      await Promise.all(
        together.map(async ({ sample, resolve }, i) => {
          if (done[i]?.meta.changes === 1) return resolve({ outcome: 'kept', receivedAt: sample.receivedAt });
          const row = await before.bind(sample.id).first<Pick<InboxRow, 'bodyHash' | 'receivedAt'>>();
          resolve(keepingOf(row, sample));
        }),
      );
    } catch (error) {
      for (const { reject } of together) reject(error);
    }
  };

  return {
    keep: (sample) =>
      new Promise((resolve, reject) => {
        waiting.push({ sample, resolve, reject });
        if (waiting.length === 1) soon(() => void commit());
      }),
  };
}

/** What a row that was there already says of a sample under its key. */
export const keepingOf = (
  row: Pick<InboxRow, 'bodyHash' | 'receivedAt'> | null,
  sample: Pick<NewSample, 'bodyHash'>,
): Keeping =>
  row?.bodyHash === sample.bodyHash ? { outcome: 'again', receivedAt: row.receivedAt } : { outcome: 'conflict' };
