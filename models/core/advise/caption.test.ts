import fc from 'fast-check';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parseHoldModel } from '#contracts/model-file.ts';
import { hashtagsOf } from '../features/text.ts';
import { PLATFORMS, type Platform, type Post } from '../flow.ts';
import { holdVote } from '../scoring/hold.ts';
import { adviseCaption, CAPTION_LIMITS, type ReadableLanguage } from './caption.ts';
import { readability, sentencesOf, syllables } from './caption/readability.ts';
import { rewrites } from './caption/rewrites.ts';
import { rankHashtags, type TrendTag } from './hashtags.ts';
import { matchTrends, tempoFit, type TrendLike } from './sounds.ts';
import { fitOf } from './trend-fit.ts';

const parsed = parseHoldModel(JSON.parse(readFileSync(new URL('../../zoo/hold/model.json', import.meta.url), 'utf8')));
if (!parsed.ok) throw new Error(parsed.reason);
const hold = parsed.value;
const BREAD = 'OMG YOU WILL NEVER believe!!! #fyp #cooking One pan, no yeast, eight minutes 😂 try it #viral #recipe';
const LINE = 'A man fries flatbread in a pan';
const advise = (caption: string, shown = '', platform: Platform = 'tiktok', language: ReadableLanguage = 'en') =>
  adviseCaption({ draft: { platform, caption, shown }, hold, language });

describe('a caption', () => {
  it('is scored by the hold model, word by word', () => {
    const advice = advise(BREAD, LINE);
    const vote = holdVote(hold, { caption: BREAD, shown: LINE });
    expect(advice.score?.value).toBe(vote?.prediction);
    expect(advice.words[0]).toMatchObject({ word: 'man', from: 'shown' });
    expect(advice.words.every(({ word }) => !word.includes(':'))).toBe(true);
  });
  it('gets several ways to put it, each with a difference in its range, and hardly ever one beyond noise', () => {
    const { candidates } = advise(BREAD, LINE);
    expect(candidates.length).toBeGreaterThanOrEqual(4);
    for (const { difference, beyondNoise } of candidates) {
      expect(difference?.low).toBeLessThanOrEqual(difference?.value ?? 0);
      expect(difference?.high).toBeGreaterThanOrEqual(difference?.value ?? 0);
      expect(beyondNoise).toBe(false);
    }
  });
  it('the range of a difference is √2 times that of one post', () => {
    const { candidates, score } = advise('One pan, no yeast, eight minutes #recipe', '');
    const { difference } = candidates[0] ?? {};
    const one = (score?.high ?? 0) - (score?.low ?? 0);
    expect((difference?.high ?? 0) - (difference?.low ?? 0)).toBeCloseTo(Math.SQRT2 * one, 6);
  });
  it('where the model cannot tell, the order is by what can be counted in the words', () => {
    const shouted = `${'word '.repeat(20).trim()} and no end of it. Which one? #fyp #viral #bread`;
    const { candidates } = advise(shouted, '', 'reels');
    expect(candidates[0]?.grounds).toContain('first_line');
    expect(candidates[0]?.grounds).toContain('fewer_empty_tags');
    // Each ground weighs more than all behind it.
    const firsts = candidates.map(({ grounds }) => grounds.includes('first_line'));
    expect(firsts).toEqual(firsts.toSorted((a, b) => Number(b) - Number(a)));
    expect(advise('x'.repeat(150), '', 'shorts').candidates[0]?.grounds).toContain('fits');
  });
  it('without words there is no score, and what is shown becomes the first candidate', () => {
    expect(advise('')).toMatchObject({ score: null, why: 'empty', candidates: [], known: null });
    expect(advise('', 'A baker folds dough').candidates[0]?.text).toContain('A baker folds dough');
  });
  it('without a model the rules still work', () => {
    const advice = adviseCaption({
      draft: { platform: 'reels', caption: BREAD, shown: '' },
      hold: null,
      language: 'en',
    });
    expect(advice).toMatchObject({ score: null, why: 'no_model' });
    expect(advice.candidates[0]?.difference).toBeNull();
  });
  it.each([
    'Une poêle, sans levure, huit minutes. Tu connais cette recette ?',
    'x'.repeat(10_000),
    'これは日本語の説明です、パンを焼く',
  ])('words that the model never learned get no number: %s', (caption) =>
    expect(advise(caption)).toMatchObject({ score: null, why: 'unknown_words' }),
  );
});

