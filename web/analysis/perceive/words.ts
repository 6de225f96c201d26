/**
 * Frames of a clip enter, what is written on them leaves: lines are found by signals/text-regions.ts and read one by
 * one by Tesseract, in this worker, with the trained data of the person's first language.
 */
import type { Frame, WrittenArea } from '#core/flow.ts';
import { lineImageOf, type LineImage } from '#core/signals/line-image.ts';
import { lumaOf, textRegionsOf, type TextRegion } from '#core/signals/text-regions.ts';
import { READ_SIZE, readTimes, wordsOf, worthReading, writtenArea, type ReadLine } from '#core/signals/words.ts';
import type { Seconds } from '#core/units.ts';
import { perceptFiles } from './files.ts';
import type { AssetFile, Perceiver } from './perceiver.ts';
import { openReader } from './reader.ts';
import { readRegion } from './read-region.ts';

const TRAINED: Readonly<Record<string, string>> = { en: 'eng', fr: 'fra', es: 'spa' };
const [ENGINE] = perceptFiles('tesseract');

/** Of the first language that there is trained data for; English has most of the letters of any other. */
function trainedFor(languages: readonly string[]): { readonly name: string; readonly file: AssetFile } {
  const name = languages.map((language) => TRAINED[language.slice(0, 2)]).find((found) => found !== undefined) ?? 'eng';
  // holds: percept-sources.ts names one file for each
  return { name, file: perceptFiles(`letters-${name}`)[0]! };
}

// holds: percept-sources.ts names one file
const filesFor = (languages: readonly string[]): readonly AssetFile[] => [ENGINE!, trainedFor(languages).file];

export const WORDS = {
  kind: 'words',
  files: filesFor(['en']),
  filesFor,
  wants: { from: 'frames', size: READ_SIZE, times: readTimes },
  async open(tools, { signals }) {
    const { name, file } = trainedFor(tools.languages);
    const [engine, packed] = await Promise.all([tools.file(ENGINE!), tools.file(file)]);
    const { default: core } = await import('tesseract.js-core/tesseract-core-simd-lstm.js');
    const reader = await openReader(core, engine, new Map([[name, await unpacked(packed)]]));
    const frames: { at: Seconds; areas: readonly WrittenArea[] }[] = [];
    let before: readonly Known[] = [];
    return {
      rung: 'wasm',
      async see(frame) {
        const known = await readFrame(frame, before, (luma, region) => {
          tools.signal.throwIfAborted();
          return readRegion(frame, luma, region, reader);
        });
        before = known;
        frames.push({ at: frame.at, areas: known.map(({ area }) => area).filter((area) => area !== null) });
      },
      finish: () => wordsOf(frames, signals.clip.length),
      close: () => Promise.resolve(reader.close()),
    };
  },
} satisfies Perceiver<'words'>;

interface Known {
  readonly image: LineImage;
  readonly region: TextRegion;
  readonly read: ReadLine;
  readonly area: WrittenArea | null;
}

/** A line that stands where the frame before had the same one is not read again. */
async function readFrame(
  frame: Frame,
  before: readonly Known[],
  read: (luma: Uint8Array, region: TextRegion) => ReadLine,
): Promise<Known[]> {
  const luma = lumaOf(frame);
  const known: Known[] = [];
  for (const region of worthReading(textRegionsOf(frame))) {
    const image = lineImageOf(frame, luma, region, false);
    const same = before.find((other) => isSame(other.image, image) && other.region.bright === region.bright);
    const line = same?.read ?? read(luma, region);
    known.push({ image, region, read: line, area: writtenArea(region, line, frame) });
    // A message to stop must be heard between two lines.
    if (!same) await new Promise<void>((resolve) => setTimeout(resolve));
  }
  return known;
}

/** Mean difference, levels: what the coder does to a caption that stays; one other letter in ten makes more. */
const SAME_MAX = 6;

function isSame(a: LineImage, b: LineImage): boolean {
  if (a.width !== b.width || a.height !== b.height) return false;
  let sum = 0;
  for (let i = 0; i < a.values.length; i++) sum += Math.abs(a.values[i]! - b.values[i]!);
  return sum <= SAME_MAX * a.values.length;
}

async function unpacked(gzipped: Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer>> {
  const stream = new Blob([gzipped]).stream().pipeThrough(new DecompressionStream('gzip'));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}
