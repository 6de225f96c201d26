/**
 * The built app from Workers' static assets.
 *
 * Cloudflare answers for files and for people who navigate before this code runs (wrangler.toml, `assets`), with the
 * headers of public/_headers. What reaches `answer` is an address without a file.
 */
import type { Site } from '../host.ts';
import { lifeOf, wantsPage } from './rules.ts';

export interface Assets {
  fetch(request: Request | string): Promise<Response>;
}

/** The binding wants a whole URL and looks at its path only. */
const ANY_ORIGIN = 'https://assets.invalid/';

export function siteFromAssets(assets: Assets): Site {
  return {
    async read(path) {
      const reply = await assets.fetch(
        new Request(new URL(path, ANY_ORIGIN), { headers: { 'sec-fetch-mode': 'cors' } }),
      );
      // A file that is not there comes back as the app's page where the fallback is on.
      const page = path !== 'index.html' && (reply.headers.get('content-type') ?? '').startsWith('text/html');
      return reply.ok && !page ? new Uint8Array(await reply.arrayBuffer()) : null;
    },

    async answer(request) {
      if (!wantsPage(request)) return null;
      const reply = await assets.fetch(new Request(new URL('/', request.url), request));
      if (!reply.ok && reply.status !== 304) return null;
      const headers = new Headers(reply.headers);
      headers.set('cache-control', lifeOf('index.html'));
      return new Response(reply.body, { status: reply.status, headers });
    },
  };
}
