/**
 * Measured pictures enter; covers leave, best first, each with what could be better about it, in numbers.
 *
 * No open data holds covers with what they did, so nothing here is learned: the parts are measured, their weights are
 * declared below, and no gain is promised. What the ranking does promise is tested: a blurred, dimmed, washed out, noisy
 * or shrunken copy never stands before its original, and another encoding moves no clear order.
 */
import type { Platform } from '../flow.ts';
import type { CoverMeasures, ViewMeasures } from './cover/measure.ts';

export { GRID_SHAPE, measureCover, type CoverMeasures, type ViewMeasures } from './cover/measure.ts';

export interface CoverInput<Id extends string = string> {
  readonly covers: readonly { readonly id: Id; readonly measures: CoverMeasures }[];
  /** Covers of others that the creator added, to stand apart from. */
  readonly others: readonly CoverMeasures[];
  readonly platform: Platform;
}

export const COVER_PARTS = ['detail', 'light', 'calm', 'face', 'text', 'interface', 'apart'] as const;
export type CoverPart = (typeof COVER_PARTS)[number];

export const COVER_ISSUES = [
  'blurred',
  'noisy',
  'too_dark',
  'too_bright',
  'flat',
  'cluttered',
  'border',
  'face_small',
  'face_cut',
  'text_small',
  'text_faint',
  'text_covered',
  'interface_faint',
  'like_others',
] as const;
export type CoverIssue = (typeof COVER_ISSUES)[number];

export interface RankedCover<Id extends string = string> {
  readonly id: Id;
  /** 0..100, of the measured parts by declared weights. */
  readonly appeal: number;
  /** 0..1 each; null where it could not be measured, and then it has no weight. */
  readonly parts: Readonly<Record<CoverPart, number | null>>;
  readonly issues: readonly {
    readonly code: CoverIssue;
    readonly view: 'grid' | 'full';
    readonly value: number;
    readonly threshold: number;
  }[];
  /** A better cover of this list that looks nearly the same; null when there is none. */
  readonly twinOf: Id | null;
}

/** How much each part counts. Chosen by eye on the rendered frames of the test and the shared phone clips; measured, not learned. */
const WEIGHT: Readonly<Record<CoverPart, number>> = {
  detail: 0.3,
  light: 0.25,
  calm: 0.1,
  face: 0.15,
  text: 0.1,
  interface: 0.05,
  apart: 0.05,
};
/** The tile is what a profile is looked through by; the full screen what a share opens. Chosen. */
const GRID_SHARE = 0.6;

/** Mean distance per cell and channel, levels: nearer is nearly the same picture. Frames of one shot lie under 8, of two over 20 (rendered scenes of the test). */
const TWIN = 12;
/** Farther than this nothing is gained by being farther still. */
const FAR = 60;
/** Appeals closer than this are one: another encoding moves them by less (measured in the test). */
const TIE = 0.5;

export function rankCovers<Id extends string>({ covers, others }: CoverInput<Id>): readonly RankedCover<Id>[] {
  const ranked = covers.map(({ id, measures }) => {
    const nearest = others.length === 0 ? null : Math.min(...others.map((other) => distance(measures, other)));
    const parts = partsOf(measures, nearest);
    return {
      id,
      measures,
      parts,
      appeal: 100 * weighted(parts) * uncovered(measures),
      issues: issuesOf(measures, nearest),
    };
  });
  // Ties keep the order in which they came: that of time.
  ranked.sort((a, b) => Math.round(b.appeal / TIE) - Math.round(a.appeal / TIE));
  return ranked.map(({ id, parts, appeal, issues, measures }, at): RankedCover<Id> => {
    const twin = ranked.slice(0, at).find((better) => distance(better.measures, measures) < TWIN);
    return { id, appeal, parts, issues, twinOf: twin?.id ?? null };
  });
}

/** The best that do not look alike, in order. */
export const distinctCovers = <Id extends string>(
  ranked: readonly RankedCover<Id>[],
  most: number,
): readonly RankedCover<Id>[] => ranked.filter(({ twinOf }) => twinOf === null).slice(0, most);

function distance(a: CoverMeasures, b: CoverMeasures): number {
  const n = Math.min(a.signature.length, b.signature.length);
  if (n === 0) return FAR;
  let sum = 0;
  for (let i = 0; i < n; i++) sum += Math.abs((a.signature[i] ?? 0) - (b.signature[i] ?? 0));
  return sum / n;
}

function partsOf({ grid, full }: CoverMeasures, nearest: number | null): Record<CoverPart, number | null> {
  const both = (of: (view: ViewMeasures) => number | null): number | null => {
    const [a, b] = [of(grid), of(full)];
    return a === null || b === null ? (a ?? b) : GRID_SHARE * a + (1 - GRID_SHARE) * b;
  };
  return {
    detail: both(detailPart),
    light: both(lightPart),
    calm: both(calmPart),
    face: both(facePart),
    text: both(textPart),
    interface: both(({ interface: ratio }) => ramp(ratio, 1.5, TEXT_CONTRAST)),
    apart: nearest === null ? null : ramp(nearest, 0, FAR),
  };
}

