/** One report as it is read: where in the clip the reader is, what was measured there, what to change first. */
import type { Advice, Change, Reason, Report } from '#core/flow.ts';
import { momentOf, nearest, timelineOf, type Moment, type Timeline } from '../../state/timeline.ts';
import { scoreRange, type ScoreRange } from '../../state/reading.ts';

/** One step of the slider and its arrows, s. */
export const STEP_S = 0.25;

export interface StripImage {
  readonly at: number;
  readonly image: Uint8Array;
}

export interface ReasonGroups {
  readonly helps: readonly Reason[];
  readonly hurts: readonly Reason[];
  /** Looked at, moves nothing: under half a point either way. */
  readonly neither: readonly Reason[];
}

export class ReportView {
  readonly report: Report;
  readonly timeline: Timeline;
  readonly range: ScoreRange | null;
  readonly reasons: ReasonGroups;
  readonly advice: {
    readonly fix: readonly Advice[];
    readonly know: readonly Advice[];
    readonly fine: readonly Advice[];
  };
  readonly change: Change | null;
  #at = $state(0);

  constructor(report: Report) {
    this.report = report;
    this.timeline = timelineOf(report.signals);
    this.range = scoreRange(report.score);
    this.reasons = group(report.explanation.reasons);
    const { advice } = report.explanation;
    this.advice = {
      fix: advice.filter((each) => each.severity === 'fix'),
      know: advice.filter((each) => each.severity === 'know'),
      fine: advice.filter((each) => each.severity === 'fine'),
    };
    this.change = report.explanation.change;
  }

  /** What was measured where the reader is. */
  get moment(): Moment {
    return momentOf(this.report.signals, this.#at);
  }
  get at(): number {
    return this.#at;
  }
  get length(): number {
    return this.timeline.length;
  }

  seek(at: number): void {
    this.#at = Math.min(this.length, Math.max(0, at));
  }
  step(by: -1 | 1): void {
    // On the grid of the slider, whatever a tap left behind.
    const slot = this.#at / STEP_S;
    const next = by > 0 ? Math.floor(slot + 1e-6) + 1 : Math.ceil(slot - 1e-6) - 1;
    this.seek(next * STEP_S);
  }

  /** Pictures of equal stretches of the clip, each the one nearest in time. */
  strip(images: readonly StripImage[], cells: number): readonly (StripImage | null)[] {
    return Array.from({ length: cells }, (_, index) => nearest(images, ((index + 0.5) * this.length) / cells));
  }

  /** The report's own pictures and, in the visit that made it, all others found on the way. */
  images(more: readonly StripImage[]): readonly StripImage[] {
    const own = this.report.keyframes.flatMap(({ at, image }) => (image === null ? [] : [{ at, image }]));
    return [...own, ...more].sort((a, b) => a.at - b.at);
  }

  /** Sums as shown: base, what helps, what hurts, all in whole points that add up to the score. */
  get sum(): { readonly base: number; readonly helps: number; readonly hurts: number; readonly value: number } {
    const value = Math.round(this.report.score.value);
    const base = Math.round(this.report.explanation.base);
    const helps = Math.round(
      this.report.explanation.reasons.reduce((sum, reason) => sum + Math.max(0, reason.points), 0),
    );
    // What rounding leaves goes here, so that the line adds up.
    return { base, helps, hurts: value - base - helps, value };
  }
}

function group(reasons: readonly Reason[]): ReasonGroups {
  const told = (reason: Reason): boolean => Math.abs(reason.points) >= 0.5;
  return {
    helps: reasons.filter((reason) => told(reason) && reason.points > 0),
    hurts: reasons.filter((reason) => told(reason) && reason.points < 0),
    neither: reasons.filter((reason) => !told(reason)),
  };
}
