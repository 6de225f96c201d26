/** What each platform covers, cuts and asks for, and the limits of the checks that no platform sets: dated tables, one file. */
import type { Box, Platform } from '../flow.ts';

export interface SafeZone {
  /** Shares of height and width, from each side. */
  readonly top: number;
  readonly bottom: number;
  readonly left: number;
  readonly right: number;
  /** When the figures were gathered. */
  readonly dated: string;
}

/**
 * Perception note, section 6; grade 2 (second-hand), so each is worded as the figure of vendors.
 * Reels: 14 % top, 35 % bottom, 6 % each side. TikTok publishes none: 150, 484 and 140 px of 1080 x 1920 are the wide
 * ends of what vendors give, and none for the left. Shorts: none found, so there is no check.
 */
export const SAFE_ZONES: Readonly<Record<Platform, SafeZone | null>> = {
  tiktok: { top: 150 / 1920, bottom: 484 / 1920, left: 0, right: 140 / 1080, dated: '2025' },
  reels: { top: 0.14, bottom: 0.35, left: 0.06, right: 0.06, dated: '2025' },
  shorts: null,
};

/** The zones are those of a full-height vertical clip; another shape sits elsewhere on the screen. */
export const VERTICAL_RATIO_MAX = 0.7;

export interface Mask {
  /** Covered areas, in shares of the frame; the free rectangle is what is left. */
  readonly areas: readonly Box[];
  readonly dated: string;
}

/** The zones as areas: bars at top and bottom, rails at the sides between them. Null where no figure was found. */
export function maskOf(platform: Platform): Mask | null {
  const zone = SAFE_ZONES[platform];
  if (zone === null) return null;
  const { top, bottom, left, right, dated } = zone;
  const tall = 1 - top - bottom;
  const areas = [
    { x: 0, y: 0, w: 1, h: top },
    { x: 0, y: 1 - bottom, w: 1, h: bottom },
    { x: 0, y: top, w: left, h: tall },
    { x: 1 - right, y: top, w: right, h: tall },
  ].filter(({ w, h }) => w > 0 && h > 0);
  return { areas, dated };
}

/** Longest clip that can be posted as a short video, s. General knowledge, not looked up again. */
export const LENGTH_LIMITS: Readonly<Record<Platform, { readonly seconds: number; readonly dated: string }>> = {
  tiktok: { seconds: 600, dated: '2025-01' },
  reels: { seconds: 180, dated: '2025-01' },
  shorts: { seconds: 180, dated: '2024-10' },
};

/** Width over height up to which a platform treats a clip as a short video; null: any. General knowledge, as above. */
export const RATIO_LIMITS: Readonly<Record<Platform, { readonly most: number | null; readonly dated: string }>> = {
  tiktok: { most: null, dated: '2025-01' },
  reels: { most: null, dated: '2025-01' },
  // A wider clip is an ordinary video there, not a Short.
  shorts: { most: 1, dated: '2024-10' },
};

/** When the rules on labels for pictures and voices made or altered by a machine were last gathered; all three ask for one where it looks real. */
export const DISCLOSURE_DATED = '2025-01';

/**
 * Limits of the checks on what was perceived and on every picture: `know` is worth a look, `fix` puts viewers off or
 * breaks a rule. Each says where it comes from.
 */
export const LIMITS = {
  /** Part of a face that buttons cover. Craft: eyes and mouth take up about half of a face's box. */
  faceCovered: { know: 0.35, fix: 0.7 },
  /** A line of writing must stay .3 s a word and 1 s more (perception note, section 3: a craft rule): share of that time. */
  readingTime: { know: 1, fix: 0.6, secondsPerWord: 0.3, secondsMore: 1 },
  /** Height of a line over that of the picture. At 2.5 % a phone of 14 cm shows it 3.5 mm tall, the size of print. */
  textHeight: { know: 0.025, fix: 0.015 },
  /** Share of the spoken time without a word on the picture, in a clip where speech takes up at least `speech`. */
  uncaptioned: { know: 0.5, speech: 0.15 },
  /** Finest detail in pieces of the picture. Measured on 12 shared clips: as recorded .157 and more, enlarged twice .103 to .143, three times .113 and less. */
  detail: { know: 0.13, fix: 0.1 },
  /** Share of blocks with a comb. Measured on the same clips: 0 as recorded, .04 to .28 woven of two fields where something moves. */
  combed: { know: 0.02, fix: 0.1 },
  /** Share of uneven steps. Phones drop a picture now and then; screen recordings are uneven throughout. Craft. */
  uneven: { know: 0.1 },
  /** Pictures that differ, per second: under it movement stutters. Craft: 15 is what animation on twos and old phones have. */
  movingRate: { know: 20, fix: 12 },
  /** A start on which the very same picture stands, s. As for dead_start. */
  frozenStart: { know: 0.5, fix: 1 },
  /** WCAG 2.2, 2.3.1: no more than three in any second. */
  flashes: { most: 3 },
} as const;
