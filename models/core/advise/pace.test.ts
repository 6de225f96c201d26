import { describe, expect, it } from 'vitest';
import type { Percepts, Transcript, VoiceSignals } from '../flow.ts';
import { aDraft, someSignals } from '../invented-cases.ts';
import { seconds, share } from '../units.ts';
import { captionedShare, paceOf } from './pace.ts';
import { preflight } from './preflight.ts';
import { eyesClosedTest, muteTest } from './senses.ts';

const spoken = (from: number, to: number): Percepts => ({
  voice: {
    state: 'seen',
    rung: 'wasm',
    ms: 1,
    value: {
      hop: seconds(0.5),
      probabilities: Array.from({ length: 24 }, (_, i) => (i * 0.5 >= from && i * 0.5 < to ? 0.9 : 0.1)),
      share: share((to - from) / 12),
      firstWord: seconds(from),
      longestSilence: null,
      speech: [{ from: seconds(from), to: seconds(to) }],
      overMusic: null,
    } satisfies VoiceSignals,
  },
});
const words: Percepts = { words: { state: 'seen', rung: 'wasm', ms: 1, value: { frames: [], lines: [] } } };
const said = (text: string, ...cues: readonly (readonly [number, number])[]): Transcript => ({
  from: cues.length > 0 ? 'srt' : 'text',
  text,
  cues: cues.map(([from, to]) => ({ from: seconds(from), to: seconds(to), text })),
  skipped: 0,
});
const clip = (percepts: Percepts, transcript?: Transcript) => ({
  ...someSignals({}),
  percepts,
  ...(transcript ? { transcript } : {}),
});

describe('words per minute', () => {
  it('are words of the transcript over the time somebody speaks', () => {
    // 20 words in 8 s.
    const pace = paceOf(clip(spoken(2, 10), said('one two three four five '.repeat(4))));
    expect(pace).toEqual({ state: 'told', perMinute: 150, words: 20, spoken: 8 });
  });
  it('are unknown, with why, where any of both is missing', () => {
    expect(paceOf(clip(spoken(2, 10)))).toEqual({ state: 'unknown', why: 'no_transcript' });
    expect(paceOf(clip({}, said('some words')))).toEqual({ state: 'unknown', why: 'not_looked' });
    const failed: Percepts = { voice: { state: 'unknown', why: 'not_loaded' } };
    expect(paceOf(clip(failed, said('some words')))).toEqual({ state: 'unknown', why: 'not_loaded' });
    expect(paceOf(clip(spoken(2, 2.5), said('some words')))).toEqual({ state: 'unknown', why: 'no_speech' });
    expect(paceOf(clip(spoken(2, 10), said('今天吃什么')))).toEqual({ state: 'unknown', why: 'no_blanks' });
    // 400 words in 8 s: nobody.
    expect(paceOf(clip(spoken(2, 10), said('word '.repeat(400))))).toEqual({ state: 'unknown', why: 'not_this_clip' });
  });
});

describe('captions of a file', () => {
  const found = (signals: ReturnType<typeof clip>) =>
    preflight(signals, aDraft()).find(({ code }) => code === 'captions');
  it('stand over speech like words on the picture', () => {
    expect(found(clip({ ...spoken(2, 10), ...words }))).toMatchObject({ severity: 'know', value: 1, at: 2 });
    expect(found(clip({ ...spoken(2, 10), ...words }, said('a', [2, 10])))).toMatchObject({
      severity: 'fine',
      value: 0,
    });
    // A plain text has no times.
    expect(found(clip({ ...spoken(2, 10), ...words }, said('a')))?.severity).toBe('know');
  });
  it('that overlap count once', () => {
    const signals = clip({ ...spoken(2, 10), ...words }, said('a', [2, 6], [3, 6], [4, 6]));
    expect(captionedShare(signals)).toBeCloseTo(0.5, 9);
    expect(found(signals)).toMatchObject({ value: 0.5, severity: 'fine' });
  });
  it('that cover half say nothing while nobody has read the picture', () => {
    expect(found(clip(spoken(2, 10), said('a', [2, 3])))).toBeUndefined();
    expect(found(clip(spoken(2, 10), said('a', [2, 10])))?.severity).toBe('fine');
  });
  it('carry a muted clip, and the test says that they are of the file', () => {
    const mute = muteTest(clip({ ...spoken(2, 10), ...words }, said('a', [2, 10])));
    expect(mute).toMatchObject({ state: 'told', left: 'carried', facts: { captioned: 1, fromFile: 1, lines: [] } });
    expect(muteTest(clip({ ...spoken(2, 10), ...words }))).toMatchObject({ left: 'lost', facts: { fromFile: null } });
    expect(muteTest(clip(spoken(2, 10), said('a', [2, 4])))).toMatchObject({ state: 'unknown', missing: 'words' });
    expect(eyesClosedTest(clip(spoken(2, 10), said('a', [2, 4])))).toMatchObject({ left: 'carried' });
  });
});
