import { describe, expect, it } from 'vitest';
import { aClip, aDraft, aPicture, someSignals } from '../../invented-cases.ts';
import type { Advice, Box, FullSignals, Percepts, Platform } from '../../flow.ts';
import { hertz, seconds, share } from '../../units.ts';
import { preflight } from '../preflight.ts';
import { readingSeconds } from './seen.ts';

const found = (code: string, percepts: Percepts, platform: Platform = 'reels'): Advice | undefined =>
  preflight({ ...someSignals({}), percepts }, aDraft({ platform })).find((each) => each.code === code);

const full = (more: Partial<FullSignals>): Percepts => ({
  full: {
    state: 'seen',
    rung: 'plain',
    ms: 1,
    value: {
      pictures: 360,
      until: seconds(12),
      cuts: [],
      dissolves: [],
      freezes: [],
      black: [],
      flashes: { general: { perSecond: 0, at: null }, red: { perSecond: 0, at: null } },
      rate: { usual: hertz(30), uneven: share(0), longestStep: seconds(1 / 30), repeats: share(0) },
      quarters: { motion: [], luma: [] },
      fine: { combed: share(0), detail: 0.25 },
      ...more,
    },
  },
});
const aFace = (box: Box): Percepts => ({
  faces: {
    state: 'seen',
    rung: 'wasm',
    ms: 1,
    value: { frames: [{ at: seconds(3), faces: [{ ...box, score: 0.9, gaze: null }] }], firstFace: seconds(3) },
  },
});
const line = (text: string, from: number, to: number, h = 0.05): Percepts => ({
  words: {
    state: 'seen',
    rung: 'wasm',
    ms: 1,
    value: { frames: [], lines: [{ text, from: seconds(from), to: seconds(to), box: { x: 0.2, y: 0.4, w: 0.5, h } }] },
  },
});

describe('every picture looked at', () => {
  it.each<[string, Partial<FullSignals>, Advice['severity'], number]>([
    ['flashes', { flashes: { general: { perSecond: 5, at: seconds(2) }, red: { perSecond: 0, at: null } } }, 'fix', 5],
    ['flashes', { flashes: { general: { perSecond: 3, at: seconds(2) }, red: { perSecond: 0, at: null } } }, 'know', 3],
    [
      'red_flashes',
      { flashes: { general: { perSecond: 0, at: null }, red: { perSecond: 4, at: seconds(1) } } },
      'fix',
      4,
    ],
    ['frozen_start', { freezes: [{ from: seconds(0), to: seconds(0.8) }] }, 'know', 0.8],
    ['interlaced', { fine: { combed: share(0.2), detail: 0.3 } }, 'fix', 0.2],
    ['soft_picture', { fine: { combed: null, detail: 0.12 } }, 'know', 0.12],
  ])('%s of %o', (code, given, severity, value) => {
    expect(found(code, full(given))).toMatchObject({ severity, value });
  });
  it('an uneven rate is told by its share of steps', () => {
    const rate = { usual: hertz(30), uneven: share(0.4), longestStep: seconds(0.2), repeats: share(0) };
    expect(found('uneven_rate', full({ rate }))).toMatchObject({ severity: 'know', value: 0.4 });
  });
  it('15 pictures a second shown twice stutter; a still clip does not', () => {
    const rate = { usual: hertz(30), uneven: share(0), longestStep: seconds(1 / 30), repeats: share(0.5) };
    expect(found('repeated_pictures', full({ rate }))).toMatchObject({
      severity: 'know',
      value: expect.closeTo(15, 9),
    });
    expect(found('repeated_pictures', full({ rate: { ...rate, repeats: share(0.99) } }))).toBeUndefined();
  });
  it('nothing is said of what was not looked at', () => {
    for (const code of ['red_flashes', 'frozen_start', 'uneven_rate', 'interlaced', 'soft_picture'])
      expect(found(code, {})).toBeUndefined();
    expect(found('interlaced', full({ fine: { combed: null, detail: null } }))).toBeUndefined();
  });
});

