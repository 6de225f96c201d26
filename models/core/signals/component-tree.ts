/**
 * A grid of levels enters; its bright or dark patches leave: regions that hardly grow while the level moves on.
 *
 * Maximally stable extremal regions (Matas and others 2002), found in a component tree that is built by union-find
 * (Najman & Couprie 2006). A letter is one tone with a firm edge, so it is such a region whatever lies around it.
 */

/** Levels are taken in steps of this many: finer ones are noise of the coder, and a quarter of the nodes is a quarter of the time. */
const STEP = 4;
const LEVELS = 256 / STEP;

export interface RegionLimits {
  /** How far the level moves before the growth is looked at, levels of 0..255. */
  readonly delta: number;
  /** Most that a region may grow by meanwhile, share of its own area. */
  readonly growth: number;
  readonly areaMin: number;
  readonly areaMax: number;
  readonly wideMax: number;
  readonly tallMin: number;
  readonly tallMax: number;
}

export interface Region {
  /** A pixel of the region; all others hang together with it over pixels no brighter (or darker) than `level`. */
  readonly seed: number;
  /** In the order of the polarity: 0 is what the search began with. */
  readonly level: number;
  readonly area: number;
  /** Pixels; right and bottom are the last ones inside. */
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
  /** Growth over `delta`: the firmer the edge, the less. */
  readonly growth: number;
}

/**
 * @param levels 0..255, row by row; regions are patches that are lower than what surrounds them
 */
export function stableRegions(levels: Uint8Array, width: number, height: number, limits: RegionLimits): Region[] {
  const tree = treeOf(levels, width, height);
  const steps = Math.max(1, Math.round(limits.delta / STEP));
  const { order, parent, level, area, left, right, top, bottom } = tree;
  const growth = new Float32Array(levels.length).fill(Infinity);
  const fits = (i: number): boolean =>
    area[i]! >= limits.areaMin &&
    area[i]! <= limits.areaMax &&
    right[i]! - left[i]! < limits.wideMax &&
    bottom[i]! - top[i]! + 1 >= limits.tallMin &&
    bottom[i]! - top[i]! < limits.tallMax;
  const chosen: number[] = [];
  for (let k = 0; k < order.length; k++) {
    const i = order[k]!;
    // A pixel whose parent has its level belongs to the parent's region.
    if (level[parent[i]!] === level[i] && parent[i] !== i) continue;
    if (!fits(i)) continue;
    let last = i;
    while (parent[last] !== last && level[parent[last]!]! <= level[i]! + steps) last = parent[last]!;
    growth[i] = (area[last]! - area[i]!) / area[i]!;
    if (growth[i]! <= limits.growth) chosen.push(i);
  }
  // Of a chain of regions that are nearly the same patch the firmest one stays; children stand before parents.
  const dropped = new Set<number>();
  for (const i of chosen) {
    for (let up = parent[i]!; area[up]! <= 1.5 * area[i]!; up = parent[up]!) {
      if (growth[up]! <= limits.growth && !dropped.has(i)) {
        if (growth[up]! <= growth[i]!) dropped.add(i);
        else dropped.add(up);
      }
      if (parent[up] === up) break;
    }
  }
  return chosen
    .filter((i) => !dropped.has(i))
    .map((i) => ({
      seed: i,
      level: level[i]! * STEP + STEP - 1,
      area: area[i]!,
      left: left[i]!,
      top: top[i]!,
      right: right[i]!,
      bottom: bottom[i]!,
      growth: growth[i]!,
    }));
}

interface Tree {
  /** Pixels from the lowest level to the highest. */
  readonly order: Int32Array;
  /** Of each pixel: a pixel that stands for the region around it. */
  readonly parent: Int32Array;
  readonly level: Uint8Array;
  readonly area: Int32Array;
  readonly left: Int16Array;
  readonly right: Int16Array;
  readonly top: Int16Array;
  readonly bottom: Int16Array;
}

function treeOf(levels: Uint8Array, width: number, height: number): Tree {
  const n = width * height;
  const level = new Uint8Array(n);
  const starts = new Int32Array(LEVELS + 1);
  for (let i = 0; i < n; i++) {
    level[i] = Math.floor(levels[i]! / STEP);
    starts[level[i]! + 1]! += 1;
  }
  for (let v = 0; v < LEVELS; v++) starts[v + 1]! += starts[v]!;
  const order = new Int32Array(n);
  const next = starts.slice();
  for (let i = 0; i < n; i++) order[next[level[i]!]!++] = i;

  const parent = new Int32Array(n).fill(-1);
  /** Shortcuts to the top of what is joined so far, and the top's pixel in the tree. */
  const jump = new Int32Array(n);
  const area = new Int32Array(n);
  const left = new Int16Array(n);
  const right = new Int16Array(n);
  const top = new Int16Array(n);
  const bottom = new Int16Array(n);
  const find = (i: number): number => {
    let root = i;
    while (jump[root] !== root) root = jump[root]!;
    for (let at = i; at !== root;) {
      const above = jump[at]!;
      jump[at] = root;
      at = above;
    }
    return root;
  };
  const join = (p: number, q: number): void => {
    if (parent[q] === -1) return;
    const r = find(q);
    if (r === p) return;
    jump[r] = p;
    parent[r] = p;
    area[p]! += area[r]!;
    if (left[r]! < left[p]!) left[p] = left[r]!;
    if (right[r]! > right[p]!) right[p] = right[r]!;
    if (top[r]! < top[p]!) top[p] = top[r]!;
    if (bottom[r]! > bottom[p]!) bottom[p] = bottom[r]!;
  };
  for (let k = 0; k < n; k++) {
    const p = order[k]!;
    const x = p % width;
    const y = (p - x) / width;
    parent[p] = p;
    jump[p] = p;
    area[p] = 1;
    left[p] = x;
    right[p] = x;
    top[p] = y;
    bottom[p] = y;
    if (x > 0) join(p, p - 1);
    if (x + 1 < width) join(p, p + 1);
    if (y > 0) join(p, p - width);
    if (y + 1 < height) join(p, p + width);
  }
  return { order, parent, level, area, left, right, top, bottom };
}
