/**
 * Reports on invented numbers, for tests and screenshots only. Nothing here ships, nothing here was measured.
 * The story is the one of the design's mock-ups: a flatbread that starts too quietly.
 */
import type {
  Account,
  Clip,
  Explanation,
  FrameSignals,
  Keyframe,
  PictureSignals,
  Report,
  Score,
  Signals,
  SoundSignals,
  StepSignals,
} from '#core/flow.ts';
import { decibels, hertz, lufs, seconds, share } from '#core/units.ts';

export const NOW = Date.UTC(2026, 9, 5, 12);

const clip: Clip = {
  hash: 'invented',
  name: 'One-pan flatbread.mp4',
  bytes: 26_400_000,
  container: 'mp4',
  length: seconds(24),
  video: {
    codec: 'avc',
    width: 1080,
    height: 1920,
    rotation: 0,
    frameRate: hertz(30),
    bitrate: 8_600_000,
    hdr: null,
  },
  audio: { codec: 'aac', sampleRate: hertz(48_000), channels: 2, tracks: 1 },
  keyframes: [0, 2, 4, 6, 8, 10, 12, 14, 16, 18, 20, 22].map(seconds),
  decoder: 'webcodecs',
  coded: {
    changeBytes: Array.from(
      { length: 96 },
      (_, i) => 14_000 + 9_000 * ((i * 7) % 5) + ([8, 21, 32, 46, 64, 77].includes(i) ? 60_000 : 0),
    ),
    until: seconds(24),
    uneven: share(0.01),
    longestStepAt: seconds(9.2),
  },
};

const times = [
  ...Array.from({ length: 13 }, (_, index) => index * 0.25),
  ...Array.from({ length: 21 }, (_, index) => 3.5 + index),
].map(seconds);
/** A wave without chance, so that every picture is the same on every machine. */
const wave = (at: number, speed: number): number => 0.5 + 0.5 * Math.sin(at * speed);

const frame = (at: number): FrameSignals => ({
  at: seconds(at),
  luma: 0.35 + 0.3 * wave(at, 0.4),
  contrast: 0.18 + 0.05 * wave(at, 1.1),
  crushed: share(0.02),
  blown: share(0.01),
  saturation: 0.44,
  colourfulness: 52 + 14 * wave(at, 0.7),
  warmth: 0.08,
  sharpness: 180 + 260 * wave(at, 0.9),
  edges: share(0.12 + 0.08 * wave(at, 0.8)),
  entropy: 5.1,
  symmetry: 0.44,
  centred: share(0.38),
  border: share(0),
  textAreas: at < 5.3 && at >= 0.5 ? [{ x: 0.2, y: 0.74, w: 0.6, h: 0.08, contrast: at < 2 ? 6.1 : 2.6 }] : [],
});

const cuts = [2, 5.25, 8, 11.5, 13, 16, 19.25, 21.5].map(seconds);
const steps: StepSignals[] = times.slice(1).map((to, index) => {
  const from = times[index] ?? seconds(0);
  const cut = cuts.some((at) => at > from && at <= to);
  const still = from >= 13 && to <= 16;
  return {
    from,
    to,
    cut,
    motion: still ? 0.01 : 0.05 + 0.12 * wave(to, 1.7) + (to > 16 ? 0.12 : 0),
    change: cut ? 0.6 : 0.05,
  };
});

const picture: PictureSignals = {
  frames: times.map(frame),
  steps,
  cuts,
  still: [{ from: seconds(13.25), to: seconds(16) }],
  black: [],
  flashRate: 0,
  loop: 0.32,
};

const sound: SoundSignals = {
  length: seconds(24),
  loudness: lufs(-16.4),
  range: decibels(8.2),
  peak: decibels(-1.4),
  momentary: {
    hop: seconds(0.1),
    values: Array.from({ length: 240 }, (_, index) => {
      const at = index / 10;
      if (at < 2) return -38 + 2 * wave(at, 5);
      return at > 13.2 && at < 16 ? -32 : -19 + 6 * wave(at, 7.3) - 5 * wave(at, 2.1);
    }),
  },
  silences: [{ from: seconds(0), to: seconds(1.9) }],
  firstSound: seconds(1.9),
  clipped: share(0),
  noiseFloor: decibels(-52),
  tempo: { bpm: 104, strength: 0.42 },
  onsetRate: hertz(3.1),
  speechLike: share(0.58),
  firstSpeechLike: seconds(2),
  brightness: hertz(2100),
};

export const signals: Signals = { clip, picture, sound, soundMissing: null };

const score: Score = {
  value: 64,
  low: 38,
  high: 80,
  basis: 'mixed',
  reference: 'own_posts',
  history: 42,
  pBeats: 0.72,
  dots: [28, 34, 40, 46, 48, 51, 53, 57, 60, 63, 64, 65, 66, 69, 70, 71, 75, 77, 82, 88],
  hold: { value: 0.58, low: 0.31, high: 0.79 },
  reach: { value: Math.log10(1.3), low: Math.log10(0.6), high: Math.log10(2.4) },
  level: 3.62,
  outside: [],
};

