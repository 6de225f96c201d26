/** Words in the language of the person → an invented field: an own account and three others, to see what the room tells. Nothing in it was measured. */
import type { Platform } from '#core/flow.ts';
import type { PeerAccount } from '#core/advise/peers.ts';
import { seconds } from '#core/units.ts';

const POSTS = 12;
const DAY_S = 86_400;

/** Usual views, followers, days between posts, hour, length in s, and the one post that stood out. */
const ACCOUNTS = [
  { views: 1800, followers: 4200, every: 3, hour: 19, length: 22, out: null },
  { views: 5200, followers: 9800, every: 2, hour: 18, length: 31, out: 4 },
  { views: 900, followers: 1500, every: 5, hour: 12, length: 17, out: null },
  { views: 12_400, followers: 61_000, every: 4, hour: 20, length: 44, out: 7 },
] as const;

/** @param names of the own account and three others
 * @param captions in turn
 * @param now Unix ms */
export function inventedField(
  names: readonly [string, string, string, string],
  captions: readonly string[],
  platform: Platform,
  now: number,
): { readonly own: PeerAccount; readonly peers: readonly PeerAccount[] } {
  const today = Math.floor(now / 1000 / DAY_S) * DAY_S;
  const [own, ...peers] = ACCOUNTS.map(({ views, followers, every, hour, length, out }, who): PeerAccount => ({
    name: names[who] ?? '',
    platform,
    followers,
    posts: Array.from({ length: POSTS }, (_, i) => {
      // A wave without chance: the same field on every device.
      const seen = Math.round(views * (1 + 0.45 * Math.sin(1.9 * i + who)) * (i === out ? 9 : 1));
      return {
        time: today - (POSTS - i) * every * DAY_S + hour * 3600,
        views: seen,
        likes: Math.round(seen / (14 + who)),
        caption: captions[(i * (who + 1) + who) % captions.length] ?? null,
        length: seconds(length + 5 * Math.sin(i)),
      };
    }),
  }));
  if (own === undefined) throw new RangeError('four accounts');
  return { own, peers };
}
