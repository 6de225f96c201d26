/** The part of Cloudflare's D1 interface that drizzle and we use; Workers hand in the real one, `sqlite.ts` makes the embedded one. */

export type SqlValue = string | number | null;

export interface D1Result<Row = Record<string, unknown>> {
  readonly success: true;
  readonly results: Row[];
  readonly meta: { readonly changes: number; readonly last_row_id: number; readonly duration: number };
}

export interface D1Statement {
  bind(...values: unknown[]): D1Statement;
  all<Row = Record<string, unknown>>(): Promise<D1Result<Row>>;
  run<Row = Record<string, unknown>>(): Promise<D1Result<Row>>;
  raw<Row = unknown[]>(): Promise<Row[]>;
  first<Row = Record<string, unknown>>(): Promise<Row | null>;
}

export interface D1 {
  prepare(sql: string): D1Statement;
  /** All or nothing, in order. */
  batch<Row = Record<string, unknown>>(statements: readonly D1Statement[]): Promise<D1Result<Row>[]>;
}
