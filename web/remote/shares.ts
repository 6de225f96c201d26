/** A report's numbers → a link that anyone can open; made and deleted at the maker's word only. No video, no name, no words travel. */
import { fail, ok, type Result } from '#core/failure.ts';
import type { Report } from '#core/flow.ts';
import { predictionHash } from '#core/learn/prediction.ts';
import {
  ModelVersion,
  SHARE_DAYS,
  parseShareReceipt,
  parseSignedShare,
  type ShareForecast,
  type ShareRequest,
} from '#contracts/share.ts';
import { send } from './door.ts';

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
  const sent = await send('POST', '/api/shares', 'share', {
    body: JSON.stringify(request),
    ...(signal ? { signal } : {}),
  });
  if (!sent.ok) return sent;
  const parsed = parseShareReceipt(sent.value.json);
  if (sent.value.status !== 201 || !parsed.ok) return fail({ code: 'download_corrupt', what: 'share' });
  const { id, path, deletionToken, expiresAt } = parsed.value;
  return ok({ url: address(path), deletion: { id, token: deletionToken }, expiresAt });
}

/** Signs the numbers into the address itself: the server keeps nothing. */
export async function signShare(request: ShareRequest, { signal }: ShareOptions = {}): Promise<Result<ShareLink>> {
  const sent = await send('POST', '/api/shares/signed', 'share', {
    body: JSON.stringify(request),
    ...(signal ? { signal } : {}),
  });
  if (!sent.ok) return sent;
  const parsed = parseSignedShare(sent.value.json);
  if (sent.value.status !== 201 || !parsed.ok) return fail({ code: 'download_corrupt', what: 'share' });
  return ok({ url: address(parsed.value.path), deletion: null, expiresAt: parsed.value.expiresAt });
}

/** Deletes a link; also well when it was gone already. */
export async function deleteShare(
  { id, token }: NonNullable<ShareLink['deletion']>,
  signal?: AbortSignal,
): Promise<Result<null>> {
  const sent = await send('DELETE', `/api/shares/${id}`, 'share', {
    headers: { authorization: `Bearer ${token}` },
    ...(signal ? { signal } : {}),
  });
  if (!sent.ok) return sent;
  return [204, 404].includes(sent.value.status) ? ok(null) : fail({ code: 'download_corrupt', what: 'share' });
}

const address = (path: string): string => new URL(path, globalThis.location.origin).href;

/** The day by the device's own calendar, as the person would write it. */
function dayOf(madeAt: number): string {
  const at = new Date(madeAt);
  const two = (n: number): string => String(n).padStart(2, '0');
  return `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`;
}
