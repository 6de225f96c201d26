/** What leaves the device when a person shares a score or gives a sample: these bytes, and no others. */
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Report } from '#core/flow.ts';
import { FEATURES, FEATURE_SET } from '#core/features/registry.ts';
import { predictionHash } from '#core/learn/prediction.ts';
import { seeded } from '#core/stats/random.ts';
import { SAMPLE_FEATURES, parseSample } from '#contracts/sample.ts';
import { parseShareRequest } from '#contracts/share.ts';
import { traffic } from './door.ts';
import { giveSample, sampleFrom, takeBackSample } from './samples.ts';
import { deleteShare, makeShare, shareRequest, signShare } from './shares.ts';

const WORDS = 'a flatbread that starts too quietly';

/** As much of a report as leaves a trace in what travels, and words that must not. */
const report = {
  id: 'report-1',
  madeAt: new Date(2026, 9, 5, 23, 30).getTime(),
  clip: { hash: 'c0ffee', name: `${WORDS}.mp4` },
  draft: { platform: 'reels', caption: WORDS, shown: WORDS, country: 'FR' },
  account: { followers: 12_345, posts: 41 },
  features: {
    set: FEATURE_SET,
    values: Object.fromEntries(
      FEATURES.map(({ name, range: [low, high] }, i) => [name, i === 0 ? null : low + (high - low) / 3]),
    ),
  },
  score: { value: 61.6, low: 40.7, high: 80.2, basis: 'learned', reference: 'own_posts', dots: [40, 60] },
  models: [{ id: 'reach', version: '1.0.0', sha256: 'ab' }],
  rung: 'plain',
} as unknown as Report; // holds: the builders read these fields only

const outcome = { percentile: 0.614, readAfter: '7d', postedAt: Date.UTC(2026, 8, 20) } as const;

let asked: Request[] = [];
let reply: () => Response;
beforeEach(() => {
  asked = [];
  vi.stubGlobal('location', new URL('https://presage.example/report/1'));
  vi.stubGlobal('fetch', async (url: URL, init: RequestInit) => {
    asked.push(new Request(url, init));
    return reply();
  });
});
afterEach(() => vi.unstubAllGlobals());

const answer = (status: number, body: unknown): void => {
  reply = () => new Response(body === null ? null : JSON.stringify(body), { status });
};

describe('a share link', () => {
  const receipt = {
    schema: 1,
    id: 'AbCdEfGhIjKl',
    path: '/s/AbCdEfGhIjKl',
    deletionToken: 'x'.repeat(43),
    expiresAt: 1,
  };

  it('is made of whole numbers, versions and a day', () => {
    const request = shareRequest(report);
    expect(request).toEqual({
      schema: 1,
      days: 90,
      forecast: {
        score: 62,
        low: 41,
        high: 80,
        basis: 'learned',
        models: [{ id: 'reach', version: '1.0.0' }],
        date: '2026-10-05',
        prediction: null,
      },
    });
    expect(parseShareRequest(request).ok).toBe(true);
    expect(shareRequest(report, { registered: true })?.forecast.prediction).toBe(predictionHash(report));
  });

  it('is not to be had of a report without a number', () => {
    expect(shareRequest({ ...report, score: { ...report.score, reference: 'none' } })).toBeNull();
  });

  it('goes out as it was shown, and comes back with a way to delete it', async () => {
    answer(201, receipt);
    const request = shareRequest(report);
    if (!request) throw new Error('no request');
    const before = traffic().bytesOut;
    const made = await makeShare(request);
    expect(made).toEqual({
      ok: true,
      value: {
        url: 'https://presage.example/s/AbCdEfGhIjKl',
        deletion: { id: 'AbCdEfGhIjKl', token: 'x'.repeat(43) },
        expiresAt: 1,
      },
    });
    const text = (await asked[0]?.text()) ?? '';
    expect(JSON.parse(text)).toEqual(request);
    expect(text).not.toMatch(/flatbread|c0ffee|report-1|12345|FR/);
    expect(asked[0]).toMatchObject({
      method: 'POST',
      credentials: 'omit',
      referrerPolicy: 'no-referrer',
      redirect: 'error',
    });
    expect(traffic().bytesOut - before).toBe(text.length);
  });

  it('is deleted with its token, also when it was gone already', async () => {
    const deletion = { id: 'AbCdEfGhIjKl', token: 'secret' };
    for (const status of [204, 404]) {
      answer(status, status === 404 ? { code: 'not_found' } : null);
      expect(await deleteShare(deletion)).toEqual({ ok: true, value: null });
    }
    expect(asked[0]?.headers.get('authorization')).toBe('Bearer secret');
    answer(403, { code: 'forbidden' });
    expect((await deleteShare(deletion)).ok).toBe(false);
  });

  it('says so where there is no API: a static host, or no network', async () => {
    const request = shareRequest(report);
    if (!request) throw new Error('no request');
    reply = () => new Response('<!doctype html>', { status: 200 });
    expect(await makeShare(request)).toMatchObject({ ok: false, failure: { code: 'download_corrupt' } });
    reply = () => {
      throw new TypeError('fetch failed');
    };
    expect(await signShare(request)).toMatchObject({ ok: false, failure: { code: 'offline_and_missing' } });
  });
});

