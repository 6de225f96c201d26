/** Invented clips, drafts, accounts and models for the tests of scoring: plain data, changed where a test needs it. */
import type { Account, Clip, Draft, FrameSignals, PictureSignals, Signals, SoundSignals } from './flow.ts';
import type { ReachModel, TreeArrays } from './scoring/model-files.ts';
import { decibels, hertz, lufs, seconds, share } from './units.ts';

export const aClip = (more: Partial<Clip> = {}): Clip => ({
  hash: 'a'.repeat(64),
  name: 'bread.mp4',
  bytes: 8_000_000,
  container: 'mp4',
  length: seconds(12),
  video: { codec: 'avc', width: 1080, height: 1920, rotation: 0, frameRate: hertz(30), bitrate: 8e6, hdr: null },
  audio: { codec: 'aac', sampleRate: hertz(48_000), channels: 2, tracks: 1 },
  keyframes: [seconds(0), seconds(2)],
  decoder: 'webcodecs',
  ...more,
});

export const aFrame = (at: number, more: Partial<FrameSignals> = {}): FrameSignals => ({
  at: seconds(at),
  luma: 0.45,
  contrast: 0.2,
  crushed: share(0.01),
  blown: share(0.01),
  saturation: 0.4,
  colourfulness: 45,
  warmth: 0.05,
  sharpness: 900,
  edges: share(0.12),
  entropy: 5,
  symmetry: 0.6,
  centred: share(0.4),
  border: share(0),
  textAreas: [],
  ...more,
});

export const aPicture = (more: Partial<PictureSignals> = {}): PictureSignals => ({
  frames: [0, 0.25, 0.5, 4, 8, 11].map((at) => aFrame(at)),
  steps: [
    { from: seconds(0), to: seconds(0.25), motion: 0.1, change: 0.1, cut: false },
    { from: seconds(0.25), to: seconds(0.5), motion: 0.1, change: 0.1, cut: false },
    { from: seconds(0.5), to: seconds(4), motion: 0.2, change: 0.5, cut: true },
    { from: seconds(4), to: seconds(8), motion: 0.2, change: 0.5, cut: true },
    { from: seconds(8), to: seconds(11), motion: 0.1, change: 0.1, cut: false },
  ],
  cuts: [seconds(2.25), seconds(6)],
  still: [],
  black: [],
  flashRate: 0,
  loop: 0.3,
  ...more,
});

export const aSound = (more: Partial<SoundSignals> = {}): SoundSignals => ({
  length: seconds(12),
  loudness: lufs(-15),
  range: decibels(6),
  peak: decibels(-1.5),
  momentary: { hop: seconds(0.1), values: Array.from({ length: 116 }, () => -15) },
  silences: [],
  firstSound: seconds(0.1),
  clipped: share(0),
  noiseFloor: decibels(-48),
  tempo: { bpm: 120, strength: 0.6 },
  onsetRate: hertz(2),
  speechLike: share(0.5),
  firstSpeechLike: seconds(0.4),
  brightness: hertz(1800),
  ...more,
});

export const someSignals = (more: Partial<Signals> = {}): Signals => ({
  clip: aClip(),
  picture: aPicture(),
  sound: aSound(),
  soundMissing: null,
  ...more,
});

export const aDraft = (more: Partial<Draft> = {}): Draft => ({
  platform: 'tiktok',
  caption: '',
  shown: '',
  country: null,
  posting: null,
  originalSound: null,
  ...more,
});

/** @param views oldest first */
export const anAccount = (views: readonly number[], followers: number | null = null): Account => ({
  platform: 'tiktok',
  followers,
  posts: views.map((v) => ({ time: null, views: v, caption: null, length: null })),
});

/** The smallest trees there are: one leaf. */
export const aLeaf = (value: number, inputs: readonly string[] = ['x']): TreeArrays => ({
  inputs,
  base: 0,
  roots: [0],
  feature: [-1],
  threshold: [0],
  missingLeft: [1],
  left: [0],
  right: [0],
  value: [value],
  cover: [1],
});

/** Foretells 0 for everybody, within one log10 unit either way. */
export const aReachModel = (more: Partial<ReachModel> = {}): ReachModel => ({
  model: 'reach',
  version: 'test',
  featureSet: 'test',
  trees: aLeaf(0),
  odds: aLeaf(0),
  level: { intercept: 1, slope: 0.5, unknown: 2.5 },
  expectation: {
    intercept: 0,
    slope: 1,
    unknownFollowers: 3,
    youngDrop: 0,
    youngDays: 1,
    person: 1,
    days: [],
    order: { variance: 0, scale: 1 },
    alone: 1,
    daysApart: 1,
  },
  assume: {},
  width: {
    intercept: 0,
    usualFollowers: 0,
    weights: {
      spread: 0,
      steps: 0,
      history: 0,
      none: 0,
      one: 0,
      followers: 0,
      far: 0,
      prediction: 0,
      age: 0,
      young: 0,
      recent: 0,
    },
  },
  conformal: {
    levels: [0.1, 0.9],
    bands: [{ name: 'all', followers: null, history: null, rows: 9, authors: 9, residuals: [-1, 1] }],
  },
  reference: [{ history: [0, null], quantiles: Array.from({ length: 101 }, (_, i) => i / 50 - 1) }],
  beats: [{ history: [0, null], platt: { a: 1, b: 0 } }],
  seen: {},
  ...more,
});
