import { describe, expect, it } from 'vitest';
import { aDraft, aFrame, aPicture, someSignals } from '../invented-cases.ts';
import type { Percepts, Signals } from '../flow.ts';
import { seconds, share } from '../units.ts';
import { openingOf } from './opening.ts';
import { preflight } from './preflight.ts';
import { eyesClosedTest, muteTest } from './senses.ts';

const box = { x: 0.2, y: 0.4, w: 0.6, h: 0.06 };
const faces = (from: number): NonNullable<Percepts['faces']> => ({
  state: 'seen',
  rung: 'wasm',
  ms: 1,
  value: {
    frames: [0, 1, 2, 3, 4, 5].map((at) => ({
      at: seconds(at),
      faces: at >= from ? [{ ...box, h: 0.3, score: 0.9, gaze: null }] : [],
    })),
    firstFace: from < 6 ? seconds(from) : null,
  },
});
/** Someone speaks from `from` to `to`. */
const voice = (from: number, to: number): NonNullable<Percepts['voice']> => ({
  state: 'seen',
  rung: 'wasm',
  ms: 1,
  value: {
    hop: seconds(0.5),
    probabilities: Array.from({ length: 24 }, (_, i) => (i * 0.5 >= from && i * 0.5 < to ? 0.9 : 0.1)),
    share: share((to - from) / 12),
    firstWord: from < to ? seconds(from) : null,
    longestSilence: null,
    speech: from < to ? [{ from: seconds(from), to: seconds(to) }] : [],
    overMusic: null,
  },
});
const words = (
  ...lines: readonly (readonly [text: string, from: number, to: number])[]
): NonNullable<Percepts['words']> => ({
  state: 'seen',
  rung: 'wasm',
  ms: 1,
  value: {
    frames: [],
    lines: lines.map(([text, from, to]) => ({ text, from: seconds(from), to: seconds(to), box })),
  },
});
const given = (percepts: Percepts): Signals => ({ ...someSignals({}), percepts });
const event = (signals: Signals, name: string) => openingOf(signals).events.find((each) => each.name === name);

describe('the first seconds', () => {
  it('tell when the first face comes, and through how much of 1, 3 and 5 s it stays', () => {
    const opening = openingOf(given({ faces: faces(2) }));
    expect(opening.events.find(({ name }) => name === 'face')?.found).toEqual({ state: 'at', at: 2 });
    expect(opening.windows.map(({ until }) => until)).toEqual([1, 3, 5]);
    expect(opening.windows.map((window) => window.faces)).toEqual(
      [0, 1 / 3, 3 / 5].map((part) => expect.closeTo(part, 9)),
    );
  });
  it('name the animal in the first frame; a screen, which is only a guess, is not named, nor what nobody looked for', () => {
    const thing = { ...box, score: 0.8 };
    const value = {
      frames: [
        {
          at: seconds(0),
          things: [
            { ...thing, kind: 'animal' as const },
            { ...thing, kind: 'screen' as const },
          ],
        },
        { at: seconds(1), things: [{ ...thing, kind: 'vehicle' as const }] },
      ],
      looked: [],
    };
    expect(openingOf(given({ things: { state: 'seen', rung: 'wasm', ms: 1, value } })).first?.things).toEqual([
      'animal',
    ]);
    expect(openingOf(given({})).first?.things).toBeNull();
  });
  it('do not take a face that nobody looked for for one that is not there', () => {
    expect(event(given({}), 'face')?.found).toEqual({ state: 'unknown', why: 'not_looked' });
    expect(event(given({ faces: { state: 'unknown', why: 'lite' } }), 'face')?.found).toEqual({
      state: 'unknown',
      why: 'lite',
    });
    expect(event(given({ faces: faces(9) }), 'face')?.found).toEqual({ state: 'none' });
  });
  it('know a black first frame', () => {
    const picture = aPicture({ frames: [aFrame(0, { luma: 0.01, contrast: 0.01 }), aFrame(1)] });
    expect(openingOf({ ...someSignals({}), picture }).first).toMatchObject({ black: true, soft: false, faces: null });
  });
  it('know one that is blurred against the rest', () => {
    const picture = aPicture({ frames: [aFrame(0, { sharpness: 90 }), aFrame(1), aFrame(2)] });
    expect(openingOf({ ...someSignals({}), picture }).first).toMatchObject({ black: false, soft: true });
  });
  it('say whether the first words can be read: three take 1.9 s', () => {
    const short = openingOf(given({ words: words(['one two three', 0.5, 2]) })).text;
    expect(short).toMatchObject({ needs: expect.closeTo(1.9, 9), stays: 1.5, readable: false });
    expect(openingOf(given({ words: words(['one two three', 0.5, 2.5]) })).text?.readable).toBe(true);
  });
  it('of a clip of two seconds end with it', () => {
    const signals = given({});
    const short = { ...signals, clip: { ...signals.clip, length: seconds(2) } };
    expect(openingOf(short).windows.map(({ until }) => until)).toEqual([1, 2]);
  });
});

