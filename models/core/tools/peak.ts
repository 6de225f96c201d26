/** Readings of one video enter; views at later ages with their ranges, and the age of half of them, leave; or why nobody can tell. */
import {
  growthForecast,
  halfLife,
  peakHour,
  type GrowthExtra,
  type GrowthRefusal,
  type Reading,
} from '../scoring/growth.ts';
import type { GrowthModel } from '../scoring/model-files.ts';

export interface PeakForecast {
  readonly ages: readonly {
    readonly ageH: number;
    /** Views, 80 % range; null with `why`. */
    readonly views: { readonly value: number; readonly low: number; readonly high: number } | null;
    readonly why: GrowthRefusal | null;
  }[];
  /** Age at which half of the views expected at the last age had come. */
  readonly half: { readonly ageH: number | null; readonly why: GrowthRefusal | null };
  /** Never told: no table holds the first hours. */
  readonly peak: { readonly hour: null; readonly why: GrowthRefusal };
}

/** @param targetsH at least one; hours since posting, any order */
export function peakForecast(
  model: GrowthModel,
  readings: readonly Reading[],
  targetsH: readonly number[],
  extra: GrowthExtra,
): PeakForecast {
  const ages = targetsH.map((ageH) => {
    const told = growthForecast(model, readings, ageH, extra);
    return 'cannotTell' in told
      ? { ageH, views: null, why: told.cannotTell }
      : { ageH, views: { value: 10 ** told.value, low: 10 ** told.low, high: 10 ** told.high }, why: null };
  });
  const half = halfLife(model, readings, Math.max(...targetsH), extra);
  return {
    ages,
    half: 'cannotTell' in half ? { ageH: null, why: half.cannotTell } : { ageH: half.ageH, why: null },
    peak: { hour: null, why: peakHour().cannotTell },
  };
}
