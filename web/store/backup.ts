/**
 * The history as one file: everything the creator would miss, out of the database and back into it.
 *
 * The file is JSON; pictures stand in it as base64. Reading it adds what is not here yet and overwrites nothing.
 */
import { fail, ok, type Result } from '#core/failure.ts';
import type { HistoryFile, RefusedReport } from '#contracts/history.ts';
import { attempt } from './attempt.ts';
import type { Database } from './db.ts';
import { listed } from './listed.ts';

export interface ImportSummary {
  readonly added: number;
  /** Reports that were here already. */
  readonly known: number;
  /** Reports of the file that make no sense and were left out. */
  readonly refused: readonly RefusedReport[];
}

/** @param now Unix ms */
export function exportAll(db: Database, now: number): Promise<Result<Blob>> {
  return attempt(async () => {
    const history: HistoryFile = {
      schema: 1,
      kind: 'presage-history',
      exportedAt: now,
      reports: (await db.reports.orderBy('madeAt').toArray()).map(({ key, report }) => ({ key, report })),
      accounts: (await db.accounts.toArray()).map(({ account }) => account),
      outcomes: await db.outcomes.toArray(),
    };
    return new Blob([JSON.stringify(history, packBytes)], { type: 'application/json' });
  });
}

/** @returns `unreadable_file` when the file is no history of ours */
export async function importAll(db: Database, file: Blob): Promise<Result<ImportSummary>> {
  // Loaded late: the contract is needed only here.
  const { parseHistory } = await import('#contracts/history.ts');
  let json: unknown;
  try {
    json = JSON.parse(await file.text(), unpackBytes);
  } catch {
    return fail({ code: 'unreadable_file' });
  }
  const parsed = parseHistory(json);
  if (!parsed.ok) return fail({ code: 'unreadable_file' });
  const history = parsed.value;
  const stored = await attempt(() =>
    db.transaction('rw', db.reports, db.listed, db.accounts, db.outcomes, async () => {
      const here = new Set(await db.reports.toCollection().primaryKeys());
      const fresh = history.reports.filter(({ report }) => !here.has(report.id));
      await db.reports.bulkAdd(
        fresh.map(({ key, report }) => ({
          id: report.id,
          madeAt: report.madeAt,
          key,
          clipHash: report.clip.hash,
          report,
        })),
      );
      await db.listed.bulkPut(fresh.map(({ report }) => listed(report)));
      const platforms = new Set(await db.accounts.toCollection().primaryKeys());
      const accounts = history.accounts.filter(({ platform }) => !platforms.has(platform));
      await db.accounts.bulkAdd(accounts.map((account) => ({ platform: account.platform, account })));
      const readings = new Set((await db.outcomes.toCollection().primaryKeys()).map(String));
      await db.outcomes.bulkAdd(history.outcomes.filter((o) => !readings.has(String([o.reportId, o.readAt]))));
      return { added: fresh.length, known: history.reports.length - fresh.length, refused: history.refused };
    }),
  );
  return stored.ok ? ok(stored.value) : stored;
}

const BYTES = '$bytes';

function packBytes(_name: string, value: unknown): unknown {
  if (!(value instanceof Uint8Array)) return value;
  let text = '';
  for (const byte of value) text += String.fromCharCode(byte);
  return { [BYTES]: btoa(text) };
}

function unpackBytes(_name: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || !(BYTES in value)) return value;
  const packed = value[BYTES];
  return typeof packed === 'string' ? Uint8Array.from(atob(packed), (char) => char.charCodeAt(0)) : value;
}
