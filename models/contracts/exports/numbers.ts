/** Cells of an export → counts, shares, lengths and dates, as each language writes them. Unreadable is null, which is not 0. */

/** What exports write where there is nothing. */
const NOTHING = /^(?:|-+|—|n\/a|undefined|null|nan)$/i;

/** 12 400, 12,400, 12.400, 12’400, 1.2K, 1,2 M. A count is whole: marks before three digits group. Negative is a mistake, not a count. */
export function countOf(cell: string | undefined): number | null {
  const text = bare(cell);
  if (NOTHING.test(text)) return null;
  const match = /^(\d[\d.,]*)(k|m|b|mio|mil|mrd|md)?$/i.exec(text);
  const digits = match?.[1] ?? '';
  if (!match) return null;
  const scale = SCALES[(match[2] ?? '').toLowerCase()] ?? 1;
  if (scale === 1) {
    if (/^\d+$/.test(digits)) return safe(Number(digits));
    if (/^\d{1,3}([.,]\d{3})+$/.test(digits)) return safe(Number(digits.replace(/[.,]/g, '')));
    const whole = /^(\d+)[.,]0+$/.exec(digits);
    return whole ? safe(Number(whole[1])) : null;
  }
  const value = /^\d+([.,]\d+)?$/.test(digits) ? Number(digits.replace(',', '.')) : Number.NaN;
  return Number.isNaN(value) ? null : safe(Math.round(value * scale));
}

/** 63.8, 63,8, 38%: of a hundred, → 0.638; .31 without a sign is a share already where `asShare`. */
export function percentOf(cell: string | undefined, asShare: boolean): number | null {
  const text = bare(cell);
  if (NOTHING.test(text)) return null;
  const match = /^(\d+(?:[.,]\d+)?)(%?)$/.exec(text);
  if (!match) return null;
  const value = Number((match[1] ?? '').replace(',', '.'));
  return match[2] === '%' || !asShare ? value / 100 : value;
}

/** 24, 11.5, 0:12, 0:00:34 → seconds. */
export function lengthOf(cell: string | undefined): number | null {
  const text = bare(cell);
  const clock = /^(?:(\d+):)?(\d+):(\d{2}(?:[.,]\d+)?)$/.exec(text);
  if (clock) return Number(clock[1] ?? 0) * 3600 + Number(clock[2]) * 60 + Number((clock[3] ?? '').replace(',', '.'));
  return /^\d+(?:[.,]\d+)?$/.test(text) ? Number(text.replace(',', '.')) : null;
}

/** A calendar moment as written, without a zone; `hour` null where only the day stands. */
export interface Written {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly hour: number | null;
  readonly minute: number;
}

/**
 * 2026-09-14, 2026-09-14 18:00, Sep 14, 2026, 14 September 2026, 28 sept. 2026, 09/15/2026 18:00, 15.09.2026.
 * A date without a year is none: exports of TikTok leave it out (notes/platform-exports.md section 1).
 *
 * @param monthFirst how 03/04/2026 is taken
 */
export function writtenDate(cell: string | undefined, monthFirst: boolean): Written | null {
  const text = (cell ?? '').trim();
  const clock = /(?:^|[\sT,])(\d{1,2}):(\d{2})/.exec(text);
  const [hour, minute] = clock ? [Number(clock[1]), Number(clock[2])] : [null, 0];
  const iso = /^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})/.exec(text);
  if (iso) return valid(Number(iso[1]), Number(iso[2]), Number(iso[3]), hour, minute);
  const slashed = /^(\d{1,2})([/.-])(\d{1,2})\2(\d{4})/.exec(text);
  if (slashed) {
    const [one, two, year] = [Number(slashed[1]), Number(slashed[3]), Number(slashed[4])];
    // A dot is never month first; a part over 12 decides by itself.
    const first = slashed[2] !== '.' && two > 12 ? true : slashed[2] === '.' || one > 12 ? false : monthFirst;
    return first ? valid(year, one, two, hour, minute) : valid(year, two, one, hour, minute);
  }
  const year = /\b(20\d{2}|19\d{2})\b/.exec(text);
  const word = /\p{L}{3,}/u.exec(
    text
      .normalize('NFD')
      .replace(/\p{Mark}/gu, '')
      .toLowerCase(),
  );
  const day = /(?:^|[^\d:])(\d{1,2})(?!\d|:)/.exec(text);
  if (!year || !word || !day) return null;
  const month = MONTHS.findIndex((names) => names.some((name) => word[0].startsWith(name))) + 1;
  return month === 0 ? null : valid(Number(year[1]), month, Number(day[1]), hour, minute);
}

/** English, French, Spanish, German, Portuguese and Italian, by what tells them apart, without accents. June and July before their prefix. */
const MONTHS: readonly (readonly string[])[] = [
  ['jan', 'ene', 'gen'],
  ['feb', 'fev'],
  ['mar'],
  ['apr', 'avr', 'abr'],
  ['may', 'mai', 'mag'],
  ['jun', 'juin', 'giu'],
  ['jul', 'juil', 'lug'],
  ['aug', 'aou', 'ago'],
  ['sep', 'set'],
  ['oct', 'okt', 'out', 'ott'],
  ['nov'],
  ['dec', 'dez', 'dic'],
];

function valid(year: number, month: number, day: number, hour: number | null, minute: number): Written | null {
  const at = new Date(Date.UTC(year, month - 1, day));
  const real = at.getUTCFullYear() === year && at.getUTCMonth() === month - 1 && at.getUTCDate() === day;
  return real && year >= 2005 && (hour ?? 0) < 24 && minute < 60 ? { year, month, day, hour, minute } : null;
}

/** The moment a TikTok id was made: its upper 32 bits, Unix seconds (notes/platform-exports.md section 6). */
export function timeOfTiktokId(id: string): number | null {
  if (!/^\d{15,20}$/.test(id)) return null;
  const time = Number(BigInt(id) >> 32n);
  // TikTok's first posts are of 2014; what is outside is no such id.
  return time > 1_388_000_000 && time < 4_102_444_800 ? time : null;
}

const bare = (cell: string | undefined): string => (cell ?? '').replace(/[\s\u00A0\u202F'’]/g, '');
const safe = (value: number): number | null => (Number.isSafeInteger(value) ? value : null);
const SCALES: Readonly<Record<string, number>> = { k: 1e3, mil: 1e3, m: 1e6, mio: 1e6, b: 1e9, mrd: 1e9, md: 1e9 };
