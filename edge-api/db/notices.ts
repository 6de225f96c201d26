/** Queries over notices_sent: what a web-hook was last told. */
import { eq } from 'drizzle-orm';
import type { Database } from './database.ts';
import { noticesSent } from './schema.ts';

export async function toldTo(db: Database, hook: string): Promise<ReadonlyMap<string, string>> {
  const rows = await db.select().from(noticesSent).where(eq(noticesSent.hook, hook));
  return new Map(rows.map(({ subject, state }) => [subject, state]));
}

/** One batch: all or nothing. */
export async function told(db: Database, hook: string, states: ReadonlyMap<string, string>, at: number): Promise<void> {
  const statements = [...states].map(([subject, state]) =>
    db
      .insert(noticesSent)
      .values({ hook, subject, state, at })
      .onConflictDoUpdate({ target: [noticesSent.hook, noticesSent.subject], set: { state, at } }),
  );
  const [first, ...rest] = statements;
  if (first) await db.batch([first, ...rest]);
}
