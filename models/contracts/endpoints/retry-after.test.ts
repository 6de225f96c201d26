import { describe, expect, it } from 'vitest';
import { retryAfterS } from './retry-after.ts';

const now = Date.UTC(2026, 9, 5, 12);

describe('Retry-After', () => {
  it('is seconds or a date', () => {
    expect(retryAfterS('30', now)).toBe(30);
    expect(retryAfterS('Mon, 05 Oct 2026 12:01:30 GMT', now)).toBe(90);
  });
  it('is believed for a day at most, and not at all when it makes no sense', () => {
    expect(retryAfterS('999999999', now)).toBe(86_400);
    for (const odd of [null, '', 'soon', '-5', '1e9', 'Mon, 05 Oct 2020 12:00:00 GMT'])
      expect(retryAfterS(odd, now)).toBeNull();
  });
});
