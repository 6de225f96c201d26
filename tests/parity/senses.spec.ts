/**
 * Voice and words in a real browser under the app's own policy: the networks load from this origin only, nothing is
 * evaluated that the policy forbids, and what is heard is what Node hears. Captions are drawn and sound is rendered, so
 * nothing shared is needed.
 */
import { chromium, expect, test, type Browser, type Page } from '@playwright/test';
import { fileURLToPath } from 'node:url';
import type { VoiceSignals, WordsSignals } from '#core/flow.ts';
import { babble } from '#core/signals/beats.ts';
import { findChromium, LAUNCH_ARGUMENTS } from '../chromium.mjs';
import { openSilero } from '../perception/silero.ts';
import { readPercepts } from '../../web/build/perceive.ts';
import { pageSite, type RungsSite } from './rungs-site.ts';
import type { Asked } from './senses-page/page.ts';

interface Perceived {
  readonly words?: WordsSignals;
  readonly voice?: VoiceSignals;
  readonly error?: string;
}

let site: RungsSite;
let browser: Browser;
let page: Page;
const violations: string[] = [];
const outside: string[] = [];

test.beforeAll(async () => {
  site = await pageSite('senses-page', readPercepts(fileURLToPath(new URL('../../node_modules', import.meta.url))));
  const executablePath = (await findChromium()) ?? undefined;
  browser = await chromium.launch({ ...(executablePath ? { executablePath } : {}), args: [...LAUNCH_ARGUMENTS] });
  page = await browser.newPage();
  page.on('console', (message) => {
    if (/Content Security Policy/u.test(message.text())) violations.push(message.text());
  });
  page.on('request', (request) => {
    if (!request.url().startsWith(site.address)) outside.push(request.url());
  });
  await page.goto(site.address);
  await page.waitForFunction(() => 'sense' in globalThis);
});

test.afterAll(async () => {
  await browser?.close();
  await site?.close();
});

// holds: the page answers with what worker.ts puts together
const perceived = (asked: Asked): Promise<Perceived> =>
  page.evaluate(
    (sent) => (globalThis as unknown as { sense: (asked: Asked) => Promise<unknown> }).sense(sent),
    asked,
  ) as Promise<Perceived>;

test('a caption is read, with how long it stays', async () => {
  const { words, error } = await perceived({
    captions: ['', 'Wait for it', 'Wait for it', 'Day 12', ''],
    languages: ['en'],
  });
  expect(error).toBeUndefined();
  expect(words?.lines.map(({ text, from, to }) => [text, from, to])).toEqual([
    ['Wait for it', 1, 2.5],
    ['Day 12', 3, 3.5],
  ]);
});

test('accents are read with the letters of the language', async () => {
  const { words, error } = await perceived({ captions: ['Vous êtes prêts'], languages: ['fr', 'en'] });
  expect(error).toBeUndefined();
  expect(words?.lines.map(({ text }) => text)).toEqual(['Vous êtes prêts']);
});

test('letters that the reader does not know crash nothing', async () => {
  const { words, error } = await perceived({
    captions: ['今日の朝ごはん', 'مرحبا بكم جميعا', 'שלום לכולם'],
    languages: ['en'],
  });
  expect(error).toBeUndefined();
  expect(words?.frames).toHaveLength(3);
});

test('a voice detector in the browser hears what it hears in Node', async () => {
  const rate = 44100;
  const samples = Array.from({ length: 3 * rate }, (_, i) => Math.fround(babble(i / rate)));
  const { voice, error } = await perceived({ sound: { rate, samples }, languages: ['en'] });
  expect(error).toBeUndefined();
  const silero = await openSilero();
  const expected = await silero.listen(Float32Array.from(samples), { rate });
  await silero.close();
  expect(voice?.probabilities).toHaveLength(expected.length);
  for (const [i, probability] of expected.entries()) expect(voice?.probabilities[i]).toBeCloseTo(probability, 4);
});

test('nothing was asked of anybody else, and the policy forbade nothing', () => {
  expect(outside).toEqual([]);
  expect(violations).toEqual([]);
});
