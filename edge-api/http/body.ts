/** A request body in, a value that its contract has parsed out; or the problem that says what is wrong with it. */
import type { OpenAPIHono, RouteConfig, z } from '@hono/zod-openapi';
import { createMiddleware } from 'hono/factory';
import type { Edge, Asking } from '../host.ts';
import { problem } from './problem.ts';

/** A body that no route asks for is refused beyond this, before it costs memory. */
const MOST_BYTES = 64 * 1024;
/** What each route takes; a sample has 2 KB, a share 300 bytes, 500 readings as JSON 90 KB. */
const MOST_BYTES_OF: readonly (readonly [path: RegExp, bytes: number])[] = [
  [/^\/api\/shares(\/|$)/, 4 * 1024],
  [/^\/api\/samples(\/|$)/, 16 * 1024],
  // A link and a creator's token.
  [/^\/api\/results\/(read|follow)$/, 8 * 1024],
  [/^\/api\/(accounts|comments)\//, 8 * 1024],
  [/^\/api\/results(\/|$)/, 256 * 1024],
  // The signals of a clip, or a history of posts with their captions.
  [/^\/v1\/tools\//, 1024 * 1024],
];

/** Of a body that is refused while it comes, so much is still let through: a client that is cut off in mid-sentence reads no reply. */
const DRAIN_BYTES = 1024 * 1024;

/** Refuses bodies that say they are too large for their route; `textBody` counts those that do not tell. */
export const limitedBody = createMiddleware<Edge>(async (c, next) =>
  Number(c.req.header('content-length') ?? 0) > mostBytes(c)
    ? problem('body_too_large', c.var.requestId)
    : await next(),
);

const mostBytes = (c: Asking): number => MOST_BYTES_OF.find(([path]) => path.test(c.req.path))?.[1] ?? MOST_BYTES;

type Reading<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly reason: string };

/** Reads JSON strictly (its type, UTF-8, syntax), then parses it by its contract; leaves the value in `c.var.body`. */
export const jsonBody = <T>(parse: (input: unknown) => Reading<T>) =>
  createMiddleware<Edge & { Variables: { body: T; text: string } }>(async (c, next) => {
    const text = await textBody(c, 'application/json');
    if (text instanceof Response) return text;
    let input: unknown;
    try {
      input = JSON.parse(text);
    } catch {
      return problem('bad_json', c.var.requestId);
    }
    const parsed = parse(input);
    if (!parsed.ok) return refused(c, parsed.reason);
    c.set('body', parsed.value);
    c.set('text', text);
    return await next();
  });

/** The body as text when it has that type and is UTF-8; else the problem. */
export async function textBody(c: Asking, ...types: readonly string[]): Promise<string | Response> {
  const type = (c.req.header('content-type') ?? '').split(';')[0]?.trim().toLowerCase() ?? '';
  if (!types.includes(type)) {
    return problem('unsupported_media_type', c.var.requestId, {
      detail: `The body must be ${types.join(' or ')}.`,
      headers: { accept: types.join(', ') },
    });
  }
  const bytes = await bodyBytes(c, mostBytes(c));
  if (bytes === 'too_large') return problem('body_too_large', c.var.requestId);
  // Nobody may be there to read it; but a phone that lost its network is no failure of ours.
  if (bytes === 'broken') return problem('bad_request', c.var.requestId, { detail: 'The body broke off.' });
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return problem('bad_utf8', c.var.requestId);
  }
}

type Bytes = Uint8Array<ArrayBuffer> | 'too_large' | 'broken';

/** A body that tells its length is read whole, which on Node costs a tenth of a stream; a chunked one is counted as it comes. */
async function bodyBytes(c: Asking, most: number): Promise<Bytes> {
  try {
    // `limitedBody` has refused what says that it is longer, and nobody can send more than they said.
    if (c.req.header('content-length') === undefined) return await streamedBytes(c.req.raw.body, most);
    const whole = new Uint8Array(await c.req.raw.arrayBuffer());
    return whole.length > most ? 'too_large' : whole;
  } catch {
    return 'broken';
  }
}

async function streamedBytes(body: ReadableStream<Uint8Array> | null, most: number): Promise<Bytes> {
  if (!body) return new Uint8Array();
  const parts: Uint8Array[] = [];
  let size = 0;
  const reader = body.getReader();
  for (let next = await reader.read(); !next.done; next = await reader.read()) {
    size += next.value.length;
    if (size <= most) parts.push(next.value);
    else if (size > DRAIN_BYTES) {
      void reader.cancel().catch(() => {}); // it is refused either way
      return 'too_large';
    }
  }
  if (size > most) return 'too_large';
  const whole = new Uint8Array(size);
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

/** A contract's reason as a problem. Reasons name places in the body and what was expected there, never a value. */
export function refused(c: Asking, reason: string): Response {
  if (reason === 'other_feature_set') return problem('other_feature_set', c.var.requestId);
  if (reason === 'clock_skew') return problem('clock_skew', c.var.requestId);
  return problem('invalid', c.var.requestId, { detail: `The body was not taken: ${reason.slice(0, 200)}.` });
}

/**
 * Enters a route with its body into the API's description. The route itself is given to `.openapi` with `hide: true`
 * and `jsonBody`: the contract parses it then, with its upgrade steps, and nothing is validated twice.
 */
export function describeBody(
  app: OpenAPIHono<Edge>,
  route: RouteConfig,
  content: Readonly<Record<string, z.ZodType>>,
): void {
  app.openAPIRegistry.registerPath({
    ...route,
    request: {
      ...route.request,
      body: {
        required: true,
        content: Object.fromEntries(Object.entries(content).map(([type, schema]) => [type, { schema }])),
      },
    },
  });
}
