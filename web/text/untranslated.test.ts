/** No sentence stands in a screen itself, and none is left in English: every word a person reads comes from the three tables. */
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parse } from 'svelte/compiler';
import { describe, expect, test } from 'vitest';
import { LANGUAGES, loadTable } from './language.ts';

const WEB = fileURLToPath(new URL('..', import.meta.url));
const FOLDERS = ['screens', 'parts', 'shell'] as const;
/** Attributes that are read out or shown. */
const SPOKEN = new Set(['aria-label', 'aria-description', 'alt', 'title', 'placeholder', 'label']);
/** A word has two letters: "n", "A" and signs are the same in every language. So are the app's name and px. */
const hasWord = (text: string): boolean => /\p{L}{2,}/u.test(text.replace(/\b(?:Presage|px)\b/gu, ''));

const components = FOLDERS.flatMap((folder) =>
  readdirSync(join(WEB, folder), { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.svelte'))
    .map((path) => join(folder, path)),
);

/** Texts that a component shows by itself. */
function ownTexts(source: string): string[] {
  const found: string[] = [];
  const walk = (node: unknown, spoken: boolean): void => {
    if (Array.isArray(node)) {
      for (const each of node) walk(each, spoken);
      return;
    }
    if (typeof node !== 'object' || node === null) return;
    const { type, name, data } = node as { type?: unknown; name?: unknown; data?: unknown };
    if (type === 'Comment' || type === 'StyleDirective') return;
    if (type === 'Attribute') {
      walk((node as { value?: unknown }).value, typeof name === 'string' && SPOKEN.has(name));
      return;
    }
    if (type === 'Text' && spoken && typeof data === 'string') found.push(data);
    for (const [key, value] of Object.entries(node)) if (key !== 'type') walk(value, spoken);
  };
  walk(parse(source, { modern: true }).fragment, true);
  return found
    .flatMap((text) => text.split('\n'))
    .map((text) => text.trim())
    .filter((text) => hasWord(text));
}

test('a sentence in a component would be found', () => {
  expect(ownTexts('<p>Hello there {t("x")}</p><img alt="A cat" class="big cat" />')).toEqual(['Hello there', 'A cat']);
  expect(ownTexts('<p>{t("x")} · 50</p><i class="left"></i><!-- a note -->')).toEqual([]);
});

test.each(components)('%s shows no words of its own', (path) => {
  expect(ownTexts(readFileSync(join(WEB, path), 'utf8'))).toEqual([]);
});

describe('the tables', () => {
  /** Names and formats of three words and more that are the same in all three. */
  const SAME = /^[\d\s{}.,:;·()/+–×%-]*$|TikTok|YouTube|Meta Business|MP4|Flesch|CSV|JSON/u;
  test.each(LANGUAGES.filter((language) => language !== 'en'))('%s leaves no sentence in English', async (language) => {
    const [own, en] = await Promise.all([loadTable(language), loadTable('en')]);
    const left = [own.messages, own.terms].flatMap((table, at) => {
      const english: Readonly<Record<string, string>> = at === 0 ? en.messages : en.terms;
      return Object.entries(table).filter(
        ([key, sentence]) =>
          sentence === english[key] &&
          (sentence.replace(/\{\w+\}/gu, '').match(/\p{L}{2,}/gu)?.length ?? 0) >= 3 &&
          !SAME.test(sentence),
      );
    });
    expect(left).toEqual([]);
  });
});