describe('a server', () => {
  const request = shareRequest(report);
  if (!request) throw new Error('no request');
  afterEach(() => vi.useRealTimers());

  it('that fails is told from one that cannot be reached, and is asked again', async () => {
    answer(500, { code: 'internal' });
    expect(await makeShare(request)).toEqual({
      ok: false,
      failure: { code: 'server_failed', what: 'share', status: 500, retryAfterS: null },
    });
    answer(201, { schema: 1, path: '/s/v1.x', expiresAt: 1 });
    expect((await signShare(request)).ok).toBe(true);
    expect(asked).toHaveLength(2);
  });

  it.each([
    [429, { code: 'too_often', what: 'share', retryAfterS: 30 }],
    [503, { code: 'server_failed', what: 'share', status: 503, retryAfterS: 30 }],
  ] as const)('that answers %i with Retry-After is left alone until then', async (status, failure) => {
    vi.useFakeTimers({ now: Date.UTC(2026, 9, 5), toFake: ['Date'] });
    reply = () => new Response('{}', { status, headers: { 'retry-after': '30' } });
    expect(await makeShare(request)).toEqual({ ok: false, failure });
    vi.setSystemTime(Date.UTC(2026, 9, 5, 0, 0, 10));
    expect(await signShare(request)).toEqual({ ok: false, failure: { ...failure, retryAfterS: 20 } });
    expect(asked).toHaveLength(1);
    // Another part of the API did not ask for quiet.
    answer(204, null);
    expect((await takeBackSample('r'.repeat(40))).ok).toBe(true);
    vi.setSystemTime(Date.UTC(2026, 9, 5, 0, 0, 31));
    answer(201, { schema: 1, path: '/s/v1.x', expiresAt: 1 });
    expect((await signShare(request)).ok).toBe(true);
  });

  it('that refuses says why, by its code', async () => {
    const detail = 'A time in the body lies in the future.';
    answer(422, { type: 'about:blank', title: 'x', status: 422, code: 'clock_skew', detail, requestId: 'r' });
    expect(await makeShare(request)).toEqual({
      ok: false,
      failure: { code: 'server_refused', what: 'share', why: 'clock_skew', detail },
    });
  });
});

describe('a sample', () => {
  it('is the vector without account figures, rounded, with bands for the rest', () => {
    const sample = sampleFrom(report, outcome);
    expect(parseSample(sample).ok).toBe(true);
    expect(sample).toMatchObject({
      outcome: { percentile: 0.61, readAfter: '7d' },
      context: { platform: 'reels', followers: 'under_100k', posts: '30_plus', month: '2026-09' },
      foretold: { score: 62, models: [{ id: 'reach', version: '1.0.0' }], rung: 'plain' },
      noise: null,
    });
    expect(Object.keys(sample?.features ?? {})).toEqual(SAMPLE_FEATURES.map(({ name }) => name));
    expect(FEATURES.filter(({ family }) => family === 'account').length).toBeGreaterThan(0);
    for (const value of Object.values(sample?.features ?? {})) {
      if (value !== null) expect(Number(value.toPrecision(4))).toBe(value);
    }
    expect(JSON.stringify(sample)).not.toMatch(/flatbread|c0ffee|report-1|12345|"FR"/);
  });

  it('of another version of the app is none', () => {
    expect(sampleFrom({ ...report, features: { ...report.features, set: 'older' } }, outcome)).toBeNull();
  });

  it('with noise tells four features, no forecast, and how much noise there is', () => {
    const random = seeded(11);
    for (let i = 0; i < 50; i++) {
      const sample = sampleFrom(report, outcome, { epsilon: 8, random });
      expect(parseSample(sample)).toMatchObject({ ok: true });
      expect(Object.values(sample?.features ?? {}).filter((value) => value !== null)).toHaveLength(4);
      expect([sample?.foretold, sample?.noise]).toEqual([null, { epsilon: 8 }]);
    }
  });

  it('goes out as it was shown, under its key, and is taken back by its receipt', async () => {
    answer(201, { schema: 1, receipt: 'r'.repeat(40) });
    const sample = sampleFrom(report, outcome);
    if (!sample) throw new Error('no sample');
    expect(await giveSample(sample, 'key-0123456789abcdef')).toEqual({ ok: true, value: { receipt: 'r'.repeat(40) } });
    expect(asked[0]?.headers.get('idempotency-key')).toBe('key-0123456789abcdef');
    expect(await asked[0]?.json()).toEqual(sample);
    answer(204, null);
    expect(await takeBackSample('r'.repeat(40))).toEqual({ ok: true, value: null });
    expect([asked[1]?.method, new URL(asked[1]?.url ?? '').pathname]).toEqual([
      'DELETE',
      `/api/samples/${'r'.repeat(40)}`,
    ]);
  });
});
