/**
 * The text of a transcript enters, plain or as a file of subtitles (.srt, .vtt); what is said leaves, with its times
 * where it had any. Files come from many tools, so whatever can be understood is taken and the rest is counted.
 *
 * SubRip has no standard; WebVTT is https://www.w3.org/TR/webvtt1/ (section 4). Both put a line with `-->` over the
 * words of a cue, and everything else here follows from that line.
 */
import type { Transcript } from '../flow.ts';
import { seconds, type Seconds } from '../units.ts';

export type TranscriptParsed =
  | { readonly ok: true; readonly transcript: Transcript }
  /** Nothing in it is a word; it is longer than the longest clip could be. */
  | { readonly ok: false; readonly why: 'no_words' | 'too_long' };

/** Some three hours of speech: no short video has a tenth of it. */
export const TRANSCRIPT_LETTERS_MAX = 200_000;
/** With times and tags a file of subtitles is up to ten times its words. */
export const TRANSCRIPT_FILE_MAX = 10 * TRANSCRIPT_LETTERS_MAX;

export function parseTranscript(input: string): TranscriptParsed {
  if (input.length > TRANSCRIPT_FILE_MAX) return { ok: false, why: 'too_long' };
  // A mark of byte order, the three ways to end a line, and what a text file has no business to hold.
  const lines = input
    .replace(/^\uFEFF/u, '')
    .replaceAll('\0', '')
    .split(/\r\n|\r|\n/u);
  const timed = lines.some((line) => ARROW.test(line));
  const isVtt = /^WEBVTT(?:\s|$)/u.test(lines[0] ?? '');
  const found = timed ? cuesOf(lines) : { cues: [], skipped: 0 };
  const text = (timed ? unrolled(found.cues) : lines.filter((line, i) => !(isVtt && i === 0)).map(spoken))
    .filter((line) => line !== '')
    .join('\n');
  if (text.length > TRANSCRIPT_LETTERS_MAX) return { ok: false, why: 'too_long' };
  if (!/[\p{L}\p{N}]/u.test(text)) return { ok: false, why: 'no_words' };
  return { ok: true, transcript: { from: isVtt ? 'vtt' : timed ? 'srt' : 'text', text, ...found } };
}

type Cue = Transcript['cues'][number];

const ARROW = /-->/u;
const TIMES = /^\s*(\S+)\s*-->\s*(\S+)/u;
/** Hours may be missing, or have three digits; the comma is SubRip's, the point WebVTT's, and each is found in the other. */
const TIME = /^(?:(\d{1,3}):)?(\d{1,2}):(\d{1,2})(?:[.,](\d{1,3}))?$/u;

function cuesOf(lines: readonly string[]): { cues: Cue[]; skipped: number } {
  const cues: Cue[] = [];
  let skipped = 0;
  for (let i = 0; i < lines.length; i++) {
    if (!ARROW.test(lines[i]!)) continue;
    const [, from, to] = TIMES.exec(lines[i]!) ?? [];
    const words: string[] = [];
    // A cue ends with an empty line, or where the next one begins without one.
    while (i + 1 < lines.length && lines[i + 1]!.trim() !== '' && !ARROW.test(lines[i + 1]!)) words.push(lines[++i]!);
    // Then the number of the next one stands under the words of this one.
    if (ARROW.test(lines[i + 1] ?? '') && /^\s*\d+\s*$/u.test(words.at(-1) ?? '')) words.pop();
    const [begins, ends] = [timeOf(from), timeOf(to)];
    const text = words
      .map(spoken)
      .filter((line) => line !== '')
      .join('\n');
    if (begins === null || ends === null || ends <= begins) skipped++;
    // A cue without words is an empty picture, or a sound in brackets: nothing is left out with it.
    else if (text !== '') cues.push({ from: begins, to: ends, text });
  }
  return { cues: cues.sort((a, b) => a.from - b.from || a.to - b.to), skipped };
}

function timeOf(written: string | undefined): Seconds | null {
  const [, hours = '0', minutes, whole, part = ''] = TIME.exec(written ?? '') ?? [];
  if (minutes === undefined || whole === undefined || Number(minutes) > 59 || Number(whole) > 59) return null;
  return seconds(Number(hours) * 3600 + Number(minutes) * 60 + Number(whole) + Number(part.padEnd(3, '0')) / 1000);
}

/** A line without tags (<i>, <v Ann>, <00:01.000>, {\an8}), references and what is not said: [music], ♪. */
function spoken(line: string): string {
  return line
    .replaceAll(/<[^<>]{0,200}>/gu, '')
    .replaceAll(/\{\\[^{}]{0,200}\}/gu, '')
    .replaceAll(/&(?:amp|lt|gt|nbsp|lrm|rlm|quot|#39);/gu, (name) => REFERENCES[name] ?? '')
    .replaceAll(/\[[^[\]]{0,200}\]|[♪♫]/gu, ' ')
    .replaceAll(/[\s\u200B]+/gu, ' ')
    .trim();
}

const REFERENCES: Readonly<Record<string, string>> = {
  '&amp;': '&',
  '&lt;': '<',
  '&gt;': '>',
  '&nbsp;': ' ',
  '&quot;': '"',
  '&#39;': "'",
  // Marks of direction: invisible.
  '&lrm;': '',
  '&rlm;': '',
};

/** Nearer than this two cues follow each other. */
const TOUCH_S = 0.1;

/** Captions that roll up show each line twice, in this cue and over the next one; it is said once. */
function unrolled(cues: readonly Cue[]): string[] {
  const lines: string[] = [];
  let before: readonly string[] = [];
  let until = -Infinity;
  for (const cue of cues) {
    const own = cue.text.split('\n');
    const rolls = cue.from <= until + TOUCH_S ? before : [];
    // What stood last in the picture stands first now.
    const again = own.findLastIndex((line, i) => i < own.length - (own.length > 1 ? 1 : 0) && rolls.includes(line));
    lines.push(...own.slice(again + 1));
    before = own;
    until = Math.max(until, cue.to);
  }
  return lines;
}

/** Words of a text; null where its script puts no blanks between them, so that they cannot be counted this way. */
export function spokenWords(text: string): number | null {
  const letters = text.match(/[\p{L}\p{N}]/gu)?.length ?? 0;
  const unspaced =
    text.match(
      /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/gu,
    )?.length ?? 0;
  if (unspaced > UNSPACED_MAX * letters) return null;
  return text.split(/\s+/u).filter((word) => /[\p{L}\p{N}]/u.test(word)).length;
}

/** A name in Chinese in an English text is one word more or less; from a tenth of the letters on the count is off. */
const UNSPACED_MAX = 0.1;
