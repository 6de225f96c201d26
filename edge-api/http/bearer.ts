/** `Authorization: Bearer …` in; the API token that it is, or the problem. */
import { createMiddleware } from 'hono/factory';
import { findToken, tokenUsed, type ApiToken, type Scope } from '../db/tokens.ts';
import type { Edge, Asking } from '../host.ts';
import { carriesApiToken, overAddressLimit, tooMany } from './limits.ts';
import { problem } from './problem.ts';

const CHALLENGE = { 'www-authenticate': 'Bearer realm="presage"' };

const SENTENCES = {
  unknown: 'This token is not known here.',
  expired: 'This token has expired; ask for a new one.',
  revoked: 'This token was revoked; ask for a new one.',
} as const;

/** What stands after "Bearer"; null when the header is missing or of another kind. */
export const bearerOf = (c: Asking): string | null =>
  /^bearer +([A-Za-z0-9_~.+/-]+=*) *$/i.exec(c.req.header('authorization') ?? '')?.[1] ?? null;

/** Lets a request through whose token has the scope; the token is then in `c.var.token`. Also counts its requests. */
export const requireToken = (scope: Scope) =>
  createMiddleware<Edge & { Variables: { token: ApiToken } }>(async (c, next) => {
    const { host } = c.var;
    const raw = bearerOf(c);
    if (raw === null) return problem('unauthorised', c.var.requestId, { headers: CHALLENGE });
    const found = await findToken(host.db, raw, host.now());
    if (typeof found === 'string') {
      // Guessing counts as writing: by address.
      const over = await overAddressLimit(c);
      return over ?? problem('unauthorised', c.var.requestId, { detail: SENTENCES[found], headers: CHALLENGE });
    }
    const over = tooMany(c, await host.limiter.wait(`token ${found.id}`, found.perMinute, host.now()));
    if (over) return over;
    if (!found.scopes.includes(scope)) {
      return problem('forbidden', c.var.requestId, { detail: `This address wants a token with the scope ${scope}.` });
    }
    host.later(tokenUsed(host.db, found, host.now()));
    c.set('token', found);
    return await next();
  });

/** Tools are open to everybody within the limit of an address; a token with the scope `tools` brings its own limit. */
export const toolToken = createMiddleware<Edge & { Variables: { token: ApiToken } }>(async (c, next) =>
  carriesApiToken(c) ? await requireToken('tools')(c, next) : await next(),
);
