import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parseTopModel } from '#contracts/account-models.ts';
import { parseReachModel } from '#contracts/model-file.ts';
import { below, normal, seeded } from '#core/stats/random.ts';
import type { ReachRow } from '../../data/columns.ts';
import { answerReach } from './reach.ts';

const parsed = parseReachModel(
  JSON.parse(readFileSync(new URL('../../zoo/reach/model.json', import.meta.url), 'utf8')),
);
if (!parsed.ok) throw new Error(parsed.reason);

const parsedTop = parseTopModel(JSON.parse(readFileSync(new URL('../../zoo/top/model.json', import.meta.url), 'utf8')));
if (!parsedTop.ok) throw new Error(parsedTop.reason);
const parsedLean = parseReachModel(
  JSON.parse(readFileSync(new URL('../../zoo/reach/lean.json', import.meta.url), 'utf8')),
);
if (!parsedLean.ok) throw new Error(parsedLean.reason);
const MODELS = { model: parsed.value, lean: parsedLean.value, top: parsedTop.value };
const HOUR = 3600;

const row = (author: string, time: number | null, plays: number | null, more: Partial<ReachRow> = {}): ReachRow => ({
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
  likes: 100,
  comments: 5,
  shares: 3,
  captionLength: 30,
  captionWords: 6,
  timeline: true,
  ...more,
});

/** Invented people, their rows mixed as a table may mix them. */
function invented(seed: number): ReachRow[] {
  const random = seeded(seed);
  const rows = Array.from({ length: 60 }, (_, i) =>
    row(
      `author${below(random, 4)}`,
      1_700_000_000 + HOUR * below(random, 4000),
      Math.round(10 ** (3 + normal(random))),
      {
        readAt: 1_720_000_000,
        timeline: i % 9 !== 0,
        likes: below(random, 500),
        comments: below(random, 50),
        shares: below(random, 50),
      },
    ),
  );
  return rows;
}

const START = 1_620_000_000;

/** Many people in a table that tells views, followers and times alone. */
function crowd(seed: number, people: number): ReachRow[] {
  const random = seeded(seed);
  return Array.from({ length: 8 * people }, (_, i) =>
    row(`author${i % people}`, START + HOUR * below(random, 2000), Math.round(10 ** (3 + normal(random))), {
      length: null,
      hashtags: null,
      genericHashtags: null,
      tags: [],
      likes: null,
      comments: null,
      shares: null,
    }),
  );
}

