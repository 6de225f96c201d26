/** What the app writes when the history is exported, and reads when it is imported: reports, accounts, later results. */
import { z } from 'zod';
import type { Account, Report } from '#core/flow.ts';
import type { Decibels, Hertz, Lufs, Seconds, Share } from '#core/units.ts';
import { parseUpgraded, type Parsed, type Upgrades } from './parse.ts';
import { PerceptsShape, TranscriptShape } from './percepts.ts';

export interface HistoryFile {
  readonly schema: 1;
  readonly kind: 'presage-history';
  /** Unix ms. */
  readonly exportedAt: number;
  readonly reports: readonly { readonly key: string; readonly report: Report }[];
  readonly accounts: readonly Account[];
  readonly outcomes: readonly HistoryOutcome[];
}

export interface HistoryOutcome {
  readonly reportId: string;
  readonly readAt: number;
  readonly postedAt: number | null;
  readonly views: number;
  readonly source: 'typed' | 'file' | 'link';
  /** The source's terms want it gone by then. */
  readonly keepUntil?: number | null;
}

/** No version before 1 was shipped. */
const UPGRADES: Upgrades = {};

export interface ReadHistory extends HistoryFile {
  /** Reports that make no sense; the others are none the worse for it. */
  readonly refused: readonly RefusedReport[];
}

export interface RefusedReport {
  /** Of its clip; null where even that cannot be told. */
  readonly name: string | null;
  /** Where it fails, and how. */
  readonly reason: string;
}

/** Pictures arrive as bytes: the reader of the file has unpacked them. Each report is judged by itself. */
export function parseHistory(input: unknown): Parsed<ReadHistory> {
  const shell = parseUpgraded(Shell, 1, UPGRADES, input);
  if (!shell.ok) return shell;
  const reports: HistoryFile['reports'][number][] = [];
  const refused: RefusedReport[] = [];
  const ids = new Set<string>();
  for (const each of shell.value.reports) {
    const parsed = Entry.safeParse(each);
    if (!parsed.success) {
      const [first] = parsed.error.issues;
      refused.push({ name: nameIn(each), reason: first ? `${first.path.join('.')}: ${first.message}` : 'unreadable' });
    } else if (!ids.has(parsed.data.report.id)) {
      ids.add(parsed.data.report.id);
      reports.push(parsed.data);
    }
  }
  return { ok: true, value: { ...shell.value, reports, refused } };
}

const NameOnly = z.looseObject({ report: z.looseObject({ clip: z.looseObject({ name: z.string().max(500) }) }) });
function nameIn(entry: unknown): string | null {
  const found = NameOnly.safeParse(entry);
  return found.success ? found.data.report.clip.name : null;
}

// A unit is a brand on a number: what was checked to be a finite number may carry it.
const number = z.number();
const unit = <T extends number>(): z.ZodType<T> => number as unknown as z.ZodType<T>;
const s = unit<Seconds>();
const hz = unit<Hertz>();
const db = unit<Decibels>();
const lufs = unit<Lufs>();
const share = unit<Share>();
// Loose: what a newer version of the app added comes through an older one unharmed.
const o = z.looseObject;

const Platform = z.enum(['tiktok', 'reels', 'shorts']);
const Rung = z.enum(['webgpu', 'wasm', 'plain', 'rules']);
const Missing = z.enum([
  'no_audio',
  'no_picture',
  'too_short',
  'not_given',
  'no_history',
  'no_evidence',
  'not_applicable',
  'not_perceived',
]);
const Value = z.union([number, z.string()]).nullable();
const Basis = z.enum(['learned', 'prior', 'measured']);
const Interval = o({ value: number, low: number, high: number });
const Span = o({ from: s, to: s });

const Clip = o({
  hash: z.string(),
  name: z.string(),
  bytes: number,
  container: z.string(),
  length: s,
  video: o({
    codec: z.string(),
    width: number,
    height: number,
    rotation: z.union([z.literal(0), z.literal(90), z.literal(180), z.literal(270)]),
    frameRate: hz.nullable(),
    bitrate: number.nullable(),
    hdr: z.enum(['pq', 'hlg']).nullable(),
  }),
  audio: o({ codec: z.string(), sampleRate: hz, channels: number, tracks: number }).nullable(),
  keyframes: z.array(s),
  decoder: z.enum(['webcodecs', 'ffmpeg']),
  coded: z.exactOptional(
    o({
      changeBytes: z.array(number.nullable()),
      until: s,
      uneven: share.nullable(),
      longestStepAt: s.nullable(),
    }).nullable(),
  ),
});

const FrameSignals = o({
  at: s,
  luma: number,
  contrast: number,
  crushed: share,
  blown: share,
  saturation: number,
  colourfulness: number,
  warmth: number,
  sharpness: number,
  edges: share,
  entropy: number,
  symmetry: number,
  centred: share,
  border: share,
  textAreas: z.array(o({ x: number, y: number, w: number, h: number, contrast: number })),
});

