/**
 * `npx tsx tests/perception/text.ts [A|B|fit|real]`: captions drawn over real frames of shared/clips in every style, found
 * and read by the code that ships. Prints for each style how many lines were found, how many places that are no caption
 * were taken for one, F1 and character accuracy, over seeds of set A (used while choosing figures) or B (not looked at
 * before the end). `fit` fits the odds of signals/words.ts on set A over every second frame. `real` reads frames that carry writing of
 * their own, labelled by hand.
 */
import { writeFileSync } from 'node:fs';
import {
  edits,
  likeness,
  READ_SIZE,
  sureness,
  traitsOf,
  worthReading,
  writtenArea,
  type Traits,
} from '#core/signals/words.ts';
import type { Box, Frame, WrittenArea } from '#core/flow.ts';
import { rgbaToWorkingFrame } from '#core/signals/resize.ts';
import { lumaOf, textRegionsOf, type TextRegion } from '#core/signals/text-regions.ts';
import { seconds } from '#core/units.ts';
import { readRegion } from '../../web/analysis/perceive/read-region.ts';
import type { LineReader, ReadLine } from '../../web/analysis/perceive/reader.ts';
import { captioned, hasFonts, STYLES, type Style } from './captions.ts';
import { frameAt, hasFfmpeg, stills, TALL, WIDE } from './frames.ts';
import { openTesseract } from './tesseract.ts';

const SEEDS = { A: 100_000, B: 700_000 } as const;
/** A line is found where box and truth share half of what they cover together. */
const FOUND = 0.5;

interface Seen {
  readonly style: Style;
  /** Place of its frame among all: the odds are fitted on every second one. */
  readonly still: number;
  readonly region: TextRegion;
  readonly read: ReadLine;
  readonly truth: string | null;
}
interface Missed {
  readonly style: Style;
  readonly still: number;
  readonly truth: string;
}

async function main(): Promise<void> {
  const mode = process.argv[2] ?? 'B';
  const only = process.argv[3];
  const all = stills();
  if (all.length === 0 || !hasFonts()) {
    console.log(
      hasFfmpeg()
        ? 'no shared clips or no Debian fonts: nothing was checked'
        : 'ffmpeg is not installed: nothing was checked',
    );
    return;
  }
  if (mode === 'real') return real();
  const readers = { eng: await openTesseract('eng'), fra: await openTesseract('fra'), spa: await openTesseract('spa') };
  const seen: Seen[] = [];
  const missed: Missed[] = [];
  const began = performance.now();
  const spent = { regions: 0, reading: 0, lines: 0, frames: 0 };
  for (const [s, style] of STYLES.entries()) {
    if (only && style !== only) continue;
    for (const [i, still] of all.entries()) {
      if (mode === 'fit' && i % 2 === 1) continue;
      // Each style on every third frame, shifted from style to style: all frames come up, and it takes minutes.
      if (mode !== 'fit' && i % 3 !== s % 3) continue;
      const { rgba, lines, language } = captioned(still, style, SEEDS[mode === 'B' ? 'B' : 'A'] + 1000 * s + i);
      const frame = small(rgba);
      let from = performance.now();
      const regions = worthReading(textRegionsOf(frame));
      spent.regions += performance.now() - from;
      spent.frames++;
      const luma = lumaOf(frame);
      const truths = new Map<TextRegion, string>();
      for (const { text, box } of lines) {
        const [best] = regions
          .filter((region) => !truths.has(region) && overlap(region, box) >= FOUND)
          .sort((a, b) => overlap(b, box) - overlap(a, box));
        if (best) truths.set(best, text);
        else missed.push({ style, still: i, truth: text });
      }
      for (const region of regions) {
        const truth = truths.get(region) ?? null;
        // Writing that was there before is neither right nor wrong; of one line two pieces count as wrong.
        if (truth === null && still.written.some((box) => inside(region, box))) continue;
        from = performance.now();
        const read = readRegion(frame, luma, region, readers[language]);
        spent.reading += performance.now() - from;
        spent.lines++;
        seen.push({ style, still: i, region, read, truth });
      }
    }
  }
  if (mode === 'fit') fit(seen);
  else report(seen, missed, mode);
  const ms = (sum: number, n: number): string => (sum / n).toFixed(0);
  console.log(
    `\n${all.length} frames; a frame takes ${ms(spent.regions, spent.frames)} ms to search, a line ${ms(spent.reading, spent.lines)} ms to read; all in ${((performance.now() - began) / 1000).toFixed(0)} s`,
  );
  for (const reader of Object.values(readers)) reader.close();
}

