import { describe, expect, it } from 'vitest';
import type { WrittenArea } from '../flow.ts';
import { aPicture, aFrame, someSignals, aClip } from '../invented-cases.ts';
import { seconds } from '../units.ts';
import { better, cleaned, edits, likeness, readingTime, readTimes, sureness, wordsOf, writtenArea } from './words.ts';

const area = (text: string | null, y = 0.2, x = 0.1): WrittenArea => ({
  x,
  y,
  w: 0.6,
  h: 0.05,
  contrast: 8,
  text,
  confidence: 0.9,
});
const looks = (...list: readonly (readonly WrittenArea[])[]) => list.map((areas, i) => ({ at: seconds(i), areas }));

describe('a line followed over the frames', () => {
  it('stays from where it is first seen to halfway to where it is gone', () => {
    const { lines } = wordsOf(looks([], [area('Wait for it')], [area('Wait for it')], []), seconds(4));
    expect(lines).toEqual([{ text: 'Wait for it', from: 1, to: 2.5, box: { x: 0.1, y: 0.2, w: 0.6, h: 0.05 } }]);
  });
  it('stays to the end when the last frame still has it', () => {
    expect(wordsOf(looks([], [area('Part two')]), seconds(7)).lines[0]).toMatchObject({ from: 1, to: 7 });
  });
  it('a letter read wrong makes no second line, and the surer reading is told', () => {
    const wrong = { ...area('Wait f0r it'), confidence: 0.5 };
    const { lines } = wordsOf(looks([wrong], [area('Wait for it')], [wrong]), seconds(3));
    expect(lines.map(({ text }) => text)).toEqual(['Wait for it']);
  });
  it('other words in the same place are another line', () => {
    const { lines } = wordsOf(looks([area('Day one')], [area('The recipe')]), seconds(2));
    expect(lines.map(({ text, from, to }) => [text, from, to])).toEqual([
      ['Day one', 0, 0.5],
      ['The recipe', 1, 2],
    ]);
  });
  it('words that wander are one line', () => {
    const { lines } = wordsOf(looks([area('Look at this', 0.2)], [area('Look at this', 0.5)]), seconds(2));
    expect(lines).toHaveLength(1);
  });
  it('what could not be read is followed by its place, beside the lines that were', () => {
    const { lines, unread } = wordsOf(
      looks([area('Day one', 0.2)], [area('Day one', 0.2), area(null, 0.6)], [area(null, 0.6)], []),
      seconds(4),
    );
    expect(lines).toHaveLength(1);
    expect(unread).toEqual([{ from: 1, to: 2.5, box: { x: 0.1, y: 0.6, w: 0.6, h: 0.05 } }]);
    // Elsewhere it is another one.
    expect(wordsOf(looks([area(null, 0.2)], [area(null, 0.7)]), seconds(2)).unread).toHaveLength(2);
  });
  it('what nobody could read makes no line, and no frames make none', () => {
    expect(wordsOf(looks([area(null)]), seconds(1)).lines).toEqual([]);
    expect(wordsOf([], seconds(0))).toEqual({ frames: [], lines: [], unread: [] });
  });
});

describe('what was read', () => {
  it('loses specks and emojis, and keeps the signs of a sentence', () => {
    expect(cleaned('Day 7 @®')).toBe('Day 7');
    expect(cleaned('~ prêts ? |')).toBe('prêts ?');
  });
  it('is writing when it has letters for its patches, and a fence when it has not', () => {
    const line = { contrast: 12, letters: 10 };
    expect(sureness(line, { text: 'Wait for it', confidence: 0.9 })).toBeGreaterThan(0.9);
    expect(sureness(line, { text: 'Il', confidence: 0.2 })).toBeLessThan(0.1);
    expect(sureness(line, { text: '', confidence: 0.9 })).toBe(0);
    // A script without letters that the reader knows comes out as signs.
    expect(sureness(line, { text: '—=', confidence: 0.6 })).toBe(0);
  });
  it('a capital inside a word is a letter of another script, unless it was read surely', () => {
    const place = { x: 0.2, y: 0.4, w: 0.5, h: 0.04, contrast: 12, letters: 10, bright: true, slope: 0, tall: 24 };
    const region = { ...place, patches: [] };
    const shape = { tones: 10, grounds: 5, strokes: 0.2, heights: 0.1, stroke: 0.15, ink: 0.5 };
    const read = (text: string, confidence: number) =>
      writtenArea(
        { ...region, ink: 220, ground: 3, shape, other: null },
        { text, confidence },
        { width: 360, height: 640 },
      )?.text;
    expect(read('Watch this', 0.8)).toBe('Watch this');
    // How Moё утро is read.
    expect(read('Moe yTpo', 0.88)).toBeNull();
    expect(read('On YouTube', 0.95)).toBe('On YouTube');
    expect(read('PART TWO', 0.8)).toBe('PART TWO');
  });
  it('the surer of two readings is taken, but not one without letters', () => {
    expect(better({ text: 'Day', confidence: 0.5 }, { text: 'Day 7', confidence: 0.8 }).text).toBe('Day 7');
    expect(better({ text: 'Day', confidence: 0.5 }, { text: '—', confidence: 0.8 }).text).toBe('Day');
  });
  it('edits are counted as by hand: kitten to sitting takes three', () => {
    expect(edits([...'kitten'], [...'sitting'])).toBe(3);
    expect(likeness('Wait', 'WAIT')).toBe(1);
    expect(likeness('', '')).toBe(1);
  });
  it('three words ask for 1.9 s', () => {
    expect(readingTime('Wait for it')).toBeCloseTo(1.9, 9);
    expect(readingTime(' – ')).toBe(0);
  });
});

describe('the frames that are read', () => {
  const report = (length: number, frames: readonly ReturnType<typeof aFrame>[] = []) => ({
    signals: someSignals({ clip: aClip({ length: seconds(length) }), picture: aPicture({ frames }) }),
    keyframes: [],
  });
  it('the opening comes first, few in all, none twice and none after the end', () => {
    for (const length of [0.4, 3, 12, 60, 400]) {
      const times = readTimes(report(length));
      expect(times[0]).toBe(0);
      expect(times.length).toBeLessThanOrEqual(8);
      expect(times.every((at, i) => at < length && (i === 0 || at > times[i - 1]!))).toBe(true);
    }
    expect(readTimes(report(12))).toContain(1);
  });
  it('a caption that appears is looked at where it does', () => {
    const text = { x: 0.1, y: 0.5, w: 0.8, h: 0.1, contrast: 9 };
    const frames = [aFrame(0), aFrame(5), aFrame(5.5, { textAreas: [text] }), aFrame(8, { textAreas: [text] })];
    expect(readTimes(report(12, frames))).toContain(5.5);
  });
});
