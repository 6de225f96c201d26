/** How good the detectors are, in words: every figure of the file has a name, and a share is told with its counts and range. */
import { describe, expect, test } from 'vitest';
import { LANGUAGES } from '../text/language.ts';
import { Detectors, lookedWords, noteWords, shareWords } from './detectors.svelte.ts';
import { Words } from './words.svelte.ts';

const detectors = new Detectors();
await detectors.load();

describe.each(LANGUAGES)('%s', (language) => {
  test('names every detector, slice and unit of the file, and leaves no blank open', async () => {
    const words = new Words([language]);
    await words.use(language);
    expect(detectors.all.length).toBeGreaterThan(8);
    for (const each of detectors.all) {
      expect([each.kind, words.term('detector', each.kind)]).not.toEqual([each.kind, null]);
      expect([each.kind, noteWords(each, words)]).not.toEqual([each.kind, '']);
      expect(noteWords(each, words)).not.toMatch(/[{}]/u);
      expect([each.looked.unit, words.term('detector', `unit.${each.looked.unit}`)]).not.toContain(null);
      expect(lookedWords(each, words)).not.toMatch(/[{}]/u);
      for (const { slice } of each.slices)
        expect([slice, words.term('detector', `slice.${slice}`)]).not.toContain(null);
    }
  });
});

test('8 of 10 are 80 %, and by chance 49 to 94', async () => {
  const words = new Words(['en']);
  await words.use('en');
  // Wilson 1927, by hand: (.8 + .1921 ± 1.96 √(.016 + .0096)) / 1.3842.
  expect(shareWords({ k: 8, n: 10 }, words)).toEqual({
    share: words.format.percent(0.8),
    range: '(49 to 94)',
    counts: '8 of 10',
  });
  expect(shareWords({ k: 0, n: 0 }, words)).toBeNull();
  expect(shareWords(null, words)).toBeNull();
});