/** What a border takes is not there to look at. Squared, because its straight edge also passes for detail and contrast. */
const uncovered = ({ grid, full }: CoverMeasures): number =>
  (1 - GRID_SHARE * grid.border - (1 - GRID_SHARE) * full.border) ** 2;

function weighted(parts: Readonly<Record<CoverPart, number | null>>): number {
  let sum = 0;
  let weight = 0;
  for (const part of COVER_PARTS) {
    const value = parts[part];
    if (value === null) continue;
    sum += WEIGHT[part] * value;
    weight += WEIGHT[part];
  }
  return weight > 0 ? sum / weight : 0;
}

/** 0 at `from`, 1 at `to`, straight between and flat beyond; `to` may be under `from`. */
const ramp = (value: number, from: number, to: number): number =>
  Math.min(1, Math.max(0, (value - from) / (to - from)));

/** log10 of the Laplacian's variance: out of focus under 1.5, crisp from 3.5 on. Noise is no detail and takes away. */
const BLURRED = 1.8;
const NOISY = 6;
const detailPart = ({ detail, noise }: ViewMeasures): number => ramp(detail, 1.2, 3.8) * (1 - 0.9 * ramp(noise, 2, 14));

/** Middle luma and spread; a fifth of the picture lost to black or white is too much. Chosen by eye. */
const DARK = 0.2;
const BRIGHT = 0.8;
const FLAT = 0.1;
const lightPart = ({ luma, contrast, lost }: ViewMeasures): number =>
  ramp(contrast, 0.02, 0.24) * ramp(lost, 0.6, 0.05) * Math.min(ramp(luma, 0, 0.3), ramp(luma, 1, 0.75));

/** Under a third of the pixels on edges a tile is read at a glance; crowds and foliage have more. Chosen by eye. */
/** As preflight's border check. */
const BORDER = 0.05;
const CLUTTERED = 0.45;
const calmPart = ({ edges }: ViewMeasures): number => ramp(edges, 0.7, 0.3);

/** A face of 4 % of a tile is some 35 px tall: the smallest that is recognised as somebody's. Reckoned at 120 × 160 px. */
const FACE_SMALL = 0.04;
const FACE_CUT = 0.8;
function facePart({ face }: ViewMeasures): number | null {
  if (face === null) return null;
  return ramp(face.area, 0, 0.12) * (face.area > 0 ? ramp(face.inside, 0.4, 1) : 1);
}

/** Letters of 9 px in a tile of 160: the smallest that phones use for words. Contrast after WCAG 1.4.3. */
const TEXT_SMALL = 9;
const TEXT_CONTRAST = 4.5;
/** Writing over a third of a tile hides the picture. Chosen by eye. */
const TEXT_MOST = 0.35;
function textPart({ text }: ViewMeasures): number | null {
  // A cover without words is neither better nor worse for it.
  if (text === null) return null;
  return (
    (ramp(text.height, 4, 14) * ramp(text.contrast, 1.5, TEXT_CONTRAST) * (1 - text.covered) +
      ramp(text.area, 0.6, TEXT_MOST)) /
    2
  );
}

function issuesOf({ grid, full }: CoverMeasures, nearest: number | null): RankedCover['issues'] {
  const found: { code: CoverIssue; view: 'grid' | 'full'; value: number; threshold: number }[] = [];
  const add = (bad: boolean, code: CoverIssue, view: 'grid' | 'full', value: number, threshold: number): void => {
    if (bad) found.push({ code, view, value, threshold });
  };
  add(grid.detail < BLURRED, 'blurred', 'grid', grid.detail, BLURRED);
  add(grid.noise > NOISY, 'noisy', 'grid', grid.noise, NOISY);
  add(grid.luma < DARK, 'too_dark', 'grid', grid.luma, DARK);
  add(grid.luma > BRIGHT, 'too_bright', 'grid', grid.luma, BRIGHT);
  add(grid.contrast < FLAT, 'flat', 'grid', grid.contrast, FLAT);
  add(grid.border > BORDER, 'border', 'grid', grid.border, BORDER);
  add(grid.edges > CLUTTERED, 'cluttered', 'grid', grid.edges, CLUTTERED);
  if (grid.face && grid.face.area > 0) {
    add(grid.face.area < FACE_SMALL, 'face_small', 'grid', grid.face.area, FACE_SMALL);
    add(grid.face.inside < FACE_CUT, 'face_cut', 'grid', grid.face.inside, FACE_CUT);
  }
  if (grid.text) {
    add(grid.text.height < TEXT_SMALL, 'text_small', 'grid', grid.text.height, TEXT_SMALL);
    add(grid.text.contrast < TEXT_CONTRAST, 'text_faint', 'grid', grid.text.contrast, TEXT_CONTRAST);
  }
  if (full.text) add(full.text.covered > 0.25, 'text_covered', 'full', full.text.covered, 0.25);
  add(grid.interface < 3, 'interface_faint', 'grid', grid.interface, 3);
  if (nearest !== null) add(nearest < TWIN, 'like_others', 'grid', nearest, TWIN);
  return found;
}
