/** A table or JSON enters; for each row the tool's request is made, asked, and its answer goes out. What was answered by an earlier run is skipped. */
import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { toolNamed, type AnyTool } from '#contracts/tools/all.ts';
import { readCsv, type CsvRecord } from '../../data/csv.ts';
import { UsageError, accountOf, platformOf, readJson } from '../clip-lines.ts';
import { answersTo } from './answers.ts';
import { askHere, askHost } from './asking.ts';
import { rowsOf } from './cells.ts';
import { progressOn } from './progress.ts';
import { requestsFrom, type Asking } from './requests.ts';

export interface RowsAsked {
  readonly in?: string | undefined;
  readonly out?: string | undefined;
  readonly format?: string | undefined;
  readonly account?: string | undefined;
  readonly platform?: string | undefined;
  readonly caption?: string | undefined;
  readonly shown?: string | undefined;
  readonly zone?: string | undefined;
  readonly country?: string | undefined;
  readonly host?: string | undefined;
  readonly token?: string | undefined;
  readonly 'no-priors'?: boolean | undefined;
  readonly files: readonly string[];
  readonly signal: AbortSignal;
}

export type BatchOutcome = 'well' | 'broken' | 'rows';

/** @throws UsageError for a tool, an option or a file that is none */
export async function answerRows(name: string, asked: RowsAsked): Promise<BatchOutcome> {
  const tool = toolNamed(name);
  if (!tool) throw new UsageError(`There is no tool called "${name}".`);
  if (asked.files.length > 0) throw new UsageError(`${name} reads --in FILE; only score takes clips.`);
  const ask =
    asked.host === undefined
      ? askHere(Date.now, (line) => process.stderr.write(`${line}\n`))
      : askHost(asked.host, asked.token ?? null, asked.signal);
  const given = await readGiven(tool, asked);
  const answers = answersTo(asked, process.stdout);
  const waiting = given.asking
    .map((one) => ({ ...one, key: keyOf(tool, one.request) }))
    .filter(({ key }) => !answers.has(key));
  const skipped = given.asking.length - waiting.length;
  const progress = progressOn(process.stderr, waiting.length);
  if (skipped > 0) progress.say(`${skipped} of ${given.asking.length} are in ${asked.out ?? 'the file'} already.`);
  let bad = given.unread.length;
  for (const { row, why } of given.unread) progress.say(`row ${row}: ${why}`);
  try {
    for (const { row, request, key } of waiting) {
      if (asked.signal.aborted) break;
      const told = await ask(tool, request);
      if (told.kind === 'broken') {
        progress.say(`row ${row}: ${told.why}`);
        return 'broken';
      }
      if (told.kind === 'refused') {
        bad++;
        progress.say(`row ${row}: ${told.why}`);
      } else answers.add({ key, row, whole: told.reply, cells: rowsOf(tool.name, told.reply) });
      progress.step(row);
    }
  } finally {
    progress.end();
    answers.end();
  }
  return bad > 0 ? 'rows' : 'well';
}

interface Given {
  readonly asking: readonly Asking[];
  readonly unread: readonly { readonly row: string; readonly why: string }[];
}

async function readGiven(tool: AnyTool, asked: RowsAsked): Promise<Given> {
  const platform = platformOf(asked.platform ?? 'tiktok');
  const usual = {
    platform,
    caption: asked.caption ?? '',
    shown: asked.shown ?? '',
    zone: asked.zone ?? null,
    country: asked.country ?? null,
    account: asked.account === undefined ? null : accountOf(readJson(asked.account), platform),
    priors: asked['no-priors'] !== true,
  };
  const path = asked.in;
  if (path === undefined) {
    if (asked.caption === undefined && asked.shown === undefined) {
      throw new UsageError(`${tool.name} wants --in FILE, or --caption for a single draft.`);
    }
    return requestsFrom(tool.name, [{ caption: usual.caption, shown: usual.shown }], usual);
  }
  if (path !== '-' && !existsSync(path)) throw new UsageError(`There is no file ${path}.`);
  if (/\.csv(\.gz)?$/i.test(path)) {
    const records: CsvRecord[] = [];
    for await (const record of readCsv(path)) records.push(record);
    return requestsFrom(tool.name, records, usual);
  }
  return { asking: jsonRequests(readFileSync(path === '-' ? 0 : path, 'utf8'), path), unread: [] };
}

/** One request, a list of them, or one a line; `schema` may be left out. */
function jsonRequests(text: string, path: string): Asking[] {
  const whole = parsed(text);
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  const all = whole === undefined ? lines.map(parsed) : Array.isArray(whole) ? (whole as readonly unknown[]) : [whole];
  if (all.includes(undefined)) throw new UsageError(`${path} is neither JSON nor JSON lines.`);
  return all.map((request, i) => ({
    row: String(i + 1),
    request: typeof request === 'object' && request !== null ? { schema: 1, ...request } : request,
  }));
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

/** The same question has the same key, wherever it stands in the table. */
const keyOf = ({ name }: AnyTool, request: unknown): string =>
  createHash('sha256')
    .update(`${name}\n${JSON.stringify(request)}`)
    .digest('hex')
    .slice(0, 16);
