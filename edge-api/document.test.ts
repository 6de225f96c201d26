/** The description of the API: linted, whole, with examples that work; and the typed client beside it. */
import { createConfig, lintFromString } from '@redocly/openapi-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as outsideEndpoints from '#contracts/endpoints/outside.ts';
import * as publicEndpoints from '#contracts/endpoints/public.ts';
import * as resultEndpoints from '#contracts/endpoints/results.ts';
import * as sampleEndpoints from '#contracts/endpoints/samples.ts';
import * as shareEndpoints from '#contracts/endpoints/shares.ts';
import * as toolEndpoints from '#contracts/endpoints/tools.ts';
import { TOOLS } from '#contracts/tools/all.ts';
import type { ApiDocument } from './document.ts';
import { DOCS_PAGE_POLICY } from './pages/docs-page.ts';
import { testApp, type TestApp } from './testing/host.ts';

let edge: TestApp;
let document: ApiDocument;
let page: { readonly text: string; readonly policy: string };
beforeAll(async () => {
  edge = await testApp(Date.UTC(2026, 5, 1));
  document = (await (await edge.app.request('/api/openapi.json')).json()) as ApiDocument;
  const reply = await edge.app.request('/docs');
  page = { text: await reply.text(), policy: reply.headers.get('content-security-policy') ?? '' };
});
afterAll(() => edge?.close());

describe('the OpenAPI document', () => {
  it('has no finding by the recommended rules of redocly', async () => {
    const config = await createConfig({ extends: ['recommended'], rules: { 'operation-4xx-response': 'off' } });
    const found = await lintFromString({ source: JSON.stringify(document), absoluteRef: 'openapi.json', config });
    // What is shared before the service worker runs is always sent on: there is no 2xx to declare.
    const right = /operation-2xx-response.*#\/paths\/~1share\//;
    const told = found.map(({ ruleId, message, location }) => `${ruleId}: ${message} ${location[0]?.pointer ?? ''}`);
    expect(told.filter((finding) => !right.test(finding))).toEqual([]);
  });

  it('names every route that answers', () => {
    const described = new Set(
      Object.entries(document.paths).flatMap(([path, methods]) =>
        Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
      ),
    );
    const answering = edge.app.routes
      .filter(({ method, path }) => method !== 'ALL' && !path.includes('*'))
      .map(({ method, path }) => `${method} ${path.replace(/:(\w+)/g, '{$1}').replace(/\{(\w+)\}\{[^}]*\}/g, '{$1}')}`);
    expect(answering.length).toBeGreaterThan(25);
    expect(answering.filter((route) => !described.has(route))).toEqual([]);
    for (const path of ['/s/{id}', '/metrics', '/ops', '/docs', '/api/openapi.json', '/v1/tools/score'])
      expect(Object.keys(document.paths)).toContain(path);
  });

  it('gives every operation a name of its own, a sentence and a group', () => {
    const operations = Object.values(document.paths).flatMap((methods) => Object.values(methods));
    expect(new Set(operations.map(({ operationId }) => operationId)).size).toBe(operations.length);
    for (const { operationId, summary, tags } of operations) {
      expect([operationId, summary.length > 10, tags.length]).toEqual([operationId, true, 1]);
    }
  });

  it('has an example for every tool, and the example is answered', async () => {
    for (const { name } of TOOLS) {
      const body = document.paths[`/v1/tools/${name}`]?.['post']?.requestBody?.content['application/json'];
      const reply = await edge.app.request(`/v1/tools/${name}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body?.example),
      });
      // This host has no models: those that need one say so.
      expect([name, reply.status === 200 || reply.status === 503]).toEqual([name, true]);
    }
  });
});

describe('the typed client', () => {
  const endpoints = [outsideEndpoints, publicEndpoints, resultEndpoints, sampleEndpoints, shareEndpoints].flatMap(
    (of) => Object.values(of),
  );
  const all = [
    ...endpoints.map(({ method, route, replies }) => ({ method, route, replies: Object.keys(replies) })),
    ...TOOLS.map((tool) => toolEndpoints.askTool(tool)).map(({ method, route, replies }) => ({
      method,
      route,
      replies: Object.keys(replies),
    })),
  ];

  it('knows only routes and replies that the description has', () => {
    for (const { method, route, replies } of all) {
      const operation = document.paths[route]?.[method.toLowerCase()];
      expect([route, operation !== undefined]).toEqual([route, true]);
      for (const status of replies) expect([route, status in (operation?.responses ?? {})]).toEqual([route, true]);
    }
  });

  it('knows every route that an app or a script would call', () => {
    const called = new Set(all.map(({ method, route }) => `${method.toLowerCase()} ${route}`));
    // For operators and for browsers; weights and shards are files.
    const others =
      /^\/(health|ready|share|s\/|og\/|models\/|metrics|ops|docs)|openapi|\/samples\/(shards|flush)|\/models\/channels/;
    const missing = Object.entries(document.paths).flatMap(([path, methods]) =>
      Object.keys(methods)
        .filter((method) => !others.test(path) && !called.has(`${method} ${path}`))
        .map((method) => `${method} ${path}`),
    );
    expect(missing).toEqual([]);
  });
});

describe('the page of the docs', () => {
  it('explains every operation, with the command of every example', () => {
    for (const [path, methods] of Object.entries(document.paths)) {
      for (const { operationId } of Object.values(methods)) expect(page.text).toContain(`id="${operationId}"`);
      expect(page.text).toContain(path);
    }
    expect(page.text).toContain('curl -X POST &quot;$HOST/v1/tools/score&quot;');
  });

  it('runs nothing and fetches nothing', () => {
    expect(page.policy).toBe(DOCS_PAGE_POLICY);
    expect(page.policy).toContain("default-src 'none'");
    expect(page.text).not.toMatch(/<script|javascript:|\son[a-z]+=|<link|<img|https?:\/\//i);
    expect(page.text).not.toContain('style=');
  });
});
