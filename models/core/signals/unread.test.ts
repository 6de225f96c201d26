import { describe, expect, it } from 'vitest';
import type { Frame } from '../flow.ts';
import { frameOf } from './rendered.ts';
import { textRegionsOf } from './text-regions.ts';
import { looksWritten } from './unread.ts';
import { writtenArea } from './words.ts';

/** 口 田 日 山 工 王 in squares: signs of a script that no shipped reader has. */
const SIGNS: readonly (readonly string[])[] = [
  ['#######', '#.....#', '#.....#', '#.....#', '#.....#', '#.....#', '#######'],
  ['#######', '#..#..#', '#..#..#', '#######', '#..#..#', '#..#..#', '#######'],
  ['#######', '#.....#', '#.....#', '#######', '#.....#', '#.....#', '#######'],
  ['...#...', '...#...', '#..#..#', '#..#..#', '#..#..#', '#..#..#', '#######'],
  ['#######', '...#...', '...#...', '...#...', '...#...', '...#...', '#######'],
  ['#######', '...#...', '...#...', '#######', '...#...', '...#...', '#######'],
];
const WIDTH = 360;
const HEIGHT = 640;
const DOT = 4;
const LEFT = 60;
const TOP = 300;

const captioned: Frame = frameOf(
  (u, v) => {
    const column = Math.floor((u * WIDTH - LEFT) / DOT);
    const row = Math.floor((v * HEIGHT - TOP) / DOT);
    const sign = SIGNS[Math.floor(column / 9)];
    return column >= 0 && sign?.[row]?.[column % 9] === '#' ? 250 : 60;
  },
  0,
  WIDTH,
  HEIGHT,
);
/** A railing: bars of one tone, side by side, through the whole height of a band. */
const railing: Frame = frameOf(
  (u, v) => (v > 0.4 && v < 0.48 && (u * WIDTH) % 14 < 5 && u > 0.1 && u < 0.9 ? 120 : 90),
  0,
  WIDTH,
  HEIGHT,
);
const unreadable = { text: '', confidence: 0.3 };

describe('writing that cannot be read', () => {
  it('stays as a place with its size and contrast, and no text', () => {
    const [region] = textRegionsOf(captioned);
    expect(looksWritten(region!, captioned)).toBeGreaterThan(0.9);
    const area = writtenArea(region!, unreadable, captioned)!;
    expect(area).toMatchObject({ text: null, x: expect.closeTo(LEFT / WIDTH, 2), y: expect.closeTo(TOP / HEIGHT, 2) });
    expect(area.contrast).toBeGreaterThan(4);
  });
  it('keeps no letters that the reader is not sure of', () => {
    const [region] = textRegionsOf(captioned);
    expect(writtenArea(region!, { text: 'OB8LTI', confidence: 0.5 }, captioned)?.text).toBeNull();
    expect(writtenArea(region!, { text: 'OBOLTI', confidence: 0.95 }, captioned)?.text).toBe('OBOLTI');
  });
  it('a faint railing is none', () => {
    for (const region of textRegionsOf(railing)) expect(writtenArea(region, unreadable, railing)).toBeNull();
  });
});
