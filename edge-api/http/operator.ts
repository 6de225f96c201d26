/** Who may see figures: a request in, null when it may go on, or the problem. Takes `Authorization: Bearer …`, or Basic with the token as password, which is what a browser asks a person for. */
import { findToken, tokenUsed } from '../db/tokens.ts';
import type { Asking } from '../host.ts';
import { bearerOf } from './bearer.ts';
import { hashOfToken, sameText } from './keys.ts';
import { overAddressLimit } from './limits.ts';
import { problem } from './problem.ts';

const CHALLENGE = { 'www-authenticate': 'Basic realm="Presage operator", charset="UTF-8"' };

/** The operator's own token (PRESAGE_METRICS_TOKEN), or an API token with the scope `operator`. */
export async function refuseStranger(c: Asking) {
  const { host } = c.var;
  const token = bearerOf(c) ?? passwordOf(c);
  if (token === null) return problem('unauthorised', c.var.requestId, { headers: CHALLENGE });
  if (host.metricsToken !== null && sameText(hashOfToken(token), hashOfToken(host.metricsToken))) return null;
  const found = await findToken(host.db, token, host.now());
  if (typeof found !== 'string' && found.scopes.includes('operator')) {
    host.later(tokenUsed(host.db, found, host.now()));
    return null;
  }
  // Guessing counts as writing: by address.
  const over = await overAddressLimit(c);
  return over ?? problem('unauthorised', c.var.requestId, { headers: CHALLENGE });
}

function passwordOf(c: Asking): string | null {
  const encoded = /^basic +([A-Za-z0-9+/]+=*) *$/i.exec(c.req.header('authorization') ?? '')?.[1];
  if (encoded === undefined) return null;
  try {
    return atob(encoded).split(':').slice(1).join(':');
  } catch {
    return null; // a length that base64 does not have
  }
}
