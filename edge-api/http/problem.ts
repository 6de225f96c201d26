/** A problem code in, the reply that says it out: status, title and sentence stand here once for both hosts. */
import type { TypedResponse } from 'hono';
import { PROBLEM_TYPE, type Problem, type ProblemCode } from '#contracts/problem.ts';

const PROBLEMS = {
  bad_request: { status: 400, title: 'Bad request', detail: 'The request is not one that this address understands.' },
  bad_json: { status: 400, title: 'Not JSON', detail: 'The body is not JSON; NaN and Infinity are not JSON either.' },
  bad_utf8: { status: 400, title: 'Not UTF-8', detail: 'The body holds bytes that are not UTF-8.' },
  unauthorised: {
    status: 401,
    title: 'Not authorised',
    detail: 'This address wants a token that is valid: Authorization: Bearer …',
  },
  forbidden: { status: 403, title: 'Forbidden', detail: 'The token does not open this address.' },
  not_found: { status: 404, title: 'Not found', detail: 'There is nothing at this address.' },
  method_not_allowed: {
    status: 405,
    title: 'Method not allowed',
    detail: 'This address answers other methods only; see Allow.',
  },
  idempotency_conflict: {
    status: 409,
    title: 'Idempotency conflict',
    detail: 'This Idempotency-Key came with another body before; take a new key for a new body.',
  },
  body_too_large: {
    status: 413,
    title: 'Body too large',
    detail: 'The request body is larger than this address takes.',
  },
  unsupported_media_type: {
    status: 415,
    title: 'Unsupported media type',
    detail: 'The body must be of a type that this address takes; see its description.',
  },
  range_not_satisfiable: {
    status: 416,
    title: 'Range not satisfiable',
    detail: 'The file ends before the range asked for; Content-Range tells its size.',
  },
  invalid: { status: 422, title: 'Invalid', detail: 'The body is not of the shape that this address takes.' },
  other_feature_set: {
    status: 422,
    title: 'Other feature set',
    detail: 'The features were computed by another version of the app; update the app and compute them again.',
  },
  clock_skew: {
    status: 422,
    title: 'Clock skew',
    detail: 'A time in the body lies in the future or too far back; set the clock of the device.',
  },
  too_many_requests: {
    status: 429,
    title: 'Too many requests',
    detail: 'This came too often; Retry-After tells how many seconds to wait.',
  },
  not_ready: {
    status: 503,
    title: 'Not ready',
    detail: 'The server runs but something it needs does not answer; try again in a minute.',
  },
  internal: {
    status: 500,
    title: 'Internal error',
    detail: 'The server failed at this request. Give the request id when you report it.',
  },
} as const satisfies Record<ProblemCode, { status: number; title: string; detail: string }>;

/** What "try again in a minute" means to a program; who knows better says so. */
const USUAL_WAIT_S = '60';

/** The reply with its body and status in its type, as the route definitions promise them. */
type ProblemReply<Code extends ProblemCode> = Response &
  TypedResponse<Problem, (typeof PROBLEMS)[Code]['status'], 'json'>;

export function problem<Code extends ProblemCode>(
  code: Code,
  requestId: string,
  { detail, headers }: { detail?: string; headers?: Readonly<Record<string, string>> } = {},
): ProblemReply<Code> {
  const { status, title, detail: usual } = PROBLEMS[code];
  const body = { type: 'about:blank', title, status, code, detail: detail ?? usual, requestId } satisfies Problem;
  const reply = new Response(JSON.stringify(body), {
    status,
    headers: {
      'content-type': PROBLEM_TYPE,
      'cache-control': 'no-store',
      ...(status === 503 ? { 'retry-after': USUAL_WAIT_S } : {}),
      ...headers,
    },
  });
  // holds: status and body are those of the code; TypedResponse exists for the compiler only
  return reply as ProblemReply<Code>;
}

/** The code for a status that Hono itself decided on. */
export function codeForStatus(status: number): ProblemCode {
  const found = Object.entries(PROBLEMS).find(([, { status: own }]) => own === status)?.[0];
  // holds: the keys of PROBLEMS are the codes
  return (found as ProblemCode | undefined) ?? (status >= 500 ? 'internal' : 'bad_request');
}

export type StatusOf<Code extends ProblemCode> = (typeof PROBLEMS)[Code]['status'];
export const statusOf = (code: ProblemCode): number => PROBLEMS[code].status;
