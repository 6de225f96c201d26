/**
 * `tsx models/train/hold/train.ts`: runs the stages of `hold` alone, from shared/data to models/zoo/hold.
 *
 * The whole pipeline is `npm run train`; this is for work on this model, and prints its figures.
 */
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseEvaluation } from '#contracts/evaluation.ts';
import { runGraph } from '../graph.ts';
import { HOLD_STAGES, HOLD_TABLE } from './graph.ts';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '../../..');
const data = join(resolve(root, process.env['PRESAGE_SHARED'] || '../shared'), 'data');
const zoo = join(root, 'models/zoo');

if (existsSync(join(data, HOLD_TABLE))) {
  const stop = new AbortController();
  process.once('SIGINT', () => stop.abort());
  const places = { cache: join(root, 'models/train/.cache'), data, zoo };
  await runGraph(HOLD_STAGES, places, { signal: stop.signal, say: (line) => console.log(line) });
  const parsed = parseEvaluation(JSON.parse(readFileSync(join(zoo, 'hold/evaluation.json'), 'utf8')));
  if (!parsed.ok) throw new Error(parsed.reason);
  for (const { metric, slice, n, model, baseline } of parsed.value.measures) {
    console.log(
      `${metric} | ${slice} | n ${n} | ${model.value} [${model.low}, ${model.high}] | plain ${baseline?.value}`,
    );
  }
  for (const { band, n, share } of parsed.value.coverage)
    console.log(`80 % interval | ${band} | n ${n} | ${share.value}`);
  for (const { slice, n, value } of parsed.value.slope) console.log(`slope | ${slice} | n ${n} | ${value.value}`);
} else {
  console.log(`The table ${HOLD_TABLE} is not here: set PRESAGE_SHARED to the folder that holds data/.`);
}
