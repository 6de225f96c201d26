/** How posts did: a posted link read or followed; own readings pushed in, read back, forgotten. */
import {
  parseFollowReply,
  parseFollowedPost,
  parseLinkReadReply,
  type FollowReply,
  type FollowRequest,
  type FollowedPost,
  type LinkRead,
  type LinkReadReply,
} from '../linked-result.ts';
import { ResultsKept, parseResultsOut, type ResultReading, type ResultsIn, type ResultsOut } from '../result.ts';
import type { Parsed } from '../parse.ts';
import { bearer, jsonOf, nothing, type Endpoint } from './endpoint.ts';

export const readLink: Endpoint<LinkRead, LinkReadReply> = {
  method: 'POST',
  route: '/api/results/read',
  what: 'result',
  request: jsonOf,
  replies: { 200: parseLinkReadReply },
};

export const followLink: Endpoint<FollowRequest, FollowReply> = {
  method: 'POST',
  route: '/api/results/follow',
  what: 'result',
  request: jsonOf,
  replies: { 200: parseFollowReply, 201: parseFollowReply },
};

/** null once nothing is followed under the receipt any more. */
export const followedPost: Endpoint<{ readonly receipt: string }, FollowedPost | null> = {
  method: 'GET',
  route: '/api/results/followed/{receipt}',
  what: 'result',
  request: ({ receipt }) => ({ path: { receipt } }),
  replies: { 200: parseFollowedPost, 404: nothing },
};

/** Also well when it was gone already. */
export const unfollowLink: Endpoint<{ readonly receipt: string }, null> = {
  method: 'DELETE',
  route: '/api/results/followed/{receipt}',
  what: 'result',
  request: ({ receipt }) => ({ path: { receipt } }),
  replies: { 204: nothing, 404: nothing },
};

type Owned<T> = T & { readonly token: string };

export const pushResults: Endpoint<Owned<{ readonly results: ResultsIn }>, { readonly kept: number }> = {
  method: 'POST',
  route: '/api/results',
  what: 'results',
  request: ({ results, token }) => ({ ...jsonOf(results), ...bearer(token) }),
  replies: {
    201: (json): Parsed<{ kept: number }> => {
      const parsed = ResultsKept.safeParse(json);
      return parsed.success ? { ok: true, value: parsed.data } : { ok: false, reason: 'no number of readings' };
    },
  },
};

export const ownResults: Endpoint<
  Owned<{ readonly platform?: ResultReading['platform']; readonly post?: string; readonly after?: string }>,
  ResultsOut
> = {
  method: 'GET',
  route: '/api/results',
  what: 'results',
  request: ({ token, ...query }) => ({ query, ...bearer(token) }),
  replies: { 200: parseResultsOut },
};

export const forgetResults: Endpoint<Owned<Pick<ResultReading, 'platform' | 'post'>>, null> = {
  method: 'DELETE',
  route: '/api/results/{platform}/{post}',
  what: 'results',
  request: ({ platform, post, token }) => ({ path: { platform, post }, ...bearer(token) }),
  replies: { 204: nothing, 404: nothing },
};
