/** What `/metrics?format=json` and `?format=alerts` answer: figures and alerts of a running edge, for its operator. */
import { z } from 'zod';
import { parseUpgraded, type Parsed, type Upgrades } from './parse.ts';

const Labels = z.record(z.string(), z.string());

export const MetricsReport = z.object({
  schema: z.literal(1),
  host: z.enum(['node', 'workers']),
  at: z.iso.datetime(),
  metrics: z.array(
    z.object({
      /** As Prometheus knows it. */
      name: z.string(),
      type: z.enum(['counter', 'gauge', 'histogram']),
      help: z.string(),
      samples: z.array(z.object({ name: z.string(), labels: Labels, value: z.number() })),
    }),
  ),
});
export type MetricsReport = z.infer<typeof MetricsReport>;

export const Severity = z.enum(['warning', 'critical']);
export type Severity = z.infer<typeof Severity>;

export const Alert = z.object({
  rule: z.enum(['errors', 'skill', 'stale']),
  /** What it is about: 'api', a model and its figure, a source. */
  subject: z.string(),
  severity: Severity,
  /** One sentence with its numbers. */
  sentence: z.string(),
});
export type Alert = z.infer<typeof Alert>;

export const AlertsReport = z.object({ schema: z.literal(1), at: z.iso.datetime(), alerts: z.array(Alert) });
export type AlertsReport = z.infer<typeof AlertsReport>;

/** No version before 1 was shipped. */
const UPGRADES: Upgrades = {};

export const parseMetricsReport = (input: unknown): Parsed<MetricsReport> =>
  parseUpgraded(MetricsReport, 1, UPGRADES, input);
export const parseAlertsReport = (input: unknown): Parsed<AlertsReport> =>
  parseUpgraded(AlertsReport, 1, UPGRADES, input);
