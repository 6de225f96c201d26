/**
 * Training posts → groups of posts that lie alike in all that edits move at once, for `core/explain/near.ts`.
 *
 * k-means (Lloyd 1982) from seeded k-means++ starts, on people outside one fold; the limit is read off that fold. A group
 * of few posts or few people is dissolved into its neighbours: its middle would show single rows.
 */
import { coordinateOf, distanceToReal } from '#core/explain/near.ts';
import type { EditNear } from '#core/scoring/model-files.ts';
import { quantileSorted } from '#core/stats/quantile.ts';
import { seeded, type Random } from '#core/stats/random.ts';
import type { Answered } from './edits.ts';
import { INPUTS } from './inputs.ts';

/**
 * What an edit moves, with what it moves against: the same cut is common for one account and unheard of for another. No
 * hour: people post at each, and tables tell it in UTC. With the followers beside them the check lets more oddities pass.
 */
const SPACE = [
  { name: 'length_s', log: true },
  { name: 'length_over_own', log: false },
  { name: 'hashtag_count', log: true },
  { name: 'hashtag_generic_count', log: true },
  { name: 'tags_over_own', log: false },
  { name: 'days_since_last', log: true },
  { name: 'posts_in_week', log: true },
] as const;
/** The columns that the check looks at. */
export const NEAR_INPUTS: readonly string[] = SPACE.map(({ name }) => name);

/** Groups at the start, of which two in three are left in the end. */
const GROUPS = 400;
/** Fewer posts or people make no group. */
const FEWEST = { rows: 50, authors: 20 } as const;
const NEIGHBOURS = 3;
/** Posts of people the groups were not made of that may lie further out than the limit. */
const OUTSIDE = 0.05;
/** Lloyd's steps; by eye, the groups hardly move after ten. */
const STEPS = 12;
/** No group is narrower than this part of the spread of all posts: counts in it may all be equal. */
const NARROWEST = 0.1;
/** One person in so many is kept for the limit. */
const KEPT = 5;

/** Points, row after row. */
interface Cloud {
  readonly points: Float64Array; // [rows, width]
  readonly width: number;
}

type Posts = Pick<Answered, 'columns' | 'rows' | 'group'>;

/** @returns null where the posts are too few for one group */
export function nearOf({ columns, rows, group }: Posts): EditNear | null {
  const known = Array.from(rows).filter((row) =>
    Object.values(valuesAt(columns, row)).every((value) => value !== null),
  );
  const inside = known.filter((row) => (group[row] ?? 0) % KEPT !== 0);
  if (inside.length < FEWEST.rows) return null;
  const raw = cloudOf(columns, inside);
  const scale = spreadsOf(raw, new Uint32Array(inside.length), 1)[0] ?? [];
  const cloud = { ...raw, points: raw.points.map((value, at) => value / (scale[at % raw.width] || 1)) };
  const people = Uint32Array.from(inside, (row) => group[row] ?? 0);
  const owner = ownersOf(cloud, people);
  if (owner === null) return null;
  const sizes = sizesOf(owner, people);
  const middles = middlesOf(raw, owner, sizes.length);
  const spreads = spreadsOf(raw, owner, sizes.length);
  const near: EditNear = {
    inputs: SPACE,
    groups: sizes.map((_, g) => ({
      middle: Array.from(middles.subarray(g * raw.width, (g + 1) * raw.width), short),
      spread: (spreads[g] ?? []).map((spread, i) => short(Math.max(spread, NARROWEST * (scale[i] || 1)))),
    })),
    fewest: {
      rows: Math.min(...sizes.map((size) => size.rows)),
      authors: Math.min(...sizes.map((size) => size.authors)),
    },
    neighbours: Math.min(NEIGHBOURS, sizes.length),
    limit: 1,
  };
  const outside = known.filter((row) => (group[row] ?? 0) % KEPT === 0);
  const asked = outside.length > 0 ? outside : inside;
  const distances = Float64Array.from(asked, (row) => distanceToReal(near, valuesAt(columns, row)) ?? 0).sort();
  return { ...near, limit: short(quantileSorted(distances, 1 - OUTSIDE) ?? 1) };
}

/** A row of the matrix, as the app would hand it over. */
export const valuesAt = (columns: Posts['columns'], row: number): Readonly<Record<string, number | null>> =>
  Object.fromEntries(
    SPACE.map(({ name }) => {
      const value = columns[INPUTS.indexOf(name)]?.[row] ?? Number.NaN;
      return [name, Number.isNaN(value) ? null : value];
    }),
  );

function cloudOf(columns: Posts['columns'], rows: readonly number[]): Cloud {
  const width = SPACE.length;
  const points = new Float64Array(rows.length * width);
  SPACE.forEach(({ name, log }, i) => {
    const column = columns[INPUTS.indexOf(name)] ?? [];
    rows.forEach((row, at) => (points[at * width + i] = coordinateOf(column[row] ?? Number.NaN, log)));
  });
  return { points, width };
}

