/** Predictions and outcomes enter; how far apart they are leaves (R2, least-squares line, mean absolute and squared error). */

/** 1 - squared error / spread around the mean outcome; null under 2 rows or without spread. Under 0 when worse than the mean. */
export function r2(predicted: ArrayLike<number>, outcome: ArrayLike<number>): number | null {
  const n = outcome.length;
  if (n < 2) return null;
  let mean = 0;
  for (let i = 0; i < n; i++) mean += (outcome[i] ?? 0) / n;
  let error = 0;
  let spread = 0;
  for (let i = 0; i < n; i++) {
    const y = outcome[i] ?? 0;
    error += (y - (predicted[i] ?? 0)) ** 2;
    spread += (y - mean) ** 2;
  }
  return spread > 0 ? 1 - error / spread : null;
}

export interface Line {
  readonly slope: number;
  readonly intercept: number;
}

/** Ordinary least squares of y on x; null under 2 points or when x does not vary. */
export function line(x: ArrayLike<number>, y: ArrayLike<number>): Line | null {
  const n = x.length;
  if (n < 2) return null;
  let mx = 0;
  let my = 0;
  for (let i = 0; i < n; i++) {
    mx += (x[i] ?? 0) / n;
    my += (y[i] ?? 0) / n;
  }
  let xy = 0;
  let xx = 0;
  for (let i = 0; i < n; i++) {
    const d = (x[i] ?? 0) - mx;
    xy += d * ((y[i] ?? 0) - my);
    xx += d * d;
  }
  return xx > 0 ? { slope: xy / xx, intercept: my - (xy / xx) * mx } : null;
}

export function meanAbsolute(predicted: ArrayLike<number>, outcome: ArrayLike<number>): number | null {
  const n = outcome.length;
  if (n === 0) return null;
  let sum = 0;
  for (let i = 0; i < n; i++) sum += Math.abs((outcome[i] ?? 0) - (predicted[i] ?? 0));
  return sum / n;
}
