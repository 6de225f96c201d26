/**
 * A draft and the `hold` model enter; how the caption scores word by word, how it reads, and ranked ways to put it leave.
 *
 * A difference between two captions is the model's, from what it saw of other people's posts. It is told with the range
 * it would have on two posts, and called none where that range holds 0, which is nearly always. Then the order is by
 * grounds that can be counted in the words themselves. Nothing is said of clicks.
 */
import { captionCounts } from '../features/caption.ts';
import { detectLanguage, type Language } from '../features/language.ts';
import { codePoints, hashtagsOf, plainCaption } from '../features/text.ts';
import { isGenericTag } from '../features/hashtags.ts';
import type { Draft, Interval } from '../flow.ts';
import { holdCase, holdRows, holdVote, understandsHold } from '../scoring/hold.ts';
import type { HoldModel } from '../scoring/model-files.ts';
import { CAPTION_LIMITS, type CaptionLimits } from './caption/limits.ts';
import { readability, type Readability, type ReadableLanguage, type Unreadable } from './caption/readability.ts';
import { captionLanguage, rewrites, type Rewrite } from './caption/rewrites.ts';

export { CAPTION_LIMITS } from './caption/limits.ts';
export { REWRITE_RULES, type RewriteRule } from './caption/rewrites.ts';
export type { ReadableLanguage, Readability, Unreadable } from './caption/readability.ts';

export interface CaptionInput {
  readonly draft: Pick<Draft, 'platform' | 'caption' | 'shown'>;
  readonly hold: HoldModel | null;
  /** Of the person, for captions too short to tell. */
  readonly language: ReadableLanguage;
}

export interface CaptionAdvice {
  /** Predicted hold rank, 0..1, with its 80 % range; null without words or model. */
  readonly score: Interval | null;
  /** Why there is no score. */
  readonly why: 'empty' | 'no_model' | 'unknown_words' | null;
  /** What single words add to the rank, most telling first. */
  readonly words: readonly { readonly word: string; readonly from: 'caption' | 'shown'; readonly amount: number }[];
  /** Part of the words of caption and line that the model knows something of, 0..1; null without words. */
  readonly known: number | null;
  readonly form: CaptionForm;
  readonly candidates: readonly CaptionCandidate[];
}

export interface CaptionForm {
  readonly language: Language | null;
  readonly readability: Readability | Unreadable;
  readonly limits: CaptionLimits;
  /** UTF-16 units, as the apps count them. */
  readonly length: number;
  readonly over: number;
  readonly firstLine: number;
  readonly tags: number;
  readonly genericTags: number;
  readonly emoji: number;
  readonly asks: boolean;
}

/** What a rewrite has over the caption as given, counted in the words: weightiest first. */
export const CAPTION_GROUNDS = ['fits', 'first_line', 'fewer_empty_tags', 'asks', 'easier'] as const;
export type CaptionGround = (typeof CAPTION_GROUNDS)[number];

export interface CaptionCandidate extends Rewrite {
  readonly grounds: readonly CaptionGround[];
  /** Predicted rank less that of the caption as given, with its 80 % range on two posts; null where the model is not asked. */
  readonly difference: Interval | null;
  /** The range leaves 0 out. */
  readonly beyondNoise: boolean;
  readonly length: number;
}

/** Shown at most; science.md section 8: people come back for several alternatives, not for one verdict. */
const CANDIDATES = 6;
const FEWEST_KNOWN = 0.5;

export function adviseCaption({ draft, hold, language }: CaptionInput): CaptionAdvice {
  const model = hold !== null && understandsHold(hold) ? hold : null;
  const vote = model && holdVote(model, draft);
  const known = model && shareKnown(model, draft);
  // The model learned on English posts: other languages, and words it never saw, get no number.
  const spoken = detectLanguage(`${draft.caption} ${draft.shown}`);
  const read = vote !== null && (known ?? 0) >= FEWEST_KNOWN && (spoken === null || spoken === 'en');
  const own = captionLanguage(draft.caption || draft.shown, language);
  const form = formOf(draft);
  const candidates = rewrites(draft, own).map((each): CaptionCandidate => {
    const difference = model && vote && read ? differenceOf(model, draft, each.text, vote.prediction) : null;
    return {
      ...each,
      grounds: groundsOf(form, formOf({ platform: draft.platform, caption: each.text })),
      difference,
      beyondNoise: difference !== null && (difference.low > 0 || difference.high < 0),
      length: each.text.length,
    };
  });
  return {
    score: vote && read ? { value: vote.prediction, low: vote.low, high: vote.high } : null,
    why: model === null ? 'no_model' : vote === null ? 'empty' : read ? null : 'unknown_words',
    words: ((read ? vote?.contributions : null) ?? []).flatMap(({ name, amount }) => {
      const [from, word] = [name.slice(0, name.indexOf(':')), name.slice(name.indexOf(':') + 1)];
      return from === 'word' || from === 'shown'
        ? [{ word, from: from === 'word' ? ('caption' as const) : ('shown' as const), amount }]
        : [];
    }),
    known,
    form,
    // The model decides where it can tell two captions apart, which is seldom; then what can be counted; then what the
    // model leans to, and the rules' own order.
    candidates: candidates
      .toSorted(
        (a, b) => told(b) - told(a) || weight(b.grounds) - weight(a.grounds) || half(b.difference) - half(a.difference),
      )
      .slice(0, CANDIDATES),
  };
}

