import { afterEach, expect, it, vi } from 'vitest';
import { GatheredLines, errorForLog, logText } from './log.ts';

afterEach(() => vi.useRealTimers());

it('a line is JSON with its moment', () => {
  const line = logText({ level: 'info', event: 'request', status: 200 }, Date.UTC(2026, 4, 1));
  expect(JSON.parse(line)).toEqual({ at: '2026-05-01T00:00:00.000Z', level: 'info', event: 'request', status: 200 });
});

it('an error is told by its kind and place, not by its message', () => {
  const told = errorForLog(new TypeError('Failed query: insert … params: someone@example.org'));
  expect(told.error).toBe('TypeError');
  expect(told.where).toMatch(/log\.test\.ts:\d+/);
  expect(JSON.stringify(told)).not.toMatch(/example|params/);
});

it("the database's own words are kept, since they name tables and columns only", () => {
  const cause = new Error('D1_ERROR: no such table: model_channels');
  expect(errorForLog(new Error('Failed query: select 1 params: x', { cause })).error).toBe(cause.message);
});

it('a thrown string is no message either', () => {
  expect(errorForLog('secret')).toEqual({ error: 'string', where: '' });
});

it('lines are written several at a time, in order, and at once when somebody asks', () => {
  vi.useFakeTimers();
  const written: string[] = [];
  const lines = new GatheredLines((text) => written.push(text));
  for (const line of ['a', 'b', 'c']) lines.add(line);
  expect(written).toEqual([]);
  vi.advanceTimersByTime(100);
  expect(written).toEqual(['a\nb\nc\n']);
  lines.add('d');
  lines.flush();
  expect(written).toEqual(['a\nb\nc\n', 'd\n']);
  vi.advanceTimersByTime(1000);
  lines.flush();
  expect(written).toHaveLength(2);
});
