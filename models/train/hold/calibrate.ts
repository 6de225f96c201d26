/**
 * Out-of-fold predictions of both members → the cases of the hold model: per kind of text a line from prediction to
 * rank and the residuals around it.
 *
 * A line and not a curve: the ridge predicts a conditional mean already, and a line keeps the shares of words exact.
 * Short lines get their own case, since a line of 3 words spreads less than one of 20.
 */
import { contentWords } from '#core/features/words.ts';
import type { ConformalTable, HoldCase } from '#core/scoring/model-files.ts';
import { conformalQuantile } from '#core/stats/quantile.ts';
import type { Fitted } from './members.ts';
import { captionOf, type HoldRow } from './rows.ts';
import { shownVariants } from './variants.ts';

/** .1 and .9 for the 80 % interval, and the 20 dots of the forecast. */
export const LEVELS = [
  ...Array.from({ length: 20 }, (_, i) => Math.round((0.025 + i * 0.05) * 1000) / 1000),
  0.1,
  0.9,
].sort((a, b) => a - b);

/** Where one band of lines ends and the next begins, in content words; the variants have 3, 8, 20 and more. */
const LINE_ENDS = [6, 14, 30] as const;
/** Fewer calibration rows than this and a band joins its longer neighbour: an 80 % interval needs some tens of residuals. */
const BAND_ROWS = 50;

interface Pair {
  readonly video: HoldRow;
  readonly words: number;
  readonly shown: number;
}

export function calibrate(words: Fitted, shown: Fitted): HoldCase[] {
  const ranked = (row: HoldRow): boolean => row.ecr !== null;
  const poster = (kind: string): Pair[] =>
    words.outOfFold
      .filter((one) => one.kind === kind && ranked(one.video))
      .map(({ video, prediction }) => ({ video, words: prediction, shown: 0 }));
  const lines = shown.outOfFold
    .filter((one) => ranked(one.video))
    .map(({ video, kind, prediction }) => ({
      video,
      words: 0,
      shown: prediction,
      length: contentWords(shownVariants(video.shown, video.video)[Number(kind)] ?? '').length,
    }));
  const within = (length: number, [from, to]: readonly [number | null, number | null]): boolean =>
    (from ?? 0) <= length && length < (to ?? Infinity);
  const titled = new Map(poster('titled').map((one) => [one.video.video, one.words]));
  const caption = new Map(poster('caption').map((one) => [one.video.video, one.words]));
  const wrote = ({ video }: Pair): boolean => captionOf(video) !== '';
  const cases: HoldCase[] = [
    // A post without words has one prediction: their mean. On one line with the others it would stand too near the middle.
    fitCase(
      'none',
      null,
      poster('titled').filter((one) => !wrote(one)),
      [],
    ),
    fitCase('titled', null, poster('titled').filter(wrote), ['words']),
    fitCase('caption', null, poster('caption'), ['words']),
  ];
  for (const line of bandsOf(lines.map(({ length }) => length))) {
    const here = lines.filter((one) => within(one.length, line));
    cases.push(fitCase('shown', line, here, ['shown']));
    const both = here
      .filter((one) => captionOf(one.video) !== '')
      .flatMap((one) => [titled, caption].map((from) => ({ ...one, words: from.get(one.video.video) ?? Number.NaN })))
      .filter((one) => !Number.isNaN(one.words));
    if (both.length >= BAND_ROWS) cases.push(fitCase('both', line, both, ['words', 'shown']));
  }
  return cases;
}

/** The bands that hold enough of these lengths, ends open. */
function bandsOf(lengths: readonly number[]): [from: number | null, to: number | null][] {
  const bands: [number | null, number | null][] = [];
  let from: number | null = null;
  for (const end of LINE_ENDS) {
    const here = lengths.filter((length) => (from ?? 0) <= length && length < end).length;
    const beyond = lengths.filter((length) => length >= end).length;
    if (here < BAND_ROWS || beyond < BAND_ROWS) continue;
    bands.push([from, end]);
    from = end;
  }
  return [...bands, [from, null]];
}

function fitCase(
  have: HoldCase['have'],
  line: HoldCase['line'],
  pairs: readonly Pair[],
  used: readonly ('words' | 'shown')[],
): HoldCase {
  const [intercept, ...slopes] = leastSquares(
    pairs.map((pair) => used.map((name) => pair[name])),
    pairs.map((pair) => pair.video.ecr ?? 0),
  );
  const slope = (name: 'words' | 'shown'): number => {
    const at = used.indexOf(name);
    return at < 0 ? 0 : short(slopes[at] ?? 0);
  };
  const [a, w, s] = [short(intercept ?? 0), slope('words'), slope('shown')];
  const residuals = pairs.map((pair) => (pair.video.ecr ?? 0) - (a + w * pair.words + s * pair.shown));
  return { have, line, intercept: a, words: w, shown: s, conformal: tableOf(have, residuals, pairs) };
}

function tableOf(name: string, residuals: readonly number[], pairs: readonly Pair[]): ConformalTable {
  const sorted = [...residuals].sort((a, b) => a - b);
  return {
    levels: LEVELS,
    bands: [
      {
        name,
        followers: null,
        history: null,
        rows: sorted.length,
        authors: new Set(pairs.map((pair) => pair.video.group)).size,
        residuals: LEVELS.map((level) => short(conformalQuantile(sorted, level))),
      },
    ],
  };
}

/** Ordinary least squares with an intercept first, by the normal equations: there are at most two predictors. */
export function leastSquares(x: readonly (readonly number[])[], y: readonly number[]): number[] {
  const p = (x[0]?.length ?? 0) + 1;
  const a = Array.from({ length: p }, () => Array.from({ length: p + 1 }, () => 0));
  x.forEach((row, at) => {
    const full = [1, ...row];
    full.forEach((u, i) => {
      const line = a[i] ?? [];
      full.forEach((v, j) => (line[j] = (line[j] ?? 0) + u * v));
      line[p] = (line[p] ?? 0) + u * (y[at] ?? 0);
    });
  });
  for (let i = 0; i < p; i++) {
    for (let j = 0; j < p; j++) {
      if (i === j) continue;
      const factor = (a[j]?.[i] ?? 0) / (a[i]?.[i] ?? 1);
      for (let k = i; k <= p; k++) (a[j] ?? [])[k] = (a[j]?.[k] ?? 0) - factor * (a[i]?.[k] ?? 0);
    }
  }
  return a.map((line, i) => (line[p] ?? 0) / (line[i] ?? 1));
}

const short = (value: number): number => Number(value.toPrecision(5));
