/** A shared forecast and a language in, the picture that chats and feeds show beside its link out: score, range, what they mean. */
import type { ShareForecast } from '#contracts/share.ts';
import { SHARE_WORDS, type Language } from '../share-text.ts';
import { LETTERS } from './letters.ts';
import { png } from './png.ts';
import { Sheet, bar, disc, letterOutlines, type Colour } from './sheet.ts';

/** What chats and feeds ask for (Open Graph's large form). */
export const PICTURE = { width: 1200, height: 630 } as const;

/** Light theme of the design's tokens: a picture cannot know how its reader's device is set. */
const INK: Colour = [0x1e, 0x1b, 0x20];
const INK_2: Colour = [0x51, 0x4d, 0x55];
const ACCENT: Colour = [0x3a, 0x4d, 0xb8];
const ACCENT_LINE: Colour = [0x84, 0x90, 0xda];
const WHITE: Colour = [0xff, 0xff, 0xff];
const SKY: readonly [Colour, Colour, Colour] = [
  [0xdf, 0xe4, 0xfa],
  [0xf3, 0xe9, 0xf1],
  [0xfd, 0xf1, 0xe4],
];
/** Where the second colour of the sky stands, as in the app's hero card. */
const DUSK = 0.52;

const EDGE = 84;
const LEFT = EDGE;
const RIGHT = PICTURE.width - EDGE;
const MIDDLE = PICTURE.width / 2;
/** Below this letters are too small beside a message in a chat. Chosen by eye at 300 px width. */
const SIZES = { brand: 46, tag: 36, score: 256, range: 116, beside: 42, axis: 34, sentence: 44 } as const;
const BAND_Y = 424;

type Shared = Pick<ShareForecast, 'score' | 'low' | 'high'>;

export async function sharePicture(shared: Shared, language: Language): Promise<Uint8Array<ArrayBuffer>> {
  const sheet = new Sheet(PICTURE.width, PICTURE.height, sky);
  mark(sheet, LEFT - 4, 50, 2.3);
  write(sheet, 'Presage', LEFT + 76, 102, SIZES.brand);
  sheet.paint(INK);
  const words = SHARE_WORDS[language];
  const { score, low, high } = shared;
  const from = write(sheet, String(score), LEFT - 10, 346, SIZES.score);
  const range = `${low} – ${high}`;
  const room = RIGHT - from - widthOf(words.of100, SIZES.beside) - 70;
  write(sheet, range, RIGHT, 296, fitting(range, SIZES.range, room), 'right');
  const sentence = words.beats(score);
  write(sheet, sentence, LEFT, 570, fitting(sentence, SIZES.sentence, RIGHT - LEFT));
  sheet.paint(INK);

  write(sheet, words.tag, RIGHT, 102, SIZES.tag, 'right');
  write(sheet, words.of100, from + 20, 346, SIZES.beside);
  write(sheet, words.eight, RIGHT, 346, SIZES.beside, 'right');
  write(sheet, '0', LEFT, 500, SIZES.axis);
  write(sheet, words.typical, MIDDLE, 500, SIZES.axis, 'middle');
  write(sheet, '100', RIGHT, 500, SIZES.axis, 'right');
  sheet.paint(INK_2);

  band(sheet, shared);
  return png(sheet.rgb, sheet.width, sheet.height);
}

/** As the app draws it: the outlined range on a line from 0 to 100, a blunt mark at the score, dots at a typical post. */
function band(sheet: Sheet, { score, low, high }: Shared): void {
  const at = (value: number): number => LEFT + ((RIGHT - LEFT) * value) / 100;
  sheet.outline(bar(LEFT, BAND_Y - 5, RIGHT - LEFT, 10));
  sheet.paint(INK_2, 0.18);
  const height = 44;
  // A range of nothing is still a round mark.
  const [x, width] = [at(low) - height / 2, at(high) - at(low) + height];
  const [left, wide] = [Math.max(LEFT, x), Math.min(RIGHT, x + width) - Math.max(LEFT, x)];
  sheet.outline(bar(left, BAND_Y - height / 2, wide, height));
  sheet.paint(ACCENT_LINE, 0.42);
  sheet.outline(bar(left, BAND_Y - height / 2, wide, height));
  sheet.outline(bar(left + 4, BAND_Y - height / 2 + 4, wide - 8, height - 8, true));
  sheet.paint(ACCENT);
  for (let y = BAND_Y - 44; y <= BAND_Y + 44; y += 11) sheet.outline(disc(at(50), y, 2.6));
  sheet.paint(INK_2);
  const centre = Math.min(RIGHT - 13, Math.max(LEFT + 13, at(score)));
  sheet.outline(bar(centre - 16, BAND_Y - 46, 32, 92));
  sheet.paint(WHITE);
  sheet.outline(bar(centre - 11, BAND_Y - 41, 22, 82));
  sheet.paint(ACCENT);
}

/** The dots of public/favicon.svg. */
function mark(sheet: Sheet, x: number, y: number, scale: number): void {
  const dot = (cx: number, cy: number, r: number, hole = false): void =>
    sheet.outline(disc(x + cx * scale, y + cy * scale, r * scale, hole));
  for (const [cx, cy] of [
    [5, 18],
    [11, 18],
    [11, 12],
    [17, 18],
    [17, 12],
    [17, 6],
  ] as const)
    dot(cx, cy, 2.6);
  dot(23, 18, 2.6);
  dot(23, 18, 1.2, true);
  sheet.outline(bar(x + 2 * scale, y + 23 * scale, 24 * scale, 2 * scale));
  sheet.paint(ACCENT);
}

function sky(down: number): Colour {
  const [a, b, c] = SKY;
  const [from, to, share] = down < DUSK ? [a, b, down / DUSK] : [b, c, (down - DUSK) / (1 - DUSK)];
  const mix = (i: 0 | 1 | 2): number => Math.round(from[i] + (to[i] - from[i]) * share);
  return [mix(0), mix(1), mix(2)];
}

/** @returns where the text ends */
function write(
  sheet: Sheet,
  text: string,
  x: number,
  baseline: number,
  size: number,
  align: 'left' | 'middle' | 'right' = 'left',
): number {
  const width = widthOf(text, size);
  let at = align === 'left' ? x : align === 'right' ? x - width : x - width / 2;
  for (const letter of text) {
    for (const outline of letterOutlines(letterOf(letter).d, at, baseline, size)) sheet.outline(outline);
    at += (letterOf(letter).w * size) / 1000;
  }
  return at;
}

const widthOf = (text: string, size: number): number =>
  Array.from(text).reduce((sum, letter) => sum + (letterOf(letter).w * size) / 1000, 0);

/** The size, or the smaller one at which the text fits. */
const fitting = (text: string, size: number, room: number): number =>
  Math.min(size, (size * room) / Math.max(1, widthOf(text, size)));

function letterOf(letter: string): { readonly w: number; readonly d: string } {
  const found = LETTERS[letter];
  if (!found) throw new RangeError(`no outline for "${letter}"`);
  return found;
}
