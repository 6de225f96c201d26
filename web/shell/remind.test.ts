import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { DueReading } from '../state/postings.svelte.ts';
import { reminding, type RemindParts } from './remind.ts';

const NOW = Date.UTC(2026, 10, 5, 12);
const HOUR = 3_600_000;
const reading = (hours: number): DueReading => ({
  ageH: 24,
  at: NOW + hours * HOUR,
  state: hours <= 0 ? 'due' : 'ahead',
  posting: { reportId: `r${hours}`, link: null, postedAt: NOW - 24 * HOUR },
});

/** Cache storage of one cache, as far as it is used. */
function aStorage(): CacheStorage {
  const rows = new Map<string, string>();
  const cache = {
    put: async (path: string, response: Response) => void rows.set(path, await response.text()),
    match: async (path: string) => (rows.has(path) ? new Response(rows.get(path)) : undefined),
  };
  return { open: async () => cache } as unknown as CacheStorage;
}

function aPhone(permission: NotificationPermission = 'granted') {
  const shown: string[] = [];
  const badges: (number | 'none')[] = [];
  const woken: string[] = [];
  const registration = {
    showNotification: async (title: string) => void shown.push(title),
    periodicSync: { register: async (tag: string) => void woken.push(tag) },
  };
  const parts: RemindParts = {
    clock: () => Date.now(),
    storage: aStorage(),
    serviceWorker: { getRegistration: async () => registration } as unknown as ServiceWorkerContainer,
    notifications: { permission, requestPermission: async () => permission },
    badge: {
      setAppBadge: async (count: number) => void badges.push(count),
      clearAppBadge: async () => void badges.push('none'),
    },
    words: ({ posting }) => ({ title: `Read ${posting.reportId}`, body: 'Now', path: `/report/${posting.reportId}` }),
  };
  return { shown, badges, woken, reminder: reminding(parts) };
}

describe('a reminder', () => {
  beforeEach(() => void vi.useFakeTimers({ now: NOW }));
  afterEach(() => void vi.useRealTimers());

  it('comes when the reading is due while the app is open, once', async () => {
    const { reminder, shown, woken } = aPhone();
    await reminder.plan([reading(1), reading(3)], 0);
    expect(woken).toEqual(['presage-readings']);
    await vi.advanceTimersByTimeAsync(HOUR + 1000);
    expect(shown).toEqual(['Read r1']);
    await vi.advanceTimersByTimeAsync(HOUR);
    expect(shown).toEqual(['Read r1']);
  });

  it('is a number on the icon for what is due, gone when nothing is', async () => {
    const { reminder, badges } = aPhone();
    await reminder.plan([reading(-1)], 1);
    await reminder.plan([], 0);
    expect(badges).toEqual([1, 'none']);
  });

  it('never comes where the person has not allowed it', async () => {
    const { reminder, shown } = aPhone('default');
    expect(reminder.may()).toBe('ask');
    await reminder.plan([reading(1)], 0);
    await vi.advanceTimersByTimeAsync(2 * HOUR);
    expect(shown).toEqual([]);
    expect(aPhone('denied').reminder.may()).toBe('no');
  });

  it('of a reading that was taken meanwhile does not come', async () => {
    const { reminder, shown } = aPhone();
    await reminder.plan([reading(1)], 0);
    await reminder.plan([], 0);
    await vi.advanceTimersByTimeAsync(2 * HOUR);
    expect(shown).toEqual([]);
  });
});
