/** Signals, draft and account enter; what was looked at and tells nothing leaves, with why. */
import { historyOf } from '../features/history.ts';
import type { Account, Draft, Explanation, Features, Signals } from '../flow.ts';

/** Every name that may come; each has its words in web/text. */
export const CANNOT_TELL_NAMES = [
  'platform',
  'length',
  'speech_rate',
  'posting_time',
  'original_sound',
  'sound',
  'picture',
  'words',
  'topic',
  'own_posts',
] as const;

/**
 * Studies disagree on the best length and find opposite signs for fast speech (science note, section 4); posting time
 * explains under 1 % of an author's variance in three sets (section 5, measured); the sound's origin showed no
 * difference in the one sample there is.
 *
 * @param told names of the reasons given: what a model learned something of is not listed as unknown beside it
 */
export function cannotTell(
  signals: Signals | null,
  draft: Draft,
  account: Account | null,
  features: Features,
  told: ReadonlySet<string> = new Set(),
): Explanation['cannotTell'] {
  // The tables are of one platform each: no number learned from them changes with the platform chosen.
  const out: { name: (typeof CANNOT_TELL_NAMES)[number]; why: Explanation['cannotTell'][number]['why'] }[] = [
    { name: 'platform', why: 'no_evidence' },
  ];
  if (signals !== null) out.push({ name: 'length', why: 'studies_disagree' });
  if (signals?.sound != null && signals.sound.speechLike > 0)
    out.push({ name: 'speech_rate', why: 'studies_disagree' });
  if (draft.posting !== null || draft.plannedAt != null) out.push({ name: 'posting_time', why: 'no_evidence' });
  if (draft.originalSound !== null) out.push({ name: 'original_sound', why: 'no_evidence' });
  if (signals !== null && signals.sound === null)
    out.push({ name: 'sound', why: signals.soundMissing === 'undecodable' ? 'no_evidence' : 'no_audio' });
  if (signals !== null && signals.picture === null) out.push({ name: 'picture', why: 'no_picture' });
  if (draft.caption.trim() === '' && draft.shown.trim() === '') out.push({ name: 'words', why: 'not_given' });
  else if (features.missing['topic_food'] === 'no_evidence') out.push({ name: 'topic', why: 'no_evidence' });
  if (account === null || historyOf(account).views.length === 0) out.push({ name: 'own_posts', why: 'no_history' });
  return out.filter(({ name }) => !told.has(REASON_OF[name] ?? name));
}

/** Where the reason goes by another name. */
const REASON_OF: Partial<Record<(typeof CANNOT_TELL_NAMES)[number], string>> = { length: 'length_s' };
