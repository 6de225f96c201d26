/** Planned moment in; hour, weekday, year and how long the views may gather out. */
import type { MissingReason } from '../flow.ts';
import type { DraftContext, Feature, Unit } from './feature.ts';

export const TIMING_FEATURES = [
  feature('posting_hour', 'hour', [0, 24], "Hour of the day, in the audience's time.", ({ draft }) =>
    draft.posting === null ? 'not_given' : draft.posting.hour,
  ),
  feature('posting_weekday', 'day', [0, 6], "Day of the week, in the audience's time; 0 is Monday.", ({ draft }) =>
    draft.posting === null ? 'not_given' : draft.posting.weekday,
  ),
  feature('posting_weekend', 'bool', [0, 1], "Saturday or Sunday, in the audience's time.", ({ draft }) =>
    draft.posting === null ? 'not_given' : Number(draft.posting.weekday >= 5),
  ),
  feature('read_after_days', 'day', [0, 3650], 'How long after posting the views are read.', ({ draft }) =>
    draft.readAfterDays == null ? 'not_given' : draft.readAfterDays,
  ),
  feature('planned_year', 'year', [2004, 2100], 'Calendar year of the planned moment, UTC.', ({ draft }) =>
    draft.plannedAt == null ? 'not_given' : new Date(draft.plannedAt * 1000).getUTCFullYear(),
  ),
  feature('planned_hour', 'hour', [0, 24], 'Hour of the planned moment, UTC.', ({ draft }) =>
    draft.plannedAt == null ? 'not_given' : new Date(draft.plannedAt * 1000).getUTCHours(),
  ),
  feature('planned_weekday', 'day', [0, 6], 'Weekday of the planned moment, UTC; 0 is Monday.', ({ draft }) =>
    draft.plannedAt == null ? 'not_given' : (new Date(draft.plannedAt * 1000).getUTCDay() + 6) % 7,
  ),
] satisfies readonly Feature[];

function feature(
  name: string,
  unit: Unit,
  range: readonly [number, number],
  about: string,
  of: (context: DraftContext) => number | MissingReason,
): Feature {
  return {
    name,
    version: 1,
    family: 'timing',
    unit,
    range,
    tolerance: 0,
    known: 'draft',
    about,
    of: (context) => {
      const value = of(context);
      return typeof value === 'number' ? Math.min(range[1], Math.max(range[0], value)) : value;
    },
  };
}
