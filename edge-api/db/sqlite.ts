/**
 * A SQLite file behind D1's interface, so that the embedded host runs the same drizzle-orm/d1 queries as Workers.
 *
 * Note [One driver for both hosts]: drizzle has a libsql driver of its own, but it brings @libsql/client (263
 * synchronous inserts/s against 9.8k for the bare library, shared notes, edge.md section 2) and a second set of batch
 * and error behaviours. This shim is as strict as D1 where D1 is stricter than SQLite, so what passes here passes there.
 */
import Libsql from 'libsql';
import type { D1, D1Result, D1Statement, SqlValue } from './d1.ts';

/** D1's published limits per statement. */
const MOST_PARAMETERS = 100;
const LONGEST_SQL_BYTES = 100_000;
/** How long a writer waits for another process (the roll-back command) before it gives up. */
const BUSY_TIMEOUT_MS = 5000;

const CHANGES = 'select changes() as n';

interface Prepared {
  readonly statement: Libsql.Statement;
  /** Whether it gives rows. */
  readonly reads: boolean;
}

export interface SqliteD1 extends D1 {
  /** Runs SQL of our own making (migrations) as one transaction. */
  script(statements: readonly string[]): void;
  close(): void;
}

/** @param path of the file, made when absent; ':memory:' for none */
export function openSqlite(path: string): SqliteD1 {
  const db = new Libsql(path);
  db.exec('PRAGMA journal_mode = WAL');
  // WAL with NORMAL loses nothing when the process is killed; only a power cut may take the last commits.
  db.exec('PRAGMA synchronous = NORMAL');
  db.exec(`PRAGMA busy_timeout = ${BUSY_TIMEOUT_MS}`);
  db.exec('PRAGMA foreign_keys = ON');
  const prepared = new Map<string, Prepared>();

  const statementFor = (sql: string): Prepared => {
    let found = prepared.get(sql);
    if (!found) {
      const statement = db.prepare(sql);
      found = { statement, reads: statement.reader };
      prepared.set(sql, found);
    }
    return found;
  };

  const runNow = <Row>(sql: string, values: readonly SqlValue[]): D1Result<Row> => {
    const started = performance.now();
    const { statement, reads } = statementFor(sql);
    if (reads) {
      const results = statement.raw(false).all([...values]) as Row[];
      const changes = (statementFor(CHANGES).statement.raw(false).all()[0] as { n: number }).n;
      return success(results, changes, 0, started);
    }
    const done = statement.run([...values]);
    return success<Row>([], done.changes, Number(done.lastInsertRowid), started);
  };

  class Statement implements D1Statement {
    readonly sql: string;
    readonly values: readonly SqlValue[];
    constructor(sql: string, values: readonly SqlValue[]) {
      this.sql = sql;
      this.values = values;
    }
    bind(...values: unknown[]): D1Statement {
      if (values.length > MOST_PARAMETERS) throw new Error(`D1_ERROR: too many SQL variables: ${values.length}`);
      return new Statement(this.sql, values.map(sqlValue));
    }
    async all<Row>(): Promise<D1Result<Row>> {
      return named(() => runNow<Row>(this.sql, this.values));
    }
    async run<Row>(): Promise<D1Result<Row>> {
      return named(() => runNow<Row>(this.sql, this.values));
    }
    async raw<Row>(): Promise<Row[]> {
      return named(
        () =>
          statementFor(this.sql)
            .statement.raw(true)
            .all([...this.values]) as Row[],
      );
    }
    async first<Row>(): Promise<Row | null> {
      return (await this.all<Row>()).results[0] ?? null;
    }
  }

  const inTransaction = <T>(work: () => T): T => {
    db.exec('BEGIN IMMEDIATE');
    try {
      const value = work();
      db.exec('COMMIT');
      return value;
    } catch (error) {
      db.exec('ROLLBACK');
      throw error;
    }
  };

  return {
    prepare(sql) {
      // A character has at most three bytes; only a statement that could be too long is measured.
      if (sql.length * 3 > LONGEST_SQL_BYTES && new TextEncoder().encode(sql).length > LONGEST_SQL_BYTES)
        throw new Error('D1_ERROR: statement too long');
      if (/^\s*(begin|commit|rollback|savepoint|release)\b/i.test(sql)) {
        throw new Error('D1_ERROR: transactions are not to be had across statements; use batch');
      }
      return new Statement(sql, []);
    },
    async batch<Row>(statements: readonly D1Statement[]) {
      return named(() =>
        inTransaction(() =>
          statements.map((statement) => {
            if (!(statement instanceof Statement)) throw new TypeError('D1_ERROR: a statement of another database');
            return runNow<Row>(statement.sql, statement.values);
          }),
        ),
      );
    },
    script: (statements) => inTransaction(() => statements.forEach((sql) => db.exec(sql))),
    close() {
      db.exec('PRAGMA wal_checkpoint(TRUNCATE)');
      db.close();
    },
  };
}

/** What D1 takes; everything else throws there too. */
function sqlValue(value: unknown): SqlValue {
  if (value === null || typeof value === 'string') return value;
  if (typeof value === 'boolean') return value ? 1 : 0;
  if (typeof value === 'number') return value;
  throw new Error(`D1_TYPE_ERROR: Type '${typeof value}' not supported for value '${String(value)}'`);
}

function success<Row>(results: Row[], changes: number, rowId: number, started: number): D1Result<Row> {
  return { success: true, results, meta: { changes, last_row_id: rowId, duration: performance.now() - started } };
}

/** Errors with the prefix that D1 gives them. */
function named<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    throw message.startsWith('D1_') ? error : new Error(`D1_ERROR: ${message}`, { cause: error });
  }
}
