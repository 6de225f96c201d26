/** A table or JSON enters; for each row the tool's request is made, asked, and its answer goes out. What was answered by an earlier run is skipped. */
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { toolNamed, type AnyTool } from '#contracts/tools/all.ts';
import { UsageError, accountOf, platformOf, readJson } from '../clip-lines.ts';
import { answersTo } from './answers.ts';
import { askHere, askHost, type Ask } from './asking.ts';
import { rowsOf } from './cells.ts';
import { progressOn } from './progress.ts';
import { requestsFrom, type Asking, type Requests, type Usual } from './requests.ts';
import { namedTable, textIn } from './table.ts';

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
  readonly together?: boolean | undefined;
  readonly files: readonly string[];
  readonly signal: AbortSignal;
}

export type BatchOutcome = 'well' | 'broken' | 'rows';

/** @throws UsageError for a tool, an option or a file that is none */
export async function answerRows(name: string, asked: RowsAsked): Promise<BatchOutcome> {
  const tool = toolNamed(name);
  if (!tool) throw new UsageError(`There is no tool called "${name}".`);
  if (asked.files.length > 0) throw new UsageError(`${name} reads --in FILE; it takes no clips.`);
  if (asked.together === true && name !== 'sentiment')
    throw new UsageError(
      '--together is for sentiment: the other tools take each row, or the whole table, as they must.',
    );
  const ask = askFor(asked);
  const given = readGiven(tool, asked);
  const answers = answersTo(asked, process.stdout);
  const waiting = given.asking
    .map((one) => ({ ...one, key: keyOf(tool, one.request) }))
    .filter(({ key }) => !answers.has(key));
  const skipped = given.asking.length - waiting.length;
  const progress = progressOn(process.stderr, waiting.length);
  if (skipped > 0) progress.say(`${skipped} of ${given.asking.length} are in ${asked.out ?? 'the file'} already.`);
  let bad = given.unread.length;
  for (const { where, why } of given.unread) progress.say(`${where}: ${why}`);
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

/** @throws UsageError for an address that is none */
export const askFor = ({ host, token, signal }: Pick<RowsAsked, 'host' | 'token' | 'signal'>): Ask =>
  host === undefined
    ? askHere(Date.now, (line) => process.stderr.write(`${line}\n`))
    : askHost(host, token ?? null, signal);

function readGiven(tool: AnyTool, asked: RowsAsked): Requests {
  const platform = platformOf(asked.platform ?? 'tiktok');
  const usual: Usual = {
    platform,
    caption: asked.caption ?? '',
    shown: asked.shown ?? '',
    zone: asked.zone ?? null,
    country: asked.country ?? null,
    account: asked.account === undefined ? null : accountOf(readJson(asked.account), platform),
    priors: asked['no-priors'] !== true,
    worded: asked.caption !== undefined || asked.shown !== undefined,
    together: asked.together === true,
    now: Date.now(),
  };
  const path = asked.in;
  if (path === undefined) {
    if (asked.caption === undefined && asked.shown === undefined) {
      throw new UsageError(`${tool.name} wants --in FILE, or --caption for a single draft.`);
    }
    // A table of one row without words of its own.
    return requestsFrom(tool.name, namedTable('platform,country\n,'), usual);
  }
  if (path !== '-' && !existsSync(path)) throw new UsageError(`There is no file ${path}.`);
  const text = textIn(path);
  // A table's first cell is a name.
  if (!/\.(csv|tsv|txt)(\.gz)?$/i.test(path) && /^\uFEFF?\s*[[{]/.test(text))
    return { asking: jsonRequests(text, path), unread: [] };
  const table = namedTable(text);
  if (table.table.header.length === 0) throw new UsageError(`${path} is empty.`);
  return requestsFrom(tool.name, table, usual);
}

/** One request, a list of them, or one a line; `schema` may be left out. */
function jsonRequests(text: string, path: string): Asking[] {
  const whole = parsed(text.replace(/^\uFEFF/, ''));
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
