import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Account, Draft, Signals } from '../flow.ts';
import { aDraft, aFrame, anAccount, aPicture, aSound, someSignals } from '../invented-cases.ts';
import { decibels, hertz, lufs, seconds, share } from '../units.ts';
import { computeFeatures, featureNamed, featureSetHash, FEATURE_SET, FEATURES } from './registry.ts';
import type { Feature } from './feature.ts';

const FAMILIES: readonly Feature['family'][] = [
  ...([
    'opening',
    'pace',
    'motion',
    'light',
    'sharpness',
    'composition',
    'text_areas',
    'faces',
    'objects',
    'words_on_screen',
  ] as const),
  ...(['loudness', 'silence', 'tempo', 'speech', 'voice', 'format'] as const),
  ...(['caption', 'hashtags', 'topic', 'audience', 'timing', 'account'] as const),
];

describe('the registry', () => {
  it('holds at least 60 features in 22 families, each name once', () => {
    expect(FEATURES.length).toBeGreaterThanOrEqual(60);
    expect(new Set(FEATURES.map((f) => f.name)).size).toBe(FEATURES.length);
    expect(new Set(FEATURES.map((f) => f.family))).toEqual(new Set(FAMILIES));
  });
  it('keeps each family together', () => {
    const turns = FEATURES.filter((f, i) => f.family !== FEATURES[i - 1]?.family);
    expect(turns.map((f) => f.family)).toEqual(FAMILIES);
  });
  it('gives each a snake_case name, a version, a range, a tolerance and one sentence, and takes none known only after posting', () => {
    for (const f of FEATURES) {
      expect(f.name).toMatch(/^[a-z][a-z0-9]*(_[a-z0-9]+)*$/);
      expect(Number.isInteger(f.version) && f.version >= 1, f.name).toBe(true);
      expect(f.range[0], f.name).toBeLessThan(f.range[1]);
      expect(f.tolerance, f.name).toBeGreaterThanOrEqual(0);
      expect(f.about, f.name).toMatch(/^\S.*\.$/s);
      expect(f.known).toBe('draft');
    }
  });
  it('has the hash that was shipped: a change of name, version or order is a new feature set', () => {
    expect(FEATURE_SET).toBe(featureSetHash(FEATURES.map((f) => f.name)));
    expect(FEATURE_SET).toBe(GOLDEN_SET);
  });
  it('hashes name@version lines in order: SHA-256 of two lines as sha256sum gives it', () => {
    // printf 'caption_length@1\ncaption_words@1' | sha256sum
    expect(featureSetHash(['caption_length', 'caption_words'])).toBe(
      '045c98f48399a870ee2dd411b7224f74b6ff32ea0b2aee9ffdfcedb1381f12c5',
    );
    expect(featureSetHash(['caption_words', 'caption_length'])).not.toBe(
      featureSetHash(['caption_length', 'caption_words']),
    );
  });
  it('refuses the hash of a name it does not have', () => {
    expect(() => featureSetHash(['likes'])).toThrow(RangeError);
    expect(featureNamed('likes')).toBeNull();
  });
});

const unit = fc.double({ min: 0, max: 1, noNaN: true });
const time = fc.double({ min: 0, max: 400, noNaN: true });
const spans = fc
  .array(fc.tuple(time, time), { maxLength: 4 })
  .map((list) => list.map(([a, b]) => ({ from: seconds(Math.min(a, b)), to: seconds(Math.max(a, b)) })));
const frame = fc
  .record({
    at: time,
    luma: unit,
    contrast: unit,
    part: unit,
    sharpness: fc.double({ min: 0, max: 20_000, noNaN: true }),
    colourfulness: fc.double({ min: 0, max: 200, noNaN: true }),
    entropy: fc.double({ min: 0, max: 6, noNaN: true }),
    box: fc.option(fc.tuple(unit, unit, unit, unit, fc.double({ min: 1, max: 21, noNaN: true }))),
  })
  .map(({ at, part, box, ...rest }) =>
    aFrame(at, {
      ...rest,
      saturation: part,
      blown: share(part),
      crushed: share(1 - part),
      edges: share(part),
      border: share(part),
      textAreas: box === null ? [] : [{ x: box[0], y: box[1], w: box[2], h: box[3], contrast: box[4] }],
    }),
  );
const picture = fc
  .record({
    frames: fc.array(frame, { minLength: 1, maxLength: 8 }),
    still: spans,
    black: spans,
    motion: unit,
    loop: unit,
  })
  .map(({ frames, motion, ...rest }) => {
    const ordered = frames.toSorted((a, b) => a.at - b.at);
    const steps = ordered.slice(1).map((to, i) => ({
      from: ordered[i]?.at ?? to.at,
      to: to.at,
      motion,
      change: 1 - motion,
      cut: motion > 0.5,
    }));
    const cuts = steps.filter((s) => s.cut).map((s) => seconds((s.from + s.to) / 2));
    return aPicture({ ...rest, frames: ordered, steps, cuts });
  });