describe('captions as people also write them', () => {
  it('10,000 characters are cut to what each app takes, at the end of a sentence', () => {
    const long = 'This pan needs no yeast at all. '.repeat(400).trim();
    for (const platform of PLATFORMS) {
      const { form, candidates } = advise(long, '', platform);
      expect(form.over).toBe(long.length - CAPTION_LIMITS[platform].most);
      expect(candidates.length).toBeGreaterThan(0);
      for (const { text } of candidates) {
        expect(text.length).toBeLessThanOrEqual(CAPTION_LIMITS[platform].most);
        expect(text).toMatch(/[.?…]$/);
      }
    }
  });
  it('emoji only: counted, never followed by a full stop', () => {
    const advice = advise('😂😂😂');
    expect(advice.form).toMatchObject({ emoji: 3, readability: 'too_short', language: null });
    for (const { text } of advice.candidates) expect(text).not.toContain('😂.');
  });
  it('mixed scripts stay whole', () => {
    for (const { text } of advise('Хлеб без дрожжей 🍞 one pan パン #хлеб #bread').candidates)
      for (const word of ['Хлеб', 'дрожжей', 'パン']) expect(text).toContain(word);
  });
  it('tags with punctuation keep what belongs to them', () => {
    expect(hashtagsOf('try it! #one-pan, #recipe. #café (#vegan)')).toEqual(['one', 'recipe', 'café', 'vegan']);
    expect(advise('Bread #recipe, #fyp!').form).toMatchObject({ tags: 2, genericTags: 1 });
  });
  it('whatever comes in, candidates fit the app, differ, and hold no half characters', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme', maxLength: 400 }),
        fc.constantFrom(...PLATFORMS),
        fc.constantFrom<ReadableLanguage>('en', 'fr', 'es'),
        (caption, platform, language) => {
          const found = rewrites({ platform, caption, shown: '' }, language);
          const texts = found.map(({ text }) => text);
          expect(new Set(texts).size).toBe(texts.length);
          for (const text of texts) {
            expect(text.length).toBeLessThanOrEqual(CAPTION_LIMITS[platform].most);
            // A surrogate without its pair does not survive UTF-8.
            expect(new TextDecoder().decode(new TextEncoder().encode(text))).toBe(text);
            expect(text).not.toBe(caption.trim());
          }
        },
      ),
      { numRuns: 200 },
    );
  });
});

describe('rewrites', () => {
  const by = (caption: string, rule: string): string | undefined =>
    rewrites({ platform: 'tiktok', caption, shown: '' }, 'en').find(
      ({ rules }) => rules.length === 1 && rules[0] === rule,
    )?.text;
  it.each([
    ['tags_last', 'One #easy pan', 'One pan #easy'],
    ['fewer_tags', 'Bread #fyp #viral #bread', 'Bread #bread'],
    ['calmer', 'THIS IS BREAD!!! so good', 'This is bread! so good'],
    ['emoji_last', '🔥 Bread 🔥 in a pan', 'Bread in a pan 🔥'],
    ['first_line', 'One pan. No yeast at all.', 'One pan.\nNo yeast at all.'],
    ['question_first', 'No yeast. Would you try?', 'Would you try?\nNo yeast.'],
    ['ask', 'No yeast', 'No yeast. What would you do?'],
    ['call', 'No yeast', 'No yeast. Save it for later.'],
  ])('%s: %s', (rule, before, after) => expect(by(before, rule)).toBe(after));
  it('a caption that asks and calls already is not made to do it twice', () => {
    expect(by('Would you save this?', 'ask')).toBeUndefined();
    expect(by('Save this', 'call')).toBeUndefined();
  });
});

