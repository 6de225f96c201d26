/**
 * Everything known of one clip and its draft enters; the report leaves. Pure: the same input gives the same report.
 *
 * signals + draft + account → features → votes → forecast → score → explanation
 */
import { changeFirst } from './advise/change-first.ts';
import { preflight } from './advise/preflight.ts';
import { attribute } from './explain/attribution.ts';
import { editsBeyondNoise } from './explain/counterfactual.ts';
import { cannotTell } from './explain/cannot-tell.ts';
import { placeOf } from './explain/places.ts';
import { computeFeatures } from './features/registry.ts';
import type {
  Account,
  DecoderName,
  Draft,
  Explanation,
  Features,
  Interval,
  Keyframe,
  Report,
  Rung,
  Signals,
  Timings,
  Vote,
} from './flow.ts';
import { draftHash, hashOf } from './hash.ts';
import { declaredEffects } from './scoring/declared.ts';
import { forecastOf, isKnown, type Forecast } from './scoring/forecast.ts';
import { holdCase, holdVote, understandsHold } from './scoring/hold.ts';
import type { HoldModel, ReachModel } from './scoring/model-files.ts';
import { outsideOf } from './scoring/outside.ts';
import { reachVote, understandsReach } from './scoring/reach.ts';
import { scoreOf } from './scoring/score.ts';

export { cacheKey } from './hash.ts';

export interface ReportModels {
  readonly reach: ReachModel | null;
  readonly hold: HoldModel | null;
}

/** What the manifest says of the models that were loaded. */
export type ModelFacts = Report['models'];

export interface ReportInput {
  /** Made from clip, draft and time where it is left out. */
  readonly id?: string;
  /** Unix milliseconds. */
  readonly now: number;
  readonly signals: Signals;
  /** What was drawn of the picked keyframes; what was measured at each is found in the signals. */
  readonly keyframeImages: readonly Omit<Keyframe, 'measured'>[];
  readonly draft: Draft;
  readonly account: Account | null;
  readonly models: ReportModels;
  readonly facts?: ModelFacts;
  /** Whether the declared terms count. */
  readonly priors: boolean;
  readonly decoder: DecoderName;
  readonly ms: Timings;
  /** Answers of a higher rung; left out, the plain twins answer. */
  readonly votes?: readonly Vote[];
}

export function makeReport(input: ReportInput): Report {
  const { signals, draft, account, models, now } = input;
  const features = computeFeatures({ signals, draft, account });
  const votes = input.votes ?? votesOf(models, features, draft, account);
  const { score, explanation, byRules } = judgeCase(input, features, votes);
  const line = lineEffect(input, score);
  return {
    id: input.id ?? hashOf([signals.clip.hash, draftHash(draft), String(now)]).slice(0, 24),
    madeAt: now,
    clip: signals.clip,
    draft,
    account: account === null ? null : { followers: account.followers, posts: account.posts.length },
    signals,
    features,
    votes,
    score,
    explanation: line === null ? explanation : { ...explanation, line },
    keyframes: measuredAt(signals, input.keyframeImages),
    decoder: input.decoder,
    rung: byRules ? 'rules' : lowestRung(votes),
    models: input.facts ?? [],
    ms: input.ms,
  };
}

/** The same case without the line of what is seen, scored again; null where there is none, or nothing to compare with. */
function lineEffect(input: ReportInput, score: Report['score']): number | null {
  const { signals, account, models } = input;
  if (input.draft.shown.trim() === '') return null;
  const draft = { ...input.draft, shown: '' };
  const features = computeFeatures({ signals, draft, account });
  const without = judgeCase({ ...input, draft }, features, votesOf(models, features, draft, account)).score;
  return without.reference === score.reference && without.basis === score.basis ? score.value - without.value : null;
}

