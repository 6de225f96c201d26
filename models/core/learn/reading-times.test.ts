import { describe, expect, it } from 'vitest';
import { nextReading, readingsDue } from './reading-times.ts';

const posted = Date.UTC(2026, 4, 1, 12);
const hours = (n: number): number => n * 3_600_000;

describe('a post is read', () => {
  it('after an hour, six, a day, three days, a week and thirty days', () => {
    expect(readingsDue(posted, posted).map((at) => (at - posted) / hours(1))).toEqual([1, 6, 24, 72, 168, 720]);
  });
  it('at the ages still to come, when it was followed late', () => {
    expect(readingsDue(posted, posted + hours(100)).map((at) => (at - posted) / hours(1))).toEqual([168, 720]);
    expect(nextReading(posted, posted + hours(1))).toBe(posted + hours(6));
  });
  it('no more after thirty days', () => {
    expect(nextReading(posted, posted + hours(720))).toBeNull();
  });
});
