/** A tool and its request enter, the reply leaves: answered on this machine with the models of the checkout, or by a running host. */
import { readFileSync } from 'node:fs';
import { call, type Transport } from '#contracts/endpoints/endpoint.ts';
import { retryAfterS } from '#contracts/endpoints/retry-after.ts';
import { askTool } from '#contracts/endpoints/tools.ts';
import { parseEngageModel, parseTopModel } from '#contracts/account-models.ts';
import { parseGrowthModel, parseHoldModel, parseReachModel, parseSentimentModel } from '#contracts/model-file.ts';
import type { Parsed } from '#contracts/parse.ts';
import type { AnyTool } from '#contracts/tools/all.ts';
import { isRefusal, parseToolRequest, type ToolModels } from '#contracts/tools/tool.ts';
import { understandsEngage } from '#core/scoring/engage.ts';
import { understandsGrowth } from '#core/scoring/growth.ts';
import { understandsHold } from '#core/scoring/hold.ts';
import { understandsReach } from '#core/scoring/reach.ts';
import { understandsSentiment } from '#core/scoring/sentiment.ts';
import { understandsTop } from '#core/scoring/top.ts';
import { UsageError } from '../clip-lines.ts';

export type Asked =
  | { readonly kind: 'answered'; readonly reply: Readonly<Record<string, unknown>> }
  /** The request is not one that the tool takes. */
  | { readonly kind: 'refused'; readonly why: string }
  /** The way there, or the server, failed: the same question may be asked again. */
  | { readonly kind: 'broken'; readonly why: string };

export type Ask = (tool: AnyTool, request: unknown) => Promise<Asked>;

/** @param now Unix ms
 * @param note told once of models that cannot be asked: the answer then rests on the others */
export function askHere(now: () => number, note: (line: string) => void): Ask {
  let models: ToolModels | null = null;
  const noted = new Set<string>();
  return async (tool, request) => {
    const parsed = parseToolRequest(tool, request);
    if (!parsed.ok) return { kind: 'refused', why: parsed.reason };
    models ??= modelsOfCheckout();
    for (const id of tool.models) {
      if (models.versions[id] !== undefined || noted.has(id)) continue;
      noted.add(id);
      note(`models/zoo/${id} was made for other features than this checkout has: answered without it.`);
    }
    const reply = await tool.run(parsed.value, models, now());
    if (isRefusal(reply))
      return { kind: 'broken', why: 'a model that this tool asks is not in models/zoo, or is of another version' };
    return { kind: 'answered', reply: reply as Record<string, unknown> }; // holds: every reply is an object
  };
}

/** Waits and asks again so often when a host says Retry-After. */
const TRIES = 5;

/** @throws UsageError for an address that is none */
export function askHost(host: string, token: string | null, signal: AbortSignal): Ask {
  if (!/^https?:\/\/[^/]+\/?$/.test(host))
    throw new UsageError(`--host takes an address such as http://localhost:8787, not "${host}".`);
  const send = fetchTransport(host.replace(/\/$/, ''), signal);
  return async (tool, request) => {
    for (let tried = 1; ; tried++) {
      const told = await call(send, askTool(tool), { request, token });
      if (told.ok) return { kind: 'answered', reply: told.value as Record<string, unknown> }; // holds: every reply is an object
      const { failure } = told;
      const wait = 'retryAfterS' in failure ? failure.retryAfterS : null;
      if (wait !== null && tried < TRIES) {
        await new Promise((resolve) => setTimeout(resolve, wait * 1000));
        signal.throwIfAborted();
        continue;
      }
      if (failure.code === 'server_refused') return { kind: 'refused', why: failure.detail };
      return { kind: 'broken', why: `${host}: ${failure.code}` };
    }
  };
}

/** The scripts' side of the typed client. */
export const fetchTransport =
  (origin: string, signal?: AbortSignal): Transport =>
  async ({ method, path, body, headers = {} }, what) => {
    try {
      const response = await fetch(`${origin}${path}`, {
        method,
        headers: { ...headers, ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
        ...(body === undefined ? {} : { body }),
        ...(signal ? { signal } : {}),
        redirect: 'error',
      });
      const text = await response.text();
      const wait = retryAfterS(response.headers.get('retry-after'), Date.now());
      return { ok: true, value: { status: response.status, json: jsonOr(text), retryAfterS: wait } };
    } catch (cause) {
      signal?.throwIfAborted();
      if (cause instanceof TypeError) return { ok: false, failure: { code: 'offline_and_missing', what, bytes: null } };
      throw cause;
    }
  };

function jsonOr(text: string): unknown {
  try {
    return text === '' ? null : (JSON.parse(text) as unknown);
  } catch {
    return null; // a page: the caller sees that it is none of the replies
  }
}

function modelsOfCheckout(): ToolModels {
  const of = <T extends { readonly version: string }>(
    id: string,
    parse: (input: unknown) => Parsed<T>,
    understands: (model: T) => boolean,
  ): T | null => {
    const parsed = parse(JSON.parse(readFileSync(new URL(`../../zoo/${id}/model.json`, import.meta.url), 'utf8')));
    return parsed.ok && understands(parsed.value) ? parsed.value : null;
  };
  const all = {
    reach: of('reach', parseReachModel, understandsReach),
    hold: of('hold', parseHoldModel, understandsHold),
    growth: of('growth', parseGrowthModel, understandsGrowth),
    sentiment: of('sentiment', parseSentimentModel, understandsSentiment),
    top: of('top', parseTopModel, understandsTop),
    engage: of('engage', parseEngageModel, understandsEngage),
  };
  const versions = Object.fromEntries(
    Object.entries(all).flatMap(([id, model]) => (model === null ? [] : [[id, model.version]])),
  );
  return { ...all, versions };
}
