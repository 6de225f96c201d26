import { expect, test } from 'vitest';
import type { Face, Percepts } from '#core/flow.ts';
import { voiceOf } from '#core/signals/voice.ts';
import { seconds, share } from '#core/units.ts';
import { flatbread } from '../screens/testing/invented.ts';
import { perceivedOn, perceptLines } from './perceived.ts';
import { Words } from './words.svelte.ts';

const words = new Words(['en']);
await words.use('en');
const seen = <T>(value: T) => ({ state: 'seen', rung: 'wasm', ms: 1, value }) as const;
const clip = { clip: { ...flatbread.clip, length: seconds(10) } };
const silence = voiceOf([], seconds(2), null);
const lines = (percepts: Percepts): Record<string, string> =>
  Object.fromEntries(perceptLines(percepts, clip, words).map(({ kind, said }) => [kind, said]));
const face = (w: number, gaze: Face['gaze']): Face => ({ x: 0, y: 0, w, h: w, score: 0.9, gaze });

test('faces are told by how long, when first, how near and whether they look here', () => {
  const frames = [
    { at: seconds(0), faces: [] },
    { at: seconds(4), faces: [face(0.5, 'camera')] },
    { at: seconds(8), faces: [face(0.5, 'away')] },
  ];
  // Looks count for 2, 4 and 4 s of 10.
  expect(lines({ faces: seen({ frames, firstFace: seconds(4) }) })['faces']).toBe(
    'A face in 80\u00A0% of the clip, first at 4.0\u00A0s. Mostly close up. Turned to the camera in 50\u00A0% of those frames.',
  );
});
test('no face is said with how many frames were looked at', () => {
  const frames = [0, 1, 2].map((at) => ({ at: seconds(at), faces: [] }));
  expect(lines({ faces: seen({ frames, firstFace: null }) })['faces']).toBe('No face in the 3 frames looked at.');
});
test('people are told by how much of the picture they take up', () => {
  const frames = [{ at: seconds(0), person: share(0.25) }];
  expect(lines({ objects: seen({ frames }) })['objects']).toBe('People take up 25\u00A0% of the picture on average.');
});
test('what was found comes with its part of the clip, and with what is not looked for', () => {
  const cat = { kind: 'animal', score: 0.8, x: 0, y: 0, w: 1, h: 1 } as const;
  const frames = [
    { at: seconds(0), things: [] },
    { at: seconds(4), things: [cat] },
    { at: seconds(8), things: [cat] },
  ];
  // Looks count for 2, 4 and 4 s of 10.
  expect(lines({ things: seen({ frames, looked: ['animal'] }) })['things']).toMatch(
    /^An animal in about 80\u00A0% of the clip, first at 4\.0\u00A0s\. .*Food is not looked for/,
  );
  expect(lines({ things: seen({ frames: [], looked: ['animal'] }) })['things']).toMatch(/^No cat/);
});
test('what is unknown says why, and what was not asked for has no line', () => {
  const told = perceptLines({ faces: { state: 'unknown', why: 'not_loaded' } }, clip, words);
  expect(told).toMatchObject([{ kind: 'faces', known: false, said: expect.stringMatching(/fetched/) }]);
});
test('a picture too small to judge has no cleanest frame', () => {
  expect(lines({ quality: seen({ frames: [] }) })['quality']).toBe('The picture is too small to judge.');
});
test('lines that cannot be read are told beside those that can', () => {
  const box = { x: 0, y: 0, w: 1, h: 0.1 };
  const span = { from: seconds(0), to: seconds(2), box };
  expect(lines({ words: seen({ frames: [], lines: [], unread: [span] }) })['words']).toMatch(/^One line stands there/u);
  const both = { frames: [], lines: [{ ...span, text: 'Day 7' }], unread: [span, span] };
  expect(lines({ words: seen(both) })['words']).toMatch(/“Day 7” 2 lines stand there/u);
});
test('each network is told with the rung it ran on, those of one rung together', () => {
  const percepts: Percepts = {
    voice: { ...seen(silence), threads: 3 },
    faces: { state: 'seen', rung: 'webgpu', ms: 1, value: { frames: [], firstFace: null } },
    objects: seen({ frames: [] }),
    quality: seen({ frames: [] }),
    things: { state: 'unknown', why: 'not_loaded' },
  };
  expect(perceivedOn(percepts, words)).toEqual([
    'Voice on WebAssembly with 3 threads',
    'Faces on WebGPU',
    'People and Picture quality on WebAssembly',
  ]);
});
