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
export const SAFE_ZONES: Readonly<Record<Platform, SafeZone | null>> = fixed({
  tiktok: { top: 150 / 1920, bottom: 484 / 1920, left: 0, right: 140 / 1080, dated: '2025' },
  reels: { top: 0.14, bottom: 0.35, left: 0.06, right: 0.06, dated: '2025' },
  shorts: null,
});

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
export const LENGTH_LIMITS: Readonly<Record<Platform, { readonly seconds: number; readonly dated: string }>> = fixed({
  tiktok: { seconds: 600, dated: '2025-01' },
  reels: { seconds: 180, dated: '2025-01' },
  shorts: { seconds: 180, dated: '2024-10' },
});

/** Width over height up to which a platform treats a clip as a short video; null: any. General knowledge, as above. */
export const RATIO_LIMITS: Readonly<Record<Platform, { readonly most: number | null; readonly dated: string }>> = fixed(
  {
    tiktok: { most: null, dated: '2025-01' },
    reels: { most: null, dated: '2025-01' },
    // A wider clip is an ordinary video there, not a Short.
    shorts: { most: 1, dated: '2024-10' },
  },
);

/** When the rules on labels for pictures and voices made or altered by a machine were last gathered; all three ask for one where it looks real. */
export const DISCLOSURE_DATED = '2025-01';

/**
 * Where a limit comes from and of when it is: the date of a rule, or the month in which our own were last looked through.
 * `dated` is null where each platform has its own date in the tables above. `craft` is a habit of the trade and no rule
 * of a platform. The words on screen stand in web/text under the same names.
 */
export const ADVICE_SOURCES = fixed({
  craft: { says: 'A habit of the trade, no rule of any platform', dated: '2026-11' },
  craft_loudness: {
    says: 'A habit of the trade: no platform publishes a loudness target; YouTube turns down above about -14 LUFS',
    dated: '2026-11',
  },
  craft_reading: { says: 'A habit of the trade: .3 s a word and a second more', dated: '2026-11' },
  wcag_1_4_3: { says: 'WCAG 2.2, 1.4.3: contrast of text 4.5, of large text 3', dated: '2023-10' },
  wcag_2_3_1: { says: 'WCAG 2.2, 2.3.1: no more than three flashes in any second', dated: '2023-10' },
  measured_fine: { says: 'Measured on the clips this app is tested with', dated: '2026-11' },
  vendor_zones: { says: 'Figures of vendors; platforms publish no single one', dated: null },
  platform_length: { says: 'Platform help as remembered; limits differ by account', dated: null },
} as const satisfies Record<string, { readonly says: string; readonly dated: string | null }>);
export type AdviceSource = keyof typeof ADVICE_SOURCES;

/** Limits of all checks: `know` is worth a look, `fix` puts viewers off or breaks a rule. */
export const LIMITS = fixed({
  /** Share of the frame that plain bars take up. Craft. */
  border: { know: 0.05, fix: 0.15 },
  /** Shorter side, px: the feeds show 1080 x 1920, and under 720 a phone has to blow the picture up. Craft. */
  side: { know: 720, fix: 480 },
  /** .02 bits a pixel lie well under what phones record (.1) and what the supplied feed clips carry (.05 to .1). */
  bitsPerPixel: { know: 0.02 },
  /** Per second; 23.976 is the film rate, so the limit lies just under it. Craft. */
  frameRate: { know: 23.9, fix: 15 },
  /** Width over height from which a clip is no longer upright. Craft. */
  ratio: { know: 0.8 },
  /** Mean luma of the middle frame. Craft. */
  luma: { know: 0.15, fix: 0.07 },
  /** Share of burnt-out pixels in the middle frame. Craft. */
  blown: { know: 0.15, fix: 0.4 },
  /** Nothing moves and nothing sounds, s. Craft. */
  deadStart: { know: 0.5, fix: 1 },
  /** Longest still stretch, s. Craft. */
  still: { know: 3 },
  /** Likeness of the ends from which a clip means to loop, and from which its seam is hardly seen. Craft. */
  loop: { is: 0.7, know: 0.9 },
  /** LUFS, and distance from it: 3 LU are heard beside other clips, at 6 people reach for the volume. Craft (perception note, section 2). */
  loudness: { target: -14, know: 3, fix: 6 },
  /** dBTP. Craft. */
  truePeak: { know: -1 },
  /** Share of samples at full scale: one in ten thousand is a click now and then, one in a thousand is heard as harsh. Craft. */
  clipped: { know: 1e-4, fix: 1e-3 },
  /** First sound, s. Craft. */
  lateSound: { know: 0.5, fix: 2 },
  /** Longest silence after the first sound, s. Craft. */
  deadAir: { know: 2 },
  /** dBFS under speech: over it hiss or wind is heard. Craft. */
  noiseFloor: { know: -35, fix: -25 },
  /** Part of a line that buttons cover: what looks like text is found to about a quarter. Craft. */
  textCovered: { know: 0.25, fix: 0.6 },
  /** WCAG 2.2, 1.4.3: 4.5, and 3 for large text, under which it is lost on a phone in daylight. */
  textContrast: { know: 4.5, fix: 3 },
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
} as const);

/** Nothing at run time, no list of trends either, can move a limit: a change is an edit of this file, with its date. */
function fixed<const Table>(table: Table): Table {
  if (typeof table === 'object' && table !== null) for (const value of Object.values(table)) fixed(value);
  return Object.freeze(table);
}
