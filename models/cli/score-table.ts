/**
 * Tables for outsiders: `npm run score-table -- --model reach|hold|growth|engage|sentiment --in rows.csv[.gz] --out predictions.csv[.gz]`.
 *
 * One line out per data row in, with its number from 1. Columns are those of shared/data/README.md, any optional one may
 * be missing and unknown ones are ignored. A row that cannot be read keeps its line with empty values and is named on
 * stderr; a row that is merely poor always gets a value. A table without any column that the model reads is poor as a
 * whole, which is said once. Exit code 0 when the table was read to its end.
 *
 * Where a reach table has no scrape_day, what the own author's rows posted before a row were off moves that row's ratio,
 * range and chances a little; with --recalibrate what everybody's were: See Note [A table of its own] in
 * core/scoring/table-shift.ts. Nobody else's rows have a say without it.
 */
import { createWriteStream, existsSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { createGzip } from 'node:zlib';
import { parseEngageModel, parseTopModel } from '#contracts/account-models.ts';
import { parseGrowthModel, parseHoldModel, parseReachModel, parseSentimentModel } from '#contracts/model-file.ts';
import type { Parsed } from '#contracts/parse.ts';
import { understandsEngage } from '#core/scoring/engage.ts';
import { understandsGrowth } from '#core/scoring/growth.ts';
import { understandsHold } from '#core/scoring/hold.ts';
import { understandsReach } from '#core/scoring/reach.ts';
import { understandsSentiment } from '#core/scoring/sentiment.ts';
import { understandsTop } from '#core/scoring/top.ts';
import { reachRow, type ReachRow } from '../data/columns.ts';
import { readCsv, type CsvRecord } from '../data/csv.ts';
import { answerEngage, ENGAGE_COLUMNS, engageCells } from './tables/engage.ts';
import { answerGrowth, GROWTH_COLUMNS, growthCells, growthRowOf, type GrowthRow } from './tables/growth.ts';
import { HOLD_COLUMNS, holdCells } from './tables/hold.ts';
import { answerReach, REACH_COLUMNS, reachCells } from './tables/reach.ts';
import { SENTIMENT_COLUMNS, sentimentCells } from './tables/sentiment.ts';

const USAGE =
  'Usage: npm run score-table -- --model reach|hold|growth|engage|sentiment --in rows.csv[.gz] --out predictions.csv[.gz] [--recalibrate]\n  --recalibrate  reach, a table without scrape_day: rows are put right by what those of anybody posted before them were off';
const ZOO = resolve(dirname(fileURLToPath(import.meta.url)), '../zoo');

/** Lines of the answer, header first. */
type Lines = AsyncIterable<string>;

/** Each takes the records in order and names those it cannot read. */
const MODELS: Readonly<
  Record<string, (records: AsyncIterable<CsvRecord>, complain: Complain, recalibrate: boolean) => Lines>
> = {
  reach: reachLines,
  hold: holdLines,
  growth: growthLines,
  engage: engageLines,
  sentiment: sentimentLines,
};
type Complain = (row: number, reason: string) => void;

/** Without any of these a table tells the model nothing that it goes by. */
const GOES_BY: Readonly<Record<string, readonly string[]>> = {
  reach: ['author'],
  engage: ['author'],
  hold: ['title', 'description', 'shown'],
  growth: ['age_h', 'plays', 'target_age_h'],
  sentiment: ['text'],
};

/** Says once what the header lacks, since every row lacks it. */
async function* noticed(records: AsyncIterable<CsvRecord>, columns: readonly string[]): AsyncIterable<CsvRecord> {
  let first = true;
  for await (const record of records) {
    if (first && !columns.some((name) => name in record))
      console.error(
        `The header has no column ${columns.join(' or ')}, so the model knows nothing of any row. It has: ${Object.keys(record).join(', ').slice(0, MOST_TOLD)}`,
      );
    first = false;
    yield record;
  }
}
const MOST_TOLD = 300;

async function* reachLines(records: AsyncIterable<CsvRecord>, complain: Complain, recalibrate: boolean): Lines {
  const model = readModel('reach', parseReachModel, understandsReach);
  const lean = readModel('reach', parseReachModel, understandsReach, 'lean.json');
  const top = readModel('top', parseTopModel, understandsTop);
  const rows = await postsIn(records, complain);
  yield line(['row', ...REACH_COLUMNS]);
  for (const [i, answer] of answerReach({ model, lean, top }, rows, recalibrate).entries())
    yield line([String(i + 1), ...reachCells(answer)]);
}

async function* engageLines(records: AsyncIterable<CsvRecord>, complain: Complain): Lines {
  const model = readModel('engage', parseEngageModel, understandsEngage);
  const rows = await postsIn(records, complain);
  yield line(['row', ...ENGAGE_COLUMNS]);
  for (const [i, answer] of answerEngage(model, rows).entries()) yield line([String(i + 1), ...engageCells(answer)]);
}

/**
 * The answer to a row rests on the earlier ones of its author, wherever they stand: all are read first. Where the table has
 * no such column nobody knows whose a row is, and each stands alone.
 */
async function postsIn(records: AsyncIterable<CsvRecord>, complain: Complain): Promise<(ReachRow | null)[]> {
  const rows: (ReachRow | null)[] = [];
  for await (const record of records) {
    const parsed = reachRow(record['author'] === undefined ? { ...record, author: `row ${rows.length + 1}` } : record);
    if (!parsed.ok) complain(rows.length + 1, parsed.reason);
    rows.push(parsed.ok ? parsed.row : null);
  }
  return rows;
}

async function* holdLines(records: AsyncIterable<CsvRecord>): Lines {
  const model = readModel('hold', parseHoldModel, understandsHold);
  yield line(['row', ...HOLD_COLUMNS]);
  let row = 0;
  for await (const record of records) yield line([String(++row), ...holdCells(model, record)]);
}

async function* growthLines(records: AsyncIterable<CsvRecord>, complain: Complain): Lines {
  const model = readModel('growth', parseGrowthModel, understandsGrowth);
  const rows: (GrowthRow | null)[] = [];
  for await (const record of records) {
    const parsed = growthRowOf(record);
    if (!parsed.ok) complain(rows.length + 1, parsed.reason);
    rows.push(parsed.ok ? parsed.row : null);
  }
  yield line(['row', ...GROWTH_COLUMNS]);
  for (const [i, answer] of answerGrowth(model, rows).entries()) {
    if (!answer.ok && rows[i]) complain(i + 1, answer.reason);
    yield line([String(i + 1), ...growthCells(answer)]);
  }
}

async function* sentimentLines(records: AsyncIterable<CsvRecord>): Lines {
  const model = readModel('sentiment', parseSentimentModel, understandsSentiment);
  yield line(['row', ...SENTIMENT_COLUMNS]);
  let row = 0;
  for await (const record of records) yield line([String(++row), ...sentimentCells(model, record)]);
}

function readModel<T>(
  id: string,
  parse: (input: unknown) => Parsed<T>,
  understands: (model: T) => boolean,
  file = 'model.json',
): T {
  const parsed = parse(JSON.parse(readFileSync(join(ZOO, id, file), 'utf8')));
  if (!parsed.ok) throw new Error(`models/zoo/${id}/${file} cannot be read: ${parsed.reason}`);
  if (!understands(parsed.value)) throw new Error(`models/zoo/${id} was made for other features than this build has`);
  return parsed.value;
}

const line = (cells: readonly string[]): string => `${cells.join(',')}\n`;

async function main(): Promise<number> {
  const { values } = parseArgs({
    options: {
      model: { type: 'string' },
      in: { type: 'string' },
      out: { type: 'string' },
      recalibrate: { type: 'boolean' },
      help: { type: 'boolean' },
    },
  });
  if (values.help === true) {
    console.log(USAGE);
    return 0;
  }
  const lines = MODELS[values.model ?? ''];
  if (!lines || values.in === undefined || values.out === undefined) {
    console.error(USAGE);
    return 2;
  }
  if (!existsSync(values.in)) {
    console.error(`There is no file ${values.in}.`);
    return 2;
  }
  let bad = 0;
  const complain = (row: number, reason: string): void => {
    bad++;
    console.error(`row ${row}: ${reason}`);
  };
  const source = Readable.from(
    lines(noticed(readCsv(values.in), GOES_BY[values.model ?? ''] ?? []), complain, values.recalibrate ?? false),
  );
  const target = createWriteStream(values.out);
  await (values.out.endsWith('.gz') ? pipeline(source, createGzip(), target) : pipeline(source, target));
  if (bad > 0) console.error(`${bad} ${bad === 1 ? 'row' : 'rows'} could not be read and kept an empty line`);
  return 0;
}

if (process.argv[1] !== undefined && resolve(process.argv[1]) === fileURLToPath(import.meta.url)) {
  process.exitCode = await main();
}
