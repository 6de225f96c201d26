/** Typed words → numbers: views and followers as people write them. Unreadable is null. */

/** 12 400, 12,400, 12.400, 12.4k, 1,2 M, 3 mil. */
export function readCount(text: string): number | null {
  const match = /^\s*([\d\s.,'’\u00A0\u202F]+?)\s*(k|m|mio|mil|mill)?\.?\s*$/i.exec(text);
  if (!match) return null;
  const digits = (match[1] ?? '').replace(/[\s'’\u00A0\u202F]/g, '');
  const scale = SCALES[(match[2] ?? '').toLowerCase()] ?? 1;
  const value = scale === 1 ? grouped(digits) : decimal(digits);
  if (value === null) return null;
  const count = Math.round(value * scale);
  return Number.isSafeInteger(count) ? count : null;
}

const SCALES: Readonly<Record<string, number>> = { k: 1e3, mil: 1e3, m: 1e6, mio: 1e6, mill: 1e6 };

/** Whole numbers with groups of three, whatever stands between them. */
function grouped(digits: string): number | null {
  if (/^\d+$/.test(digits)) return Number(digits);
  if (/^\d{1,3}([.,]\d{3})+$/.test(digits)) return Number(digits.replace(/[.,]/g, ''));
  // Views with a fraction of zero: 1200.0 from a table.
  const whole = /^(\d+)[.,]0+$/.exec(digits);
  return whole ? Number(whole[1]) : null;
}

function decimal(digits: string): number | null {
  return /^\d+([.,]\d+)?$/.test(digits) ? Number(digits.replace(',', '.')) : null;
}