describe('how it reads', () => {
  it.each([
    [
      'en',
      'the 1 table 2 make 1 banana 3 video 3 created 3 jumped 1 wanted 2 little 2 recipe 3 idea 3 being 2 usual 3 nation 2',
    ],
    ['fr', 'table 1 levure 2 minutes 2 recette 2 maison 2 eau 1 parlent 1 école 2 moment 2 théâtre 2 question 2'],
    ['es', 'casa 2 día 2 país 2 aéreo 4 guerra 2 queso 2 ciudad 2 agua 2 muy 1 receta 3 bueno 2 leer 2 oír 2'],
  ] as const)('%s syllables, counted by hand', (language, list) => {
    const pairs = list.match(/\S+ \d/g) ?? [];
    expect(pairs.map((pair) => `${pair.split(' ')[0]} ${syllables(pair.split(' ')[0] ?? '', language)}`)).toEqual(
      pairs,
    );
  });
  it('Flesch: 8 words, 1 sentence, 10 syllables give 92.965', () => {
    // The(1) cat(1) sat(1) on(1) my(1) table(2) for(1) hours(1): 9; 206.835 - 1.015·8 - 84.6·9/8 = 103.54 → 100.
    expect(readability('The cat sat on my table for hours.')).toMatchObject({ formula: 'flesch', score: 100 });
    // What(1) a(1) beautiful(3) banana(3) recipe(3) for(1) the(1) family(3): 16 / 8 = 2 → 206.835 - 8.12 - 169.2 = 29.515.
    const hard = readability('What a beautiful banana recipe for the family.');
    expect(hard).toMatchObject({ language: 'en', words: 8, sentences: 1 });
    expect(typeof hard === 'string' ? 0 : hard.score).toBeCloseTo(29.515, 3);
  });
  it('Kandel & Moles: one sentence of 7 words with 18 syllables', () => {
    // Une(1) recette(2) traditionnelle(4) demande(2) une(1) préparation(4) particulière(4).
    const found = readability('Une recette traditionnelle demande une préparation particulière.');
    expect(typeof found === 'string' ? found : found.score).toBeCloseTo(207 - 1.015 * 7 - (73.6 * 18) / 7, 3);
  });
  it('Fernández Huerta: one sentence of 8 words with 19 syllables', () => {
    // La(1) receta(3) tradicional(4) de(1) mi(1) casa(2) necesita(4) paciencia(3).
    const found = readability('La receta tradicional de mi casa necesita paciencia.');
    expect(typeof found === 'string' ? found : found.score).toBeCloseTo(206.84 - 1.02 * 8 - (60 * 19) / 8, 3);
  });
  it('too short or another language is said, not scored', () => {
    expect(readability('No yeast')).toBe('too_short');
    expect(readability('Dieses Rezept von Oma gelingt ganz ohne Hefe heute Abend')).toBe('other_language');
  });
  it('sentences end at stops and line ends', () =>
    expect(sentencesOf('One. Two!\nThree… 4')).toEqual(['One.', 'Two!', 'Three…']));
});

const tag = (key: string, more: Partial<TrendTag> = {}): TrendTag => ({
  key,
  value: 5e7,
  unit: 'views',
  stage: 'rising',
  velocity: 0.1,
  day: 20_700,
  ...more,
});
const post = (views: number, caption: string | null): Post => ({ time: null, views, caption, length: null });
const DRAFT = { caption: 'One pan, no yeast #recipe #fyp', shown: 'A man fries flatbread in a pan' };

