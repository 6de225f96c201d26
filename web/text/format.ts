/** Numbers, lengths, sizes and dates as a language writes them. One Formats per language; nothing here reads a clock. */
import type { Language } from './language.ts';

const NBSP = '\u00A0';
const MINUS = '−';
const DAY_MS = 86_400_000;

export class Formats {
  readonly #language: Language;
  readonly #numbers = new Map<number, Intl.NumberFormat>();
  /** Making one takes a hundred times as long as asking it, which a list of thousands feels. */
  readonly #dates = new Map<string, Intl.DateTimeFormat>();
  #spans: Intl.RelativeTimeFormat | null = null;
  #compact: Intl.NumberFormat | null = null;
  readonly #plural: Intl.PluralRules;

  constructor(language: Language) {
    this.#language = language;
    this.#plural = new Intl.PluralRules(language);
  }

  /**
   * A sentence as it is set: a ratio stays on one line; in French, what stands before : ; ? ! » % and after « begins no
   * line of its own.
   */
  set(sentence: string): string {
    const whole = sentence.replace(/(?<=\d) : (?=\d)/g, `${NBSP}:${NBSP}`);
    return this.#language === 'fr' ? whole.replace(/ (?=[:;?!»%])|(?<=«) |(?<=\d) (?=\d{3})/g, NBSP) : whole;
  }

  /** Up to `digits` decimals; a true minus sign. */
  number(value: number, digits = 0, least = 0): string {
    const rounded = Number(value.toFixed(digits));
    // Nothing is grouped below a thousand, and the three languages share their digits: the first screen need not wait
    // for Intl, whose first number takes 50 ms.
    if (least === 0 && Number.isInteger(rounded) && Math.abs(rounded) < 1000) {
      return rounded < 0 ? `${MINUS}${-rounded}` : String(rounded === 0 ? 0 : rounded);
    }
    const slot = digits * 10 + least;
    let format = this.#numbers.get(slot);
    if (!format) {
      format = new Intl.NumberFormat(this.#language, {
        maximumFractionDigits: digits,
        minimumFractionDigits: least,
        // Four-digit Spanish and French numbers are grouped as English ones are.
        useGrouping: 'always',
      });
      this.#numbers.set(slot, format);
    }
    return format.format(rounded === 0 ? 0 : rounded).replace('-', MINUS);
  }

  /** +3, −2, 0. */
  signed(value: number, digits = 0): string {
    const text = this.number(Math.abs(value), digits);
    const rounded = Number(value.toFixed(digits));
    return rounded > 0 ? `+${text}` : rounded < 0 ? `${MINUS}${text}` : text;
  }

  /** .31 → 31 %. */
  percent(share: number, digits = 0): string {
    return `${this.number(share * 100, digits)}${NBSP}%`;
  }

  /** 1.3 ×. */
  times(value: number): string {
    return value < 9.95 ? `${this.number(value, 1, 1)}${NBSP}×` : `${this.number(value)}${NBSP}×`;
  }

  seconds(value: number, digits = 1): string {
    return `${this.number(value, digits, Math.min(1, digits))}${NBSP}s`;
  }

  /** Short clips in seconds, long ones as 3:25. */
  length(value: number): string {
    if (value < 100) return this.seconds(value);
    const whole = Math.round(value);
    const h = Math.floor(whole / 3600);
    const m = Math.floor((whole % 3600) / 60);
    const s = String(whole % 60).padStart(2, '0');
    return h > 0 ? `${h}:${String(m).padStart(2, '0')}:${s}` : `${m}:${s}`;
  }

  /** 1 MB = 1,000,000 bytes, as phones count. */
  bytes(value: number): string {
    const unit = this.#language === 'fr' ? 'o' : 'B';
    if (value < 1000) return `${this.number(value)}${NBSP}${unit}`;
    const steps = ['k', 'M', 'G', 'T'] as const;
    let size = value / 1000;
    let at = 0;
    while (size >= 999.5 && at < steps.length - 1) {
      size /= 1000;
      at++;
    }
    return `${this.number(size, size < 9.95 ? 1 : 0)}${NBSP}${steps[at] ?? ''}${unit}`;
  }

  /** 1,234 or 1.2 M: for views. */
  views(value: number): string {
    if (value < 10_000) return this.number(value);
    this.#compact ??= new Intl.NumberFormat(this.#language, { notation: 'compact', maximumSignificantDigits: 3 });
    return this.#compact.format(value);
  }

  /** Today, yesterday, a weekday within the week, else a date. */
  day(at: number, now: number): string {
    const days = Math.round((startOfDay(now) - startOfDay(at)) / DAY_MS);
    if (days === 0 || days === 1) return this.#span().format(-days, 'day');
    if (days > 1 && days < 7) return this.#date({ weekday: 'long' }).format(at);
    return this.date(at);
  }

  /** 5 minutes ago, 3 hours ago, yesterday, 12 days ago. */
  ago(at: number, now: number): string {
    const minutes = Math.max(0, Math.round((now - at) / 60_000));
    const format = this.#span();
    if (minutes < 60) return format.format(-minutes, 'minute');
    return minutes < 36 * 60
      ? format.format(-Math.round(minutes / 60), 'hour')
      : format.format(-Math.round(minutes / 1440), 'day');
  }

  date(at: number): string {
    return this.#date({ day: 'numeric', month: 'short', year: 'numeric' }).format(at);
  }

  /** 0 … 23 → 18:00, or 6 PM where that is usual. */
  hour(hour: number): string {
    return this.#date({
      hour: 'numeric',
      ...(this.#language === 'en' ? {} : { minute: '2-digit' }),
      timeZone: 'UTC',
    }).format(hour * 3_600_000);
  }

  /** 0 Monday … 6 Sunday. */
  weekday(day: number, length: 'long' | 'short' = 'long'): string {
    // 5 January 1970 was a Monday.
    return this.#date({ weekday: length, timeZone: 'UTC' }).format((day + 4) * DAY_MS);
  }

  /** Weekday, day and hour by the clocks of a zone. */
  moment(at: number, zone: string): string {
    return this.#date({
      weekday: 'short',
      day: 'numeric',
      month: 'short',
      hour: 'numeric',
      minute: '2-digit',
      timeZone: zone,
    }).format(at);
  }

  country(code: string): string {
    return new Intl.DisplayNames(this.#language, { type: 'region' }).of(code) ?? code;
  }

  list(items: readonly string[]): string {
    return new Intl.ListFormat(this.#language, { type: 'conjunction' }).format(items);
  }

  isOne(count: number): boolean {
    return this.#plural.select(count) === 'one';
  }

  #span(): Intl.RelativeTimeFormat {
    return (this.#spans ??= new Intl.RelativeTimeFormat(this.#language, { numeric: 'auto' }));
  }
  #date(options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
    const name = JSON.stringify(options);
    const format = this.#dates.get(name) ?? new Intl.DateTimeFormat(this.#language, options);
    this.#dates.set(name, format);
    return format;
  }
}

function startOfDay(at: number): number {
  const day = new Date(at);
  return new Date(day.getFullYear(), day.getMonth(), day.getDate()).getTime();
}
