/** A report, and what is being looked at in its clip right now, enter; what the inspecting cards show leaves: opening, senses, masks, sources. */
import { openingOf, type Opening } from '#core/advise/opening.ts';
import { seen, SMALL_FACE, writing } from '#core/advise/preflight/seen.ts';
import { coveredShare } from '#core/advise/preflight/zones.ts';
import {
  ADVICE_SOURCES,
  DISCLOSURE_DATED,
  LENGTH_LIMITS,
  LIMITS,
  maskOf,
  SAFE_ZONES,
  VERTICAL_RATIO_MAX,
  type AdviceSource,
  type Mask,
} from '#core/advise/safe-zones.ts';
import { eyesClosedTest, muteTest, type Blind, type Muted, type Sense } from '#core/advise/senses.ts';
import type { Box, FullSignals, ObjectSignals, Platform, Report, Signals } from '#core/flow.ts';
import { QUARTER_S } from '#core/signals/full.ts';
import type { Looking } from './analysis.svelte.ts';

export { DISCLOSURE_DATED, QUARTER_S };

/** With all that came so far, so that cards fill as it comes. */
export function liveSignals(report: Report, looking: Looking | null): Signals {
  if (looking?.reportId !== report.id) return report.signals;
  return { ...report.signals, percepts: { ...report.signals.percepts, ...looking.percepts } };
}

export const openingIn = (report: Report, looking: Looking | null): Opening => openingOf(liveSignals(report, looking));

export function sensesIn(
  report: Report,
  looking: Looking | null,
): { readonly mute: Sense<Muted>; readonly blind: Sense<Blind> } {
  const signals = liveSignals(report, looking);
  return { mute: muteTest(signals), blind: eyesClosedTest(signals) };
}

/** Every picture was looked at; null where not. */
export const everyPicture = ({ signals }: Report): FullSignals | null => seen(signals.percepts?.full);

/** Where people were looked for, and how much of the picture they take up there; empty where nobody looked. */
export const peopleIn = ({ signals }: Report): ObjectSignals['frames'] => seen(signals.percepts?.objects)?.frames ?? [];

export const isTall = ({ clip }: Report): boolean => clip.video.width / clip.video.height <= VERTICAL_RATIO_MAX;

export const maskFor = (report: Report, platform: Platform): Mask | null => (isTall(report) ? maskOf(platform) : null);

/** From here on a box counts as covered, as in the check. */
export const COVERED = LIMITS.textCovered.know;

export interface Placed extends Box {
  readonly kind: 'text' | 'face';
  readonly at: number;
  /** Part of it that lies under the buttons. */
  readonly share: number;
}

/** All writing and faces with how much of each the platform covers; none where no figure of it is known. */
export function placedIn(report: Report, looking: Looking | null, platform: Platform): readonly Placed[] {
  const zone = SAFE_ZONES[platform];
  if (zone === null || !isTall(report)) return [];
  const signals = liveSignals(report, looking);
  const placed = (kind: Placed['kind'], at: number, { x, y, w, h }: Box): Placed => ({
    ...{ x, y, w, h, kind, at },
    share: coveredShare({ x, y, w, h }, zone),
  });
  return [
    ...writing(signals).flatMap(({ at, areas }) => areas.map((box) => placed('text', at, box))),
    ...(seen(signals.percepts?.faces)?.frames ?? []).flatMap(({ at, faces }) =>
      faces.filter(({ w, h }) => w * h >= SMALL_FACE).map((box) => placed('face', at, box)),
    ),
  ];
}

/** Those covered most, each moment told once. */
export function worstCovered(all: readonly Placed[], most: number): readonly Placed[] {
  const covered = all.filter(({ share }) => share >= COVERED).toSorted((a, b) => b.share - a.share || a.at - b.at);
  const kept: Placed[] = [];
  for (const each of covered) {
    if (kept.length >= most) break;
    // The same line in the next frame is no news.
    if (kept.every(({ kind, at }) => kind !== each.kind || Math.abs(at - each.at) >= APART_S)) kept.push(each);
  }
  return kept;
}

const APART_S = 2;

/** Where a limit comes from, and of when it is; null for a code of another version of the app. */
export function sourceOf(
  source: string,
  platform: Platform,
): { readonly key: AdviceSource; readonly dated: string } | null {
  if (!Object.hasOwn(ADVICE_SOURCES, source)) return null;
  // holds: it is a key of that table
  const key = source as AdviceSource;
  const ofPlatform = key === 'vendor_zones' ? SAFE_ZONES[platform]?.dated : LENGTH_LIMITS[platform].dated;
  return { key, dated: ADVICE_SOURCES[key].dated ?? ofPlatform ?? '' };
}
