import { IDBFactory, IDBKeyRange } from 'fake-indexeddb';
import { afterEach, describe, expect, it } from 'vitest';
import type { FrameSignals, Report } from '#core/flow.ts';
import { decibels, hertz, lufs, seconds, share } from '#core/units.ts';
import { exportAll, importAll } from './backup.ts';
import { Database } from './db.ts';
import { ReportStore } from './reports.ts';

const FRAME: FrameSignals = {
  at: seconds(0.25),
  luma: 0.5,
  contrast: 0.2,
  crushed: share(0),
  blown: share(0.01),
  saturation: 0.3,
  colourfulness: 40,
  warmth: 0.1,
  sharpness: 200,
  edges: share(0.1),
  entropy: 5,
  symmetry: 0.6,
  centred: share(0.4),
  border: share(0),
  textAreas: [{ x: 0.1, y: 0.1, w: 0.3, h: 0.1, contrast: 7 }],
};

const CLIP: Report['clip'] = {
  hash: 'ab12',
  name: 'invented.mp4',
  bytes: 1234,
  container: 'mp4',
  length: seconds(12),
  video: { codec: 'avc', width: 1080, height: 1920, rotation: 0, frameRate: hertz(30), bitrate: null, hdr: null },
  audio: { codec: 'aac', sampleRate: hertz(48_000), channels: 2, tracks: 1 },
  keyframes: [seconds(0), seconds(2)],
  decoder: 'webcodecs',
};

/** Invented, with every part filled in and every kind of gap. */
const REPORT: Report = {
  id: 'r1',
  madeAt: 1000,
  clip: CLIP,
  draft: {
    platform: 'tiktok',
    caption: 'Été',
    shown: '',
    country: null,
    posting: { hour: 18, weekday: 4 },
    originalSound: null,
  },
  account: { followers: null, posts: 3 },
  signals: {
    clip: CLIP,
    picture: {
      frames: [FRAME],
      steps: [{ from: seconds(0), to: seconds(0.25), motion: 0.1, change: 0.2, cut: false }],
      cuts: [seconds(4)],
      still: [{ from: seconds(5), to: seconds(6) }],
      black: [],
      flashRate: 0,
      loop: 0.4,
    },
    sound: {
      length: seconds(12),
      loudness: lufs(-14),
      range: decibels(3),
      peak: decibels(-1),
      momentary: { hop: seconds(0.1), values: [-70, -14] },
      silences: [],
      firstSound: seconds(0.1),
      clipped: share(0),
      noiseFloor: null,
      tempo: null,
      onsetRate: hertz(2),
      speechLike: share(0.7),
      firstSpeechLike: null,
      brightness: hertz(1500),
    },
    soundMissing: null,
  },
  features: { set: 'features-1', values: { cut_count: 1, tempo: null }, missing: { tempo: 'no_evidence' } },
  votes: [
    {
      model: 'reach',
      version: '1',
      rung: 'plain',
      prediction: 0.1,
      low: -0.4,
      high: 0.7,
      base: 0,
      contributions: [{ name: 'word:été', value: 'été', amount: 0.1 }],
    },
  ],
  score: {
    value: 56,
    low: 20,
    high: 80,
    basis: 'mixed',
    reference: 'comparable_accounts',
    history: 3,
    pBeats: 0.55,
    dots: [10, 50, 90],
    hold: { value: 0.5, low: 0.2, high: 0.8 },
    reach: null,
    level: 3.2,
    outside: [],
  },
  explanation: {
    base: 50,
    reasons: [{ name: 'cut_count', value: 1, points: 6, basis: 'prior', at: seconds(4), source: 'cuts' }],
    cannotTell: [{ name: 'tempo', why: 'no_evidence' }],
    advice: [{ code: 'quiet', severity: 'know', at: null, value: -20, threshold: -16, unit: 'LUFS', source: 'bs1770' }],
    change: {
      name: 'quiet',
      at: null,
      from: -20,
      to: -14,
      unit: 'LUFS',
      rescored: { value: 58, low: 21, high: 81 },
      basis: 'prior',
      source: 'bs1770',
    },
  },
  keyframes: [
    { at: seconds(0), role: 'first', width: 2, height: 2, image: new Uint8Array([0, 128, 255]), measured: FRAME },
  ],
  decoder: 'webcodecs',
  rung: 'plain',
  models: [{ id: 'reach', version: '1', sha256: 'a'.repeat(64) }],
  ms: { decode: 1, signals: 2, models: 3, total: 6 },
};

const open: Database[] = [];
afterEach(() => {
  for (const db of open.splice(0)) db.close();
});

