import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Draft } from '../flow.ts';
import { CAPTION_FEATURES, captionCounts, lix } from './caption.ts';
import { HASHTAG_FEATURES, hashtagCounts } from './hashtags.ts';
import type { DraftContext } from './feature.ts';

const draft = (caption: string): DraftContext => ({
  signals: null,
  account: null,
  draft: { platform: 'tiktok', caption, shown: '', country: null, posting: null, originalSound: null } satisfies Draft,
});
const value = (name: string, caption: string) => {
  const found = [...CAPTION_FEATURES, ...HASHTAG_FEATURES].find((f) => f.name === name);
  if (found === undefined) throw new Error(`no feature ${name}`);
  return found.of(draft(caption));
};

describe('a caption is counted as the training tables count it', () => {
  it('without its hashtags, in code points', () => {
    expect(captionCounts('Flatbread in 8 minutes! 🍞 Why not? #bread #fyp')).toEqual({
      length: 34,
      words: 7,
      emoji: 1,
      questions: 1,
      exclamations: 1,
      mentions: 0,
      upperShare: 2 / 34,
    });
  });
  it('of hashtags alone has no length and no words, but two tags', () => {
    expect(captionCounts('#fyp #cats')).toMatchObject({ length: 0, words: 0, upperShare: 0 });
    expect(hashtagCounts('#fyp #cats')).toEqual({ count: 2, generic: 1 });
  });
  it('counts a lone emoji as one character and one word', () => {
    expect(captionCounts('😍')).toMatchObject({ length: 1, words: 1, emoji: 1 });
  });
  it('counts a flag once and a trade mark never', () => {
    expect(captionCounts('🇫🇷 Presage™').emoji).toBe(1);
  });
  it('does not take a mail address for a mention', () => {
    expect(captionCounts('with @ana.b and write to me@example.org').mentions).toBe(1);
  });
});

describe('caption features', () => {
  it('say that nothing was typed instead of 0', () => {
    for (const f of [...CAPTION_FEATURES, ...HASHTAG_FEATURES]) expect(f.of(draft('  '))).toBe('not_given');
  });
  it('see the first line apart from the rest', () => {
    expect(value('caption_first_line', 'Wait for it\nthe bread rises')).toBe(11);
    expect(value('caption_length', 'Wait for it\nthe bread rises')).toBe(27);
  });
  it('hear whom a caption speaks to, in three languages', () => {
    expect(value('caption_you', 'You and your bread')).toBe(2);
    expect(value('caption_you', 'Tu vas adorer ton pain')).toBe(2);
    expect(value('caption_you', 'Esto es para ti')).toBe(1);
  });
  it('count calls and numbers', () => {
    expect(value('caption_calls', 'Follow and share this')).toBe(2);
    expect(value('caption_numbers', '3 eggs, 1.5 cups, 200 g')).toBe(3);
  });
  it('tell the language of a sentence and leave one word alone', () => {
    expect(value('caption_french', 'Voici comment je fais mon pain')).toBe(1);
    expect(value('caption_english', 'Voici comment je fais mon pain')).toBe(0);
    expect(value('caption_english', 'bread')).toBe('too_short');
  });
  it('feel pleasant and unpleasant words, and have no feeling without any', () => {
    expect(value('caption_sentiment', 'I love this, so good')).toBe(1);
    expect(value('caption_sentiment', 'flour and water')).toBe('no_evidence');
  });
  it('read harder with longer words: LIX by hand is 5/1 + 100·2/5 = 45', () => {
    expect(lix('This sourdough needs patience today')).toBeCloseTo(45, 12);
    expect(lix('bread')).toBeNull();
  });
});

describe('hashtag features', () => {
  it('know the share, place and length', () => {
    expect(value('hashtag_generic_share', 'a #fyp #bread')).toBe(0.5);
    expect(value('hashtag_position', '#bread first')).toBe(0);
    expect(value('hashtag_position', 'abcd #bread')).toBeCloseTo(5 / 11, 12);
    expect(value('hashtag_length', '#abc #abcde')).toBe(4);
  });
  it('have no share, place or length without a hashtag', () => {
    for (const name of ['hashtag_generic_share', 'hashtag_position', 'hashtag_length'])
      expect(value(name, 'no tag here')).toBe('not_applicable');
    expect(value('hashtag_count', 'no tag here')).toBe(0);
  });
});

it('no caption whatever leaves its range or gives NaN', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: 'grapheme', maxLength: 400 }),
      fc.string({ unit: 'binary', maxLength: 50 }),
      (a, b) => {
        for (const f of [...CAPTION_FEATURES, ...HASHTAG_FEATURES]) {
          const got = f.of(draft(a + b));
          if (typeof got === 'string') continue;
          expect(Number.isFinite(got)).toBe(true);
          expect(got).toBeGreaterThanOrEqual(f.range[0]);
          expect(got).toBeLessThanOrEqual(f.range[1]);
        }
      },
    ),
    { numRuns: 200, seed: 7 },
  );
});
