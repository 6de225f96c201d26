/**
 * A forecast and the declared terms enter; the score with its range leaves.
 *
 * Note [Score]
 *   Score = 100·F(m), range 100·F(m' + q10) to 100·F(m' + q90).
 *   m is the outcome at the expected percentile (see Note [Expected percentile]) plus what the declared terms add; m' is
 *   the model's own ratio plus the same, since the residuals were measured around it.
 *   A term is declared in points at the middle of the scale; all together are held to ±10 and move F by P·4·F(1 - F),
 *   full in the middle and nothing at the ends, so the score stays in 0..100 and still rises with m. The move is taken
 *   to the scale of outcomes through F⁻¹.
 *   Declared terms widen the range: how large an effect really is nobody has measured on these clips, so the range
 *   must hold what it held were each worth nothing or twice as much. The quantiles are stretched by the distance that
 *   the absolute points make, down and up.
 */
import type { Interval, Score } from '../flow.ts';
import { DOT_LEVELS, type Forecast } from './forecast.ts';
import { DECLARED_MOST, type DeclaredEffect } from './priors.ts';

export interface Scored {
  readonly forecast: Forecast;
  readonly score: Score;
}

/**
 * @param effects of the declared terms; none when they are switched off
 * @param hold predicted rank with its interval, shown beside the score
 * @param outside what lies outside the range the models saw
 */
export function scoreOf(
  forecast: Forecast,
  effects: readonly DeclaredEffect[],
  hold: Interval | null,
  outside: readonly string[],
): Scored {
  const { scale, learned, passes, residual } = forecast;
  const f = passes(learned);
  const share = Math.min(1, Math.max(0, moved(f, heldPoints(effects))));
  const moveBy = (points: number): number => scale.at(moved(f, points)) - scale.at(f);
  const middle = learned + moveBy(heldPoints(effects));
  const all = Math.min(
    DECLARED_MOST,
    effects.reduce((sum, e) => sum + Math.abs(e.points), 0),
  );
  const down = -moveBy(-all);
  const up = moveBy(all);
  const q10 = Math.min(0, residual(0.1));
  const q90 = Math.max(0, residual(0.9));
  const widened = (p: number): number => {
    const r = residual(p);
    if (r < 0) return q10 < 0 ? r * (1 + down / -q10) : r;
    return q90 > 0 ? r * (1 + up / q90) : r;
  };
  const value = 100 * share;
  return {
    forecast,
    score: {
      value,
      low: Math.min(value, 100 * scale.below(middle + q10 - down)),
      high: Math.max(value, 100 * scale.below(middle + q90 + up)),
      basis: basisOf(forecast, effects),
      reference: forecast.reference,
      history: forecast.history,
      pBeats: forecast.pBeats,
      dots: DOT_LEVELS.map((p) => 100 * scale.below(middle + widened(p))),
      hold,
      reach: forecast.reach,
      level: forecast.level,
      outside,
    },
  };
}

/** Sum of the points, held to ±DECLARED_MOST. */
export function heldPoints(effects: readonly DeclaredEffect[]): number {
  const sum = effects.reduce((total, effect) => total + effect.points, 0);
  return Math.min(DECLARED_MOST, Math.max(-DECLARED_MOST, sum));
}

/** F after so many declared points. See Note [Score]. */
export const moved = (f: number, points: number): number => f + (points / 100) * 4 * f * (1 - f);

function basisOf(forecast: Forecast, effects: readonly DeclaredEffect[]): Score['basis'] {
  if (forecast.vote === null) return 'prior';
  return effects.some((effect) => effect.points !== 0) ? 'mixed' : 'learned';
}
