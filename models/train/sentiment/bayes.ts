/**
 * Labelled rows of grams enter; log-odds of each class for other rows leave, by multinomial naive Bayes: the plain kind of
 * model that a learned one has to beat. It is measured for the card and never ships.
 */
import type { SparseRow } from '#core/scoring/linear.ts';

/** @param rows values are taken as counts (tf-idf as weights, Rennie et al. 2003) */
export function naiveBayes(
  rows: readonly SparseRow[],
  outcome: readonly number[],
  { columns, classes }: { readonly columns: number; readonly classes: number },
): (row: SparseRow) => number[] {
  const mass = Array.from({ length: classes }, () => new Float64Array(columns).fill(SMOOTHING));
  const rowsOf = Array.from({ length: classes }, () => 0);
  rows.forEach((row, i) => {
    const feeling = outcome[i] ?? 0;
    rowsOf[feeling] = (rowsOf[feeling] ?? 0) + 1;
    row.columns.forEach((column, at) => {
      const here = mass[feeling];
      if (here && column < columns) here[column] = (here[column] ?? 0) + (row.values[at] ?? 0);
    });
  });
  const logs = mass.map((here) => {
    const whole = here.reduce((a, b) => a + b, 0);
    return here.map((each) => Math.log(each / whole));
  });
  const prior = rowsOf.map((count) => Math.log((count + 1) / (rows.length + classes)));
  return (row) =>
    logs.map((log, feeling) =>
      row.columns.reduce(
        (sum, column, at) => (column < columns ? sum + (row.values[at] ?? 0) * (log[column] ?? 0) : sum),
        prior[feeling] ?? 0,
      ),
    );
}

/** A tenth of a count for grams that a class never held (Lidstone); not searched for. */
const SMOOTHING = 0.1;