describe('hashtags', () => {
  it('what names the clip comes before what merely moves; what neither fits nor stands there is left out', () => {
    const ranked = rankHashtags({
      draft: DRAFT,
      trends: [
        tag('#flatbread', { velocity: -0.05, stage: 'fading' }),
        tag('#football', { velocity: 0.3 }),
        tag('#foodtok'),
      ],
      posts: [],
    });
    const names = ranked.map((each) => each.tag);
    expect(names.indexOf('flatbread')).toBeLessThan(names.indexOf('foodtok'));
    expect(names).not.toContain('football');
    expect(ranked.at(-1)).toMatchObject({ tag: 'fyp', generic: true, rank: 0 });
  });
  it('bands follow the total views of the tag; searches have none', () => {
    const bands = (value: number | null, unit = 'views') =>
      rankHashtags({ draft: DRAFT, trends: [tag('#recipe', { value, unit })], posts: [] }).find(
        (t) => t.tag === 'recipe',
      )?.band;
    expect([bands(1e5), bands(1e7), bands(1e9), bands(1e11), bands(null), bands(1e7, 'searches')]).toEqual([
      'small',
      'middle',
      'large',
      'huge',
      null,
      null,
    ]);
  });
  it('two posts with a tag draw it hardly at all, and the evidence is called weak', () => {
    const posts = [post(100, '#recipe'), post(900, '#recipe'), post(120, 'x'), post(110, 'x'), post(130, 'x')];
    const own = rankHashtags({ draft: DRAFT, trends: null, posts }).find((t) => t.tag === 'recipe');
    expect(own?.strength).toBe('weak');
    expect(own?.own?.posts).toBe(2);
    expect(own?.own?.low).toBeLessThan(1);
  });
  it('a tag that always did three times as well is told as some evidence', () => {
    const posts = Array.from({ length: 40 }, (_, i) =>
      post(i % 2 ? 3000 + i : 1000 + i, i % 2 ? 'bread #recipe' : 'other'),
    );
    expect(rankHashtags({ draft: DRAFT, trends: null, posts }).find((t) => t.tag === 'recipe')?.strength).toBe('some');
  });
  it('two posts only, no captions, no trends: only what was written and what the line names', () => {
    const ranked = rankHashtags({
      draft: { caption: '', shown: '' },
      trends: null,
      posts: [post(1, null), post(-2, null)],
    });
    expect(ranked).toEqual([]);
  });
});

describe('sounds, tags and topics of the snapshot', () => {
  const item = (name: string, more: Partial<TrendLike> = {}): TrendLike => ({
    kind: 'topic',
    key: name,
    name,
    by: null,
    stage: 'rising',
    score: null,
    tested: true,
    ...more,
  });
  it('tempo is the same, half or double, another, or unknown', () => {
    expect([
      tempoFit(104, 106),
      tempoFit(104, 52),
      tempoFit(60, 121),
      tempoFit(104, 130),
      tempoFit(null, 100),
      tempoFit(100, 0),
    ]).toEqual(['same', 'half_or_double', 'half_or_double', 'other', null, null]);
  });
  it('what rises and fits comes before what fits but fades, and both before what merely rises', () => {
    const found = matchTrends({
      items: [item('Football final'), item('Flatbread day', { stage: 'fading' }), item('Cooking at home')],
      draft: DRAFT,
      tempo: null,
    });
    expect(found.map(({ item: { name }, fit }) => [name, fit])).toEqual([
      ['Cooking at home', 'topic'],
      ['Flatbread day', 'word'],
      ['Football final', 'none'],
    ]);
  });
  it('an untested "rising" counts for no more than "cannot tell"', () => {
    const [a, b] = matchTrends({
      items: [item('x', { tested: false }), item('y', { stage: 'cannot_tell' })],
      draft: DRAFT,
      tempo: null,
    });
    expect(a?.rank).toBe(b?.rank);
  });
  it('little words and short ones join nothing', () => {
    expect(fitOf('#romance', { caption: '', shown: 'a man with this' })).toBe('none');
    expect(fitOf('#homebaking', { caption: '', shown: 'baking bread' })).toBe('word');
  });
});
