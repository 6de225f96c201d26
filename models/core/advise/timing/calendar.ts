/**
 * Planned moments → an iCalendar file (RFC 5545). Times are written in UTC, so every calendar shows the right instant on
 * both sides of a change to summer time, without a copy of the zone's rules.
 */

export interface CalendarEvent {
  /** Stays the same for the same plan, so that a second import changes events and does not double them. */
  readonly uid: string;
  /** Unix seconds. */
  readonly time: number;
  readonly minutes: number;
  readonly title: string;
  readonly text: string;
}

/** @param madeAt Unix seconds */
export function calendarOf(events: readonly CalendarEvent[], name: string, madeAt: number): string {
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Presage//Plan//EN',
    'CALSCALE:GREGORIAN',
    'METHOD:PUBLISH',
    `X-WR-CALNAME:${escape(name)}`,
    ...events.flatMap(({ uid, time, minutes, title, text }) => [
      'BEGIN:VEVENT',
      `UID:${escape(uid)}`,
      `DTSTAMP:${stamp(madeAt)}`,
      `DTSTART:${stamp(time)}`,
      `DTEND:${stamp(time + minutes * 60)}`,
      `SUMMARY:${escape(title)}`,
      `DESCRIPTION:${escape(text)}`,
      'BEGIN:VALARM',
      'ACTION:DISPLAY',
      'TRIGGER:-PT30M',
      `DESCRIPTION:${escape(title)}`,
      'END:VALARM',
      'END:VEVENT',
    ]),
    'END:VCALENDAR',
  ];
  return lines.map((line) => `${fold(line)}\r\n`).join('');
}

/** Section 3.3.11: backslash, semicolon, comma and line ends. */
const escape = (text: string): string =>
  text
    .replace(/\\/gu, '\\\\')
    .replace(/[;,]/gu, (sign) => `\\${sign}`)
    .replace(/\r\n|\r|\n/gu, '\\n')
    // Other control characters are not allowed in a text.
    .replace(/\p{Cc}/gu, '');

/** Section 3.1: at most 75 octets a line, never inside a character; a continued line begins with a blank. */
function fold(line: string): string {
  let out = '';
  let octets = 0;
  for (const sign of line) {
    const size = octetsOf(sign);
    if (octets + size > 75) {
      out += '\r\n ';
      octets = 1;
    }
    out += sign;
    octets += size;
  }
  return out;
}

/** UTF-8 length of one code point. */
function octetsOf(sign: string): number {
  const code = sign.codePointAt(0) ?? 0;
  return code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x1_0000 ? 3 : 4;
}

/** 20261005T180000Z */
const stamp = (time: number): string =>
  `${new Date(Math.round(time) * 1000).toISOString().slice(0, 19).replace(/[-:]/gu, '')}Z`;
