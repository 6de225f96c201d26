/** What the reach trees are fed: names of registry features, and one input that needs the fitted expectation. */
import { ACCOUNT_FEATURES } from '#core/features/account.ts';
import { REACTION_FEATURES } from '#core/features/reactions.ts';
import { EXPECTED_EXCESS } from '#core/scoring/reach.ts';

/**
 * Left out on purpose: how old the earlier posts were when read. In the tables every row was read at one moment, so an
 * earlier post is always older than the row's own reading; a creator's phone reads them before the post exists. The
 * expectation knows how young posts read and carries over; a tree would not.
 */
const NOT_FED = new Set(['last_read_after', 'middle_read_after']);

export const REGISTRY_INPUTS: readonly string[] = [
  'length_s',
  'planned_year',
  'planned_hour',
  'planned_weekday',
  'hashtag_count',
  'hashtag_generic_count',
  'read_after_days',
  ...ACCOUNT_FEATURES.map((feature) => feature.name).filter((name) => !NOT_FED.has(name)),
  ...REACTION_FEATURES.map((feature) => feature.name).filter((name) => name.endsWith('_rate')),
];

export const INPUTS: readonly string[] = [...REGISTRY_INPUTS, EXPECTED_EXCESS];

/** What is known of a post where a table holds nothing but views, followers and times. */
export const LEAN_INPUTS: readonly string[] = INPUTS.filter(
  (name) =>
    !/^(length|hashtag|like_length|like_tags|tags|like_sound|same_sound|read_after)/.test(name) &&
    !name.endsWith('_rate'),
);

/**
 * Note [Years, not captions]
 *   Only the table of 2025 tells how long captions are. Fed to the trees, a caption's length says above all from which
 *   table a row is, and a creator was told that having a caption brings nine points. What differs between the tables is
 *   when and where people posted, so the year of posting is fed instead: it is known before posting, and the skill is the
 *   same (three-fold R² of the ratio on training authors .230 and .200 with the year, .230 and .196 with the length, .228
 *   and .191 with neither).
 */
/** The year that is foretold for where nobody says when: the newest in the tables. */
export const PLANNED_YEAR = 2025;

/** Days after which views are foretold where nobody says otherwise: growth is under a tenth from here on (science note, section 5). */
export const READ_AFTER_DAYS = 30;
