import { describe, expect, it } from 'vitest';
import type { Draft } from '../flow.ts';
import { AUDIENCE_FEATURES, readsLanguage } from './audience.ts';
import { TOPIC_FEATURES, topicsOf } from './topic.ts';

const draft = (more: Partial<Draft>): Draft => ({
  platform: 'reels',
  caption: '',
  shown: '',
  country: null,
  posting: null,
  originalSound: null,
  ...more,
});
const of = (name: string, more: Partial<Draft>) =>
  [...TOPIC_FEATURES, ...AUDIENCE_FEATURES]
    .find((f) => f.name === name)
    ?.of({ signals: null, account: null, draft: draft(more) });

describe('the topic of a clip', () => {
  it('is found in three languages, in the caption, the line of what is shown and the hashtags', () => {
    expect(topicsOf(draft({ caption: 'One-pan bread recipe' }))).toEqual(['food']);
    expect(topicsOf(draft({ shown: 'Mon chien joue' }))).toEqual(['animals']);
    expect(topicsOf(draft({ caption: 'mi #viaje' }))).toEqual(['travel']);
  });
  it('may be two at once', () => {
    expect(topicsOf(draft({ caption: 'my dogs dance' }))).toEqual(['music', 'animals']);
    expect(of('topic_animals', { caption: 'my dogs dance' })).toBe(1);
    expect(of('topic_food', { caption: 'my dogs dance' })).toBe(0);
  });
  it('is unknown, not "none", when no listed word occurs', () => {
    expect(of('topic_food', { caption: 'quarterly figures' })).toBe('no_evidence');
    expect(of('topic_food', {})).toBe('not_given');
  });
});

describe('the audience', () => {
  it('reads French in Canada and Spanish in the United States', () => {
    expect(readsLanguage('CA', 'fr')).toBe(true);
    expect(readsLanguage('us', 'es')).toBe(true);
    expect(readsLanguage('FR', 'es')).toBe(false);
    expect(readsLanguage('FR', 'other')).toBe(false);
    expect(readsLanguage('JP', 'en')).toBeNull();
  });
  it('is only matched when country and language are both known', () => {
    const caption = 'Voici comment je fais mon pain';
    expect(of('audience_language_match', { caption, country: 'FR' })).toBe(1);
    expect(of('audience_language_match', { caption, country: 'MX' })).toBe(0);
    expect(of('audience_language_match', { caption, country: 'JP' })).toBe('no_evidence');
    expect(of('audience_language_match', { caption: 'pain', country: 'FR' })).toBe('too_short');
    expect(of('audience_language_match', { caption })).toBe('not_given');
    expect(of('audience_country_given', { caption })).toBe(0);
    expect(of('audience_country_given', { country: 'FR' })).toBe(1);
  });
});
