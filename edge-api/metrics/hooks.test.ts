/** Delivery to a real server on this machine, that sometimes fails. */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { deliver, hooksFrom, type Hook } from './hooks.ts';

let server: Server;
let origin: string;
let got: string[];
let replies: { status: number; headers?: Record<string, string> }[];
let waits: number[];

beforeEach(async () => {
  got = [];
  replies = [];
  waits = [];
  server = createServer((request, reply) => {
    let body = '';
    request.on('data', (part: Buffer) => (body += part.toString()));
    request.on('end', () => {
      got.push(`${request.method} ${request.url} ${request.headers['content-type']} ${body}`);
      const { status, headers } = replies.shift() ?? { status: 204 };
      // 0 stands for a server that takes the request and says nothing.
      if (status !== 0) reply.writeHead(status, headers).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterEach(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

const hook = (): Hook => {
  const [found] = hooksFrom(`plain+${origin}/hook`, origin);
  if (!found) throw new Error('no hook');
  return found;
};
const options = { wait: async (ms: number) => void waits.push(ms) };

describe('a web-hook', () => {
  it('gets one POST with the JSON', async () => {
    expect(await deliver(hook(), { a: 1 }, options)).toEqual({ kind: 'delivered', tries: 1 });
    expect(got).toEqual(['POST /hook application/json {"a":1}']);
  });

  it('is tried again after 1, 2 and 4 seconds while its server fails', async () => {
    replies = [{ status: 500 }, { status: 503 }, { status: 502 }, { status: 204 }];
    expect(await deliver(hook(), {}, options)).toEqual({ kind: 'delivered', tries: 4 });
    expect(waits).toEqual([1000, 2000, 4000]);
    replies = Array.from({ length: 9 }, () => ({ status: 500 }));
    expect(await deliver(hook(), {}, options)).toEqual({ kind: 'failed', tries: 4, why: 'refused' });
  });

  it('waits as long as its server asks, unless that is too long for one round', async () => {
    replies = [{ status: 429, headers: { 'retry-after': '7' } }];
    expect(await deliver(hook(), {}, options)).toMatchObject({ kind: 'delivered', tries: 2 });
    expect(waits).toEqual([7000]);
    replies = [{ status: 429, headers: { 'retry-after': '3600' } }];
    expect(await deliver(hook(), {}, options)).toMatchObject({ kind: 'failed', tries: 1 });
  });

  it('is given up at once where its address is wrong or leads elsewhere', async () => {
    replies = [{ status: 404 }];
    expect(await deliver(hook(), {}, options)).toEqual({ kind: 'failed', tries: 1, why: 'refused' });
    replies = [{ status: 302, headers: { location: `${origin}/elsewhere` } }];
    expect(await deliver(hook(), {}, options)).toEqual({ kind: 'failed', tries: 1, why: 'refused' });
    expect(got.some((line) => line.includes('elsewhere'))).toBe(false);
  });

  it('is not waited for without end', async () => {
    replies = Array.from({ length: 4 }, () => ({ status: 0 }));
    expect(await deliver(hook(), {}, { ...options, timeoutMs: 30 })).toEqual({
      kind: 'failed',
      tries: 4,
      why: 'too_late',
    });
  });

  it('ends with the host', async () => {
    replies = [{ status: 500 }];
    const stopping = new AbortController();
    const wait = async (): Promise<void> => stopping.abort();
    await expect(deliver(hook(), {}, { wait, signal: stopping.signal })).rejects.toThrow(/abort/i);
  });

  it('must be on a host that the operator listed, and its address is never repeated', () => {
    const secret = 'https://hooks.slack.com/services/T/B/secret4711';
    const [slack] = hooksFrom(`slack+${secret}`, 'discord.com hooks.slack.com');
    expect(slack).toMatchObject({ kind: 'slack', address: secret });
    expect(slack?.name).toMatch(/^slack hooks\.slack\.com [0-9a-f]{8}$/);
    for (const [hooks, hosts] of [
      [`slack+${secret}`, ''],
      [`slack+${secret}`, 'slack.com'],
      ['slack+http://hooks.slack.com/secret4711', 'hooks.slack.com'],
      ['slack+https://hooks.slack.com:8443/secret4711', 'hooks.slack.com'],
      ['slack+https://me:secret4711@hooks.slack.com/', 'hooks.slack.com'],
      [`teams+${secret}`, 'hooks.slack.com'],
      [secret, 'hooks.slack.com'],
      ['plain+file:///secret4711', 'file://'],
    ] as const) {
      const start = (): unknown => hooksFrom(hooks, hosts);
      expect(start, hooks).toThrow(/PRESAGE_WEBHOOK/);
      expect(start, hooks).not.toThrow(/4711/);
    }
    expect(hooksFrom('', '')).toEqual([]);
  });
});
