/**
 * A case and the reach model enter; edits of the post that go with more views than the noise explains leave, or that there are none.
 *
 * Note [What may be changed]
 *   Only what a person can still change before posting: a shorter cut (whole seconds, down to half), fewer hashtags (whole
 *   ones, those that say nothing of the clip first), another hour within the next day (every third). The features are
 *   made anew from the edited post, so what hangs on them moves along.
 *
 * Note [Noise of an edit]
 *   The model file holds cells of training posts: how long, how many hashtags, how long after the last post. A cell counts
 *   only with enough posts of enough people, so a place without one is far from any real post and no edit leads there; nor does
 *   one lead away from real posts in all inputs at once (Note [Near real posts]). Each cell knows by how much posts in it did
 *   better or worse than foretold by fits that had not seen their authors, and how surely. A gain is the model's own plus the difference of the two cells. Its range holds how surely each cell is known,
 *   and how surely outcomes follow the part that these inputs have in a forecast. It is reported only if all of its 80 %
 *   range lies above 0 and its middle is worth a point. It is an association: posts like that did better, not posts changed like that.
 */
import { computeValues } from '../features/registry.ts';
import { hashtagsOf } from '../features/text.ts';
import { isGenericTag } from '../features/hashtags.ts';
import type { Account, Draft, Edit, Edited, Interval, Signals } from '../flow.ts';
import type { EditCell, ReachModel } from '../scoring/model-files.ts';
import { predictReach, reachRow, registryInputs } from '../scoring/reach.ts';
import { seconds } from '../units.ts';
import { isNearReal } from './near.ts';

export interface EditCase {
  readonly model: ReachModel;
  readonly signals: Signals;
  readonly draft: Draft;
  readonly account: Account;
  /** Score after the foretold ratio has moved by so much (log10). */
  readonly rescore: (moveBy: number) => number;
  readonly value: number;
}

/** Less than a point on a scale of 100 is not worth opening the editor for. */
const WORTH = 1;
/** A report waits for these: ten cuts tell a gain as well as fifty, and no hour is worth much more than the next (science note, section 5). */
const MOST_CUTS = 10;
const HOURS_APART = 3;
/** A clip cut below half is another clip. */
const SHORTEST = 0.5;
/**
 * Standard error, as a part of itself, of the slope of outcomes on the part that length, hashtags or time have in the forecast:
 * the worst of the three on two tables of people that no fit had seen (.35, rounded up; slopes .9 to 1.5; models/train/reach/edits-slope.ts).
 */
const SLOPE_ERROR = 0.4;
/** Standard errors to either side of a gain for four in five. */
const EIGHTY = 1.2816;

export function editsBeyondNoise(one: EditCase): Edited {
  const cells = one.model.edits?.cells ?? [];
  const now = outcomeOf(one, one.signals, one.draft);
  const here = cells.find((cell) => holds(cell, now.values));
  const near = one.model.edits?.near;
  if (here === undefined || !isNearReal(near, now.values)) return { looked: 0, found: [] };
  const tried = candidates(one);
  const found = tried.flatMap(({ edit, signals, draft }): Edited['found'][number][] => {
    const then = outcomeOf(one, signals, draft);
    const there = cells.find((cell) => holds(cell, then.values));
    if (there === undefined || !insideSeen(one.model, now.values, then.values)) return [];
    if (!isNearReal(near, then.values)) return [];
    const foretold = then.prediction - now.prediction;
    const moved = foretold + (there === here ? 0 : there.excess - here.excess);
    const spread = EIGHTY * Math.hypot(there.error, here.error, SLOPE_ERROR * foretold);
    const gain: Interval = {
      value: one.rescore(moved) - one.value,
      low: one.rescore(moved - spread) - one.value,
      high: one.rescore(moved + spread) - one.value,
    };
    return gain.low > 0 && gain.value >= WORTH ? [{ ...edit, gain, posts: there.rows }] : [];
  });
  // Of each kind of edit the one that gains most, the gentler one where two are alike.
  const kinds = [...new Set(found.map(({ name }) => name))];
  const best = kinds.flatMap((name) =>
    found
      .filter((each) => each.name === name)
      .sort((a, b) => b.gain.value - a.gain.value || Math.abs(a.to - a.from) - Math.abs(b.to - b.from))
      .slice(0, 1),
  );
  return { looked: tried.length, found: best.sort((a, b) => b.gain.value - a.gain.value) };
}

