/** Columns of numbers enter; the same columns as small whole numbers leave, with the edge each bin ends at. */

export interface Binned {
  /** Bins per input, the missing one included; it is the last. */
  readonly width: number;
  /** [inputs][rows] */
  readonly bins: readonly Uint8Array[];
  /** [inputs] ascending; bin b holds edges[b-1] < x <= edges[b], compared in f32 as ONNX does. */
  readonly edges: readonly (readonly number[])[];
}

/**
 * Edges lie between neighbouring distinct values, spread so that bins hold like numbers of rows.
 *
 * @param most bins per input at most, up to 254: one code stays for missing
 */
export function binColumns(columns: readonly Float64Array[], most: number): Binned {
  const width = Math.min(255, most + 1);
  const edges = columns.map((column) => findEdges(column, width - 1));
  const bins = columns.map((column, i) => {
    const own = Float32Array.from(edges[i] ?? []);
    return Uint8Array.from(column, (x) => (Number.isNaN(x) ? width - 1 : place(own, Math.fround(x))));
  });
  return { width, bins, edges };
}

function findEdges(column: Float64Array, most: number): number[] {
  const sorted = Float32Array.from(column.filter((x) => !Number.isNaN(x))).sort();
  const values: number[] = [];
  const counts: number[] = [];
  for (const x of sorted) {
    if (values.at(-1) === x) counts[counts.length - 1]!++;
    else {
      values.push(x);
      counts.push(1);
    }
  }
  const edges: number[] = [];
  let left = sorted.length;
  let held = 0;
  for (let i = 0; i < values.length - 1; i++) {
    held += counts[i]!;
    const bins = most - edges.length;
    if (bins < 2) break;
    if (held < left / bins && values.length > most) continue;
    edges.push(shortBetween(values[i]!, values[i + 1]!));
    left -= held;
    held = 0;
  }
  return edges;
}

/** A number with few digits that keeps `low` on its left and `high` on its right in f32. */
function shortBetween(low: number, high: number): number {
  const middle = low + (high - low) / 2;
  for (let digits = 2; digits <= 17; digits++) {
    const short = Number(middle.toPrecision(digits));
    if (Math.fround(short) >= low && Math.fround(short) < high) return short;
  }
  return low;
}

/** First edge at or above x. */
function place(edges: Float32Array, x: number): number {
  let low = 0;
  let high = edges.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (x <= edges[middle]!) high = middle;
    else low = middle + 1;
  }
  return low;
}
