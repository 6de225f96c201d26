/** What the edge answers when it can't do what was asked: RFC 9457 problem+json with a code for programs and one sentence for people. */
import { z } from 'zod';

export const PROBLEM_TYPE = 'application/problem+json';

/** Closed set: a client may switch over it. A new code needs a new release of the contract. */
export const ProblemCode = z.enum([
  'bad_request',
  'bad_json',
  'bad_utf8',
  'unauthorised',
  'forbidden',
  'not_found',
  'method_not_allowed',
  'idempotency_conflict',
  'body_too_large',
  'unsupported_media_type',
  'range_not_satisfiable',
  'invalid',
  'other_feature_set',
  'clock_skew',
  'too_many_requests',
  'not_ready',
  'internal',
]);
export type ProblemCode = z.infer<typeof ProblemCode>;

export const Problem = z.object({
  /** 'about:blank': the code says what it is, there is no page about it. */
  type: z.literal('about:blank'),
  title: z.string().min(1),
  status: z.int().min(400).max(599),
  code: ProblemCode,
  /** One sentence with the next step. */
  detail: z.string().min(1),
  /** The same as in the header X-Request-Id and in the host's log. */
  requestId: z.string().min(1),
});
export type Problem = z.infer<typeof Problem>;
