/** An app → how long a caption may be, how much of it shows, and how many hashtags it takes. */
import type { Platform } from '../../flow.ts';

export interface CaptionLimits {
  /** UTF-16 units, as the apps count. */
  readonly most: number;
  readonly mostTags: number;
  /** Characters that show before "more", reckoned. */
  readonly shown: number;
}

/**
 * TikTok: Content Posting API, `title`: 2,200 UTF-16 runes (the app itself takes more). Its hashtags have no stated limit;
 * 30 stands for "none that matters". Instagram: Graph API, media: 2,200 characters, 30 hashtags. YouTube: Data API,
 * `snippet.title`: 100 characters, and the title is what a Short shows; help page 6390658: over 60 hashtags all are ignored.
 *
 * What shows: no platform says. Reckoned at 360 px: 38 letters a line beside the app's buttons (safe-zones.ts), two lines
 * on TikTok and Shorts, one on Reels.
 */
export const CAPTION_LIMITS: Readonly<Record<Platform, CaptionLimits>> = {
  tiktok: { most: 2200, mostTags: 30, shown: 76 },
  reels: { most: 2200, mostTags: 30, shown: 38 },
  shorts: { most: 100, mostTags: 60, shown: 76 },
};
