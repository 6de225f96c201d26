import { afterEach, describe, expect, it } from 'vitest';
import { sample } from '../testing/samples.ts';
import { testApp, type TestApp } from '../testing/host.ts';
import { MemoryLimiter } from './limits.ts';

const NOON = Date.UTC(2026, 4, 1, 12);

describe('counting in memory', () => {
  it('allows so many a minute, then tells how long to wait', async () => {
    const limiter = new MemoryLimiter();
    const ask = (key: string, at: number): Promise<number> => limiter.wait(key, 2, NOON + at);
    expect([await ask('a', 0), await ask('a', 10_000), await ask('a', 20_000)]).toEqual([0, 0, 40]);
    expect(await ask('b', 20_000)).toBe(0);
    expect(await ask('a', 59_999)).toBe(1);
    expect(await ask('a', 60_000)).toBe(0);
  });

  it('stays small whoever calls', async () => {
    const limiter = new MemoryLimiter();
    for (let i = 0; i < 60_000; i++) await limiter.wait(`key ${i}`, 1, NOON);
    // The first were forgotten to make room, the last are known.
    expect(await limiter.wait('key 0', 1, NOON)).toBe(0);
    expect(await limiter.wait('key 59999', 1, NOON)).toBe(60);
  });
});

describe('writing without a token', () => {
  let edge: TestApp;
  afterEach(() => edge?.close());
  const post = (headers: Readonly<Record<string, string>> = {}) =>
    edge.app.request('/api/shares', {
      method: 'POST',
      body: '{}',
      headers: { 'content-type': 'application/json', ...headers },
    });

  it('counts by address, and reading does not', async () => {
    let address = '203.0.113.1';
    edge = await testApp(NOON, { writesPerMinute: 3, addressOf: () => address });
    for (let i = 0; i < 3; i++) expect((await post()).status).toBe(422);
    const fourth = await post();
    expect([fourth.status, fourth.headers.get('retry-after')]).toEqual([429, '60']);
    expect(await fourth.json()).toMatchObject({ code: 'too_many_requests' });
    expect((await edge.app.request('/health')).status).toBe(200);
    expect((await edge.app.request('/api/openapi.json')).status).toBe(200);
    address = '203.0.113.2';
    expect((await post()).status).toBe(422);
    address = '203.0.113.1';
    edge.pass(60_000);
    expect((await post()).status).toBe(422);
    expect(JSON.stringify(edge.log)).not.toContain('203.0.113');
  });

  it('that cannot be taken for a while says how long', async () => {
    // No secret is set: nothing can be signed.
    edge = await testApp(NOON, { keys: null });
    const headers = { 'content-type': 'application/json', 'idempotency-key': 'a-key-of-sixteen' };
    const body = JSON.stringify({ ...sample(), context: { ...sample().context, month: '2026-04' } });
    const reply = await edge.app.request('/api/samples', { method: 'POST', headers, body });
    expect([reply.status, reply.headers.get('retry-after')]).toEqual([503, '60']);
    expect(await reply.json()).toMatchObject({ code: 'not_ready' });
  });

  it('is not got round by a token that does not exist: guessing counts as writing', async () => {
    edge = await testApp(NOON, { writesPerMinute: 3 });
    const guess = () =>
      edge.app.request('/api/results', { headers: { authorization: `Bearer presage_00000000_${'A'.repeat(43)}` } });
    for (let i = 0; i < 3; i++) expect((await guess()).status).toBe(401);
    expect((await guess()).status).toBe(429);
  });
});
