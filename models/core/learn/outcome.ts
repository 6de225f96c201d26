/** A saved report and the views that followed enter; where the outcome landed on the scale of its score leaves. */
import type { Report } from '../flow.ts';
import type { Distribution } from '../scoring/distribution.ts';
import { wilson } from '../stats/interval.ts';
import { share, type Share } from '../units.ts';

export interface Outcome {
  /** log10 views minus the own level that the report named. */
  readonly ratio: number;
  /** 100·F(outcome): on the scale of the score. Null when F is no longer at hand. */
  readonly percentile: number | null;
  /** Inside the 80 % range that was foretold. */
  readonly inside: boolean;
  /** Over the own level. */
  readonly beat: boolean;
}

/**
 * @param scale F of the report, see scaleOf; null when its model is gone, then the range of the ratio is asked
 * @returns null for a clip that nobody saw, or a report that knew no level
 */
export function readOutcome(report: Pick<Report, 'score'>, views: number, scale: Distribution | null): Outcome | null {
  const { level, reach, low, high } = report.score;
  if (level === null || reach === null || !(views > 0)) return null;
  const ratio = Math.log10(views) - level;
  const percentile = scale === null ? null : 100 * scale.below(ratio);
  return {
    ratio,
    percentile,
    inside: percentile === null ? ratio >= reach.low && ratio <= reach.high : percentile >= low && percentile <= high,
    beat: ratio > 0,
  };
}

export interface Coverage {
  readonly inside: number;
  readonly of: number;
  readonly share: Share;
  /** 95 % Wilson interval. */
  readonly low: Share;
  readonly high: Share;
}

/** How often the outcome fell inside the range that was foretold; 80 % is what was promised. Null before the first outcome. */
export function coverageOf(outcomes: readonly Outcome[]): Coverage | null {
  const inside = outcomes.filter((o) => o.inside).length;
  const bounds = wilson(inside, outcomes.length);
  if (bounds === null) return null;
  return {
    inside,
    of: outcomes.length,
    share: share(inside / outcomes.length),
    low: share(bounds.low),
    high: share(bounds.high),
  };
}