/** Each point's group, none of few. The smallest quarter of the small ones goes first, and the rest is made anew. */
function ownersOf(cloud: Cloud, people: Uint32Array): Uint32Array | null {
  const count = Math.min(GROUPS, Math.floor(people.length / FEWEST.rows));
  let middles = starts(cloud, count, seeded(2025));
  let owner = nearestOf(cloud, middles);
  for (let step = 0; step < STEPS; step++) {
    middles = middlesOf(cloud, owner, middles.length / cloud.width);
    owner = nearestOf(cloud, middles);
  }
  for (;;) {
    const small = sizesOf(owner, people)
      .map((size, at) => ({ ...size, at }))
      .filter(({ rows, authors }) => rows < FEWEST.rows || authors < FEWEST.authors)
      .sort((a, b) => a.rows - b.rows || a.at - b.at);
    if (small.length === 0) return owner;
    const gone = new Set(small.slice(0, Math.ceil(small.length / 4)).map(({ at }) => at));
    middles = middles.filter((_, i) => !gone.has(Math.floor(i / cloud.width)));
    if (middles.length === 0) return null;
    middles = middlesOf(cloud, nearestOf(cloud, middles), middles.length / cloud.width);
    owner = nearestOf(cloud, middles);
  }
}

/** Each next start is drawn by its squared distance from those before it (Arthur & Vassilvitskii 2007). */
function starts({ points, width }: Cloud, count: number, random: Random): Float64Array {
  const n = points.length / width;
  const out = new Float64Array(count * width);
  const left = new Float64Array(n).fill(Number.POSITIVE_INFINITY);
  let next = Math.floor(random() * n);
  for (let g = 0; g < count; g++) {
    out.set(points.subarray(next * width, (next + 1) * width), g * width);
    let whole = 0;
    for (let row = 0; row < n; row++) {
      left[row] = Math.min(left[row]!, square(points, row * width, out, g * width, width));
      whole += left[row]!;
    }
    let goal = random() * whole;
    next = 0;
    while (next < n - 1 && goal >= left[next]!) goal -= left[next++]!;
  }
  return out;
}

function nearestOf({ points, width }: Cloud, middles: Float64Array): Uint32Array {
  const n = points.length / width;
  const out = new Uint32Array(n);
  for (let row = 0; row < n; row++) {
    let least = Number.POSITIVE_INFINITY;
    for (let at = 0; at < middles.length; at += width) {
      const apart = square(points, row * width, middles, at, width);
      if (apart < least) {
        least = apart;
        out[row] = at / width;
      }
    }
  }
  return out;
}

/** Σ (a - b)² from two places of flat arrays. */
function square(a: Float64Array, from: number, b: Float64Array, at: number, width: number): number {
  let sum = 0;
  for (let i = 0; i < width; i++) {
    const apart = a[from + i]! - b[at + i]!;
    sum += apart * apart;
  }
  return sum;
}

/** [groups, width]; a group without points stays where nobody is near: at infinity. */
function middlesOf({ points, width }: Cloud, owner: Uint32Array, groups: number): Float64Array {
  const sums = new Float64Array(groups * width);
  const counts = new Float64Array(groups);
  owner.forEach((g, row) => {
    counts[g]!++;
    for (let i = 0; i < width; i++) sums[g * width + i]! += points[row * width + i]!;
  });
  return sums.map((sum, at) => {
    const count = counts[Math.floor(at / width)] ?? 0;
    return count === 0 ? Number.POSITIVE_INFINITY : sum / count;
  });
}

/** Standard deviation of each coordinate in each group. */
function spreadsOf(cloud: Cloud, owner: Uint32Array, groups: number): number[][] {
  const { points, width } = cloud;
  const middles = middlesOf(cloud, owner, groups);
  const squares = new Float64Array(groups * width);
  const counts = new Float64Array(groups);
  owner.forEach((g, row) => {
    counts[g]!++;
    for (let i = 0; i < width; i++)
      squares[g * width + i]! += (points[row * width + i]! - middles[g * width + i]!) ** 2;
  });
  return Array.from({ length: groups }, (_, g) =>
    Array.from({ length: width }, (__, i) => Math.sqrt((squares[g * width + i] ?? 0) / (counts[g] || 1))),
  );
}

function sizesOf(owner: Uint32Array, people: Uint32Array): { readonly rows: number; readonly authors: number }[] {
  const groups: { rows: number; of: Set<number> }[] = [];
  owner.forEach((g, row) => {
    while (groups.length <= g) groups.push({ rows: 0, of: new Set() });
    const size = groups[g];
    if (size === undefined) return;
    size.rows++;
    size.of.add(people[row] ?? 0);
  });
  return groups.map(({ rows, of }) => ({ rows, authors: of.size }));
}

const short = (value: number): number => Number(value.toPrecision(3));
