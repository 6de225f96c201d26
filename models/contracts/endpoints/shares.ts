/** Share links: made, signed, deleted. */
import {
  parseShareReceipt,
  parseSignedShare,
  type ShareReceipt,
  type ShareRequest,
  type SignedShare,
} from '../share.ts';
import { bearer, jsonOf, nothing, type Endpoint } from './endpoint.ts';

export const makeShare: Endpoint<ShareRequest, ShareReceipt> = {
  method: 'POST',
  route: '/api/shares',
  what: 'share',
  request: jsonOf,
  replies: { 201: parseShareReceipt },
};

export const signShare: Endpoint<ShareRequest, SignedShare> = {
  method: 'POST',
  route: '/api/shares/signed',
  what: 'share',
  request: jsonOf,
  replies: { 201: parseSignedShare },
};

/** Also well when it was gone already. */
export const deleteShare: Endpoint<{ readonly id: string; readonly token: string }, null> = {
  method: 'DELETE',
  route: '/api/shares/{id}',
  what: 'share',
  request: ({ id, token }) => ({ path: { id }, ...bearer(token) }),
  replies: { 204: nothing, 404: nothing },
};
