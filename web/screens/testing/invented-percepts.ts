/** What networks and the full check would have found in the invented flatbread; for tests and screenshots only. */
import type { Percepts, Transcript } from '#core/flow.ts';
import { hertz, seconds, share } from '#core/units.ts';

const at = seconds;
const face = { x: 0.3, y: 0.2, w: 0.42, h: 0.3, score: 0.97, gaze: 'camera' as const };
const line = { x: 0.2, y: 0.74, w: 0.6, h: 0.06 };
const isFace = (t: number): boolean => (t >= 0.5 && t < 2) || (t >= 19.25 && t < 21.5);
const isSpeech = (t: number): boolean =>
  (t >= 2 && t < 4.5) || (t >= 5.5 && t < 9.5) || (t >= 11.5 && t < 13.25) || (t >= 19.5 && t < 23);
const times = [...Array.from({ length: 13 }, (_, i) => i * 0.25), ...Array.from({ length: 21 }, (_, i) => 3.5 + i)];

export const inventedPercepts: Percepts = {
  faces: {
    state: 'seen',
    rung: 'wasm',
    ms: 900,
    value: { frames: times.map((t) => ({ at: at(t), faces: isFace(t) ? [face] : [] })), firstFace: at(0.5) },
  },
  voice: {
    state: 'seen',
    rung: 'wasm',
    ms: 600,
    value: {
      hop: at(0.25),
      probabilities: Array.from({ length: 96 }, (_, i) => (isSpeech(i / 4) ? 0.95 : 0.03)),
      share: share(0.49),
      firstWord: at(2),
      longestSilence: { from: at(13.25), to: at(19.5) },
      speech: [
        { from: at(2), to: at(4.5) },
        { from: at(5.5), to: at(9.5) },
        { from: at(11.5), to: at(13.25) },
        { from: at(19.5), to: at(23) },
      ],
      overMusic: null,
    },
  },
  objects: {
    state: 'seen',
    rung: 'wasm',
    ms: 800,
    value: { frames: times.map((t) => ({ at: at(t), person: share(isFace(t) ? 0.34 : t % 3 < 2 ? 0.08 : 0.02) })) },
  },
  things: {
    state: 'seen',
    rung: 'wasm',
    ms: 1400,
    value: {
      // A cat walks by.
      frames: times.map((t) => ({
        at: at(t),
        things: t >= 16 && t < 18.4 ? [{ x: 0.5, y: 0.6, w: 0.3, h: 0.2, kind: 'animal' as const, score: 0.8 }] : [],
      })),
      looked: ['animal', 'vehicle', 'screen', 'vessel'],
    },
  },
  words: {
    state: 'seen',
    rung: 'wasm',
    ms: 3200,
    value: {
      frames: times
        .filter((t) => t >= 0.5 && t < 5.3)
        .map((t) => ({ at: at(t), areas: [{ ...line, contrast: 2.6, text: 'Watch this', confidence: 0.9 }] })),
      lines: [
        { text: 'Watch this', from: at(0.5), to: at(2), box: line },
        { text: 'No yeast, one pan, eight minutes', from: at(3), to: at(5.25), box: line },
      ],
    },
  },
  full: {
    state: 'seen',
    rung: 'plain',
    ms: 7400,
    value: {
      pictures: 720,
      until: at(24),
      cuts: [2, 5.27, 8.03, 11.5, 16, 19.27].map(at),
      dissolves: [{ from: at(12.8), to: at(13.25) }],
      freezes: [{ from: at(13.3), to: at(15.9) }],
      black: [],
      flashes: { general: { perSecond: 1, at: at(8) }, red: { perSecond: 0, at: null } },
      rate: { usual: hertz(30), uneven: share(0.01), longestStep: at(0.067), repeats: share(0.12) },
      quarters: {
        motion: Array.from({ length: 96 }, (_, i) => (i === 21 ? null : 0.04 + 0.1 * Math.abs(Math.sin(i / 5)))),
        luma: Array.from({ length: 96 }, (_, i) => 0.4 + 0.2 * Math.sin(i / 9)),
      },
      fine: { combed: share(0), detail: 0.24 },
    },
  },
};

/** Words of a file of subtitles over a part of the speech. */
export const inventedTranscript: Transcript = {
  from: 'srt',
  text: 'No yeast, no oven.\nOne pan and eight minutes is all it takes.\nWatch how it puffs up.',
  cues: [
    { from: at(1.2), to: at(3.4), text: 'No yeast, no oven.' },
    { from: at(3.4), to: at(7), text: 'One pan and eight minutes is all it takes.' },
    { from: at(9), to: at(11), text: 'Watch how it puffs up.' },
  ],
  skipped: 0,
};
