/** What the tools for programs, the description and its page must do on every host: part of the contract suite. The suite's build ships invented weights only, so tools that ask a model say that it is missing. */
import { describe, expect, it } from 'vitest';
import { TOOLS } from '#contracts/tools/all.ts';
import type { ApiDocument } from '../../edge-api/document.ts';
import { DOCS_PAGE_POLICY } from '../../edge-api/pages/docs-page.ts';
import type { Asked } from './resources.ts';

const JSON_TYPE = { 'content-type': 'application/json' };

export function toolsContract({ ask, expectProblem, tokens }: Asked): void {
  const post = (name: string, body: unknown, headers: Readonly<Record<string, string>> = {}) =>
    ask('POST', `/v1/tools/${name}`, { headers: { ...JSON_TYPE, ...headers }, body: JSON.stringify(body) });

  describe('tools for programs', () => {
    it.each(TOOLS.map((tool) => [tool.name, tool] as const))('%s answers its example', async (name, tool) => {
      const reply = await post(name, tool.example);
      if (reply.status === 503) {
        expectProblem(reply, 503, 'not_ready');
        expect(tool.models.length).toBeGreaterThan(0);
        return;
      }
      expect([reply.status, reply.headers['cache-control']]).toEqual([200, 'no-store']);
      expect(tool.reply.safeParse(JSON.parse(reply.text)).error?.issues ?? []).toEqual([]);
    });

    it('refuse what is no request of theirs, and other methods', async () => {
      expectProblem(await post('score', { schema: 1, draft: { caption: 7 } }), 422, 'invalid');
      expectProblem(
        await post('score', { schema: 1, draft: {}, features: { set: 'f'.repeat(64), values: {} } }),
        422,
        'other_feature_set',
      );
      expectProblem(await ask('POST', '/v1/tools/score', { headers: JSON_TYPE, body: '{' }), 400, 'bad_json');
      expectProblem(await ask('GET', '/v1/tools/score'), 405, 'method_not_allowed');
      expectProblem(await ask('POST', '/v1/tools/divine', { headers: JSON_TYPE, body: '{}' }), 404, 'not_found');
      const long = Buffer.alloc(1_100_000, 97);
      expectProblem(await ask('POST', '/v1/tools/score', { headers: JSON_TYPE, body: long }), 413, 'body_too_large');
    });

    it('want a token only where one is shown, and then one with the scope', async () => {
      const bearer = (token: string) => ({ authorization: `Bearer ${token}` });
      const draft = { schema: 1, draft: {} };
      expect((await post('features', draft)).status).toBe(200);
      expectProblem(await post('features', draft, bearer(tokens().alice)), 403, 'forbidden');
      expectProblem(await post('features', draft, bearer(tokens().expired)), 401, 'unauthorised');
    });

    it('may be called by pages of listed origins', async () => {
      const preflight = (origin: string) =>
        ask('OPTIONS', '/v1/tools/score', {
          headers: {
            origin,
            'access-control-request-method': 'POST',
            'access-control-request-headers': 'content-type',
          },
        });
      expect((await preflight('https://tools.example')).headers['access-control-allow-origin']).toBe(
        'https://tools.example',
      );
      expect((await preflight('https://evil.example')).headers['access-control-allow-origin']).toBeUndefined();
    });
  });

  describe('the description of the API', () => {
    it('is OpenAPI 3.1 and names every tool with an example', async () => {
      const reply = await ask('GET', '/api/openapi.json');
      expect([reply.status, reply.headers['content-type']?.split(';')[0]]).toEqual([200, 'application/json']);
      const document = JSON.parse(reply.text) as ApiDocument;
      expect(document.openapi).toBe('3.1.0');
      for (const { name, example } of TOOLS) {
        const body = document.paths[`/v1/tools/${name}`]?.['post']?.requestBody?.content['application/json'];
        expect([name, body?.example]).toEqual([name, example]);
      }
    });

    it('is a page without scripts, under a policy that forbids them', async () => {
      const reply = await ask('GET', '/docs');
      expect([reply.status, reply.headers['content-type']]).toEqual([200, 'text/html; charset=utf-8']);
      expect(reply.headers['content-security-policy']).toBe(DOCS_PAGE_POLICY);
      expect(reply.text).not.toMatch(/<script|javascript:|\son[a-z]+=|https?:\/\//i);
      for (const { name } of TOOLS) expect(reply.text).toContain(`/v1/tools/${name}`);
    });
  });
}
