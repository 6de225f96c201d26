/** What was said against what happened: views read later → times the own level, and whether that lies in the range. */
import type { Report } from '#core/flow.ts';
import type { Outcome } from '../store/outcomes.ts';

export interface Landing {
  readonly views: number;
  /** Views over the usual views of the account. */
  readonly times: number;
  readonly said: { readonly low: number; readonly value: number; readonly high: number };
  readonly inside: boolean;
  /** Days between posting and reading; null when the posting time is not known. */
  readonly afterDays: number | null;
}

const DAY_MS = 86_400_000;

/** null without a reading, or without an account: then nothing was said about views. */
export function landingOf(report: Pick<Report, 'score'>, outcome: Outcome | null): Landing | null {
  const { level, reach } = report.score;
  if (outcome === null || level === null || reach === null || outcome.views <= 0) return null;
  const ratio = Math.log10(outcome.views) - level;
  return {
    views: outcome.views,
    times: 10 ** ratio,
    said: { low: 10 ** reach.low, value: 10 ** reach.value, high: 10 ** reach.high },
    inside: ratio >= reach.low && ratio <= reach.high,
    afterDays: outcome.postedAt === null ? null : (outcome.readAt - outcome.postedAt) / DAY_MS,
  };
}

/** How many landed inside the range. */
export function landingsKept(landings: readonly Landing[]): { readonly inside: number; readonly of: number } {
  return { inside: landings.filter((landing) => landing.inside).length, of: landings.length };
}
