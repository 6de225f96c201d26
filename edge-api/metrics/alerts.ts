/** What is known of a running edge in, what its operator should look at out. `ops/alerts.yml` holds the same rules for Prometheus; a test compares their numbers. */
import type { Alert } from '#contracts/metrics.ts';

/** Limits of the delivery's brief (Observability): errors over 5 and 10 %, skill down 5 points, a source silent for 48 h. */
export const LIMITS = {
  errorsWarning: 0.05,
  errorsCritical: 0.1,
  /** Of the last so many minutes. */
  errorsMinutes: 15,
  /** Below this one failure alone would be 5 % or more. */
  leastRequests: 20,
  /** A fall of a correlation, an AUC or an R² by this much, on a scale of 1. */
  skillFall: 0.05,
  staleMs: 48 * 3_600_000,
} as const;

export interface Facts {
  /** Unix ms. */
  readonly now: number;
  /** Requests to the API in the last fifteen minutes, and those that ended in a 5xx. */
  readonly recent: { readonly requests: number; readonly failed: number };
  readonly skill: readonly Skill[];
  readonly sources: readonly SourceFact[];
}

/** One figure of a model that is served, higher is better. */
export interface Skill {
  readonly model: string;
  readonly version: string;
  readonly metric: string;
  readonly value: number;
  /** The same figure of the release that was served before; null when there is none to compare with. */
  readonly before: { readonly version: string; readonly value: number } | null;
}

export interface SourceFact {
  readonly source: string;
  /** Since when nothing newer came, Unix ms: its last good reply, or the first time it was asked when none came yet. */
  readonly since: number;
}

/** Critical ones first. */
export function alertsOf({ now, recent, skill, sources }: Facts): readonly Alert[] {
  const found = [
    ...errors(recent),
    ...skill.flatMap(fall),
    ...sources.flatMap((source) => stale(source, now)),
  ] satisfies readonly Alert[];
  return found.toSorted((a, b) => rank(a) - rank(b));
}

function errors({ requests, failed }: Facts['recent']): readonly Alert[] {
  const share = requests === 0 ? 0 : failed / requests;
  if (requests < LIMITS.leastRequests || share <= LIMITS.errorsWarning) return [];
  return [
    {
      rule: 'errors',
      subject: 'api',
      severity: share > LIMITS.errorsCritical ? 'critical' : 'warning',
      sentence: `${(share * 100).toFixed(1)} % of ${requests} requests in the last ${LIMITS.errorsMinutes} minutes failed (${failed}).`,
    },
  ];
}

function fall({ model, version, metric, value, before }: Skill): readonly Alert[] {
  if (!before || skillChange(value, before.value) >= -LIMITS.skillFall) return [];
  return [
    {
      rule: 'skill',
      subject: `${model} ${metric}`,
      severity: 'critical',
      sentence: `${model} ${version} has ${metric} ${value.toFixed(3)}; ${before.version} before it had ${before.value.toFixed(3)}.`,
    },
  ];
}

/** Rounded to what evaluations are written with, so that .40 after .45 is a fall of exactly five points. */
export const skillChange = (value: number, before: number): number => Math.round((value - before) * 1e6) / 1e6;

function stale({ source, since }: SourceFact, now: number): readonly Alert[] {
  if (now - since <= LIMITS.staleMs) return [];
  const sentence = `Nothing good came from ${source} for ${Math.floor((now - since) / 3_600_000)} hours.`;
  return [{ rule: 'stale', subject: source, severity: 'warning', sentence }];
}

const rank = ({ severity }: Alert): number => (severity === 'critical' ? 0 : 1);
