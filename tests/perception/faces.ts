/**
 * Precision and recall of the face detector on the frames labelled in faces.labels.json: `npx tsx tests/perception/faces.ts`.
 *
 * Enters: shared/clips, read by the machine's own ffmpeg at the size the app looks at; the weights of this build on
 * ONNX Runtime's WASM, as in the app. Leaves a table: a face counts as found when a box overlaps it by at least 0.4
 * (intersection over union); intervals are Wilson's, 95 %. Frames of one clip are alike, so n of clips is printed too.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import type { Box } from '#core/flow.ts';
import { FACE_NET, findFaces, gazeOf, intersectionOverUnion, type RunFaceNet } from '#core/signals/faces.ts';
import { wilson } from '#core/stats/interval.ts';
import { readPercepts } from '../../web/build/perceive.ts';
import { hasFfmpeg, SHARED } from './frames.ts';
import { frameAt } from './look-at.ts';

interface Labelled {
  readonly clip: string;
  readonly at: number;
  readonly faces: readonly (Box & { readonly turned?: boolean })[];
  readonly ignore?: readonly Box[];
  readonly crop?: Box;
}

const MATCH = 0.4;
/** Longest side of what the app looks at; see web/analysis/perceive/faces.ts. */
const SIZE = 640;

// The figures of the last run stand in faces.measured.json (--json).
const { values } = parseArgs({
  options: { json: { type: 'string' }, each: { type: 'boolean' }, size: { type: 'string' }, only: { type: 'string' } },
});
const size = Number(values.size ?? SIZE);
const labels = JSON.parse(readFileSync(fileURLToPath(new URL('faces.labels.json', import.meta.url)), 'utf8')) as {
  readonly frames: readonly Labelled[];
};

if (!existsSync(join(SHARED, 'clips')) || !hasFfmpeg()) {
  console.log('No shared clips or no ffmpeg here: nothing can be measured. Set PRESAGE_SHARED.');
} else await main();

async function main(): Promise<void> {
  const run = await openFaceNet();
  const results: Judged[] = [];
  for (const label of labels.frames.filter(({ clip }) => clip.includes(values.only ?? ''))) {
    const frame = frameAt(label.clip, label.at, size, label.crop);
    if (frame === null) throw new Error(`no frame of ${label.clip} at ${label.at} s`);
    const found = await findFaces(frame, run);
    const judged = judge(label, found);
    results.push(judged);
    if (values.each) {
      console.log(
        label.clip,
        label.at,
        label.crop ? 'crop' : '',
        `faces ${label.faces.length} found ${judged.hits.filter(Boolean).length} false ${judged.wrong}`,
        found
          .map(
            ({ score, points, ...box }) =>
              `${score.toFixed(2)} ${gazeOf(points)} ${Object.values(box).map((v) => v.toFixed(3))}`,
          )
          .join(' | '),
      );
    }
  }
  const rows = [
    ...row('all frames', results),
    ...row(
      'whole frames',
      results.filter(({ label }) => !label.crop),
    ),
    ...row(
      'cut-outs',
      results.filter(({ label }) => label.crop),
    ),
    ...[...new Set(results.map(({ label }) => label.clip))]
      .filter((clip) => results.some(({ label }) => label.clip === clip && label.faces.length > 0))
      .flatMap((clip) =>
        row(
          clip,
          results.filter(({ label }) => label.clip === clip),
        ),
      ),
  ];
  for (const { what, value } of rows) console.log(what.padEnd(64), value);
  if (values.json) writeFileSync(values.json, `${JSON.stringify(rows, null, 2)}\n`);
}

interface Judged {
  readonly label: Labelled;
  /** Per labelled face. */
  readonly hits: readonly boolean[];
  readonly wrong: number;
  readonly right: number;
}

function judge(label: Labelled, found: readonly Box[]): Judged {
  const { crop } = label;
  const inFrame = (box: Box): Box =>
    crop ? { x: crop.x + box.x * crop.w, y: crop.y + box.y * crop.h, w: box.w * crop.w, h: box.h * crop.h } : box;
  const boxes = found.map(inFrame);
  const free = new Set(boxes);
  const hits = label.faces.map((face) => {
    const best = [...free].toSorted((a, b) => intersectionOverUnion(b, face) - intersectionOverUnion(a, face))[0];
    if (!best || intersectionOverUnion(best, face) < MATCH) return false;
    free.delete(best);
    return true;
  });
  const wrong = [...free].filter((box) => !(label.ignore ?? []).some((area) => holds(area, box))).length;
  return { label, hits, wrong, right: hits.filter(Boolean).length };
}

function holds(area: Box, box: Box): boolean {
  const [x, y] = [box.x + box.w / 2, box.y + box.h / 2];
  return x >= area.x && x <= area.x + area.w && y >= area.y && y <= area.y + area.h;
}

function row(what: string, results: readonly Judged[]): { what: string; value: string }[] {
  const faces = results.flatMap(({ label, hits }) => label.faces.map((face, i) => ({ face, hit: hits[i] === true })));
  const frontal = faces.filter(({ face }) => !face.turned);
  const right = results.reduce((sum, each) => sum + each.right, 0);
  const wrong = results.reduce((sum, each) => sum + each.wrong, 0);
  const empty = results.filter(({ label }) => label.faces.length === 0);
  const clips = new Set(results.map(({ label }) => label.clip)).size;
  const of = (k: number, n: number): string => {
    const bounds = wilson(k, n);
    if (bounds === null) return 'none';
    const { low, high } = bounds;
    return `${(k / n).toFixed(3)} (${low.toFixed(2)} to ${high.toFixed(2)}), ${k} of ${n}`;
  };
  return [
    { what: `${what}: frames, clips`, value: `${results.length}, ${clips}` },
    { what: `${what}: precision`, value: of(right, right + wrong) },
    { what: `${what}: recall`, value: of(faces.filter(({ hit }) => hit).length, faces.length) },
    { what: `${what}: recall, not turned away`, value: of(frontal.filter(({ hit }) => hit).length, frontal.length) },
    {
      what: `${what}: frames without a face left empty`,
      value: of(empty.filter(({ wrong: w }) => w === 0).length, empty.length),
    },
  ];
}

async function openFaceNet(): Promise<RunFaceNet> {
  const { entries, files } = readPercepts(fileURLToPath(new URL('../../node_modules', import.meta.url)));
  const [file] = entries.find(({ id }) => id === 'faces')?.files ?? [];
  const ort = await import('onnxruntime-web/wasm');
  ort.env.wasm.numThreads = 1;
  const session = await ort.InferenceSession.create(files.get(file?.url ?? '')!);
  const [regressors = '', classifiers = ''] = session.outputNames;
  return async (patch) => {
    const out = await session.run({ input: new ort.Tensor('float32', patch, [1, FACE_NET.size, FACE_NET.size, 3]) });
    // holds: both outputs of this network are f32
    return { regressors: out[regressors]!.data as Float32Array, classifiers: out[classifiers]!.data as Float32Array };
  };
}