/** As the app has it: a place that could not be read is found all the same, its letters count as wrong. */
const areaOf = ({ region, read }: Seen): WrittenArea | null =>
  writtenArea(region, read, { width: WIDE / 2, height: TALL / 2 });

function report(seen: readonly Seen[], missed: readonly Missed[], set: string): void {
  console.log(`set ${set}          lines  found  false  F1     letters right`);
  const rows = [
    ...STYLES.map((style): [string, (row: { style: Style; still: number }) => boolean] => [
      style,
      (row) => row.style === style,
    ]),
  ];
  rows.push(['all', () => true], ['frames not fitted on', (row) => row.still % 2 === 1]);
  const measured: { what: string; value: string }[] = [];
  for (const [name, fits] of rows) {
    const taken = seen.filter((row) => fits(row) && areaOf(row) !== null);
    const right = taken.filter(({ truth }) => truth !== null);
    const all = [...seen.filter((row) => fits(row) && row.truth !== null), ...missed.filter(fits)];
    if (all.length === 0) continue;
    const f1 = (2 * right.length) / (taken.length + all.length);
    const letters = all.reduce((sum, { truth }) => sum + [...truth!].length, 0);
    const wrong = all.reduce((sum, row) => {
      const text = 'read' in row ? (areaOf(row)?.text ?? '') : '';
      return sum + Math.min([...row.truth!].length, edits([...row.truth!], [...text]));
    }, 0);
    measured.push({
      what: name,
      value: `F1 ${f1.toFixed(3)}, letters ${(1 - wrong / letters).toFixed(3)}; ${right.length} of ${all.length} lines found, ${taken.length - right.length} false`,
    });
    console.log(
      `${name.padEnd(22)}${String(all.length).padEnd(7)}${String(right.length).padEnd(7)}${String(taken.length - right.length).padEnd(7)}${f1.toFixed(3)}  ${(1 - wrong / letters).toFixed(3)}`,
    );
    if (process.argv[4])
      for (const row of all)
        console.log(
          '   ',
          row.truth,
          '→',
          'read' in row
            ? `${row.read.text} (${row.read.confidence}, ${sureness(row.region, row.read).toFixed(2)})`
            : 'missed',
        );
  }
  // The figures of the card: of the seeds that nothing was chosen on.
  if (set === 'B')
    writeFileSync(new URL('text.measured.json', import.meta.url), `${JSON.stringify(measured, null, 2)}\n`);
}

/** Labelled by eye, before any of it was read, as the lines that a viewer would call written on the picture. */
const REAL: readonly (readonly [clip: string, at: number, lines: readonly string[]])[] = [
  ['phone/spotlight-a.mp4', 0.1, ['Goodbye,', 'plastic.', 'Employees must wash hands', 'before returning to work.']],
  ['phone/spotlight-c.mp4', 0.1, ['Watch the guy at the end']],
  ['phone/spotlight-c.mp4', 6, ['Watch the guy at the end']],
  ['phone/spotlight-c.mp4', 12, ['Watch the guy at the end']],
  ['formats/video-h265.mp4', 3, ['90', '00:03:00']],
  ['formats/video-h265.mp4', 9, ['270', '00:09:00']],
  ['formats/sample_h264.ts', 0.1, ['Big Buck', 'BUNNY']],
  ['formats/roadtrip-vp92-10bit.webm', 2, ['WE TOOK A ROAD TRIP FROM SF TO LA', 'TO SHOOT SOME HDR TEST FOOTAGE']],
  ['formats/cursed-vfr.mp4', 4, ['IMG_4821.MOV', 'IMG_4822.MO', '01:00', '01:30']],
  ['phone/spotlight-b.mp4', 4, []],
  ['formats/bear-vp9.webm', 1.5, []],
  ['formats/sample.flv', 0.1, []],
  ['formats/hdr10-av1.mp4', 2, []],
];

