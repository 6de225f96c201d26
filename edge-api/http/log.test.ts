import { expect, it } from 'vitest';
import { errorForLog, logText } from './log.ts';

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