describe('faces', () => {
  it('at the bottom lie under the buttons of Reels, in the middle they do not', () => {
    expect(found('face_zone', aFace({ x: 0.3, y: 0.6, w: 0.3, h: 0.2 }))).toMatchObject({ severity: 'fix', at: 3 });
    expect(found('face_zone', aFace({ x: 0.3, y: 0.25, w: 0.3, h: 0.2 }))?.severity).toBe('fine');
  });
  it('have no check where no figure of the app is known', () => {
    expect(found('face_zone', aFace({ x: 0.3, y: 0.6, w: 0.3, h: 0.2 }), 'shorts')).toBeUndefined();
  });
});

describe('words on screen', () => {
  it('four words take 2.2 s', () => {
    expect(readingSeconds('four words to read')).toBeCloseTo(2.2, 9);
    expect(readingSeconds('— ·')).toBeNull();
    // Eight signs without blanks are read like four words.
    expect(readingSeconds('今日は何を食べる')).toBeCloseTo(2.2, 9);
  });
  it('that go too soon are told with the time they would need', () => {
    expect(found('reading_time', line('four words to read', 1, 2))).toMatchObject({
      severity: 'fix',
      value: 1,
      threshold: expect.closeTo(2.2, 9),
      at: 1,
    });
    expect(found('reading_time', line('four words to read', 1, 4))?.severity).toBe('fine');
  });
  it('of 2 % of the height are small', () => {
    expect(found('text_size', line('small', 1, 4, 0.02))).toMatchObject({ severity: 'know', value: 0.02 });
  });
  it('that cannot be read have a size as well, but no reading time', () => {
    const { words } = line('fits', 1, 4, 0.05);
    if (words?.state !== 'seen') throw new Error('no words');
    const box = { x: 0.2, y: 0.4, w: 0.5, h: 0.012 };
    const unread = [{ from: seconds(2), to: seconds(2.2), box }];
    const signals: Percepts = { words: { ...words, value: { ...words.value, unread } } };
    expect(found('text_size', signals)).toMatchObject({ severity: 'fix', value: 0.012, at: 2 });
    expect(found('reading_time', signals)?.severity).toBe('fine');
    const alone: Percepts = { words: { ...words, value: { ...words.value, lines: [], unread } } };
    expect(found('reading_time', alone)).toBeUndefined();
  });
  it('missing under speech is told, under a word or two it is not', () => {
    const voice = (until: number): Percepts => ({
      voice: {
        state: 'seen',
        rung: 'wasm',
        ms: 1,
        value: {
          hop: seconds(0.5),
          probabilities: Array.from({ length: 24 }, (_, i) => (i * 0.5 < until ? 0.9 : 0.1)),
          share: share(until / 12),
          firstWord: seconds(0),
          longestSilence: null,
          speech: [{ from: seconds(0), to: seconds(until) }],
          overMusic: null,
        },
      },
    });
    expect(found('captions', { ...voice(6), ...line('late', 8, 10) })).toMatchObject({
      severity: 'know',
      value: 1,
      at: 0,
    });
    expect(found('captions', { ...voice(1), ...line('late', 8, 10) })).toBeUndefined();
  });
});

describe('the shape a platform takes', () => {
  it('a wide clip is no Short, and is let into Reels', () => {
    const clip = aClip({ video: { ...aClip().video, width: 1920, height: 1080 } });
    const of = (platform: Platform) =>
      preflight(someSignals({ clip }), aDraft({ platform })).find(({ code }) => code === 'ratio_limit');
    expect(of('shorts')).toMatchObject({ severity: 'fix', threshold: 1 });
    expect(of('reels')).toBeUndefined();
  });
});

describe('a mark in a corner', () => {
  it('is told where one was found, and is fine where none is', () => {
    const of = (cornerMark: Box | null) =>
      preflight(someSignals({ picture: aPicture({ cornerMark }) }), aDraft()).find(
        ({ code }) => code === 'corner_mark',
      );
    expect(of({ x: 0.7, y: 0.02, w: 0.2, h: 0.05 })).toMatchObject({
      severity: 'know',
      value: expect.closeTo(0.01, 9),
    });
    expect(of(null)?.severity).toBe('fine');
  });
});
