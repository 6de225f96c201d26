import { describe, expect, it, vi } from 'vitest';
import { ok, type Result } from '#core/failure.ts';
import type { Draft, Report } from '#core/flow.ts';
import type { AnalyseRequest, ClipAnalyst } from './analysis.svelte.ts';
import { RememberingAnalyst, type Memory } from './remembering.ts';

const MODEL = { id: 'reach', version: '1', sha256: 'a' };
const NEWER = { id: 'reach', version: '2', sha256: 'b' };

const draft = (caption: string): Draft => ({
  platform: 'tiktok',
  caption,
  shown: '',
  country: null,
  posting: null,
  originalSound: null,
});
const clip = new File(['frames'], 'a.mp4');
const request = (change: Partial<AnalyseRequest> = {}): AnalyseRequest => ({
  decoder: 'auto',
  now: 0,
  priors: true,
  signal: new AbortController().signal,
  on: () => {},
  ...change,
});

function setting() {
  const reports = new Map<string, Report>();
  const memory: Memory = {
    cached: async (key) => ok(reports.get(key) ?? null),
    answersFor: (key, report) => void reports.set(key, report),
  };
  const device = { models: [MODEL] as Report['models'] };
  let made = 0;
  const analyse = vi.fn(async (): Promise<Result<Report>> =>
    ok({ id: String(++made), models: device.models, clip: { hash: 'h' } } as unknown as Report),
  );
  const analyst: ClipAnalyst = { analyse, rescore: analyse, perceive: analyse };
  const remembering = new RememberingAnalyst(analyst, memory, async () => ({
    clipHash: (file) => file.text(),
    models: async () => device.models,
    cacheKey: (input) => JSON.stringify(input),
  }));
  return { remembering, analyse, device };
}

const id = (result: Result<Report>): string => (result.ok ? result.value.id : result.failure.code);

describe('a clip scored before', () => {
  it('answers at once for the same words', async () => {
    const { remembering, analyse } = setting();
    expect(id(await remembering.analyse(clip, draft('a'), null, request()))).toBe('1');
    expect(id(await remembering.analyse(clip, draft('a'), null, request()))).toBe('1');
    expect(analyse).toHaveBeenCalledTimes(1);
  });

  it('is scored anew with other words, another account, other choices or other models', async () => {
    const { remembering, device } = setting();
    await remembering.analyse(clip, draft('a'), null, request());
    expect(id(await remembering.analyse(clip, draft('b'), null, request()))).toBe('2');
    expect(
      id(await remembering.analyse(clip, draft('a'), { platform: 'tiktok', followers: 5, posts: [] }, request())),
    ).toBe('3');
    expect(id(await remembering.analyse(clip, draft('a'), null, request({ priors: false })))).toBe('4');
    device.models = [NEWER];
    expect(id(await remembering.analyse(clip, draft('a'), null, request()))).toBe('5');
  });

  it('with models that changed meanwhile is not remembered', async () => {
    const { remembering, analyse, device } = setting();
    analyse.mockImplementationOnce(async () => {
      device.models = [NEWER];
      return ok({ id: 'made with the older', models: [MODEL] } as unknown as Report);
    });
    await remembering.analyse(clip, draft('a'), null, request());
    expect(id(await remembering.analyse(clip, draft('a'), null, request()))).toBe('1');
  });

  it('on the first visit is remembered although the models came during the analysis', async () => {
    const { remembering, analyse, device } = setting();
    device.models = [];
    analyse.mockImplementationOnce(async () => {
      device.models = [MODEL];
      return ok({ id: 'first', models: [MODEL] } as unknown as Report);
    });
    await remembering.analyse(clip, draft('a'), null, request());
    expect(id(await remembering.analyse(clip, draft('a'), null, request()))).toBe('first');
  });

  it('a failure is not remembered, and a file without a name goes to the analyst', async () => {
    const { remembering, analyse } = setting();
    analyse.mockImplementation(async () => ({ ok: false, failure: { code: 'unreadable_file' } }));
    const gone = Object.assign(new File([], 'gone.mp4'), { text: () => Promise.reject(new Error('gone')) });
    expect(id(await remembering.analyse(gone, draft('a'), null, request()))).toBe('unreadable_file');
    expect(id(await remembering.analyse(clip, draft('a'), null, request()))).toBe('unreadable_file');
    expect(analyse).toHaveBeenCalledTimes(2);
  });

  it('cancelled while it was looked up is cancelled', async () => {
    const { remembering, analyse } = setting();
    const stop = new AbortController();
    stop.abort();
    expect(id(await remembering.analyse(clip, draft('a'), null, request({ signal: stop.signal })))).toBe('cancelled');
    expect(analyse).not.toHaveBeenCalled();
  });
});