interface Candidate {
  readonly edit: Edit;
  readonly signals: Signals;
  readonly draft: Draft;
}

/** See Note [What may be changed]. */
export function candidates({ signals, draft }: Pick<EditCase, 'signals' | 'draft'>): Candidate[] {
  return [...shorterCuts(signals, draft), ...fewerTags(signals, draft), ...otherHours(signals, draft)];
}

function shorterCuts(signals: Signals, draft: Draft): Candidate[] {
  const { length } = signals.clip;
  const out: Candidate[] = [];
  const longest = Math.ceil(length) - 1;
  const shortest = Math.max(1, Math.ceil(SHORTEST * length));
  const step = Math.max(1, Math.ceil((longest - shortest + 1) / MOST_CUTS));
  for (let to = longest; to >= shortest; to -= step) {
    const clip = { ...signals.clip, length: seconds(to) };
    out.push({ edit: { name: 'length_s', from: length, to, unit: 's' }, signals: { ...signals, clip }, draft });
  }
  return out;
}

function fewerTags(signals: Signals, draft: Draft): Candidate[] {
  const tags = hashtagsOf(draft.caption);
  // The ones that say nothing of the clip go first, then from the end.
  const order = tags.map((tag, at) => ({ tag, at, generic: isGenericTag(tag) }));
  order.sort((a, b) => Number(b.generic) - Number(a.generic) || b.at - a.at);
  return order.map((_, dropped) => {
    const gone = order.slice(0, dropped + 1);
    const caption = gone.reduce((text, { tag }) => withoutTag(text, tag), draft.caption);
    return {
      edit: { name: 'hashtag_count', from: tags.length, to: hashtagsOf(caption).length, unit: 'count' },
      signals,
      draft: { ...draft, caption },
    };
  });
}

/** The last time it stands there: the same tag may stand twice. */
function withoutTag(caption: string, tag: string): string {
  const at = Math.max(caption.lastIndexOf(`#${tag}`), caption.lastIndexOf(`＃${tag}`));
  return at < 0
    ? caption
    : `${caption.slice(0, at)}${caption.slice(at + tag.length + 1)}`.replace(/ {2,}/gu, ' ').trim();
}

function otherHours(signals: Signals, draft: Draft): Candidate[] {
  const at = draft.plannedAt ?? null;
  if (at === null) return [];
  return Array.from({ length: 24 / HOURS_APART - 1 }, (_, i) => (i + 1) * HOURS_APART).map((later) => ({
    edit: { name: 'posting_hour', from: 0, to: later, unit: 'hour' },
    signals,
    draft: {
      ...draft,
      plannedAt: at + later * 3600,
      posting: draft.posting && {
        hour: (draft.posting.hour + later) % 24,
        weekday: (draft.posting.weekday + Math.floor((draft.posting.hour + later) / 24)) % 7,
      },
    },
  }));
}

function outcomeOf({ model, account }: EditCase, signals: Signals, draft: Draft) {
  const values = computeValues(registryInputs(model.trees.inputs), { signals, draft, account });
  return { values, prediction: predictReach(model, reachRow(model, values, account)) };
}

type Values = Readonly<Record<string, number | null>>;

/** Bounds are [from, to); an open end is null, and a value that is not known lies in no cell. */
export const holds = ({ bounds }: EditCell, values: Values): boolean =>
  Object.entries(bounds).every(([name, [from, to]]) => {
    const value = values[name] ?? null;
    return value !== null && (from === null || value >= from) && (to === null || value < to);
  });

/** No edit leads further out of the range that the model saw than the post already is. */
const insideSeen = ({ seen, trees }: ReachModel, now: Values, then: Values): boolean =>
  trees.inputs.every((name) => {
    const [value, before, range] = [then[name] ?? null, now[name] ?? null, seen[name]];
    return value === null || range === undefined || value === before || (value >= range[0] && value <= range[1]);
  });
