/** Words that the route definitions share: replies as the API's description lists them. */
import { Problem, PROBLEM_TYPE, type ProblemCode } from '#contracts/problem.ts';
import { statusOf, type StatusOf } from '../http/problem.ts';

type ProblemResponse = {
  readonly description: string;
  readonly content: { readonly [PROBLEM_TYPE]: { readonly schema: typeof Problem } };
};

/** What each route that takes a body may answer. */
export const BODY_PROBLEMS = [
  'bad_json',
  'body_too_large',
  'unsupported_media_type',
  'invalid',
  'too_many_requests',
] as const satisfies readonly ProblemCode[];

/** The replies of these problems, by status. */
export function problems<Code extends ProblemCode>(...codes: readonly Code[]): Record<StatusOf<Code>, ProblemResponse> {
  const entries = codes.map((code) => [
    statusOf(code),
    { description: `Problem: ${codesOf(codes, statusOf(code))}`, content: { [PROBLEM_TYPE]: { schema: Problem } } },
  ]);
  // holds: one entry per code, under its status
  return Object.fromEntries(entries) as Record<StatusOf<Code>, ProblemResponse>;
}

const codesOf = (codes: readonly ProblemCode[], status: number): string =>
  codes.filter((code) => statusOf(code) === status).join(', ');
