/** What is known of a host in, its metric families out, in a fixed order. Names that a dashboard or a rule uses stay. */
import { skillChange } from './alerts.ts';
import type { Everything } from './facts.ts';
import { DURATION_ENDS_MS } from './meter.ts';
import type { Family, Sample } from './text.ts';

export function familiesOf(known: Everything): readonly Family[] {
  const counted = (row: string, name: string): readonly Sample[] =>
    known.totals.flatMap(({ name: own, labels, value }) =>
      own === row ? [{ name, labels: labelsOf(labels), value }] : [],
    );
  const one = (name: string, value: number): readonly Sample[] => [{ name, labels: {}, value }];
  return [
    {
      name: 'presage_requests_total',
      type: 'counter',
      help: 'Requests to the API by route pattern, method and class of status. Files of the app are not counted.',
      samples: withFailures(counted('requests', 'presage_requests_total')),
    },
    {
      name: 'presage_request_duration_seconds',
      type: 'histogram',
      help: 'Time until the reply begins, by route pattern. On Workers clocks stand still while code runs.',
      samples: durations(known),
    },
    {
      name: 'presage_not_modified_total',
      type: 'counter',
      help: 'Replies 304: the cache of the client was still right.',
      samples: counted('not_modified', 'presage_not_modified_total'),
    },
    {
      name: 'presage_model_downloads_total',
      type: 'counter',
      help: 'Whole model files sent, by model, version and file.',
      samples: known.downloads.map(({ count, ...labels }) => ({
        name: 'presage_model_downloads_total',
        labels,
        value: count,
      })),
    },
    {
      name: 'presage_model_info',
      type: 'gauge',
      help: '1 for each model release that a channel serves now.',
      samples: known.models.map(({ model, version, channel }) => ({
        name: 'presage_model_info',
        labels: { model, version, channel },
        value: 1,
      })),
    },
    {
      name: 'presage_model_skill',
      type: 'gauge',
      help: 'Figures of the releases on stable, as their evaluation on held-out rows measured them.',
      samples: known.skill.map(({ model, version, metric, value }) => ({
        name: 'presage_model_skill',
        labels: { model, version, metric },
        value,
      })),
    },
    {
      name: 'presage_model_skill_change',
      type: 'gauge',
      help: 'The same figures minus those of the release before, where there was one.',
      samples: known.skill.flatMap(({ model, version, metric, value, before }) =>
        before
          ? [
              {
                name: 'presage_model_skill_change',
                labels: { model, version, metric },
                value: skillChange(value, before.value),
              },
            ]
          : [],
      ),
    },
    {
      name: 'presage_source_since_timestamp_seconds',
      type: 'gauge',
      help: 'Since when nothing newer came from a trend source: its last good reply, or the first time it was asked.',
      samples: known.sources.map(({ source, since }) => ({
        name: 'presage_source_since_timestamp_seconds',
        labels: { source },
        value: since / 1000,
      })),
    },
    {
      name: 'presage_samples_total',
      type: 'counter',
      help: 'Samples that came, by what became of them: kept, again (a repeated key), conflict; and withdrawn.',
      samples: known.given.map(({ outcome, count }) => ({
        name: 'presage_samples_total',
        labels: { outcome },
        value: count,
      })),
    },
    {
      name: 'presage_samples_noisy_share',
      type: 'gauge',
      help: 'Of the samples in shards of the last 90 days, those with noise; they count in none of the figures below.',
      samples:
        known.field.plain + known.field.noisy === 0
          ? []
          : one('presage_samples_noisy_share', known.field.noisy / (known.field.plain + known.field.noisy)),
    },
    {
      name: 'presage_rung_samples',
      type: 'gauge',
      help: 'Forecasts in samples of the last 90 days, by the rung of the ladder that the device took; only devices whose owners gave a sample.',
      samples: Object.entries(known.field.rungs)
        .toSorted(([a], [b]) => (a < b ? -1 : 1))
        .map(([rung, value]) => ({ name: 'presage_rung_samples', labels: { rung }, value })),
    },
    {
      name: 'presage_drift_psi',
      type: 'gauge',
      help: 'Population stability index of an input in the samples of the last 90 days against the training rows of the model on stable.',
      samples: known.field.drift.map(({ model, input, psi }) => ({
        name: 'presage_drift_psi',
        labels: { model, input },
        value: Math.round(psi * 1e6) / 1e6,
      })),
    },
    {
      name: 'presage_drift_samples',
      type: 'gauge',
      help: 'How many samples a drift was measured on; under 500 there is none.',
      samples: known.field.drift.map(({ model, input, n }) => ({
        name: 'presage_drift_samples',
        labels: { model, input },
        value: n,
      })),
    },
    {
      name: 'presage_given_outcomes',
      type: 'gauge',
      help: 'Samples of the last 90 days that have a forecast and its outcome, by model and version.',
      samples: known.field.skill.map(({ model, version, n }) => ({
        name: 'presage_given_outcomes',
        labels: { model, version },
        value: n,
      })),
    },
    {
      name: 'presage_samples_waiting',
      type: 'gauge',
      help: 'Samples that people gave and no shard holds yet.',
      samples: one('presage_samples_waiting', known.samples.waiting),
    },
    {
      name: 'presage_samples_in_shards',
      type: 'gauge',
      help: 'Samples in Parquet shards.',
      samples: one('presage_samples_in_shards', known.samples.inShards),
    },
    ...(known.process === null
      ? []
      : ([
          {
            name: 'process_resident_memory_bytes',
            type: 'gauge',
            help: 'Resident memory of this process.',
            samples: one('process_resident_memory_bytes', known.process.residentBytes),
          },
          {
            name: 'process_start_time_seconds',
            type: 'gauge',
            help: 'When this process began.',
            samples: one('process_start_time_seconds', known.process.startedAt / 1000),
          },
        ] satisfies readonly Family[])),
  ];
}