const explanation: Explanation = {
  base: 50,
  reasons: [
    { name: 'recent_posts', value: 0.11, points: 9, basis: 'learned', at: null, source: 'reach@1.1' },
    { name: 'caption_shape', value: 40, points: 4, basis: 'learned', at: null, source: 'reach@1.1' },
    { name: 'text_on_screen', value: 0.55, points: 3.1, basis: 'prior', at: seconds(0.5), source: 'ling_2021' },
    { name: 'pull_of_hold', value: 0.58, points: 2.4, basis: 'prior', at: null, source: 'shorts_of_one_channel' },
    { name: 'vertical_picture', value: 0.5625, points: 1, basis: 'prior', at: null, source: 'tiktoks_2511' },
    { name: 'posting_rhythm', value: 4, points: -3.4, basis: 'learned', at: null, source: 'reach@1.1' },
    { name: 'shrill_sound', value: 5200, points: -1.8, basis: 'prior', at: seconds(6), source: 'tiktoks_2511' },
    { name: 'ups_and_downs', value: 0.3, points: -0.3, basis: 'learned', at: null, source: 'reach@1.1' },
  ],
  cannotTell: [
    { name: 'posting_time', why: 'no_evidence' },
    { name: 'length', why: 'studies_disagree' },
  ],
  advice: [
    {
      code: 'text_zone',
      severity: 'fix',
      at: seconds(0.5),
      value: 0.68,
      threshold: 0.25,
      unit: 'share',
      source: 'vendor_zones',
    },
    {
      code: 'text_contrast',
      severity: 'fix',
      at: seconds(3),
      value: 2.6,
      threshold: 4.5,
      unit: 'ratio',
      source: 'wcag_1_4_3',
    },
    { code: 'late_sound', severity: 'know', at: seconds(1.9), value: 1.9, threshold: 0.5, unit: 's', source: 'craft' },
    ...(
      [
        ['flashes', 0, 3, '1/s'],
        ['length_limit', 24, 600, 's'],
        ['loudness', -16.4, -14, 'LUFS'],
        ['clipping', 0, 1e-4, 'share'],
        ['border', 0, 0.05, 'share'],
        ['resolution', 1080, 720, 'px'],
        ['frame_rate', 30, 23.9, '1/s'],
        ['true_peak', -1.4, -1, 'dB'],
      ] as const
    ).map(([code, value, threshold, unit]) => ({
      code,
      severity: 'fine' as const,
      at: null,
      value,
      threshold,
      unit,
      source: 'craft',
    })),
  ],
  change: {
    name: 'shrill_sound',
    at: seconds(6),
    from: 5200,
    to: 3500,
    unit: 'Hz',
    rescored: { value: 66, low: 40, high: 82 },
    basis: 'prior',
    source: 'tiktoks_2511',
  },
  edited: {
    looked: 38,
    found: [
      {
        name: 'length_s',
        from: 22.4,
        to: 15,
        unit: 's',
        gain: { value: 3, low: 1, high: 5 },
        posts: 412,
      },
    ],
  },
};

const keyframe = (at: number, role: Keyframe['role']): Keyframe => ({
  at: seconds(at),
  role,
  width: 90,
  height: 160,
  image: null,
  measured: frame(at),
});

export const flatbread: Report = {
  id: 'flatbread',
  madeAt: NOW - 3_600_000,
  clip,
  draft: {
    platform: 'tiktok',
    caption: 'One pan, no yeast, eight minutes #flatbread',
    shown: 'A baker turns dough in a hot pan',
    country: null,
    posting: null,
    originalSound: null,
  },
  account: { followers: 12_400, posts: 42 },
  signals,
  features: { set: 'invented', values: { cut_count: 8, tempo_bpm: 104, length_s: 24 }, missing: {} },
  votes: (['hold', 'reach'] as const).map((model) => ({
    model,
    version: '1.0',
    rung: 'webgpu',
    prediction: 0.1,
    low: -0.2,
    high: 0.4,
    base: 0,
    contributions: [],
  })),
  score,
  explanation,
  keyframes: [
    keyframe(0, 'first'),
    keyframe(3.25, 'text'),
    keyframe(9, 'sharpest'),
    keyframe(17.5, 'peak_motion'),
    keyframe(23.5, 'last'),
  ],
  decoder: 'webcodecs',
  rung: 'webgpu',
  models: [
    { id: 'hold', version: '1.2', sha256: 'a'.repeat(64) },
    { id: 'reach', version: '1.1', sha256: 'b'.repeat(64) },
  ],
  ms: { decode: 1310, signals: 240, models: 60, total: 1800 },
};

export const other = (id: string, name: string, change: Partial<Score>, daysAgo: number): Report => ({
  ...flatbread,
  id,
  madeAt: NOW - daysAgo * 86_400_000,
  clip: { ...clip, name: `${name}.mp4`, hash: id },
  draft: { ...flatbread.draft, caption: '', shown: '' },
  score: {
    ...score,
    ...change,
    dots: score.dots.map((dot) => Math.min(98, Math.max(2, dot + (change.value ?? score.value) - score.value))),
  },
  explanation: {
    ...explanation,
    reasons: explanation.reasons.map((reason, index) => ({ ...reason, points: reason.points - (index % 3) * 1.4 })),
  },
  features: { set: 'invented', values: { cut_count: daysAgo, tempo_bpm: 96 + daysAgo, length_s: 24 }, missing: {} },
});

export const account: Account = {
  platform: 'tiktok',
  followers: 12_400,
  posts: Array.from({ length: 42 }, (_, index) => ({
    time: Math.round(NOW / 1000) - (42 - index) * 4 * 86_400,
    views: Math.round(10 ** (3.3 + 0.6 * wave(index, 2.3) + index * 0.006)),
    caption: null,
    length: null,
  })),
};
