/**
 * Values that a person gives away in, values with local differential privacy out: noise is added on the device, so that
 * whoever receives them cannot tell, beyond a factor of e^ε in likelihood, what was true.
 *
 * Note [Epsilon]: ε is the whole loss of one sample, over everything in it (sequential composition: Dwork and Roth 2014,
 * theorem 3.16). At ε = 8 each kept feature has ε = 1 (noise as wide as its
 * range) and a band of five is told rightly four times in ten. Half of ε goes to the features, a quarter to the outcome,
 * an eighth to each band. Not covered are platform, month and the time of reading: they travel as they are, and whoever
 * asks for consent has to say so.
 */
import { below, type Random } from '../stats/random.ts';

/** How ε is shared out. Chosen; the parts add up to 1. */
export const BUDGET = { features: 1 / 2, outcome: 1 / 4, band: 1 / 8 } as const;

/** Features that are told of one sample, the others being left out: with fewer, each carries less noise (Wang et al. 2019, arXiv:1907.00782, section IV). */
export const KEPT_FEATURES = 4;

/** Steps of the grid that noisy values are put on: the last digits of a float tell of the value before the noise (Mironov 2012). */
const GRID_STEPS = 1000;

/**
 * Laplace mechanism on a value of a known range, held inside it afterwards.
 *
 * @param epsilon for this value alone
 */
export function laplace(
  value: number,
  [low, high]: readonly [number, number],
  epsilon: number,
  random: Random,
): number {
  const width = high - low;
  const held = Math.min(high, Math.max(low, value));
  // Inverse of the distribution function; u in (-1/2, 1/2), never an end, so the logarithm is finite.
  const u = (below(random, 2 ** 32) + 0.5) / 2 ** 32 - 0.5;
  const noisy = held - (width / epsilon) * Math.sign(u) * Math.log(1 - 2 * Math.abs(u));
  const step = width / GRID_STEPS;
  const onGrid = low + Math.round((Math.min(high, Math.max(low, noisy)) - low) / step) * step;
  return Math.min(high, Math.max(low, onGrid));
}

/**
 * Randomised response among k options (Kairouz, Bonawitz and Ramage 2016): the truth with probability e^ε / (e^ε + k − 1),
 * else one of the others.
 *
 * @param truth one of the options
 */
export function randomised<T>(truth: T, options: readonly T[], epsilon: number, random: Random): T {
  const others = options.filter((option) => option !== truth);
  const truthful = Math.exp(epsilon) / (Math.exp(epsilon) + others.length);
  if (random() < truthful) return truth;
  return others[below(random, others.length)] ?? truth;
}

export interface Ranged {
  readonly name: string;
  readonly range: readonly [low: number, high: number];
}

/**
 * A few features with noise, every other one left out. Which ones is drawn without looking at them. A gap counts as the
 * middle of the range, since that there is one tells something too.
 *
 * @param epsilon for the whole vector
 */
export function privateVector(
  values: Readonly<Record<string, number | null>>,
  features: readonly Ranged[],
  epsilon: number,
  random: Random,
): Record<string, number | null> {
  const told = new Set<number>();
  const count = Math.min(KEPT_FEATURES, features.length);
  while (told.size < count) told.add(below(random, features.length));
  const each = epsilon / Math.max(1, count);
  return Object.fromEntries(
    features.map(({ name, range }, index) => {
      if (!told.has(index)) return [name, null];
      return [name, laplace(values[name] ?? (range[0] + range[1]) / 2, range, each, random)];
    }),
  );
}
