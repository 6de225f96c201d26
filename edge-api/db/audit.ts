/** Queries over audit_log: who did what to which, for operators. Written by commands and by routes behind a token. */
import { desc } from 'drizzle-orm';
import type { Database } from './database.ts';
import { auditLog } from './schema.ts';

export type AuditEntry = Omit<typeof auditLog.$inferSelect, 'id'>;

/** @param entry whose `actor` is a token's id or 'command'; no free text of a client */
export async function audit(db: Database, entry: AuditEntry): Promise<void> {
  await db.insert(auditLog).values(entry);
}

/** Newest first. */
export const auditEntries = (db: Database, most = 100): Promise<(typeof auditLog.$inferSelect)[]> =>
  db.select().from(auditLog).orderBy(desc(auditLog.id)).limit(most);
