/** A report's numbers → a link that anyone can open; made and deleted at the maker's word only. No video, no name, no words travel. */
import { ok, type Result } from '#core/failure.ts';
import type { Report } from '#core/flow.ts';
import { predictionHash } from '#core/learn/prediction.ts';
import { ModelVersion, SHARE_DAYS, type ShareForecast, type ShareRequest } from '#contracts/share.ts';
import { call } from '#contracts/endpoints/endpoint.ts';
import * as endpoints from '#contracts/endpoints/shares.ts';
import { sending } from './door.ts';

export interface ShareOptions {
  readonly days?: number;
  /** Fixes the whole forecast under its hash, to be checked after posting. */
  readonly registered?: boolean;
  readonly signal?: AbortSignal;
}

/** A link that was made, as the app keeps it. */
export interface ShareLink {
  /** Whole address, to copy. */
  readonly url: string;
  /** null for a signed link: nothing is kept on the server, so nothing can be deleted. */
  readonly deletion: { readonly id: string; readonly token: string } | null;
  /** Unix ms. */
  readonly expiresAt: number;
}

/** Exactly what will be sent, so that a screen can show it; null for a report without a number. */
export function shareRequest(
  report: Report,
  { days = SHARE_DAYS.usual, registered = false }: ShareOptions = {},
): ShareRequest | null {
  const { score, models, madeAt } = report;
  const [value, low, high] = [score.value, score.low, score.high].map(Math.round);
  if (value === undefined || low === undefined || high === undefined || score.reference === 'none') return null;
  const versions = models.flatMap(({ id, version }) => {
    const parsed = ModelVersion.safeParse({ id, version });
    return parsed.success ? [parsed.data] : [];
  });
  const forecast: ShareForecast = {
    score: value,
    low: Math.min(low, value),
    high: Math.max(high, value),
    basis: versions.length > 0 ? score.basis : 'prior',
    models: versions,
    date: dayOf(madeAt),
    prediction: registered ? predictionHash(report) : null,
  };
  return { schema: 1, forecast, days };
}

/** Keeps the numbers on the server under a random address. */
export async function makeShare(request: ShareRequest, { signal }: ShareOptions = {}): Promise<Result<ShareLink>> {
  const made = await call(sending(signal), endpoints.makeShare, request);
  if (!made.ok) return made;
  const { id, path, deletionToken, expiresAt } = made.value;
  return ok({ url: address(path), deletion: { id, token: deletionToken }, expiresAt });
}

/** Signs the numbers into the address itself: the server keeps nothing. */
export async function signShare(request: ShareRequest, { signal }: ShareOptions = {}): Promise<Result<ShareLink>> {
  const signed = await call(sending(signal), endpoints.signShare, request);
  if (!signed.ok) return signed;
  return ok({ url: address(signed.value.path), deletion: null, expiresAt: signed.value.expiresAt });
}

/** Deletes a link; also well when it was gone already. */
export const deleteShare = (
  deletion: NonNullable<ShareLink['deletion']>,
  signal?: AbortSignal,
): Promise<Result<null>> => call(sending(signal), endpoints.deleteShare, deletion);

/** With the language that the app speaks now: the preview in a chat is part of what its maker says. */
function address(path: string): string {
  const url = new URL(path, globalThis.location.origin);
  const language = globalThis.document?.documentElement.lang;
  if (language) url.searchParams.set('l', language);
  return url.href;
}

/** The day by the device's own calendar, as the person would write it. */
function dayOf(madeAt: number): string {
  const at = new Date(madeAt);
  const two = (n: number): string => String(n).padStart(2, '0');
  return `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`;
}
