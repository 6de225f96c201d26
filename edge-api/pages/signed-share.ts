/** A forecast ↔ a link that holds it: `v1.<payload>.<hmac>`. Pure but for the key; what fails the check is null, never a number. */
import { ShareForecast } from '#contracts/share.ts';
import { fromBase64url, base64url, type Keys } from '../http/keys.ts';

const DAY_MS = 86_400_000;
/** A link longer than this is none of ours: the longest that we make has about 400 characters. */
const LONGEST = 1000;

/** A forecast as its page shows it. */
export interface SharedForecast {
  readonly forecast: ShareForecast;
  /** When the link was made, by the server's clock, in Unix ms; to the day in a signed link. */
  readonly madeAt: number;
  readonly expiresAt: number;
}

export function signShare(
  keys: Keys,
  forecast: ShareForecast,
  now: number,
  days: number,
): { readonly text: string; readonly expiresAt: number } {
  const today = Math.floor(now / DAY_MS);
  const { score, low, high, basis, models, date, prediction } = forecast;
  const packed = [
    score,
    low,
    high,
    basis,
    models.map(({ id, version }) => [id, version]),
    date,
    prediction,
    today,
    days,
  ];
  const payload = base64url(new TextEncoder().encode(JSON.stringify(packed)));
  return { text: `v1.${payload}.${keys.sign('share', payload)}`, expiresAt: (today + days + 1) * DAY_MS };
}

/** null when it is not ours, was changed, or has ended. */
export function openSigned(keys: Keys, text: string, now: number): SharedForecast | null {
  const [version, payload, signature, ...rest] = text.length > LONGEST ? [] : text.split('.');
  if (version !== 'v1' || payload === undefined || signature === undefined || rest.length > 0) return null;
  if (!keys.holds('share', payload, signature)) return null;
  const bytes = fromBase64url(payload);
  // holds: the signature says that signShare wrote it
  const [score, low, high, basis, models, date, prediction, today, days] = JSON.parse(
    new TextDecoder().decode(bytes ?? new Uint8Array()),
  ) as [number, number, number, string, [string, string][], string, string | null, number, number];
  const parsed = ShareForecast.safeParse({
    score,
    low,
    high,
    basis,
    models: models.map(([id, modelVersion]) => ({ id, version: modelVersion })),
    date,
    prediction,
  });
  const expiresAt = (today + days + 1) * DAY_MS;
  return parsed.success && expiresAt > now ? { forecast: parsed.data, madeAt: today * DAY_MS, expiresAt } : null;
}

/** What the signature of a stored link covers. */
export const storedText = (row: {
  readonly id: string;
  readonly body: string;
  readonly createdAt: number;
  readonly expiresAt: number;
}): string => [row.id, row.createdAt, row.expiresAt, row.body].join('\n');

/** null when the row was changed behind our back. */
export function openStored(
  keys: Keys,
  row: Parameters<typeof storedText>[0] & { readonly signature: string },
): SharedForecast | null {
  if (!keys.holds('stored_share', storedText(row), row.signature)) return null;
  const parsed = ShareForecast.safeParse(JSON.parse(row.body));
  return parsed.success ? { forecast: parsed.data, madeAt: row.createdAt, expiresAt: row.expiresAt } : null;
}
