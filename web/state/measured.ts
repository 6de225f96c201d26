/** Features of a report → rows of a table: name, what it is, value with its unit or why there is none. */
import { featureNamed } from '#core/features/registry.ts';
import type { Report } from '#core/flow.ts';
import { unitValue } from './saying.ts';
import type { Words } from './words.svelte.ts';

export interface FeatureRow {
  readonly key: string;
  readonly name: string;
  readonly about: string | null;
  readonly value: string;
  readonly family: string | null;
}

export function featureRows(
  report: Pick<Report, 'features'>,
  words: Pick<Words, 't' | 'term' | 'format'>,
): readonly FeatureRow[] {
  const { values, missing } = report.features;
  return Object.keys(values).map((key) => ({
    key,
    name: words.term('feature', key) ?? key,
    about: words.term('feature', `${key}.is`),
    value: featureValue(key, values[key] ?? null, words) ?? words.t(`why.missing.${missing[key] ?? 'no_evidence'}`),
    family: featureNamed(key)?.family ?? null,
  }));
}

/** null when there is no value. */
export function featureValue(name: string, value: number | null, words: Pick<Words, 't' | 'format'>): string | null {
  if (value === null) return null;
  const unit = featureNamed(name)?.unit ?? '1';
  if (unit === 'bool') return words.t(value > 0.5 ? 'yes' : 'no');
  return unitValue(value, unit, words.format);
}
