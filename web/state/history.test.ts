import { describe, expect, test } from 'vitest';
import type { Report } from '#core/flow.ts';
import { flatbread, NOW, other } from '../screens/testing/invented.ts';
import { memoryOutcomes, memoryReports } from '../screens/testing/memory.ts';
import { History, UNDO_MS } from './history.svelte.ts';
import { landingOf } from './landing.ts';

const ridge = other('ridge', 'Arête au crépuscule', { value: 47 }, 2);
const plant = other('plant', 'Repotting the big one', { value: 73 }, 4);

async function shelf(reports: readonly Report[] = [flatbread, ridge, plant]) {
  const timers: { run: () => void; ms: number }[] = [];
  const store = memoryReports(reports);
  const history = new History(store, memoryOutcomes(), {
    set: (run, ms) => timers.push({ run, ms }),
    clear: () => {},
  });
  await history.load();
  return { history, store, timers };
}
const ids = (reports: readonly Pick<Report, 'id'>[]): readonly string[] => reports.map((report) => report.id);

describe('the history', () => {
  test('newest first, and by score when asked', async () => {
    const { history } = await shelf();
    expect(ids(history.shown)).toEqual(['flatbread', 'ridge', 'plant']);
    history.sort = 'highest';
    expect(ids(history.shown)).toEqual(['plant', 'flatbread', 'ridge']);
    history.sort = 'oldest';
    expect(ids(history.shown)).toEqual(['plant', 'ridge', 'flatbread']);
  });
  test('search finds words of name and caption, without accents and in any order', async () => {
    const { history } = await shelf();
    history.query = 'crepuscule ARETE';
    expect(ids(history.shown)).toEqual(['ridge']);
    history.query = 'yeast';
    expect(ids(history.shown)).toEqual(['flatbread']);
  });
  test('more reports than one page are all read', async () => {
    const many = Array.from({ length: 2450 }, (_, index) => other(`r${index}`, `Clip ${index}`, {}, index));
    const { history } = await shelf(many);
    expect(history.reports).toHaveLength(2450);
  });
  test('a deleted report comes back whole within ten seconds', async () => {
    const { history, store, timers } = await shelf();
    await history.remove('ridge');
    expect(store.rows.has('ridge')).toBe(false);
    expect(timers[0]?.ms).toBe(UNDO_MS);
    await history.undo();
    expect(store.rows.get('ridge')).toEqual(ridge);
    expect(ids(history.reports)).toEqual(['flatbread', 'ridge', 'plant']);
  });
  test('after ten seconds Undo is gone', async () => {
    const { history, timers } = await shelf();
    await history.remove('ridge');
    timers[0]?.run();
    expect(history.removed).toBeNull();
    await history.undo();
    expect(ids(history.reports)).toEqual(['flatbread', 'plant']);
  });
  test('up to nine are picked, a tenth lets the first go, and a deleted one is picked no more', async () => {
    const { history } = await shelf();
    for (const id of ['flatbread', 'ridge', 'plant']) history.togglePick(id);
    expect(history.picked).toEqual(['flatbread', 'ridge', 'plant']);
    await history.remove('plant');
    expect(history.picked).toEqual(['flatbread', 'ridge']);
    for (const id of '12345678') history.togglePick(id);
    expect(history.picked).toEqual(['ridge', ...'12345678']);
  });
});

describe('we said, it did', () => {
  const reading = (views: number) => ({
    reportId: 'flatbread',
    readAt: NOW,
    postedAt: null,
    views,
    source: 'typed' as const,
  });
  test('by hand: usual views of 10^3.62, said 0.6 to 2.4 times', () => {
    // 10^3.62 = 4168.7 views; 5000 are 1.199 times, 12,000 are 2.88 times.
    expect(landingOf(flatbread, reading(5000))).toMatchObject({ inside: true });
    expect(landingOf(flatbread, reading(5000))?.times).toBeCloseTo(1.199, 3);
    expect(landingOf(flatbread, reading(12_000))?.inside).toBe(false);
  });
  test('without an account views say nothing', () => {
    const nobody = { ...flatbread, score: { ...flatbread.score, level: null, reach: null } };
    expect(landingOf(nobody, reading(5000))).toBeNull();
  });
  test('a noted result is found again', async () => {
    const { history } = await shelf();
    await history.noteOutcome(reading(5000));
    expect(history.outcomeOf('flatbread')?.views).toBe(5000);
    await history.forgetOutcome('flatbread');
    expect(history.outcomeOf('flatbread')).toBeNull();
    expect(history.removedOutcome?.views).toBe(5000);
    await history.undoOutcome();
    expect(history.outcomeOf('flatbread')?.views).toBe(5000);
    expect(history.removedOutcome).toBeNull();
  });
});
