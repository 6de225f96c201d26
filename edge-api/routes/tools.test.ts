/** The tools over the edge, with the models that ship: the same answers as the core gives, limits, tokens, and what is refused. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Problem } from '#contracts/problem.ts';
import { TOOLS } from '#contracts/tools/all.ts';
import { someSignals } from '#core/invented-cases.ts';
import { MemoryLimiter } from '../http/limits.ts';
import { testApp, type TestApp } from '../testing/host.ts';
import { testAppWithModels } from '../testing/zoo.ts';

const NOW = Date.UTC(2026, 5, 1);
let edge: TestApp;
beforeAll(async () => {
  edge = await testAppWithModels(NOW);
});
afterAll(() => edge?.close());

const ask = (name: string, body: unknown, headers: Readonly<Record<string, string>> = {}, at: TestApp = edge) =>
  at.app.request(`/v1/tools/${name}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
const codeOf = async (reply: Response): Promise<string> => Problem.parse(await reply.json()).code;

describe.each(TOOLS.map((tool) => [tool.name, tool] as const))('%s', (name, tool) => {
  it('answers its example with the shipped models, in its own shape, and is kept by nobody', async () => {
    const reply = await ask(name, tool.example);
    expect([reply.status, reply.headers.get('cache-control')]).toEqual([200, 'no-store']);
    const parsed = tool.reply.safeParse(await reply.json());
    expect(parsed.error?.issues ?? []).toEqual([]);
  });

  it('says which methods it has', async () => {
    const reply = await edge.app.request(`/v1/tools/${name}`);
    expect([reply.status, reply.headers.get('allow')]).toEqual([405, 'POST']);
  });
});

describe('a tool', () => {
  it('names the models that answered', async () => {
    const reply = (await (await ask('score', { schema: 1, draft: { caption: 'Two minutes, one loaf' } })).json()) as {
      models: { id: string }[];
    };
    expect(reply.models.map(({ id }) => id)).toEqual(['reach', 'hold', 'top', 'engage']);
  });

  it('takes the signals of a whole clip', async () => {
    const reply = await ask('analyze', { schema: 1, draft: { caption: 'bread' }, signals: someSignals() });
    expect(reply.status).toBe(200);
    const { advice } = (await reply.json()) as { advice: { code: string }[] };
    expect(advice.length).toBeGreaterThan(0);
  });

  it('refuses numbers of another feature set by that name', async () => {
    const reply = await ask('score', { schema: 1, draft: {}, features: { set: 'e'.repeat(64), values: {} } });
    expect([reply.status, await codeOf(reply)]).toEqual([422, 'other_feature_set']);
  });

  it('refuses what is no JSON, no object, too much, or of another type', async () => {
    for (const [body, headers, status, code] of [
      ['{"schema":1,', {}, 400, 'bad_json'],
      ['[]', {}, 422, 'invalid'],
      ['{"schema":1,"draft":{"caption":1e999}}', {}, 422, 'invalid'],
      [JSON.stringify({ schema: 1, draft: { caption: 'x'.repeat(10_001) } }), {}, 422, 'invalid'],
      ['a'.repeat(1_100_000), {}, 413, 'body_too_large'],
      ['caption=x', { 'content-type': 'application/x-www-form-urlencoded' }, 415, 'unsupported_media_type'],
    ] as const) {
      const reply = await ask('score', body, headers);
      expect([code, reply.status, await codeOf(reply)]).toEqual([code, status, code]);
    }
  });

  it('never says back what was sent', async () => {
    const reply = await ask('score', { schema: 1, draft: { caption: 7, secret: 'my diary' } });
    expect(await reply.text()).not.toContain('diary');
  });

  it('is open within the limit of an address; a token with its scope brings its own', async () => {
    const tight = await testApp(NOW, { limiter: new MemoryLimiter(), writesPerMinute: 2 });
    const features = { schema: 1, draft: {} };
    const statuses = async (headers: Readonly<Record<string, string>> = {}): Promise<number[]> => {
      const all: number[] = [];
      for (let i = 0; i < 4; i++) all.push((await ask('features', features, headers, tight)).status);
      return all;
    };
    expect(await statuses()).toEqual([200, 200, 429, 429]);
    const token = await tight.token('tools');
    expect(await statuses({ authorization: `Bearer ${token}` })).toEqual([200, 200, 200, 200]);
    const other = await tight.token('results:read');
    expect(await statuses({ authorization: `Bearer ${other}` })).toEqual([403, 403, 403, 403]);
    tight.close();
  });

  it('without its model says that the server lacks it', async () => {
    const bare = await testApp(NOW);
    const reply = await ask('sentiment', { schema: 1, comments: ['good'] }, {}, bare);
    expect([reply.status, await codeOf(reply)]).toEqual([503, 'not_ready']);
    bare.close();
  });
});