/** What the plain twins say; a model made for other features is not asked. */
export function votesOf(models: ReportModels, features: Features, draft: Draft, account: Account | null): Vote[] {
  const votes: (Vote | null)[] = [];
  if (models.reach !== null && account !== null && isKnown(account) && understandsReach(models.reach))
    votes.push(reachVote(models.reach, features, account));
  if (models.hold !== null && understandsHold(models.hold)) votes.push(holdVote(models.hold, draft));
  return votes.filter((vote) => vote !== null);
}

/** What is judged: a clip with its draft, or a draft alone. */
export interface Case extends Pick<ReportInput, 'draft' | 'account' | 'models' | 'priors'> {
  /** null where only numbers of the clip are at hand: then nothing is advised on the file and no reason has a place. */
  readonly signals: Signals | null;
}

export interface Judged {
  readonly score: Report['score'];
  readonly explanation: Explanation;
  readonly byRules: boolean;
}

/** Features and votes → score and explanation: the part of a report that needs neither clock nor pictures. */
export function judgeCase(
  { signals, draft, account, models, priors }: Case,
  features: Features,
  votes: readonly Vote[],
): Judged {
  const reach = votes.find((vote) => vote.model === 'reach') ?? null;
  const hold = votes.find((vote) => vote.model === 'hold') ?? null;
  const forecast = forecastOf({
    account,
    reach: reach !== null && models.reach !== null ? { vote: reach, model: models.reach } : null,
    hold:
      hold !== null && models.hold !== null ? { vote: hold, conformal: holdCase(models.hold, draft).conformal } : null,
  });
  // Where the score is the hold rank itself, hold does not pull at it a second time.
  const pull = forecast.known === 'account' ? (hold?.prediction ?? null) : null;
  const effects = priors ? declaredEffects(features, pull) : [];
  const shown: Interval | null = hold === null ? null : { value: hold.prediction, low: hold.low, high: hold.high };
  const outside = forecast.vote?.model === 'reach' && models.reach !== null ? outsideOf(features, models.reach) : [];
  const scored = scoreOf(forecast, effects, shown, outside);
  const advice = signals === null ? [] : preflight(signals, draft);
  const attributed = attribute(scored, effects, features, signals);
  const edited =
    signals === null || account === null || reach === null || models.reach?.edits === undefined
      ? null
      : editsBeyondNoise({
          model: models.reach,
          signals,
          draft,
          account,
          value: scored.score.value,
          rescore: (moveBy) => scoreOf(movedBy(forecast, moveBy), effects, shown, outside).score.value,
        });
  return {
    score: scored.score,
    byRules: forecast.vote === null,
    explanation: {
      ...attributed,
      cannotTell: cannotTell(signals, draft, account, features, new Set(attributed.reasons.map(({ name }) => name))),
      advice,
      change: changeFirst({
        effects,
        value: scored.score.value,
        advice,
        rescore: (edited) => {
          const { value, low, high } = scoreOf(forecast, edited, shown, outside).score;
          return { value, low, high };
        },
        placeOf: (term) => (signals === null ? null : placeOf(term, signals)),
      }),
      ...(edited === null ? {} : { edited }),
    },
  };
}

/** What would be foretold had the model said so much more. */
const movedBy = (forecast: Forecast, ratio: number): Forecast => ({ ...forecast, learned: forecast.learned + ratio });

/** Pairs each keyframe with the sampled frame at its moment; one that was never sampled has nothing to show. */
function measuredAt(signals: Signals, images: ReportInput['keyframeImages']): Keyframe[] {
  return images.flatMap((image) => {
    const measured = signals.picture?.frames.reduce((best, frame) =>
      Math.abs(frame.at - image.at) < Math.abs(best.at - image.at) ? frame : best,
    );
    return measured === undefined ? [] : [{ ...image, measured }];
  });
}

const RUNGS: readonly Rung[] = ['webgpu', 'wasm', 'plain', 'rules'];

/** The lowest rung that took part. */
function lowestRung(votes: readonly Vote[]): Rung {
  return votes.reduce<Rung>(
    (lowest, { rung }) => (RUNGS.indexOf(rung) > RUNGS.indexOf(lowest) ? rung : lowest),
    'webgpu',
  );
}
