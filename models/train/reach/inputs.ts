/** What the reach trees are fed: names of registry features, and one input that needs the fitted expectation. */
import { ACCOUNT_FEATURES } from '#core/features/account.ts';
import { EXPECTED_EXCESS } from '#core/scoring/reach.ts';

/**
 * Left out on purpose: how old the earlier posts were when read. In the tables every row was read at one moment, so an
 * earlier post is always older than the row's own reading; a creator's phone reads them before the post exists. The
 * expectation knows how young posts read and carries over; a tree would not.
 */
const NOT_FED = new Set(['last_read_after', 'middle_read_after']);

export const REGISTRY_INPUTS: readonly string[] = [
  'length_s',
  'caption_length',
  'hashtag_count',
  'hashtag_generic_count',
  'read_after_days',
  ...ACCOUNT_FEATURES.map((feature) => feature.name).filter((name) => !NOT_FED.has(name)),
];

export const INPUTS: readonly string[] = [...REGISTRY_INPUTS, EXPECTED_EXCESS];

/** Days after which views are foretold where nobody says otherwise: growth is under a tenth from here on (science note, section 5). */
export const READ_AFTER_DAYS = 30;
