/** Name of a contribution enters; the reason under which a person reads it leaves. Fifty account figures become a handful. */
import { REACTION_FEATURES } from '../features/reactions.ts';
import { featureNamed } from '../features/registry.ts';
import { EXPECTED_EXCESS } from '../scoring/reach.ts';

export interface Group {
  /** Name of the reason. */
  readonly reason: string;
  /** Feature whose value stands for the group; null when the contribution speaks for itself. */
  readonly lead: string | null;
}

/** Every reason that stands for several contributions, and those that are no feature; each has its words in web/text. */
export const GATHERED_REASONS = [
  'recent_posts',
  'account_size',
  'ups_and_downs',
  'posting_rhythm',
  'reactions',
  'posts_like_this',
  'caption_shape',
  'hashtags',
  'posting_time',
  'topic',
  'words_other',
  // Of the hold vote: the form of the caption, and the ends of the scale of ranks.
  'caption_form',
  'limit',
] as const;

export function groupOf(name: string): Group {
  if (isWord(name)) return { reason: name, lead: null };
  // Made by the reach model from the earlier posts; no feature of its own.
  if (name === EXPECTED_EXCESS) return RECENT_POSTS;
  const family = featureNamed(name)?.family;
  switch (family) {
    case 'account':
      return ACCOUNT_GROUPS.find((group) => group.members.has(name)) ?? POSTS_LIKE_THIS;
    case 'caption':
      return { reason: 'caption_shape', lead: 'caption_length' };
    case 'hashtags':
      return { reason: 'hashtags', lead: 'hashtag_count' };
    case 'timing':
      return { reason: 'posting_time', lead: null };
    case 'topic':
      return { reason: 'topic', lead: null };
    default:
      return { reason: name, lead: null };
  }
}

/** `word:…` of the caption or title, `shown:…` of the line that says what is seen. */
export const isWord = (name: string): boolean => name.startsWith('word:') || name.startsWith('shown:');

const members = (names: string): ReadonlySet<string> => new Set(names.split(' '));

/** What is left: how this clip compares with the own ones in length, tags and hour. */
const POSTS_LIKE_THIS: Group = { reason: 'posts_like_this', lead: 'like_length_excess' };

const RECENT_POSTS: Group = { reason: 'recent_posts', lead: 'recent_excess_2' };

const ACCOUNT_GROUPS: readonly (Group & { readonly members: ReadonlySet<string> })[] = [
  {
    ...RECENT_POSTS,
    members: members(
      'last_excess second_last_excess third_last_excess recent_excess_1 recent_excess_2 recent_excess_5 ' +
        'last_best_excess last_worst_excess trend recent_30d_excess recent_7d_excess',
    ),
  },
  {
    reason: 'account_size',
    lead: 'followers_log',
    members: members('history_count followers_log level_over_followers'),
  },
  {
    reason: 'ups_and_downs',
    lead: 'own_spread',
    members: members(
      'own_spread own_rough_spread middle_excess best_excess worst_excess persistence hit_share flop_share ' +
        'top_quarter_excess',
    ),
  },
  {
    reason: 'posting_rhythm',
    lead: 'days_since_last',
    members: members('days_between days_since_last posts_in_week last_read_after middle_read_after'),
  },
  {
    reason: 'reactions',
    lead: 'own_like_rate',
    members: new Set(REACTION_FEATURES.map((feature) => feature.name)),
  },
];
