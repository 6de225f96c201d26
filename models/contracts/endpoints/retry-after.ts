/** A Retry-After header and the time enter, the seconds to wait leave. Apart from the client, because the page's first load needs it and needs no contract. */

/** Seconds to wait from a Retry-After header: a number, or a date after `now`. At most a day is believed. */
export function retryAfterS(header: string | null, now: number): number | null {
  if (header === null) return null;
  const text = header.trim();
  const seconds = /^\d{1,9}$/.test(text) ? Number(text) : Math.ceil((Date.parse(text) - now) / 1000);
  return Number.isFinite(seconds) && seconds >= 0 ? Math.min(seconds, 86_400) : null;
}
