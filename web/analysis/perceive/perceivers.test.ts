import { expect, test } from 'vitest';
import { PERCEIVED_KINDS } from './kinds.ts';
import { PERCEIVERS } from './perceivers.ts';

test('what a page may ask for is what this build can perceive', () => {
  expect(PERCEIVERS.map(({ kind }) => kind).toSorted()).toEqual([...PERCEIVED_KINDS].toSorted());
});

test('every network names its files with their sizes before anything is fetched', () => {
  for (const { kind, files } of PERCEIVERS) {
    expect(
      files.every(({ bytes, sha256 }) => bytes > 0 && /^[0-9a-f]{64}$/.test(sha256)),
      kind,
    ).toBe(true);
  }
});

test('the letters that are loaded are those of the language the person reads', () => {
  const words = PERCEIVERS.find(({ kind }) => kind === 'words');
  const names = (languages: readonly string[]) => words?.filesFor?.(languages).map(({ name }) => name);
  expect(names(['fr-CA', 'en'])).toEqual(['tesseract.wasm', 'fra.letters']);
  expect(names(['es'])).toEqual(['tesseract.wasm', 'spa.letters']);
  // Nothing is trained for Japanese here; English has the figures and the brands.
  expect(names(['ja'])).toEqual(['tesseract.wasm', 'eng.letters']);
});