/**
 * Each route and method also with the failures that it has not had: Prometheus takes a counter's first value for where it
 * began, so thirty failures that came before anybody looked would be none.
 */
function withFailures(requests: readonly Sample[]): readonly Sample[] {
  const key = ({ labels }: Sample): string => `${labels['route']} ${labels['method']}`;
  const failed = new Set(requests.filter(({ labels }) => labels['status'] === '5xx').map(key));
  const others = new Map(requests.filter((sample) => !failed.has(key(sample))).map((sample) => [key(sample), sample]));
  return [
    ...requests,
    ...[...others.values()].map((sample) => ({ ...sample, labels: { ...sample.labels, status: '5xx' }, value: 0 })),
  ];
}

/** Rows hold one bucket each; Prometheus wants each bucket with all below it, also those that nothing fell into. */
function durations({ totals }: Everything): readonly Sample[] {
  const byRoute = new Map<string, { readonly buckets: Map<string, number>; ms: number }>();
  for (const { name, labels, value } of totals) {
    if (name !== 'duration' && name !== 'duration_ms') continue;
    const { route = '', le = '' } = labelsOf(labels);
    const own = byRoute.get(route) ?? { buckets: new Map<string, number>(), ms: 0 };
    byRoute.set(route, own);
    if (name === 'duration_ms') own.ms = value;
    else own.buckets.set(le, value);
  }
  const name = 'presage_request_duration_seconds';
  return [...byRoute].flatMap(([route, { buckets, ms }]) => {
    let below = 0;
    const samples = [...DURATION_ENDS_MS.map((end) => String(end / 1000)), '+Inf'].map((le) => {
      below += buckets.get(le) ?? 0;
      return { name: `${name}_bucket`, labels: { route, le }, value: below };
    });
    return [
      ...samples,
      { name: `${name}_sum`, labels: { route }, value: ms / 1000 },
      { name: `${name}_count`, labels: { route }, value: below },
    ];
  });
}

// holds: the meter wrote them as an object of texts
const labelsOf = (text: string): Record<string, string> => JSON.parse(text) as Record<string, string>;