describe('a table of posts', () => {
  it('takes the earlier rows of the same author as history, by time and then by their order', () => {
    const rows = [row('b', 50, 10), row('a', 200, 1000), row('a', 100, 100), row('a', 200, 10), row('a', 300, 1)];
    const answers = answerReach(MODELS, rows);
    expect(answers.map((a) => a?.history)).toEqual([0, 1, 0, 2, 3]);
    expect(answers[1]?.level).toBe(2);
    expect(answers[3]?.level).toBe(2.5);
    expect(answers[4]?.level).toBe(2);
  });

  it('without times keeps the order of the file', () => {
    const answers = answerReach(MODELS, [row('a', null, 10), row('a', null, 1000), row('a', null, 1)]);
    expect(answers.map((a) => a?.history)).toEqual([0, 1, 2]);
  });

  it('never counts rows without views, or out of a feed of hits, as history', () => {
    const rows = [row('a', 1, 0), row('a', 2, null), row('a', 3, 5e7, { timeline: false }), row('a', 4, 100)];
    const answers = answerReach(MODELS, rows);
    expect(answers.map((a) => a?.history)).toEqual([0, 0, 0, 0]);
    // Each of them is answered all the same.
    for (const answer of answers) expect(Number.isFinite(answer?.ratio)).toBe(true);
  });

  it('answers a row the same whatever its own views and reactions are and whatever comes later', () => {
    const rows = invented(1);
    const answers = answerReach(MODELS, rows);
    const random = seeded(2);
    for (let i = 0; i < rows.length; i++) {
      const here = rows[i];
      if (!here) continue;
      const scrambled = rows.map((other, j) => {
        const later =
          j === i ||
          (other.author === here.author &&
            ((other.time ?? 0) > (here.time ?? 0) || (other.time === here.time && j > i)));
        const count = (): number => Math.round(1e7 * random());
        return later ? { ...other, plays: count(), likes: count(), comments: count(), shares: count() } : other;
      });
      expect(answerReach(MODELS, scrambled)[i]).toEqual(answers[i]);
    }
  });

  it('where nobody knows when rows were read, answers a row the same whatever its own outcome is and whatever anybody posts later', () => {
    const rows = crowd(4, 50);
    const random = seeded(5);
    for (const recalibrate of [false, true]) {
      const answers = answerReach(MODELS, rows, recalibrate);
      for (let k = 0; k < 8; k++) {
        const i = below(random, rows.length);
        const scrambled = rows.map((other, j) =>
          j === i || (other.time ?? 0) > (rows[i]?.time ?? 0)
            ? { ...other, plays: Math.round(1e7 * random()), likes: below(random, 900) }
            : other,
        );
        expect(answerReach(MODELS, scrambled, recalibrate)[i]).toEqual(answers[i]);
      }
    }
  });

  it('lets nobody else have a say unless that is asked for: other people scrambled, every answer stays to the last bit', () => {
    const rows = crowd(7, 60);
    const random = seeded(8);
    const scrambled = rows.map((other) =>
      other.author === 'author5'
        ? other
        : { ...other, plays: Math.round(1e7 * random()), followers: below(random, 1e6) },
    );
    const own = (list: readonly unknown[]): unknown[] => list.filter((_, i) => rows[i]?.author === 'author5');
    expect(own(answerReach(MODELS, scrambled))).toEqual(own(answerReach(MODELS, rows)));
    expect(own(answerReach(MODELS, scrambled, true))).not.toEqual(own(answerReach(MODELS, rows, true)));
  });

  it('asked to recalibrate moves such a row by what the table was off before it, once forty people came before, and its range with it', () => {
    // Everybody does ten times as well with every post: no table that anybody learned from was like that.
    const people = crowd(6, 70);
    const rising = people.map((one) => {
      const before = people.filter(({ author, time }) => author === one.author && (time ?? 0) < (one.time ?? 0));
      return { ...one, plays: 10 ** (1 + before.length) };
    });
    const few = answerReach(
      MODELS,
      rising.filter(({ author }) => Number(author.slice(6)) < 30),
      true,
    );
    const many = answerReach(MODELS, rising, true).filter((_, i) => Number(rising[i]?.author.slice(6)) < 30);
    const moved = many.flatMap((answer, i) => {
      const alone = few[i];
      if (!answer || !alone) throw new Error('every row is answered');
      const by = answer.ratio - alone.ratio;
      if (by === 0) expect(answer).toEqual(alone);
      // Errors of ten times and more widen every range.
      else expect(answer.high - answer.low).toBeGreaterThan(alone.high - alone.low);
      expect(answer.ratio).toBeGreaterThan(answer.low);
      expect(answer.ratio).toBeLessThan(answer.high);
      return by === 0 ? [] : [by];
    });
    expect(moved.length).toBeGreaterThan(100);
    expect(moved.filter((by) => by > 0).length / moved.length).toBeGreaterThan(0.9);
  });

  it('puts the ratio inside its range and every chance between 0 and 1', () => {
    for (const answer of answerReach(MODELS, invented(3))) {
      if (!answer) throw new Error('every row is answered');
      expect(answer.low).toBeLessThan(answer.high);
      expect(answer.beats).toBeGreaterThan(0);
      expect(answer.beats).toBeLessThan(1);
      if (answer.history < 4) expect(answer.top).toBeNull();
      else {
        expect(answer.top).toBeGreaterThan(0);
        expect(answer.top).toBeLessThan(1);
      }
    }
  });

  it('leaves a row that could not be read empty', () => {
    expect(answerReach(MODELS, [null, row('a', 1, 10)])[0]).toBeNull();
  });
});
