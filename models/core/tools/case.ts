/**
 * What a program knows of a clip that is not here (its signals, or the numbers an app computed from them), with draft and
 * account, enters; a judged case leaves. The same functions as in the app's report, without file and pictures.
 */
import { featureNamed, computeFeatures } from '../features/registry.ts';
import type { Account, Draft, Explanation, FeatureFamily, Features, MissingReason, Score, Signals } from '../flow.ts';
import { judgeCase, votesOf, type ReportModels } from '../report.ts';

export interface ToolCase {
  readonly draft: Draft;
  readonly account: Account | null;
  /** Everything measured in the file; null where it is not at hand. */
  readonly signals: Signals | null;
  /**
   * Features of picture, sound and format by name, instead of signals. Those of words, moment and account are worked out
   * from draft and account whatever stands here, so that a new caption never meets an old number.
   */
  readonly measured: Readonly<Record<string, number | null>> | null;
  /** Whether the declared terms count. */
  readonly priors: boolean;
}

export interface JudgedCase {
  readonly features: Features;
  readonly score: Score;
  readonly explanation: Explanation;
  readonly byRules: boolean;
}

/** Families that come from words, moment and account. */
const NOT_OF_THE_FILE: ReadonlySet<FeatureFamily> = new Set([
  'caption',
  'hashtags',
  'topic',
  'audience',
  'timing',
  'account',
]);

export function featuresOf({ draft, account, signals, measured }: ToolCase): Features {
  const computed = computeFeatures({ signals, draft, account });
  if (measured === null) return computed;
  const values: Record<string, number | null> = { ...computed.values };
  const missing: Record<string, MissingReason> = { ...computed.missing };
  for (const name of Object.keys(values)) {
    const feature = featureNamed(name);
    if (feature === null || NOT_OF_THE_FILE.has(feature.family)) continue;
    const given = measured[name];
    if (given === undefined || given === null) {
      if (values[name] === null) missing[name] = 'not_given';
      continue;
    }
    values[name] = Math.min(feature.range[1], Math.max(feature.range[0], given));
    delete missing[name];
  }
  return { set: computed.set, values, missing };
}

export function judgedCase(given: ToolCase, models: ReportModels): JudgedCase {
  const features = featuresOf(given);
  const votes = votesOf(models, features, given.draft, given.account);
  return { features, ...judgeCase({ ...given, models }, features, votes) };
}