describe('muted', () => {
  it('speech with its words on screen is carried; without them it is lost', () => {
    const spoken = { voice: voice(0, 6) };
    expect(muteTest(given({ ...spoken, words: words(['what she says', 0, 6]) }))).toMatchObject({ left: 'carried' });
    expect(muteTest(given({ ...spoken, words: words(['what', 0, 3]) }))).toMatchObject({ left: 'partly' });
    expect(muteTest(given({ ...spoken, words: words() }))).toMatchObject({ left: 'lost', facts: { captioned: 0 } });
  });
  it('a clip in which nobody speaks loses nothing', () => {
    expect(muteTest(given({ voice: voice(0, 0), words: words() }))).toMatchObject({ left: 'nothing_to_lose' });
  });
  it('cannot be told before anyone listened', () => {
    expect(muteTest(given({ words: words() }))).toEqual({ state: 'unknown', missing: 'voice', why: 'not_looked' });
  });
});

describe('with eyes closed', () => {
  it('half a clip of speech carries it, a shout does not', () => {
    expect(eyesClosedTest(given({ voice: voice(0, 6) }))).toMatchObject({ left: 'carried' });
    expect(eyesClosedTest(given({ voice: voice(0, 1) }))).toMatchObject({ left: 'lost' });
  });
  it('words on screen while nobody speaks are counted as lost', () => {
    const signals = given({ voice: voice(0, 6), words: words(['said and written', 1, 3], ['only written', 8, 10]) });
    expect(eyesClosedTest(signals)).toMatchObject({ facts: { silentWords: 2 } });
  });
  it('a clip without sound leaves nothing', () => {
    expect(eyesClosedTest({ ...given({}), sound: null, soundMissing: 'no_audio_track' })).toMatchObject({
      left: 'lost',
    });
  });
});

describe('writing that cannot be read here', () => {
  const area = { ...box, contrast: 8, text: null, confidence: 0.3 };
  const unread = (from: number, ...lines: readonly (readonly [text: string, from: number, to: number])[]) => {
    const read = words(...lines);
    if (read.state !== 'seen') throw new Error('no words');
    const frames = [{ at: seconds(0), areas: from === 0 ? [area] : [] }];
    return { ...read, value: { ...read.value, frames, unread: [{ from: seconds(from), to: seconds(4), box }] } };
  };
  it('is on the first frame, is the first writing and covers its share, but has no reading time', () => {
    const opening = openingOf(given({ words: unread(0) }));
    expect(opening.first).toMatchObject({ written: [], unread: 1 });
    expect(opening.events.find(({ name }) => name === 'text')?.found).toEqual({ state: 'at', at: 0 });
    expect(opening.text).toBeNull();
    expect(opening.unread).toBe(0);
    expect(opening.windows.map(({ written }) => written)).toEqual([1, 1, expect.closeTo(4 / 5, 9)]);
  });
  it('after a line that can be read, the line keeps its reading time', () => {
    const opening = openingOf(given({ words: unread(2, ['Wait for it', 1, 4]) }));
    expect(opening.text).toMatchObject({ text: 'Wait for it', at: 1 });
    expect(opening.unread).toBeNull();
  });
  it('counts as words over speech, and is told apart from what can be read', () => {
    const muted = muteTest(given({ words: unread(0), voice: voice(0, 4) }));
    expect(muted).toMatchObject({ left: 'carried', facts: { captioned: 1, unread: 1, lines: [] } });
  });
  it('lies under the buttons like any other text', () => {
    const low = { ...area, y: 0.9 };
    const read = words();
    if (read.state !== 'seen') throw new Error('no words');
    const signals = given({ words: { ...read, value: { ...read.value, frames: [{ at: seconds(0), areas: [low] }] } } });
    const zone = preflight(signals, aDraft({ platform: 'reels' })).find(({ code }) => code === 'text_zone');
    expect(zone).toMatchObject({ severity: 'fix', at: 0 });
  });
});
