/** A band of residuals and a distance enter; the chance that the outcome lies further above its prediction leaves. */
import type { ConformalBand, ConformalTable } from './model-files.ts';
import { share, type Share } from '../units.ts';

/**
 * Linear between the levels. Beyond the outermost level the table knows nothing but that level: half of what is left
 * is told, so that no chance is ever 0 or 1.
 *
 * @param distance outcome minus prediction, in multiples of the width
 */
export function chanceAbove(table: ConformalTable, band: ConformalBand, distance: number): Share {
  const { levels } = table;
  const { residuals } = band;
  const last = levels.length - 1;
  if (distance < (residuals[0] ?? 0)) return share(1 - (levels[0] ?? 0) / 2);
  if (distance >= (residuals[last] ?? 0)) return share((1 - (levels[last] ?? 1)) / 2);
  let at = 0;
  while (at < last && (residuals[at + 1] ?? 0) <= distance) at++;
  const from = residuals[at] ?? 0;
  const to = residuals[at + 1] ?? from;
  const part = to > from ? (distance - from) / (to - from) : 0;
  return share(1 - ((levels[at] ?? 0) + part * ((levels[at + 1] ?? 1) - (levels[at] ?? 0))));
}
