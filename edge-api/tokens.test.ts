import { afterEach, beforeEach, expect, it } from 'vitest';
import { auditEntries } from './db/audit.ts';
import { findToken, listTokens } from './db/tokens.ts';
import { apiTokens } from './db/schema.ts';
import { testApp, type TestApp } from './testing/host.ts';
import { tokensCommand } from './tokens.ts';

const NOW = Date.UTC(2026, 4, 1);
const DAY_MS = 86_400_000;

let edge: TestApp;
beforeEach(async () => {
  edge = await testApp(NOW);
});
afterEach(() => edge.close());
const say = (...args: string[]) => tokensCommand(edge.host.db, args, edge.host.now());

it('a token is shown once; what is kept is its prefix and a hash', async () => {
  const made = await say('create', 'alice', 'results:read', '--days', '7');
  const token = made.lines[0] ?? '';
  expect(token).toMatch(/^presage_[0-9A-Za-z]{8}_[A-Za-z0-9_-]{43}$/);
  const rows = await edge.host.db.select().from(apiTokens);
  expect(JSON.stringify(rows)).not.toContain(token.slice(17));
  expect(await findToken(edge.host.db, token, NOW)).toMatchObject({ owner: 'alice', scopes: ['results:read'] });
  expect(await findToken(edge.host.db, token, NOW + 7 * DAY_MS)).toBe('expired');
});

it('a revoked token opens nothing, and the log says who did what', async () => {
  const token = (await say('create', 'alice', 'results:read')).lines[0] ?? '';
  const id = token.slice(8, 16);
  expect((await say('revoke', id)).ok).toBe(true);
  expect((await say('revoke', id)).ok).toBe(false);
  expect(await findToken(edge.host.db, token, NOW)).toBe('revoked');
  expect((await auditEntries(edge.host.db)).map(({ actor, action, subject }) => [actor, action, subject])).toEqual([
    ['command', 'token.revoke', id],
    ['command', 'token.create', id],
  ]);
});

it('the list tells when each was last used, to the minute', async () => {
  const token = await edge.token('results:read');
  const read = () => edge.app.request('/api/results', { headers: { authorization: `Bearer ${token}` } });
  const used = async () => (await listTokens(edge.host.db))[0]?.lastUsedAt;
  expect(await used()).toBeNull();
  await read();
  expect(await used()).toBe(NOW);
  edge.pass(30_000);
  await read();
  expect(await used()).toBe(NOW);
  edge.pass(30_000);
  await read();
  expect(await used()).toBe(NOW + 60_000);
  expect((await say('list')).lines.join('\n')).toContain('last used 2026-05-01');
});

it('what is no order is answered with the usage', async () => {
  for (const args of [
    [],
    ['create'],
    ['create', 'alice'],
    ['create', 'alice', 'everything'],
    ['create', "a'; drop table api_tokens;--", 'results:read'],
    ['create', 'alice', 'results:read', '--days', '0'],
    ['create', 'alice', 'results:read', '--nonsense'],
    ['revoke'],
    ['revoke', "x'y"],
  ]) {
    const { ok, lines } = await say(...args);
    expect([args.join(' '), ok, lines[0]?.slice(0, 6)]).toEqual([args.join(' '), false, 'Usage:']);
  }
});

it('for Workers it prints a statement that makes the same token', async () => {
  const { lines } = await tokensCommand(null, ['create', 'bob', 'results:write', '--sql'], NOW);
  const [token = '', sql = ''] = lines;
  await edge.host.db.run(sql);
  expect(await findToken(edge.host.db, token, NOW)).toMatchObject({
    owner: 'bob',
    scopes: ['results:write'],
    perMinute: 600,
  });
});
