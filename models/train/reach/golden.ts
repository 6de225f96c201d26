/** Invented people and drafts for the golden cases: one of each kind of knowledge a creator may bring. */
import type { DraftContext } from '#core/features/feature.ts';
import { seconds } from '#core/units.ts';

const DAY = 86_400;
/** 1 March 2026, 18:00 UTC. */
const NOW = Date.UTC(2026, 2, 1, 18) / 1000;

/** Posts a day and a half apart, the last one two days ago. */
const posts = (views: readonly number[], caption = 'a slow morning #coffee') =>
  views.map((v, i) => ({
    time: NOW - (2 + 1.5 * (views.length - 1 - i)) * DAY,
    views: v,
    caption,
    length: seconds(12 + (i % 5) * 4),
  }));

const draft = (more: Partial<DraftContext['draft']> = {}): DraftContext['draft'] => ({
  platform: 'tiktok',
  caption: 'one pan, ten minutes #dinner #fyp',
  shown: '',
  country: null,
  posting: null,
  originalSound: null,
  plannedAt: NOW,
  ...more,
});

const person = (followers: number | null, history: ReturnType<typeof posts>) => ({
  platform: 'tiktok' as const,
  followers,
  posts: history,
  readAt: NOW,
});

const STEADY = [1800, 2100, 1950, 2300, 2000, 1700, 2250, 2400, 1900, 2050, 2150, 1850];
const RISING = [400, 520, 610, 900, 1300, 1250, 2100, 3000, 4100, 5200];
const ONE_HIT = [900, 1100, 850, 1_200_000, 1400, 950, 1000];

export const INVENTED: readonly { readonly name: string; readonly context: DraftContext }[] = [
  {
    name: 'a newcomer with 300 followers and no post',
    context: { signals: null, draft: draft(), account: person(300, []), length: seconds(22) },
  },
  {
    name: 'nothing but one post is known',
    context: {
      signals: null,
      draft: draft({ plannedAt: null, caption: '' }),
      account: {
        platform: 'tiktok',
        followers: null,
        posts: [{ time: null, views: 800, caption: null, length: null }],
      },
      length: null,
    },
  },
  {
    name: 'twelve steady posts',
    context: { signals: null, draft: draft(), account: person(5200, posts(STEADY)), length: seconds(18) },
  },
  {
    name: 'ten posts that rise',
    context: { signals: null, draft: draft(), account: person(9000, posts(RISING)), length: seconds(31) },
  },
  {
    name: 'one hit among six plain posts',
    context: { signals: null, draft: draft(), account: person(2500, posts(ONE_HIT)), length: seconds(9) },
  },
  {
    name: 'views without dates or followers',
    context: {
      signals: null,
      draft: draft({ plannedAt: null }),
      account: {
        platform: 'tiktok',
        followers: null,
        posts: posts(STEADY).map((post) => ({ ...post, time: null })),
      },
      length: seconds(18),
    },
  },
  {
    name: 'a large account after a pause of two months, read after a week',
    context: {
      signals: null,
      draft: draft({ plannedAt: NOW + 60 * DAY, readAfterDays: 7 }),
      account: person(2_400_000, posts(STEADY.map((v) => v * 400))),
      length: seconds(45),
    },
  },
];