/** What is read on frames that carry writing of their own, beside what a person sees there. */
async function real(): Promise<void> {
  const reader = await openTesseract('eng');
  let [found, all, letters, wrong, more] = [0, 0, 0, 0, 0];
  for (const [clip, at, lines] of REAL) {
    const frame = frameAt(clip, at, READ_SIZE);
    if (frame === null) continue;
    const luma = lumaOf(frame);
    const read = worthReading(textRegionsOf(frame)).flatMap((region) => {
      const line = readRegion(frame, luma, region, reader);
      return sureness(region, line) >= 0.5 ? [line.text] : [];
    });
    const left = [...read];
    for (const line of lines) {
      const [best] = left.toSorted((a, b) => likeness(b, line) - likeness(a, line));
      all++;
      letters += line.length;
      if (best === undefined || likeness(best, line) < 0.5) {
        wrong += line.length;
        continue;
      }
      left.splice(left.indexOf(best), 1);
      found++;
      wrong += Math.min(line.length, edits([...line], [...best]));
    }
    more += left.length;
    console.log(`${clip} ${at} s: ${lines.join(' / ') || 'nothing'} → ${read.join(' / ') || 'nothing'}`);
  }
  console.log(
    `\n${found} of ${all} lines found, ${more} that are none; ${(1 - wrong / letters).toFixed(3)} of ${letters} letters right`,
  );
  reader.close();
}

/** Logistic regression by plain descent; prints what belongs into ODDS. */
function fit(seen: readonly Seen[]): void {
  const rows = seen.map(({ region, read, truth }) => ({ traits: traitsOf(region, read), is: truth === null ? 0 : 1 }));
  const names = Object.keys(rows[0]!.traits) as (keyof Traits)[];
  const weights = new Float64Array(names.length + 1);
  for (let step = 0; step < 20_000; step++) {
    const slope = new Float64Array(weights.length);
    for (const { traits, is } of rows) {
      const odds = names.reduce((sum, name, k) => sum + weights[k + 1]! * traits[name], weights[0]!);
      const off = 1 / (1 + Math.exp(-odds)) - is;
      slope[0]! += off;
      for (const [k, name] of names.entries()) slope[k + 1]! += off * traits[name];
    }
    for (let k = 0; k < weights.length; k++) weights[k]! -= 0.5 * (slope[k]! / rows.length + 1e-4 * weights[k]!);
  }
  console.log(`${rows.length} lines, ${rows.filter(({ is }) => is === 1).length} of them writing`);
  console.log(
    `base: ${weights[0]!.toFixed(2)}, ${names.map((name, k) => `${name}: ${weights[k + 1]!.toFixed(2)}`).join(', ')}`,
  );
}

function small(rgba: Uint8ClampedArray): Frame {
  return rgbaToWorkingFrame(
    { order: 'RGBA', width: WIDE, height: TALL, data: rgba, stride: WIDE * 4 },
    { width: WIDE / 2, height: TALL / 2, rotation: 0 },
    seconds(0),
  );
}

function common(a: Box, b: Box): number {
  const w = Math.min(a.x + a.w, b.x + b.w) - Math.max(a.x, b.x);
  const h = Math.min(a.y + a.h, b.y + b.h) - Math.max(a.y, b.y);
  return w > 0 && h > 0 ? w * h : 0;
}
const overlap = (a: Box, b: Box): number => common(a, b) / (a.w * a.h + b.w * b.h - common(a, b));
const inside = (a: Box, b: Box): boolean => common(a, b) > 0.3 * a.w * a.h;

export type Readers = Readonly<Record<'eng' | 'fra' | 'spa', LineReader>>;

await main();