/** The model's difference where it is beyond noise, else nothing. */
const told = ({ difference, beyondNoise }: CaptionCandidate): number => (beyondNoise ? half(difference) : 0);
/** Ten points of a reading formula are one step of its own scale, from plain to fairly easy (Flesch 1948). */
const EASIER = 10;

function groundsOf(own: CaptionForm, other: CaptionForm): CaptionGround[] {
  const easy = ({ readability: read }: CaptionForm): number | null => (typeof read === 'string' ? null : read.score);
  const [before, after] = [easy(own), easy(other)];
  const has: Readonly<Record<CaptionGround, boolean>> = {
    fits: own.over > 0 && other.over === 0,
    first_line: own.firstLine > own.limits.shown && other.firstLine <= other.limits.shown,
    fewer_empty_tags: other.genericTags < own.genericTags,
    asks: other.asks && !own.asks,
    easier: before !== null && after !== null && after - before >= EASIER,
  };
  return CAPTION_GROUNDS.filter((ground) => has[ground]);
}

/** A ground weighs more than all that stand behind it. */
const weight = (grounds: readonly CaptionGround[]): number =>
  grounds.reduce((sum, ground) => sum + 2 ** (CAPTION_GROUNDS.length - CAPTION_GROUNDS.indexOf(ground)), 0);

/** In steps of half a point of a hundred: what is closer is told apart by the order of the rules. */
const half = (difference: Interval | null): number => Math.round(200 * (difference?.value ?? 0));

function formOf({ platform, caption }: Pick<Draft, 'platform' | 'caption'>): CaptionForm {
  const counts = captionCounts(caption);
  const limits = CAPTION_LIMITS[platform];
  const tags = hashtagsOf(caption);
  return {
    language: detectLanguage(caption),
    readability: readability(caption),
    limits,
    length: caption.length,
    over: Math.max(0, caption.length - limits.most),
    firstLine: codePoints(plainCaption(caption).split('\n')[0] ?? ''),
    tags: tags.length,
    genericTags: tags.filter(isGenericTag).length,
    emoji: counts.emoji,
    asks: counts.questions > 0,
  };
}

/**
 * Two posts that differ by this much in prediction: each lands around its own with the model's residuals, so the
 * difference scatters by √2 of one (two independent errors of one size). On one clip the errors go together and the
 * range is narrower, by how much nobody has measured; the wider one is told.
 */
function differenceOf(model: HoldModel, draft: CaptionInput['draft'], caption: string, from: number): Interval | null {
  const vote = holdVote(model, { caption, shown: draft.shown });
  if (vote === null) return null;
  const value = vote.prediction - from;
  const { levels, bands } = holdCase(model, { caption, shown: draft.shown }).conformal;
  const residuals = bands[0]?.residuals ?? [];
  const at = (level: number): number => residuals[levels.findIndex((l) => Math.abs(l - level) < 1e-9)] ?? 0;
  const half = Math.SQRT2 * ((at(0.9) - at(0.1)) / 2);
  return { value, low: Math.max(-1, value - half), high: Math.min(1, value + half) };
}

/** Part of the words of caption and line that are in a vocabulary, whole or by their letters. */
function shareKnown(model: HoldModel, draft: CaptionInput['draft']): number | null {
  let all = 0;
  let known = 0;
  const { words, shown } = holdRows(model, draft);
  for (const row of [words, shown]) {
    if (row === null) continue;
    const touched = new Set(row.shares.flatMap((shares) => shares.map(([token]) => token)));
    row.tokens.forEach((token, at) => {
      if (!/[\p{L}\p{Extended_Pictographic}]/u.test(token)) return;
      all++;
      if (touched.has(at)) known++;
    });
  }
  return all === 0 ? null : known / all;
}
