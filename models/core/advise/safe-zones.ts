/** Which parts of a vertical picture each platform covers with its own buttons and words: one dated table. */
import type { Platform } from '../flow.ts';

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

/** Longest clip that can be posted as a short video, s. General knowledge, not looked up again. */
export const LENGTH_LIMITS: Readonly<Record<Platform, { readonly seconds: number; readonly dated: string }>> = {
  tiktok: { seconds: 600, dated: '2025-01' },
  reels: { seconds: 180, dated: '2025-01' },
  shorts: { seconds: 180, dated: '2024-10' },
};
