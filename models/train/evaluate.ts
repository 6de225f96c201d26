/**
 * `npm run evaluate`: asks the exported files, not what was fitted, about rows they never saw, and prints what was found.
 *
 * Everything before the evaluation comes out of the cache where nothing changed; evaluation.json, card and manifest are
 * written again beside the model. Ends with 1 when the files in models/zoo are not the ones that were evaluated.
 */
import { readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { parseEvaluation } from '#contracts/evaluation.ts';
import { parseManifest } from '#contracts/manifest.ts';
import { hashOf } from './graph.ts';
import { train } from './train.ts';

const ZOO = join(resolve(dirname(fileURLToPath(import.meta.url)), '../..'), 'models/zoo');

const { values } = parseArgs({ options: { only: { type: 'string' } } });
process.exitCode = await train({ synthetic: false, only: values.only ?? null });
if (process.exitCode === 0) {
  for (const id of values.only === undefined
    ? ['reach', 'top', 'engage', 'hold', 'growth', 'sentiment']
    : [values.only])
    if (!report(id)) process.exitCode = 1;
}

/** @returns whether every shipped file is the one its manifest names */
function report(id: string): boolean {
  const read = (name: string): Buffer => readFileSync(join(ZOO, id, name));
  const evaluation = parseEvaluation(JSON.parse(read('evaluation.json').toString('utf8')));
  const manifest = parseManifest(JSON.parse(read('manifest.json').toString('utf8')));
  if (!evaluation.ok || !manifest.ok) {
    console.error(`${id}: evaluation or manifest cannot be read`);
    return false;
  }
  console.log(`\n${id} ${evaluation.value.version}`);
  for (const { metric, rows, split, slice, n, model, baseline } of evaluation.value.measures) {
    const plain = baseline === null ? '' : ` | plain ${baseline.value}`;
    console.log(
      `${metric} | ${rows} | ${split} | ${slice} | n ${n} | ${model.value} [${model.low}, ${model.high}]${plain}`,
    );
  }
  for (const { rows, band, n, share } of evaluation.value.coverage) {
    console.log(`80 % range | ${rows} | ${band} | n ${n} | ${share.value} [${share.low}, ${share.high}]`);
  }
  for (const { rows, from, until, n, metric, value, baseline } of evaluation.value.walkForward ?? []) {
    console.log(`${metric} | ${rows} | from ${from} until ${until} | n ${n} | ${value} | plain ${baseline ?? 'none'}`);
  }
  for (const { name, weight, metric, value } of evaluation.value.members) {
    console.log(`${metric} | out of fold | ${name} | ${value} | weight ${weight}`);
  }
  for (const { rows, slice, value } of evaluation.value.slope) {
    console.log(`slope | ${rows} | ${slice} | ${value.value} [${value.low}, ${value.high}]`);
  }
  const strange = manifest.value.files.filter(({ name, sha256 }) => hashOf(read(name)) !== sha256);
  for (const { name } of strange) console.error(`${id}/${name} is not the file the manifest names`);
  return strange.length === 0;
}
