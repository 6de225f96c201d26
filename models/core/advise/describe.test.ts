import { describe, expect, it } from 'vitest';
import type { Face, Percepts, Thing } from '../flow.ts';
import { seconds, share } from '../units.ts';
import { describingWords } from './describe.ts';

const face = (w: number, gaze: Face['gaze'] = 'camera', x = 0.2): Face => ({ x, y: 0.2, w, h: w, score: 0.9, gaze });
const seen = <T>(value: T) => ({ state: 'seen', rung: 'wasm', ms: 1, value }) as const;
const faces = (...looks: Face[][]): Pick<Percepts, 'faces'> => ({
  faces: seen({ firstFace: null, frames: looks.map((found, n) => ({ at: seconds(n), faces: found })) }),
});
const voice = (spoken: number): Pick<Percepts, 'voice'> => ({
  // Only the share is read here.
  voice: seen({ share: share(spoken) } as never),
});
const codes = (percepts: Percepts, length = 3): string[] => describingWords(percepts, length).map(({ code }) => code);

describe('words for the line of what is seen', () => {
  it('a large face turned to the viewer, and a voice: someone speaks to the camera, close up, alone', () => {
    expect(codes({ ...faces([face(0.5)], [face(0.5)], [face(0.5)]), ...voice(0.7) })).toEqual([
      'speaks_to_camera',
      'face_close',
      'one_person',
    ]);
  });
  it('a head turned away does not speak to the camera', () => {
    expect(codes({ ...faces([face(0.2, 'away')], [face(0.2, 'away')], []), ...voice(0.7) })).toEqual(['one_person']);
  });
  it('a voice without any face is a voice that tells the story; without a look at faces nothing is said', () => {
    expect(codes({ ...faces([], [], []), ...voice(0.6) })).toEqual(['voice_over']);
    expect(codes(voice(0.6))).toEqual([]);
  });
  it('a face that passes once in ten seconds is not what the clip shows', () => {
    expect(codes(faces([face(0.3)], [], [], [], [], [], [], [], [], []), 10)).toEqual([]);
  });
  it('two and more people are counted by the usual number of faces at once', () => {
    const two = [face(0.1), face(0.1, null, 0.6)];
    expect(codes(faces(two, two, [face(0.1)]))).toEqual(['two_people']);
    expect(codes(faces([...two, face(0.1, null, 0.4)]))).toEqual(['several_people']);
  });
  it('people seen without a face are somebody: how many is not known', () => {
    const objects = seen({ frames: [{ at: seconds(0), person: share(0.2) }] });
    expect(codes({ ...faces([]), objects })).toEqual(['somebody']);
  });
  it('the first short line on the picture is quoted; a paragraph is not', () => {
    const line = (text: string) => ({ text, from: seconds(0), to: seconds(2), box: { x: 0, y: 0, w: 1, h: 0.1 } });
    const words = (...texts: string[]) =>
      ({ words: seen({ frames: [], lines: texts.map(line) }) }) as unknown as Percepts;
    expect(describingWords(words('x'.repeat(61), ' Wait for it '), 3)).toEqual([
      { code: 'text_says', text: 'Wait for it', from: ['words'], guess: false },
    ]);
  });
  it('a dog in much of the clip is proposed; a cup too, marked as a guess; a car that passes is not', () => {
    const thing = (kind: Thing['kind']): Thing => ({ kind, score: 0.8, x: 0.1, y: 0.1, w: 0.5, h: 0.5 });
    const looks = [[thing('animal'), thing('vessel')], [thing('animal'), thing('vessel')], [thing('vehicle')], []];
    const frames = [0, 1, 2, 3].flatMap((at) => [{ at: seconds(at), things: looks[at] ?? [] }]);
    // Looks count for 0.5, 1, 1 and 3.5 s of 6: the dog and the cup are seen for 1.5 s, the car for 1 s.
    const found = (length: number) =>
      describingWords({ things: seen({ frames, looked: ['animal', 'vehicle', 'screen', 'vessel'] }) }, length);
    expect(found(6)).toEqual([]);
    // Of 4 s: 1.5 s and 1 s, more than three tenths and less.
    expect(found(4)).toEqual([
      { code: 'animal', text: null, from: ['things'], guess: false },
      { code: 'vessel', text: null, from: ['things'], guess: true },
    ]);
  });
  it('nothing is proposed of what was not perceived', () => {
    expect(codes({})).toEqual([]);
    expect(codes({ faces: { state: 'unknown', why: 'failed' }, voice: { state: 'unknown', why: 'no_audio' } })).toEqual(
      [],
    );
  });
});
