/**
 * `tsx models/train/hold/train.ts`: trains, evaluates and exports `hold` alone, from shared/data to models/zoo/hold.
 *
 * The whole pipeline is `npm run train`; this is the same stages in a row, for work on this model.
 */
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import type { ModelManifest } from '#contracts/manifest.ts';
import { WORDS_SET } from '#core/features/words.ts';
import { holdCard } from './card.ts';
import { holdFiles, PLAIN_FILE, type ShippedFile } from './export.ts';
import { readHoldRows } from './rows.ts';
import { ablations, evaluation, fitShown, fitWords, HOLD_VERSION, holdModel, learningCurve } from './stages.ts';
import type { Evaluation } from '#contracts/evaluation.ts';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '../../..');
export const HOLD_TABLE = 'hold/snapugc_text.csv.gz';

/** @param table path of the hold table @param zoo folder that receives the files */
export function trainHold(table: string, zoo: string, say: (line: string) => void): Evaluation {
  const rows = readHoldRows(table);
  say(`rows: ${rows.length}, held out ${rows.filter((row) => row.test).length}`);
  const words = fitWords(rows);
  say('words fitted');
  const shown = fitShown(rows);
  say('shown fitted');
  const files = holdFiles(holdModel(words, shown));
  const plain = files.find((file) => file.name === PLAIN_FILE);
  if (!plain) throw new Error('the plain file is always written');
  say('files made; measuring what each part is worth');
  const extras = { learning: learningCurve(rows), tried: ablations(rows, words, shown) };
  const result = evaluation({ bytes: plain.bytes, sha256: sha256(plain.bytes) }, rows, words, shown, extras);
  files.push({ name: 'evaluation.json', bytes: text(`${JSON.stringify(result, null, 1)}\n`) });
  files.push({ name: 'card.md', bytes: text(holdCard(result)) });
  const manifest = manifestOf(files, result, { table: readFileSync(table), rows: rows.length });
  mkdirSync(zoo, { recursive: true });
  for (const file of files) writeFileSync(join(zoo, file.name), file.bytes);
  writeFileSync(join(zoo, 'manifest.json'), `${JSON.stringify(manifest, null, 1)}\n`);
  return result;
}

const ROLES: Readonly<Record<string, ModelManifest['files'][number]['role']>> = {
  'model.json': 'plain',
  'model.tfjs.json': 'tfjs',
  'model.tfjs.bin': 'tfjs_weights',
  'golden.json': 'golden',
  'evaluation.json': 'evaluation',
  'card.md': 'card',
};

function manifestOf(
  files: readonly ShippedFile[],
  result: Evaluation,
  from: { readonly table: Uint8Array; readonly rows: number },
): ModelManifest {
  const metric = (name: string, slice: string) => result.measures.find((m) => m.metric === name && m.slice === slice);
  const metrics: ModelManifest['metrics'] = {};
  for (const [key, found] of [
    ['spearman_title_description', metric('spearman', 'title and description')],
    ['spearman_caption', metric('spearman', 'caption only')],
    ['spearman_both', metric('spearman', 'both texts')],
    ['spearman_tercile_shown', metric('spearman_tercile', 'whole description')],
    ['spearman_tercile_shown_3_words', metric('spearman_tercile', '3 content words')],
    ['spearman_tercile_shown_8_words', metric('spearman_tercile', '8 content words')],
    ['spearman_tercile_shown_20_words', metric('spearman_tercile', '20 content words')],
  ] as const) {
    if (found) metrics[key] = found.model;
  }
  return {
    schema: 1,
    id: 'hold',
    version: HOLD_VERSION,
    createdFrom: [{ name: HOLD_TABLE, sha256: sha256(from.table), rows: from.rows }],
    featureSet: WORDS_SET,
    files: files.map(({ name, bytes }) => ({
      name,
      role: ROLES[name] ?? 'card',
      sha256: sha256(bytes),
      bytes: bytes.length,
      gzBytes: gzipSync(bytes, { level: 9 }).length,
    })),
    metrics,
    licence: 'MIT',
    trainedOn: `Words beside ${from.rows} short videos of one public feed (SnapUGC), with how many kept watching.`,
    notFor: 'Views, likes or sales; videos without words; judging people.',
  };
}

const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');
const text = (value: string): Uint8Array => new TextEncoder().encode(value);

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const table = join(resolve(root, process.env['PRESAGE_SHARED'] ?? '../shared'), 'data', HOLD_TABLE);
  if (!existsSync(table)) {
    console.log(`The table ${HOLD_TABLE} is not here: set PRESAGE_SHARED to the folder that holds data/.`);
  } else {
    const result = trainHold(table, join(root, 'models/zoo/hold'), (line) => console.log(line));
    for (const m of result.measures) {
      console.log(`${m.metric} | ${m.slice} | n ${m.n} | ${m.model.value} against ${m.baseline?.value ?? '-'}`);
    }
  }
}
