import { describe, expect, it } from 'vitest';
import { fail, ok } from '#core/failure.ts';
import { memoryFollowing } from '../screens/testing/memory.ts';
import type { Outcome } from '../store/outcomes.ts';
import { Following, type FollowingDoor } from './following.svelte.ts';

const NOW = Date.UTC(2026, 9, 5, 12);
const LINK = ' https://youtube.com/shorts/inventedS01 ';

function open(door: FollowingDoor = memoryFollowing(false, NOW), online = true) {
  const filed: Outcome[] = [];
  const file = { noteOutcome: async (outcome: Outcome) => ok(void filed.push(outcome)) };
  return { filed, door, following: new Following(door, 'report-1', file, () => online) };
}

describe('following a post', () => {
  it('files what the server has read as a result, to go again when its source says so', async () => {
    const { following, filed } = open();
    expect(await following.start(LINK)).toBe(true);
    expect(filed).toEqual([
      {
        reportId: 'report-1',
        readAt: NOW,
        postedAt: NOW - 30 * 3_600_000,
        views: 12_345,
        source: 'link',
        keepUntil: NOW + 30 * 86_400_000,
      },
    ]);
    // 72 h, 7 d and 30 d are to come after thirty hours.
    expect(following.told?.due).toHaveLength(3);
  });

  it('is known again at the next visit, and sends nothing for that', async () => {
    const { following, door } = open();
    await following.start(LINK);
    const again = open(door).following;
    await again.load();
    expect(again.row?.receipt).toBe('r'.repeat(43));
    expect(again.told).toBeNull();
  });

  it('ends at the server and here, with one press', async () => {
    const { following, door } = open();
    await following.start(LINK);
    expect(await following.stop()).toBe(true);
    expect(following.row).toBeNull();
    expect(await door.shelf.of('report-1')).toEqual(ok(null));
  });

  it('asks nobody for what is no link, or without a network', async () => {
    const { following } = open();
    expect(await following.start('https://evil.example/shorts/inventedS01')).toBe(false);
    expect(following.trouble).toBe('wrong');
    const away = open(undefined, false).following;
    expect(await away.start(LINK)).toBe(false);
    expect(away.trouble).toBe('offline');
  });

  it('says why a platform tells nothing', async () => {
    const { following, filed } = open();
    expect(await following.start('https://www.instagram.com/reel/InventedAa1/')).toBe(false);
    expect([following.trouble, following.row, filed]).toEqual(['unread.needs_consent', null, []]);
  });

  it.each([
    [{ code: 'offline_and_missing', what: 'result', bytes: null }, 'unreachable'],
    [{ code: 'server_failed', what: 'result', status: 500, retryAfterS: null }, 'failing'],
    [{ code: 'too_often', what: 'result', retryAfterS: 30 }, 'too_often'],
    [{ code: 'server_refused', what: 'result', why: 'invalid', detail: 'No.' }, 'refused'],
  ] as const)('tells %o from the others', async (failure, trouble) => {
    const { following } = open({ ...memoryFollowing(false, NOW), follow: async () => fail(failure) });
    expect(await following.start(LINK)).toBe(false);
    expect(following.trouble).toBe(trouble);
  });

  it('that the server no longer knows is forgotten here too', async () => {
    const door = memoryFollowing(false, NOW);
    const { following } = open({ ...door, readings: async () => ok(null) });
    await following.start(LINK);
    expect(following.row).toBeNull();
  });
});
