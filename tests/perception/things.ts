/**
 * Precision and recall of the object detector on the pictures labelled in things.labels.json:
 * `npx tsx tests/perception/things.ts --pictures FOLDER`, a folder with the named Debian packages unpacked (dpkg-deb -x).
 *
 * Enters: those pictures, frames of shared/clips, and the weights of this build on ONNX Runtime's WASM, as in the app.
 * Leaves a table per kind and part: of the pictures in which the kind is said to be, how many have it (precision); of
 * those that have it, in how many it is said (recall), what the network learned apart from its relatives. Intervals are
 * Wilson's, 95 %. Frames of one clip are alike, so the number of clips is printed too. --least tries other thresholds.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import type { Frame, ThingKind } from '#core/flow.ts';
import { readThings, THING_KINDS, THING_NET, thingPatch, thingsOf } from '#core/signals/things.ts';
import { wilson } from '#core/stats/interval.ts';
import { readPercepts } from '../../web/build/perceive.ts';
import { hasFfmpeg, SHARED } from './frames.ts';
import { frameAt } from './look-at.ts';
import { pictureOf, picturesIn } from './things-pictures.ts';

/** What was learned, and what only belongs to the same kind. */
const KINDS: Readonly<Record<ThingKind, { readonly learned: readonly string[]; readonly related: readonly string[] }>> =
  {
    animal: { learned: ['cat', 'dog', 'cattle'], related: ['other animal'] },
    vehicle: { learned: ['car'], related: ['other vehicle'] },
    screen: { learned: ['screen'], related: [] },
    vessel: { learned: ['cup', 'bottle'], related: [] },
  };

interface Labelled {
  readonly has: readonly string[];
  readonly unsure?: readonly string[];
}
interface Picture extends Labelled {
  readonly part: string;
  readonly from: string;
  readonly name: string;
  readonly sha256: string;
  readonly at?: number;
}
interface Still extends Labelled {
  readonly clip: string;
  readonly at: number;
}
interface Seen extends Labelled {
  readonly part: string;
  /** Pictures of one source are alike. */
  readonly source: string;
  readonly name: string;
  readonly said: ReadonlyMap<ThingKind, number>;
}

/** Longest side of what the app looks at; see web/analysis/perceive/things.ts. */
const SIZE = 534;

const { values } = parseArgs({
  options: {
    pictures: { type: 'string' },
    part: { type: 'string' },
    least: { type: 'string' },
    each: { type: 'boolean' },
    json: { type: 'string' },
  },
});
const labels = JSON.parse(readFileSync(fileURLToPath(new URL('things.labels.json', import.meta.url)), 'utf8')) as {
  readonly pictures: readonly Picture[];
  readonly frames: readonly Still[];
};
const least = Number(values.least ?? THING_NET.score);

if (!hasFfmpeg()) console.log('No ffmpeg here: nothing can be measured.');
else await main();

async function main(): Promise<void> {
  const look = await openThingNet();
  const wanted = (part: string): boolean => (values.part ? values.part === part : part !== 'choose');
  const seen: Seen[] = [];
  const held = values.pictures ? picturesIn(values.pictures) : new Map<string, Uint8Array>();
  let absent = 0;
  for (const picture of labels.pictures.filter(({ part }) => wanted(part))) {
    const bytes = held.get(picture.sha256);
    const frame = bytes ? pictureOf(bytes, SIZE, picture.at) : null;
    if (frame === null) absent++;
    else seen.push({ ...picture, source: picture.from, said: await look(frame) });
  }
  for (const still of wanted('clip') && existsSync(join(SHARED, 'clips')) ? labels.frames : []) {
    const frame = frameAt(still.clip, still.at, SIZE);
    if (frame === null) throw new Error(`no frame of ${still.clip} at ${still.at} s`);
    const name = `${still.clip} ${still.at} s`;
    seen.push({ ...still, name, part: 'clip', source: still.clip, said: await look(frame) });
  }
  if (absent > 0) console.log(`${absent} labelled pictures are not here: unpack their packages and name the folder.`);
  if (values.each) for (const one of seen) if (one.said.size + one.has.length > 0) console.log(line(one));
  const parts = [...new Set(seen.map(({ part }) => part))];
  const rows = THING_KINDS.flatMap((kind) => [
    ...parts.flatMap((part) =>
      row(
        kind,
        `${kind}, ${part}`,
        seen.filter((one) => one.part === part),
      ),
    ),
    ...(parts.length > 1 ? row(kind, `${kind}, all`, seen) : []),
  ]);
  for (const { what, value } of rows) console.log(what.padEnd(64), value);
  if (values.json) writeFileSync(values.json, `${JSON.stringify(rows, null, 2)}\n`);
}

function line({ part, name, has, said }: Seen): string {
  const found = [...said].map(([kind, score]) => `${kind} ${score.toFixed(2)}`).join(', ');
  return `${part} ${name}: ${has.join(', ') || 'nothing'}; said ${found || 'nothing'}`;
}

function row(kind: ThingKind, what: string, all: readonly Seen[]): { what: string; value: string }[] {
  const { learned, related } = KINDS[kind];
  const seen = all.filter(({ unsure }) => !unsure?.includes(kind));
  const holds = (names: readonly string[]) => (one: Seen) => one.has.some((name) => names.includes(name));
  const says = ({ said }: Seen): boolean => said.has(kind);
  const said = seen.filter(says);
  const own = seen.filter(holds(learned));
  const near = seen.filter((one) => holds(related)(one) && !holds(learned)(one));
  const sources = (ones: readonly Seen[]): number => new Set(ones.map(({ source }) => source)).size;
  const of = (part: readonly Seen[], whole: readonly Seen[]): string => {
    const bounds = wilson(part.length, whole.length);
    if (bounds === null) return 'none';
    const { low, high } = bounds;
    const from = `${part.length} of ${whole.length} from ${sources(whole)} sources`;
    return `${(part.length / whole.length).toFixed(3)} (${low.toFixed(2)} to ${high.toFixed(2)}), ${from}`;
  };
  return [
    { what: `${what}: pictures`, value: `${seen.length} from ${sources(seen)} sources` },
    { what: `${what}: precision`, value: of(said.filter(holds([...learned, ...related])), said) },
    { what: `${what}: recall, ${learned.join(', ')}`, value: of(own.filter(says), own) },
    ...(related.length > 0
      ? [{ what: `${what}: recall, ${related.join(', ')}`, value: of(near.filter(says), near) }]
      : []),
  ];
}

/** Each kind that is found, with the best score of it. */
async function openThingNet(): Promise<(frame: Frame) => Promise<ReadonlyMap<ThingKind, number>>> {
  const { entries, files } = readPercepts(fileURLToPath(new URL('../../node_modules', import.meta.url)));
  const [file] = entries.find(({ id }) => id === 'things')?.files ?? [];
  const ort = await import('onnxruntime-web/wasm');
  ort.env.wasm.numThreads = 1;
  const session = await ort.InferenceSession.create(files.get(file?.url ?? '')!);
  const [boxes = '', scores = ''] = session.outputNames;
  return async (frame) => {
    const input = new ort.Tensor('float32', thingPatch(frame), [1, THING_NET.size, THING_NET.size, 3]);
    const out = await session.run({ input });
    // holds: both outputs of this network are f32
    const found = readThings(out[boxes]!.data as Float32Array, out[scores]!.data as Float32Array, least);
    const said = new Map<ThingKind, number>();
    for (const { kind, score } of thingsOf(found)) said.set(kind, Math.max(score, said.get(kind) ?? 0));
    return said;
  };
}
