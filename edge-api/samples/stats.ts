/**
 * Rows of a shard and how the inputs of the served models lay in training → what the figures of drift and skill are
 * added up from. Kept beside the shard as one small JSON, so that a sample which is taken back leaves them too.
 */
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import type { InputSpread } from '#contracts/manifest.ts';
import type { SampleRow } from './shard.ts';

/** Model → input → its spread in training. */
export type Spreads = Readonly<Record<string, Readonly<Record<string, InputSpread>>>>;

export interface ShardStats {
  readonly schema: 1;
  /** Of the spreads that the inputs were counted against: with others the counts mean nothing. */
  readonly spreads: string;
  /** Rows that came without noise, the only ones that are counted below. */
  readonly plain: number;
  readonly noisy: number;
  /** By rung of the ladder; 'untold' from older apps. */
  readonly rungs: Readonly<Record<string, number>>;
  /** 'reach length_s' → rows per bin of its spread; gaps are not counted. */
  readonly inputs: Readonly<Record<string, readonly number[]>>;
  /** 'reach@1.0.0' → 'score percentile', both in twentieths → rows. */
  readonly outcomes: Readonly<Record<string, Readonly<Record<string, number>>>>;
}

/** Steps of score and percentile in the counts: coarser than any difference that matters, and few enough to keep. Chosen. */
export const OUTCOME_STEPS = 20;

export const spreadsHash = (spreads: Spreads): string =>
  bytesToHex(sha256(utf8ToBytes(JSON.stringify(spreads)))).slice(0, 16);

export function statsOf(rows: readonly SampleRow[], spreads: Spreads): ShardStats {
  const plain = rows.filter((row) => row['epsilon'] === null);
  const inputs: Record<string, readonly number[]> = {};
  for (const [model, own] of Object.entries(spreads)) {
    for (const [name, { edges }] of Object.entries(own)) {
      const bins = Array.from({ length: edges.length + 1 }, () => 0);
      for (const row of plain) {
        const value = row[name];
        if (typeof value === 'number') bins[binOf(edges, value)]! += 1;
      }
      inputs[`${model} ${name}`] = bins;
    }
  }
  const rungs: Record<string, number> = {};
  const outcomes: Record<string, Record<string, number>> = {};
  for (const row of plain) {
    const { score, percentile, models } = row;
    if (typeof score !== 'number' || typeof percentile !== 'number') continue;
    const rung = String(row['rung'] ?? 'untold');
    rungs[rung] = (rungs[rung] ?? 0) + 1;
    const cell = `${Math.round((score / 100) * OUTCOME_STEPS)} ${Math.round(percentile * OUTCOME_STEPS)}`;
    for (const model of String(models ?? '').split(' ')) {
      if (model === '') continue;
      const cells = (outcomes[model] ??= {});
      cells[cell] = (cells[cell] ?? 0) + 1;
    }
  }
  return {
    schema: 1,
    spreads: spreadsHash(spreads),
    plain: plain.length,
    noisy: rows.length - plain.length,
    rungs,
    inputs,
    outcomes,
  };
}

/** The first bin whose end is not below the value; the last bin has none. */
export function binOf(edges: readonly number[], value: number): number {
  const bin = edges.findIndex((edge) => value <= edge);
  return bin < 0 ? edges.length : bin;
}