/** Also what a program hands to a tool. */
export const Signals = o({
  clip: Clip,
  picture: o({
    frames: z.array(FrameSignals),
    steps: z.array(o({ from: s, to: s, motion: number, change: number, cut: z.boolean() })),
    cuts: z.array(s),
    still: z.array(Span),
    black: z.array(Span),
    flashRate: number,
    flashAt: z.exactOptional(s.nullable()),
    loop: number,
  }).nullable(),
  sound: o({
    length: s,
    loudness: lufs.nullable(),
    range: db.nullable(),
    peak: db.nullable(),
    peakAt: z.exactOptional(s.nullable()),
    momentary: o({ hop: s, values: z.array(number) }),
    silences: z.array(Span),
    firstSound: s.nullable(),
    clipped: share,
    clippedAt: z.exactOptional(s.nullable()),
    noiseFloor: db.nullable(),
    tempo: o({ bpm: number, strength: number }).nullable(),
    onsetRate: hz,
    speechLike: share,
    firstSpeechLike: s.nullable(),
    music: z.exactOptional(o({ share, spans: z.array(Span) })),
    brightness: hz.nullable(),
  }).nullable(),
  soundMissing: z.enum(['no_audio_track', 'undecodable']).nullable(),
  percepts: z.exactOptional(PerceptsShape),
  transcript: z.exactOptional(TranscriptShape),
});

const Draft = o({
  platform: Platform,
  caption: z.string(),
  shown: z.string(),
  country: z.string().nullable(),
  posting: o({ hour: number, weekday: number }).nullable(),
  originalSound: z.boolean().nullable(),
  plannedAt: z.exactOptional(number.nullable()),
  readAfterDays: z.exactOptional(number.nullable()),
});

const Vote = o({
  model: z.enum(['hold', 'reach']),
  version: z.string(),
  rung: Rung,
  prediction: number,
  low: number,
  high: number,
  base: number,
  contributions: z.array(o({ name: z.string(), value: Value, amount: number })),
});

const Score = o({
  value: number,
  low: number,
  high: number,
  basis: z.enum(['learned', 'mixed', 'prior']),
  reference: z.enum(['own_posts', 'comparable_accounts', 'comparable_videos', 'none']),
  history: number,
  pBeats: number.nullable(),
  dots: z.array(number),
  hold: Interval.nullable(),
  reach: Interval.nullable(),
  level: number.nullable(),
  outside: z.array(z.string()),
});

const Explanation = o({
  base: number,
  reasons: z.array(
    o({
      name: z.string(),
      value: Value,
      points: number,
      basis: Basis,
      at: s.nullable(),
      source: z.string(),
    }),
  ),
  cannotTell: z.array(o({ name: z.string(), why: z.union([Missing, z.literal('studies_disagree')]) })),
  advice: z.array(
    o({
      code: z.string(),
      severity: z.enum(['fix', 'know', 'fine']),
      at: s.nullable(),
      value: number.nullable(),
      threshold: number.nullable(),
      unit: z.string(),
      source: z.string(),
    }),
  ),
  change: o({
    name: z.string(),
    at: s.nullable(),
    from: number.nullable(),
    to: number.nullable(),
    unit: z.string(),
    rescored: Interval.nullable(),
    basis: Basis,
    source: z.string(),
  }).nullable(),
});

const Stored = o({
  id: z.string().min(1),
  madeAt: number,
  clip: Clip,
  draft: Draft,
  account: o({ followers: number.nullable(), posts: number }).nullable(),
  signals: Signals,
  features: o({
    set: z.string(),
    values: z.record(z.string(), number.nullable()),
    missing: z.record(z.string(), Missing),
  }),
  votes: z.array(Vote),
  score: Score,
  explanation: Explanation,
  keyframes: z.array(
    o({
      at: s,
      role: z.enum(['first', 'text', 'sharpest', 'peak_motion', 'cut', 'last', 'typical']),
      width: number,
      height: number,
      image: z.instanceof(Uint8Array).nullable(),
      measured: FrameSignals,
    }),
  ),
  decoder: z.enum(['webcodecs', 'ffmpeg']),
  rung: Rung,
  models: z.array(o({ id: z.string(), version: z.string(), sha256: z.string() })),
  ms: o({ decode: number, signals: number, models: number, total: number }),
});

const StoredAccount = o({
  platform: Platform,
  followers: number.nullable(),
  posts: z.array(o({ time: number.nullable(), views: number, caption: z.string().nullable(), length: s.nullable() })),
  readAt: z.exactOptional(number.nullable()),
});

const Entry: z.ZodType<HistoryFile['reports'][number]> = o({ key: z.string(), report: Stored });

/** The file around its reports. */
const Shell: z.ZodType<Omit<HistoryFile, 'reports'> & { readonly reports: readonly unknown[] }> = o({
  schema: z.literal(1),
  kind: z.literal('presage-history'),
  exportedAt: number,
  reports: z.array(z.unknown()),
  accounts: z.array(StoredAccount),
  outcomes: z.array(
    o({
      reportId: z.string(),
      readAt: number,
      postedAt: number.nullable(),
      views: number,
      source: z.enum(['typed', 'file', 'link']),
      keepUntil: z.exactOptional(number.nullable()),
    }),
  ),
});
