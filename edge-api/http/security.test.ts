import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { CONTENT_SECURITY_POLICY, SECURITY_HEADERS } from './security.ts';

it('static assets on Workers carry the same headers as every reply here', () => {
  const text = readFileSync(fileURLToPath(new URL('../../public/_headers', import.meta.url)), 'utf8');
  const block = /^\/\*\n((?: {2}.*\n)+)/m.exec(text)?.[1] ?? '';
  const headers = block
    .trim()
    .split('\n')
    .map((line) => line.trim().split(/:\s(.*)/s));
  expect(Object.fromEntries(headers.map(([name = '', value = '']) => [name.toLowerCase(), value]))).toEqual(
    SECURITY_HEADERS,
  );
});

it('no script of another origin, no inline script and no eval may run', () => {
  const scripts = CONTENT_SECURITY_POLICY.split('; ').find((rule) => rule.startsWith('script-src '));
  expect(scripts).toBe("script-src 'self' 'wasm-unsafe-eval'");
  expect(CONTENT_SECURITY_POLICY).not.toMatch(/unsafe-inline|https?:|\*/);
});
