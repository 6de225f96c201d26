/**
 * A forecast and the declared terms enter; the score with its range leaves.
 *
 * Note [Score]
 *   Score = 100·F(m), range 100·F(m + q10) to 100·F(m + q90).
 *   m is what the model foretells plus what the declared terms add. A term is declared in points at the middle of the
 *   scale; all together are held to ±10 and move F by P·4·F(1 - F), full in the middle and nothing at the ends, so the
 *   score stays in 0..100 and still rises with m. The move is taken back to the scale of outcomes through F⁻¹.
 *   Declared terms widen the range: how large an effect really is nobody has measured on these clips, so the range
 *   must hold what it held were each worth nothing or twice as much. The quantiles are stretched by the distance that
 *   the absolute points make, down and up.
 */
import type { Interval, Score } from '../flow.ts';
import type { Forecast } from './forecast.ts';
import { DECLARED_MOST, type DeclaredEffect } from './priors.ts';

export interface Scored {
  readonly forecast: Forecast;
  /** The outcome with declared terms. */
  readonly m: number;
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
  const { scale, learned, residual } = forecast;
  const points = heldPoints(effects);
  const m = learned + moveBy(forecast, points);
  const all = Math.min(
    DECLARED_MOST,
    effects.reduce((sum, e) => sum + Math.abs(e.points), 0),
  );
  const down = learned - (learned + moveBy(forecast, -all));
  const up = moveBy(forecast, all);
  const q10 = Math.min(0, residual(0.1));
  const q90 = Math.max(0, residual(0.9));
  const widened = (p: number): number => {
    const r = residual(p);
    if (r < 0) return q10 < 0 ? r * (1 + down / -q10) : r;
    return q90 > 0 ? r * (1 + up / q90) : r;
  };
  const value = 100 * scale.below(m);
  return {
    forecast,
    m,
    score: {
      value,
      low: Math.min(value, 100 * scale.below(m + q10 - down)),
      high: Math.max(value, 100 * scale.below(m + q90 + up)),
      basis: basisOf(forecast, effects),
      reference: forecast.reference,
      history: forecast.history,
      pBeats: forecast.pBeats,
      dots: DOT_LEVELS.map((p) => 100 * scale.below(m + widened(p))),
      hold,
      reach: forecast.reach,
      level: forecast.level,
      outside,
    },
  };
}

/** .025, .075 … .975: twenty equally likely outcomes. */
export const DOT_LEVELS: readonly number[] = Array.from({ length: 20 }, (_, i) => (i + 0.5) / 20);

/** Sum of the points, held to ±DECLARED_MOST. */
export function heldPoints(effects: readonly DeclaredEffect[]): number {
  const sum = effects.reduce((total, effect) => total + effect.points, 0);
  return Math.min(DECLARED_MOST, Math.max(-DECLARED_MOST, sum));
}

/** How far along the outcome so many points reach from what the model foretells. See Note [Score]. */
function moveBy({ scale, learned }: Forecast, points: number): number {
  const f = scale.below(learned);
  if (points === 0 || f <= 0 || f >= 1) return 0;
  return scale.at(f + (points / 100) * 4 * f * (1 - f)) - scale.at(f);
}

function basisOf(forecast: Forecast, effects: readonly DeclaredEffect[]): Score['basis'] {
  if (forecast.vote === null) return 'prior';
  return effects.some((effect) => effect.points !== 0) ? 'mixed' : 'learned';
}