async function device(...reports: Report[]): Promise<Database> {
  const db = new Database({ indexedDB: new IDBFactory(), IDBKeyRange });
  open.push(db);
  for (const report of reports) await new ReportStore(db).put(report, `key of ${report.id}`);
  return db;
}

async function exported(db: Database): Promise<Blob> {
  const file = await exportAll(db, 5000);
  if (!file.ok) throw new Error(file.failure.code);
  return file.value;
}

describe('the history as a file', () => {
  it('comes back on another device as it was, pictures and cache keys included', async () => {
    const old = await device(REPORT);
    await old.accounts.put({ platform: 'tiktok', account: { platform: 'tiktok', followers: 9, posts: [] } });
    await old.outcomes.put({ reportId: 'r1', readAt: 7, postedAt: null, views: 100, source: 'typed' });
    const fresh = await device();
    expect(await importAll(fresh, await exported(old))).toEqual({
      ok: true,
      value: { added: 1, known: 0, refused: [] },
    });
    expect(await new ReportStore(fresh).cached('key of r1')).toEqual({ ok: true, value: REPORT });
    expect(await fresh.accounts.toArray()).toEqual(await old.accounts.toArray());
    expect(await fresh.outcomes.toArray()).toEqual(await old.outcomes.toArray());
  });

  it('adds only what is not here', async () => {
    const file = await exported(await device(REPORT, { ...REPORT, id: 'r2', madeAt: 2000 }));
    const here = await device({ ...REPORT, draft: { ...REPORT.draft, caption: 'kept' } });
    await here.accounts.put({ platform: 'tiktok', account: { platform: 'tiktok', followers: 1, posts: [] } });
    expect(await importAll(here, file)).toEqual({ ok: true, value: { added: 1, known: 1, refused: [] } });
    const list = await new ReportStore(here).list();
    expect(list.ok && list.value.map((report) => report.draft.caption)).toEqual(['Été', 'kept']);
  });

  it('keeps what a newer version of the app added', async () => {
    const newer = { ...REPORT, inventedLater: { x: 1 } } as Report;
    const fresh = await device();
    await importAll(fresh, await exported(await device(newer)));
    expect(await fresh.reports.get('r1')).toMatchObject({ report: { inventedLater: { x: 1 } } });
  });

  it('brings back what was seen, what was said and what could not be read, to the last number', async () => {
    const span = { from: seconds(1), to: seconds(2.5) };
    const box = { x: 0.1, y: 0.2, w: 0.5, h: 0.05 };
    const words = { frames: [{ at: seconds(1), areas: [{ ...box, contrast: 8, text: null, confidence: 0.2 }] }] };
    const signals: Report['signals'] = {
      ...REPORT.signals,
      percepts: {
        words: { state: 'seen', rung: 'wasm', ms: 3, value: { ...words, lines: [], unread: [{ ...span, box }] } },
        faces: { state: 'unknown', why: 'cancelled' },
      },
      transcript: { from: 'vtt', text: 'Été', cues: [{ ...span, text: 'Été' }], skipped: 1 },
    };
    const fresh = await device();
    await importAll(fresh, await exported(await device({ ...REPORT, signals })));
    expect((await fresh.reports.get('r1'))?.report.signals).toEqual(signals);
  });

  it('leaves out the one report that makes no sense, says which, and brings back the others', async () => {
    const file = (await exported(await device(REPORT, { ...REPORT, id: 'r2', madeAt: 2000 }))).text();
    const spoilt = JSON.parse(await file) as { reports: { report: { signals: object; score?: object } }[] };
    spoilt.reports[0]!.report.signals = {
      ...spoilt.reports[0]!.report.signals,
      percepts: { voice: { state: 'seen', rung: 'wasm', ms: 1, value: { hop: 0 } } },
    };
    spoilt.reports.push({ report: { signals: {} } });
    const fresh = await device();
    const read = await importAll(fresh, new Blob([JSON.stringify(spoilt)]));
    expect(read).toMatchObject({
      ok: true,
      value: {
        added: 1,
        known: 0,
        refused: [{ name: 'invented.mp4', reason: expect.stringContaining('percepts') }, { name: null }],
      },
    });
    expect(await fresh.reports.toCollection().primaryKeys()).toEqual(['r2']);
  });

  it.each([
    ['words', 'not a history'],
    ['another JSON', '{"schema":1,"kind":"something"}'],
    ['a history from the future', JSON.stringify({ schema: 2, kind: 'presage-history' })],
  ])('%s is refused and changes nothing', async (_what, text) => {
    const db = await device(REPORT);
    expect(await importAll(db, new Blob([text]))).toEqual({ ok: false, failure: { code: 'unreadable_file' } });
    expect(await db.reports.count()).toBe(1);
  });
});