const sound = fc
  .record({
    length: time.map(seconds),
    loudness: fc.option(fc.double({ min: -70, max: 5, noNaN: true }).map(lufs)),
    range: fc.option(fc.double({ min: 0, max: 60, noNaN: true }).map(decibels)),
    peak: fc.option(fc.double({ min: -90, max: 10, noNaN: true }).map(decibels)),
    silences: spans,
    firstSound: fc.option(time.map(seconds)),
    clipped: unit.map(share),
    noiseFloor: fc.option(fc.double({ min: -120, max: 0, noNaN: true }).map(decibels)),
    tempo: fc.option(fc.record({ bpm: fc.double({ min: 20, max: 300, noNaN: true }), strength: unit })),
    onsetRate: fc.double({ min: 0, max: 50, noNaN: true }).map(hertz),
    speechLike: unit.map(share),
    firstSpeechLike: fc.option(time.map(seconds)),
    brightness: fc.option(fc.double({ min: 0, max: 24_000, noNaN: true }).map(hertz)),
    values: fc.array(fc.double({ min: -70, max: 0, noNaN: true }), { maxLength: 40 }),
  })
  .map(({ values, ...rest }) => aSound({ ...rest, momentary: { hop: seconds(0.1), values } }));
const signals: fc.Arbitrary<Signals> = fc
  .record({ picture: fc.option(picture), sound: fc.option(sound), length: time })
  .map(({ length, ...rest }) => {
    const all = someSignals(rest);
    return { ...all, clip: { ...all.clip, length: seconds(length) } };
  });
const text = fc.string({ unit: 'grapheme', maxLength: 80 });
const draft: fc.Arbitrary<Draft> = fc
  .record({
    caption: fc.oneof(text, fc.constantFrom('One pan, no yeast #bread #fyp', 'Voici mon chat !', '')),
    shown: text,
    country: fc.option(fc.constantFrom('FR', 'MX', 'JP')),
    posting: fc.option(fc.record({ hour: fc.integer({ min: 0, max: 23 }), weekday: fc.integer({ min: 0, max: 6 }) })),
    plannedAt: fc.option(fc.integer({ min: 1_500_000_000, max: 1_900_000_000 })),
  })
  .map((more) => aDraft(more));
const account: fc.Arbitrary<Account> = fc
  .record({
    posts: fc.array(
      fc.record({
        views: fc.integer({ min: 0, max: 1e9 }),
        time: fc.option(fc.integer({ min: 1_400_000_000, max: 1_900_000_000 })),
        caption: fc.option(text),
        length: fc.option(time.map(seconds)),
        likes: fc.option(fc.integer({ min: 0, max: 1e9 })),
        comments: fc.option(fc.integer({ min: 0, max: 1e9 })),
        shares: fc.option(fc.integer({ min: 0, max: 1e9 })),
      }),
      { maxLength: 30 },
    ),
    followers: fc.option(fc.integer({ min: 0, max: 1e9 })),
    readAt: fc.option(fc.integer({ min: 1_500_000_000, max: 1_900_000_000 })),
  })
  .map((more) => ({ ...anAccount([]), ...more }));

describe('every feature of every case', () => {
  it('is inside its range or says why it is missing; none is ever NaN', () => {
    fc.assert(
      fc.property(fc.option(signals), draft, fc.option(account), (s, d, a) => {
        for (const f of FEATURES) {
          const got = f.of({ signals: s, draft: d, account: a });
          if (typeof got === 'string') continue;
          expect(Number.isFinite(got), `${f.name} gave ${got}`).toBe(true);
        }
        const { values, missing } = computeFeatures({ signals: s, draft: d, account: a });
        for (const f of FEATURES) {
          const value = values[f.name];
          if (value === null) expect(missing[f.name], f.name).toBeTypeOf('string');
          else {
            expect(value, f.name).toBeGreaterThanOrEqual(f.range[0]);
            expect(value, f.name).toBeLessThanOrEqual(f.range[1]);
            expect(missing[f.name]).toBeUndefined();
          }
        }
      }),
      { seed: 21, numRuns: 200 },
    );
  });
  it('is the same twice', () => {
    const context = { signals: someSignals(), draft: aDraft({ caption: 'bread' }), account: anAccount([1, 2, 3], 10) };
    expect(computeFeatures(context)).toEqual(computeFeatures(context));
  });
  it('of sound is missing for want of sound, not 0, in a clip without it', () => {
    const { values, missing } = computeFeatures({
      signals: someSignals({ sound: null }),
      draft: aDraft(),
      account: null,
    });
    const ofSound = FEATURES.filter((f) => ['loudness', 'silence', 'tempo', 'speech'].includes(f.family));
    for (const { name } of ofSound) {
      expect(values[name], name).toBeNull();
      expect(missing[name], name).toBe('no_audio');
    }
  });
});

/** Moves only with a version, a name or the order: then old scores are no longer found in the cache. */
const GOLDEN_SET = 'b626badfe391d6b66d58ddd8dadb1fcebf566da939fd961635bda058663c8c0e';
