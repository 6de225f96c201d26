import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parseGrowthModel } from '#contracts/model-file.ts';
import { below, seeded } from '#core/stats/random.ts';
import { answerGrowth, growthCells, growthRowOf, type GrowthRow } from './growth.ts';

const parsed = parseGrowthModel(
  JSON.parse(readFileSync(new URL('../../zoo/growth/model.json', import.meta.url), 'utf8')),
);
if (!parsed.ok) throw new Error(parsed.reason);
const MODEL = parsed.value;

const row = (video: string, ageH: number, views: number, targetAgeH = 720): GrowthRow => ({
  video,
  reading: { ageH, views },
  targetAgeH,
  extra: {},
});

describe('a table of readings', () => {
  it('is answered row by row: a reading asked about its own age is the answer', () => {
    const [answer] = answerGrowth(MODEL, [row('v', 100, 1000, 100)]);
    expect(answer && growthCells(answer)).toEqual(['3', '3', '3']);
  });

  it('leaves a row empty that nobody can tell, and says why', () => {
    const answers = answerGrowth(MODEL, [row('v', 20, 1000), row('w', 100, 1000, 90), null, row('x', 100, 0)]);
    expect(answers.map((a) => (a.ok ? '' : a.reason))).toEqual([
      'cannot tell: reading_too_early',
      'cannot tell: target_before_reading',
      'not read',
      'cannot tell: no_views',
    ]);
    for (const answer of answers) expect(growthCells(answer)).toEqual(['', '', '']);
  });

  it('answers beyond the ages that were learned from: growth has all but ended', () => {
    const answers = answerGrowth(MODEL, [row('v', 100, 1000, 6000), row('w', 4000, 1000, 9000)]);
    const [far, late] = answers.map((answer) => (answer.ok ? answer.row.value : Number.NaN));
    expect(far).toBeGreaterThan(3);
    expect(late).toBeGreaterThanOrEqual(3);
    expect(late).toBeLessThan(3.02);
  });

  it('answers a reading the same whatever was read later, and wherever the rows stand', () => {
    const random = seeded(5);
    const rows = Array.from({ length: 40 }, (_, i) =>
      row(`video${i % 6}`, 48 + below(random, 900), 1 + below(random, 1e6), 2000),
    );
    const answers = answerGrowth(MODEL, rows);
    rows.forEach((here, i) => {
      const scrambled = rows.map((other) =>
        other.reading.ageH > here.reading.ageH
          ? { ...other, reading: { ...other.reading, views: 1 + below(random, 1e8) } }
          : other,
      );
      expect(answerGrowth(MODEL, scrambled)[i]).toEqual(answers[i]);
    });
    expect(answerGrowth(MODEL, rows.toReversed()).toReversed()).toEqual(answers);
  });

  it('takes earlier readings of the same video into account, not those of others or of the nameless', () => {
    const fast = [row('v', 48, 100), row('v', 96, 10_000)];
    const slow = [row('v', 48, 9_900), row('v', 96, 10_000)];
    const [, one] = answerGrowth(MODEL, fast);
    const [, two] = answerGrowth(MODEL, slow);
    if (!one?.ok || !two?.ok) throw new Error('both can be told');
    expect(one.row.value).toBeGreaterThan(two.row.value);
    const alone = answerGrowth(MODEL, [row('', 96, 10_000)])[0];
    expect(answerGrowth(MODEL, [row('', 48, 100), row('', 96, 10_000)])[1]).toEqual(alone);
  });
});

describe('a record', () => {
  it.each([
    [{ age_h: '', plays: '10', target_age_h: '720' }, 'age_h is no number of hours'],
    [{ age_h: '100', plays: 'many', target_age_h: '720' }, 'plays is no number of views'],
    [{ age_h: '100', plays: '10' }, 'target_age_h is no number of hours'],
  ])('%j is no reading', (record, reason) => {
    expect(growthRowOf(record as Record<string, string>)).toEqual({ ok: false, reason });
  });

  it('may hold rates as counts, and followers', () => {
    const read = growthRowOf({
      video: 'v',
      age_h: '100',
      plays: '200',
      target_age_h: '720',
      likes: '20',
      followers: '50',
    });
    if (!read.ok) throw new Error(read.reason);
    expect(read.row.extra).toEqual({
      likesPerView: 0.1,
      commentsPerView: null,
      sharesPerView: null,
      savesPerView: null,
      followers: 50,
    });
  });
});
