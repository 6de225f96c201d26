import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parseEngageModel } from '#contracts/account-models.ts';
import { below, normal, seeded } from '#core/stats/random.ts';
import type { ReachRow } from '../../data/columns.ts';
import { answerEngage, engageCells } from './engage.ts';

const parsed = parseEngageModel(
  JSON.parse(readFileSync(new URL('../../zoo/engage/model.json', import.meta.url), 'utf8')),
);
if (!parsed.ok) throw new Error(parsed.reason);
const MODEL = parsed.value;

const row = (
  author: string,
  time: number,
  plays: number,
  likes: number | null,
  more: Partial<ReachRow> = {},
): ReachRow => ({
  author,
  time,
  readAt: null,
  plays,
  followers: 5000,
  length: 20,
  hashtags: 2,
  genericHashtags: 1,
  tags: ['dinner'],
  sound: null,
  likes,
  comments: 0,
  shares: null,
  captionLength: 30,
  captionWords: 6,
  timeline: true,
  ...more,
});

describe('a table of posts and their reactions', () => {
  it('has the mean log10 of reactions per view as level: a tenth and a thousandth give a hundredth', () => {
    const answers = answerEngage(MODEL, [row('a', 1, 1000, 100), row('a', 2, 1000, 1), row('a', 3, 1000, 7)]);
    expect(answers.map((a) => a?.history)).toEqual([0, 1, 2]);
    expect(answers[1]?.level).toBeCloseTo(-1, 12);
    expect(answers[2]?.level).toBeCloseTo(-2, 12);
  });

  it('counts comments and shares, and no post without a like, a view or a place in the timeline', () => {
    const rows = [
      row('a', 1, 1000, 60, { comments: 30, shares: 10 }),
      row('a', 2, 1000, 0),
      row('a', 3, 1000, null),
      row('a', 4, 0, 10),
      row('a', 5, 1000, 500, { timeline: false }),
      row('a', 6, 1000, 1),
    ];
    const answer = answerEngage(MODEL, rows)[5];
    expect(answer?.history).toBe(1);
    expect(answer?.level).toBeCloseTo(-1, 12);
  });

  it('answers a row the same whatever its own counts are and whatever comes later', () => {
    const random = seeded(1);
    const rows = Array.from({ length: 60 }, (_, i) => {
      const plays = Math.round(10 ** (3 + normal(random)));
      return row(
        `author${below(random, 4)}`,
        1_700_000_000 + 3600 * below(random, 4000),
        plays,
        below(random, plays + 1),
        {
          readAt: 1_720_000_000,
          timeline: i % 9 !== 0,
          comments: below(random, 50),
          shares: below(random, 50),
        },
      );
    });
    const answers = answerEngage(MODEL, rows);
    const count = (): number => Math.round(1e6 * random());
    rows.forEach((here, i) => {
      const scrambled = rows.map((other, j) => {
        const later =
          j === i ||
          (other.author === here.author &&
            ((other.time ?? 0) > (here.time ?? 0) || (other.time === here.time && j > i)));
        return later ? { ...other, plays: count(), likes: count(), comments: count(), shares: count() } : other;
      });
      expect(answerEngage(MODEL, scrambled)[i]).toEqual(answers[i]);
    });
  });

  it('always has a value inside its range, and leaves a row that could not be read empty', () => {
    const answers = answerEngage(MODEL, [
      null,
      row('a', 1, 10, null, { followers: null, length: null, hashtags: null }),
    ]);
    expect(engageCells(answers[0] ?? null)).toEqual(['', '', '', '', '']);
    const poor = answers[1];
    expect(poor?.history).toBe(0);
    expect(Number.isFinite(poor?.ratio)).toBe(true);
    expect(poor?.low ?? 1).toBeLessThan(poor?.high ?? 0);
  });
});
