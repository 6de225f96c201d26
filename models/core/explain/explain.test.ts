import { describe, expect, it } from 'vitest';
import { computeFeatures, FEATURES } from '../features/registry.ts';
import { aDraft, aFrame, anAccount, aPicture, aSound, someSignals } from '../invented-cases.ts';
import type { Account, Draft, Signals } from '../flow.ts';
import { seconds, share } from '../units.ts';
import { DECLARED_TERMS } from '../scoring/priors.ts';
import { EXPECTED_EXCESS } from '../scoring/reach.ts';
import { cannotTell } from './cannot-tell.ts';
import { GATHERED_REASONS, groupOf } from './groups.ts';
import { placeOf } from './places.ts';

describe('what cannot be told', () => {
  const names = (signals: Signals | null, draft: Draft, account: Account | null) =>
    cannotTell(signals, draft, account, computeFeatures({ signals, draft, account }))
      .filter((c) => c.name !== 'platform')
      .map((c) => `${c.name}: ${c.why}`);

  it('does not list as unknown what a model gave a reason for', () => {
    const signals = someSignals();
    const features = computeFeatures({ signals, draft: aDraft(), account: null });
    const listed = (told: ReadonlySet<string>) =>
      cannotTell(signals, aDraft(), null, features, told).map((c) => c.name);
    expect(listed(new Set())).toContain('length');
    expect(listed(new Set(['length_s']))).not.toContain('length');
  });
  it('always: what the platform changes, since each table is of one platform', () => {
    const found = cannotTell(null, aDraft(), null, computeFeatures({ signals: null, draft: aDraft(), account: null }));
    expect(found[0]).toEqual({ name: 'platform', why: 'no_evidence' });
  });
  it('of a clip with sound: length and speech, on which the studies disagree', () => {
    expect(names(someSignals(), aDraft({ caption: 'my dog' }), anAccount([5]))).toEqual([
      'length: studies_disagree',
      'speech_rate: studies_disagree',
    ]);
  });
  it('of a chosen hour and an own sound: no evidence either way', () => {
    const draft = aDraft({ caption: 'my dog', posting: { hour: 18, weekday: 2 }, originalSound: true });
    const found = names(someSignals({ sound: aSound({ speechLike: share(0) }) }), draft, anAccount([5]));
    expect(found).toEqual(['length: studies_disagree', 'posting_time: no_evidence', 'original_sound: no_evidence']);
  });
  it('without sound, picture, words and posts: each is named', () => {
    expect(names(someSignals({ sound: null, picture: null }), aDraft(), null)).toEqual([
      'length: studies_disagree',
      'sound: no_audio',
      'picture: no_picture',
      'words: not_given',
      'own_posts: no_history',
    ]);
  });
  it('says that a sound it could not decode is no evidence, not silence', () => {
    const signals = someSignals({ sound: null, soundMissing: 'undecodable' });
    expect(names(signals, aDraft({ caption: 'my dog' }), anAccount([5]))).toContain('sound: no_evidence');
  });
  it('of words on no listed topic: the topic', () => {
    expect(names(null, aDraft({ caption: 'quarterly figures' }), anAccount([5]))).toEqual(['topic: no_evidence']);
  });
});

describe('reasons', () => {
  it('gather the figures of an account under six names', () => {
    const found = FEATURES.filter((f) => f.family === 'account').map((f) => groupOf(f.name).reason);
    expect(new Set(found)).toEqual(
      new Set(['recent_posts', 'account_size', 'ups_and_downs', 'posting_rhythm', 'reactions', 'posts_like_this']),
    );
    expect(groupOf(EXPECTED_EXCESS).reason).toBe('recent_posts');
  });
  it('lead with a feature that exists', () => {
    const names = new Set(FEATURES.map((f) => f.name));
    for (const f of FEATURES) {
      const { lead } = groupOf(f.name);
      if (lead !== null) expect(names).toContain(lead);
    }
  });
  it('gather caption, hashtags, hour and topic, and leave words and lone features their names', () => {
    const pairs = [
      ['caption_words', 'caption_shape'],
      ['hashtag_count', 'hashtags'],
      ['posting_hour', 'posting_time'],
      ['topic_food', 'topic'],
      ['word:bread', 'word:bread'],
      ['shown:dough', 'shown:dough'],
      ['length_s', 'length_s'],
      ['limit', 'limit'],
    ] as const;
    for (const [name, reason] of pairs) expect(groupOf(name).reason).toBe(reason);
    const gathered = FEATURES.map((f) => groupOf(f.name)).filter((g) => g.lead !== null);
    for (const { reason } of gathered) expect(GATHERED_REASONS).toContain(reason);
  });
});

describe('places', () => {
  it('lead to the first text, the first cut, the busiest frame and the first sound', () => {
    const signals = someSignals({
      picture: aPicture({
        frames: [
          aFrame(0),
          aFrame(2, { textAreas: [{ x: 0, y: 0, w: 0.5, h: 0.1, contrast: 5 }] }),
          aFrame(5, { entropy: 5.5 }),
        ],
      }),
      sound: aSound({ firstSound: seconds(0.7) }),
    });
    expect(placeOf('text_on_screen', signals)).toBe(2);
    expect(placeOf('number_of_shots', signals)).toBe(2.25);
    expect(placeOf('pixel_complexity', signals)).toBe(5);
    expect(placeOf('shrill_sound', signals)).toBe(0.7);
    expect(placeOf('vertical_picture', signals)).toBeNull();
  });
  it('are nowhere in a clip with nothing to see or hear', () => {
    for (const { name } of DECLARED_TERMS)
      expect(placeOf(name, someSignals({ picture: null, sound: null }))).toBeNull();
    expect(placeOf('pixel_complexity', someSignals({ picture: aPicture({ frames: [] }) }))).toBeNull();
  });
});
