/** Every code that the core can give has its name and sentence in all three languages. */
import { describe, expect, test } from 'vitest';
import { parseEvaluation } from '#contracts/evaluation.ts';
import { ADVICE_CODES } from '#core/advise/preflight.ts';
import { CANNOT_TELL_NAMES } from '#core/explain/cannot-tell.ts';
import { GATHERED_REASONS, groupOf } from '#core/explain/groups.ts';
import { FEATURES } from '#core/features/registry.ts';
import { DECLARED_TERMS } from '#core/scoring/priors.ts';
import type { Failure } from '#core/failure.ts';
import { PLATFORMS, type Keyframe, type MissingReason } from '#core/flow.ts';
import { failureSentence } from '../state/failure-sentence.ts';
import { Words } from '../state/words.svelte.ts';
import { Formats } from './format.ts';
import { chooseLanguage, LANGUAGES, loadTable, type Language } from './language.ts';

/** Of the models that a score is made with; others are told in the words of their own file. */
const zoo = import.meta.glob<unknown>('../../models/zoo/{reach,hold}/evaluation.json', {
  import: 'default',
  eager: true,
});
const evaluations = Object.values(zoo).flatMap((file) => {
  const parsed = parseEvaluation(file);
  return parsed.ok ? [parsed.value] : [];
});

const tables = Object.fromEntries(
  await Promise.all(LANGUAGES.map(async (language) => [language, await loadTable(language)] as const)),
);
const terms = (language: Language): Readonly<Record<string, string>> => tables[language]?.terms ?? {};
const messages = (language: Language): Readonly<Record<string, string>> => tables[language]?.messages ?? {};
const blanks = (sentence: string): string[] => (sentence.match(/\{\w+\}/g) ?? []).sort();

