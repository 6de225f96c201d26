/** What figures and the operator's page must do on every host: part of the contract suite. */
import { describe, expect, it } from 'vitest';
import { parseAlertsReport, parseMetricsReport } from '#contracts/metrics.ts';
import type { BuiltSite } from '../../edge-api/testing/site.ts';
import type { Asked } from './resources.ts';

/** What the operator of the suite's host has set. */
export const METRICS_TOKEN = 'the-token-of-the-contract-suite';

export function metricsContract({ ask, expectProblem, tokens }: Asked, site: () => BuiltSite): void {
  const bearer = { authorization: `Bearer ${METRICS_TOKEN}` };
  const get = (path: string, headers: Readonly<Record<string, string>> = {}) => ask('GET', path, { headers });

  /** Every figure now, by its name and labels: 'presage_requests_total{route="/health",…}'. */
  const figures = async (): Promise<ReadonlyMap<string, number>> => {
    const reply = await get('/metrics', bearer);
    expect([reply.status, reply.headers['content-type']]).toEqual([200, 'text/plain; version=0.0.4; charset=utf-8']);
    const lines = reply.text.split('\n').filter((line) => line !== '' && !line.startsWith('#'));
    return new Map(lines.map((line) => [line.slice(0, line.lastIndexOf(' ')), Number(line.split(' ').at(-1))]));
  };
  const grown = async (name: string, work: () => Promise<void>): Promise<number> => {
    const before = (await figures()).get(name) ?? 0;
    await work();
    return ((await figures()).get(name) ?? 0) - before;
  };

  describe('figures', () => {
    it('count each request once, also when many come at the same time', async () => {
      const asked = await grown('presage_requests_total{route="/health",method="GET",status="2xx"}', async () => {
        const replies = await Promise.all(Array.from({ length: 40 }, () => get('/health')));
        expect(replies.every(({ status }) => status === 200)).toBe(true);
      });
      expect(asked).toBe(40);
    });

    it('tell a HEAD, a refusal and an unknown address from a GET', async () => {
      const head = 'presage_requests_total{route="/health",method="HEAD",status="2xx"}';
      expect(await grown(head, async () => void (await ask('HEAD', '/health')))).toBe(1);
      const wrong = 'presage_requests_total{route="/health",method="DELETE",status="4xx"}';
      expect(await grown(wrong, async () => void (await ask('DELETE', '/health')))).toBe(1);
      const secret = await figures().then(() => get('/api/secret-word-4711'));
      expectProblem(secret, 404, 'not_found');
      expect([...(await figures()).keys()].join()).not.toContain('4711');
    });

    it('put each latency into the histogram', async () => {
      const name = 'presage_request_duration_seconds';
      const before = await figures();
      await get('/health');
      const after = await figures();
      const bucket = (of: ReadonlyMap<string, number>): number =>
        of.get(`${name}_bucket{route="/health",le="+Inf"}`) ?? 0;
      expect(bucket(after) - bucket(before)).toBe(1);
      expect(after.get(`${name}_count{route="/health"}`)).toBe(bucket(after));
    });

    it("count what the client's cache still had", async () => {
      const name = 'presage_not_modified_total{route="/models/:sha256/:file"}';
      const hits = await grown(name, async () => {
        const reply = await get(site().dense.url, { 'if-none-match': `"${site().dense.sha256}"` });
        expect(reply.status).toBe(304);
      });
      expect(hits).toBe(1);
    });

    it('count whole model files by version', async () => {
      const name = 'presage_model_downloads_total{model="reach",version="1.0.0",file="reach.onnx"}';
      const sent = await grown(name, async () => {
        await get(site().dense.url);
        await get(site().dense.url, { range: 'bytes=0-1' });
        await get(site().dense.url);
      });
      expect(sent).toBe(2);
      expect((await figures()).get('presage_model_info{model="reach",version="1.0.0",channel="stable"}')).toBe(1);
    });

    it('come as JSON and as alerts, as the contracts read them', async () => {
      const all = await get('/metrics?format=json', bearer);
      expect(parseMetricsReport(JSON.parse(all.text))).toMatchObject({ ok: true });
      const alerts = await get('/metrics?format=alerts', bearer);
      expect(parseAlertsReport(JSON.parse(alerts.text))).toMatchObject({ ok: true });
      expect(alerts.headers['cache-control']).toBe('no-store');
      expectProblem(await get('/metrics?format=xml', bearer), 400, 'bad_request');
    });

    it('open to the token of the operator only', async () => {
      expectProblem(await get('/metrics'), 401, 'unauthorised');
      expectProblem(await get('/metrics', { authorization: 'Bearer wrong' }), 401, 'unauthorised');
      expectProblem(await get('/metrics', { authorization: `Bearer ${tokens().alice}` }), 401, 'unauthorised');
      expect((await get('/metrics', { authorization: `Bearer ${tokens().operator}` })).status).toBe(200);
    });
  });

  describe('the channels of a model', () => {
    const order = (body: unknown, token = tokens().operator) =>
      ask('POST', '/api/models/channels', {
        headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
        body: JSON.stringify({ schema: 1, ...(body as object) }),
      });
    const sentence = (reply: { readonly text: string }): string =>
      (JSON.parse(reply.text) as { sentence: string }).sentence;

    it('are staged and taken back in one call each', async () => {
      const staged = await order({ action: 'stage', model: 'reach', version: '1.0.0', percent: 25 });
      expect([staged.status, sentence(staged)]).toEqual([200, 'reach 1.0.0 goes to 25 % of the installs.']);
      const back = await order({ action: 'back', model: 'reach' });
      expect([back.status, sentence(back)]).toEqual([
        200,
        'The roll-out of reach has ended; everybody is back at 1.0.0.',
      ]);
    });

    it('say what cannot be done, and change nothing', async () => {
      const wrong = await order({ action: 'stage', model: 'reach', version: '9.9.9', percent: 25 });
      expectProblem(wrong, 404, 'not_found');
      expect(wrong.text).toContain('There is no such build of reach.');
      expectProblem(await order({ action: 'promote', model: 'reach' }), 404, 'not_found');
      expectProblem(await order({ action: 'back', model: 'nobody' }), 404, 'not_found');
    });

    it('take whole per cents of a known order, from an operator', async () => {
      for (const body of [
        { action: 'stage', model: 'reach', version: '1.0.0', percent: 101 },
        { action: 'stage', model: 'reach', version: '1.0.0', percent: 2.5 },
        { action: 'stage', model: 'reach', version: '1.0.0' },
        { action: 'forward', model: 'reach' },
        { action: 'back', model: '../x' },
        { action: 'back', model: 'reach', note: 'x' },
      ]) {
        expectProblem(await order(body), 422, 'invalid');
      }
      expectProblem(await order({ action: 'back', model: 'reach' }, 'x'), 401, 'unauthorised');
      expectProblem(await order({ action: 'back', model: 'reach' }, tokens().alice), 403, 'forbidden');
    });

    it('are asked for by bucket with numbers from 0 to 99', async () => {
      for (const bucket of ['0', '7', '99']) {
        expect((await get(`/models/manifest.json?bucket=${bucket}`)).status).toBe(200);
        expect((await get(`/api/models/manifest?bucket=${bucket}`)).status).toBe(200);
      }
      for (const bucket of ['100', '-1', '07', 'x', '1e1', '']) {
        expectProblem(await get(`/models/manifest.json?bucket=${bucket}`), 400, 'bad_request');
      }
    });
  });

  describe("the operator's page", () => {
    it('asks a browser for the token as a password', async () => {
      const refused = await get('/ops', { 'sec-fetch-mode': 'navigate', accept: 'text/html' });
      expectProblem(refused, 401, 'unauthorised');
      expect(refused.headers['www-authenticate']).toMatch(/^Basic realm=/);
      const reply = await get('/ops', {
        authorization: `Basic ${Buffer.from(`me:${METRICS_TOKEN}`).toString('base64')}`,
      });
      expect([reply.status, reply.headers['content-type']]).toEqual([200, 'text/html; charset=utf-8']);
      expect(reply.text).toContain('1.0.0');
      expect(reply.text).not.toContain('<script');
      expect(reply.headers['content-security-policy']).toMatch(/^default-src 'none'; style-src 'sha256-/);
    });
  });
}
