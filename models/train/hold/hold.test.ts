import { describe, expect, test } from 'vitest';
import { parseHoldModel } from '#contracts/model-file.ts';
import { plainVote } from '#core/scoring/hold.ts';
import { rowLength } from '#core/scoring/linear.ts';
import { evaluateHold } from './evaluate.ts';
import { holdFiles, PLAIN_FILE, TFJS_FILE, TFJS_WEIGHTS_FILE } from './export.ts';
import { fitMember, PLAN, wordsDesign } from './members.ts';
import { fitRidge } from './ridge.ts';
import { parseHoldTable, splitRows } from './rows.ts';
import { fitShown, fitWords, holdModel } from './stages.ts';
import { syntheticHoldTable, TRUTH } from './synthetic.ts';
import { shownVariants } from './variants.ts';

const blankRow = { title: '', description: '', shown: '', ecr: 0.5, tercile: null };
const lettersOf = (n: number): string => String.fromCharCode(97 + Math.floor(n / 26), 97 + (n % 26));

describe('rows of like words stand on one side', () => {
  const long = 'a dog jumps over the fence and runs across the wide green garden to the open gate';
  const rows = splitRows([
    { ...blankRow, video: 'a', title: 'Funny dog', description: 'watch' },
    { ...blankRow, video: 'b', description: 'watch #funny DOG' },
    { ...blankRow, video: 'c', shown: long },
    { ...blankRow, video: 'd', shown: `${long} today` },
    { ...blankRow, video: 'e' },
    { ...blankRow, video: 'f' },
  ]);
  const group = (video: string): string | undefined => rows.find((row) => row.video === video)?.group;

  test('equal words in another order, and nearly equal texts, are one group', () => {
    expect(group('a')).toBe(group('b'));
    expect(group('c')).toBe(group('d'));
  });

  test('rows without words are not alike', () => expect(group('e')).not.toBe(group('f')));

  test('a side does not change when rows are added', () => {
    const more = splitRows([...rows, { ...blankRow, video: 'z', title: 'something else entirely' }]);
    expect(more.slice(0, rows.length)).toEqual(rows);
  });
});

test('ridge by conjugate gradients is the solution worked out by hand', () => {
  // (XᵀX + αI)w = Xᵀy with X = [[1, 0], [1, 1]], y = [1, 2], α = 1: [[3, 1], [1, 2]]w = [3, 2] → w = [.8, .6].
  const rows = [
    { columns: [0], values: [1] },
    { columns: [0, 1], values: [1, 1] },
  ];
  const weights = fitRidge({ columns: 2, rows, outcome: [1, 2], weight: [1, 1], free: [] }, 1);
  expect(weights[0]).toBeCloseTo(0.8, 9);
  expect(weights[1]).toBeCloseTo(0.6, 9);
});

test('a line is shortened in the ways people shorten, the same at every run', () => {
  const shown = 'The video shows a man with a red surfboard. He walks along the beach and waves at the crowd.';
  const lines = shownVariants(shown, 'v');
  expect(lines.slice(0, 3)).toEqual([
    shown,
    'The video shows a man with a red surfboard.',
    'man red surfboard walks along beach waves crowd',
  ]);
  expect(lines[3]?.split(' ')).toHaveLength(3);
  expect(lines[6]).toBe('man red surfboard');
  expect(shownVariants(shown, 'v')).toEqual(lines);
});

describe('what enters a vocabulary', () => {
  const raw = Array.from({ length: 40 }, (_, at) => ({
    ...blankRow,
    video: `v${at}`,
    description: `common thing number${lettersOf(at)} by Zorbina @handle ${at < 5 ? 'rareword' : ''} at https://example.org/${at}`,
  }));
  const { vocabulary } = wordsDesign(splitRows(raw)).blank;

  test('words of ten videos or more', () => {
    expect(vocabulary).toContain('common');
    expect(vocabulary).not.toContain('rareword');
  });

  test('no name, no handle, no link', () => {
    expect(vocabulary.filter((gram) => /zorbina|handle|example|http/u.test(gram))).toEqual([]);
  });
});

// Fits and bootstraps of 900 rows: seconds on a busy machine.
describe('fitted on invented videos with known truth', { timeout: 60_000 }, () => {
  const rows = parseHoldTable(syntheticHoldTable(5, 900));
  const words = fitWords(rows);
  const shown = fitShown(rows);
  const model = holdModel(words, shown);

  test('the telling words get weights in the order of their truth', () => {
    const votes = Object.keys(TRUTH).map((word) => plainVote(model, { caption: word, shown: '' }).prediction);
    expect(votes).toEqual([...votes].sort((a, b) => b - a));
  });

  test('a prediction out of fold does not know its own outcome', () => {
    const moved = rows.map((row) => (row.fold === 0 && !row.test ? { ...row, ecr: row.ecr === null ? null : 1 } : row));
    const before = words.outOfFold.filter(({ video }) => video.fold === 0).map(({ prediction }) => prediction);
    const after = fitMember(wordsDesign(moved.filter((row) => !row.test)), PLAN.words.alpha, PLAN.words.shared)
      .outOfFold.filter(({ video }) => video.fold === 0)
      .map(({ prediction }) => prediction);
    expect(after).toEqual(before);
  });

  test('on held-out rows it beats form alone, covers, and its slope is near 1', () => {
    const figures = evaluateHold(model, rows);
    const caption = figures.measures.find(({ slice }) => slice === 'caption only');
    expect(caption?.gain?.low).toBeGreaterThan(0);
    const band = figures.coverage.find((one) => one.band === 'caption only');
    expect(band?.share.low).toBeLessThan(0.83);
    expect(band?.share.high).toBeGreaterThan(0.77);
    const slope = figures.slope.find(({ slice }) => slice === 'caption only')?.value;
    expect(slope?.low).toBeLessThan(1.1);
    expect(slope?.high).toBeGreaterThan(0.9);
  });

  test('the files parse, hold the same weights twice, and are the same bytes at every run', () => {
    const files = new Map(holdFiles(model).map(({ name, bytes }) => [name, bytes]));
    const text = (name: string): string => new TextDecoder().decode(files.get(name));
    const parsed = parseHoldModel(JSON.parse(text(PLAIN_FILE)));
    expect(parsed).toEqual({ ok: true, value: model });
    const bin = files.get(TFJS_WEIGHTS_FILE);
    const floats = new Float32Array(bin?.buffer ?? new ArrayBuffer(0));
    const { words: w, shown: s } = model.members;
    expect(floats).toHaveLength(rowLength(w) + (s ? rowLength(s) : 0));
    expect(floats[0]).toBe(Math.fround(w.weights[0] ?? NaN));
    expect(floats[rowLength(w)]).toBe(Math.fround(s?.weights[0] ?? NaN));
    expect(JSON.parse(text(TFJS_FILE))).toMatchObject({ format: 'layers-model' });
    const again = holdFiles(holdModel(fitWords(rows), shown));
    expect(again).toEqual(holdFiles(model));
  });
});