describe.each(LANGUAGES)('%s', (language) => {
  test('has the same keys and the same blanks as English', () => {
    for (const own of [messages, terms]) {
      expect(Object.keys(own(language)).sort()).toEqual(Object.keys(own('en')).sort());
      for (const [key, sentence] of Object.entries(own('en')))
        expect([key, blanks(own(language)[key] ?? '')]).toEqual([key, blanks(sentence)]);
    }
  });
  test('names every feature of the registry and says what it is', () => {
    const missing = FEATURES.flatMap(({ name }) => [`feature.${name}`, `feature.${name}.is`]).filter(
      (key) => !terms(language)[key],
    );
    expect(missing).toEqual([]);
  });
  test('names every check, what was measured, what to do, and what it is called when fine', () => {
    const missing = ADVICE_CODES.flatMap((code) =>
      ['', '.is', '.todo', '.fine'].map((part) => `advice.${code}${part}`),
    ).filter((key) => !terms(language)[key]);
    expect(missing).toEqual([]);
  });
  test('names every declared term with its sentence, its edit and why', () => {
    const missing = DECLARED_TERMS.flatMap(({ name }) => {
      const says = terms(language)[`prior.${name}.says`] ?? terms(language)[`prior.${name}.helps`];
      return [
        ...(says ? [] : [`prior.${name}.says`]),
        ...['', '.todo', '.now'].map((part) => `prior.${name}${part}`).filter((key) => !terms(language)[key]),
      ];
    });
    expect(missing).toEqual([]);
  });
  test('has words for every reason that a contribution can be told under', () => {
    const reasons = [...new Set([...FEATURES.map(({ name }) => groupOf(name).reason), ...GATHERED_REASONS])];
    const missing = reasons.filter((name) => !terms(language)[`reason.${name}`] && !terms(language)[`feature.${name}`]);
    expect(missing).toEqual([]);
    expect(terms(language)['reason.word']).toContain('{word}');
    expect(terms(language)['reason.shown']).toContain('{word}');
  });
  test('has words for whatever cannot be told', () => {
    expect(CANNOT_TELL_NAMES.filter((name) => !terms(language)[`cannot.${name}`])).toEqual([]);
    const why: readonly (MissingReason | 'studies_disagree')[] = [
      'no_audio',
      'no_picture',
      'too_short',
      'not_given',
      'no_history',
      'no_evidence',
      'not_applicable',
      'not_perceived',
      'studies_disagree',
    ];
    expect(why.filter((each) => !messages(language)[`why.missing.${each}`])).toEqual([]);
  });
  test('has a sentence with a next step for every failure', async () => {
    const words = new Words([language]);
    await words.use(language);
    const failures: readonly Failure[] = [
      { code: 'not_a_video', looksLike: null },
      { code: 'not_a_video', looksLike: 'JPEG' },
      { code: 'empty_file' },
      { code: 'no_video_track' },
      { code: 'codec_unsupported', codec: 'hvc1', needs: null },
      { code: 'codec_unsupported', codec: 'hvc1', needs: 'ffmpeg' },
      { code: 'codec_unsupported', codec: 'hvc1', needs: 'browser' },
      { code: 'encrypted' },
      { code: 'damaged', afterSeconds: null },
      { code: 'damaged', afterSeconds: 3.25 },
      { code: 'unreadable_file' },
      { code: 'cancelled' },
      { code: 'worker_lost' },
      { code: 'out_of_memory' },
      { code: 'device_lost' },
      { code: 'storage_full', usedBytes: null, quotaBytes: null },
      { code: 'storage_full', usedBytes: 5e6, quotaBytes: 6e6 },
      { code: 'storage_denied' },
      { code: 'offline_and_missing', what: 'ffmpeg', bytes: null },
      { code: 'offline_and_missing', what: 'ffmpeg', bytes: 1e7 },
      { code: 'download_corrupt', what: 'ffmpeg' },
      { code: 'server_failed', what: 'share', status: 500, retryAfterS: null },
      { code: 'server_failed', what: 'share', status: 503, retryAfterS: 10 },
      { code: 'too_often', what: 'share', retryAfterS: null },
      { code: 'too_often', what: 'share', retryAfterS: 42 },
      { code: 'server_refused', what: 'share', why: 'clock_skew', detail: 'A time lies in the future.' },
      { code: 'ffmpeg_left_out' },
      { code: 'too_many_pixels', width: 16_384, height: 8192 },
    ];
    for (const failure of failures) {
      const sentence = failureSentence(failure, words);
      expect(sentence).toMatch(/[.?]$/);
      expect(sentence).not.toMatch(/[{}]|failure\./);
    }
  });
  test('names whatever the shipped evaluations measured', () => {
    const missing = evaluations.flatMap((evaluation) => [
      ...evaluation.measures.flatMap(({ metric, rows, split, slice }) => [
        `metric.${metric}`,
        `rows.${rows}`,
        `split.${split}`,
        ...slice.split(', ').map((part) => `slice.${part}`),
      ]),
      ...evaluation.coverage.flatMap(({ rows, band }) => [
        `rows.${rows}`,
        ...band.split(', ').map((part) => `slice.${part}`),
      ]),
      ...['model', 'baseline'].map((kind) => `${kind}.${evaluation.model}`),
    ]);
    expect([...new Set(missing)].filter((key) => !terms(language)[key])).toEqual([]);
  });
  test('names platforms and the roles of keyframes', () => {
    const roles: readonly Keyframe['role'][] = ['first', 'text', 'sharpest', 'peak_motion', 'cut', 'last', 'typical'];
    for (const key of [...PLATFORMS.map((each) => `platform.${each}`), ...roles.map((each) => `role.${each}`)])
      expect(messages(language)[key], key).toBeTruthy();
  });
});

describe('the language of a person', () => {
  test.each([
    [['fr-CA', 'en'], 'fr'],
    [['de-DE', 'es-MX'], 'es'],
    [['ja'], 'en'],
    [[], 'en'],
  ] as const)('%j reads %s', (preferences, language) => expect(chooseLanguage(preferences)).toBe(language));
});

describe('numbers as each language writes them', () => {
  test('a true minus and a non-breaking unit', () => {
    const en = new Formats('en');
    expect(en.signed(-2.4)).toBe('−2');
    expect(en.signed(-0.2)).toBe('0');
    expect(en.percent(0.755)).toBe('76\u00A0%');
    expect(en.seconds(3.25, 2)).toBe('3.25\u00A0s');
    expect(en.length(205)).toBe('3:25');
  });
  test('French has the comma and octets', () => {
    const fr = new Formats('fr');
    expect(fr.seconds(3.25, 2)).toBe('3,25\u00A0s');
    expect(fr.bytes(10_100_000)).toBe('10\u00A0Mo');
  });
  test('today, yesterday, a weekday, a date', () => {
    const now = new Date(2026, 9, 5, 12).getTime();
    const en = new Formats('en');
    expect(en.day(now - 3_600_000, now)).toBe('today');
    expect(en.day(now - 86_400_000, now)).toBe('yesterday');
    expect(en.day(now - 3 * 86_400_000, now)).toBe('Friday');
    expect(en.day(now - 9 * 86_400_000, now)).toContain('2026');
  });
});
