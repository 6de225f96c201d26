/**
 * The trend snapshot, a clip's tempo and its words enter; sounds, tags and topics leave: rising ones that fit first.
 *
 * No open source tells the tempo of a sound, so tempo is compared only where an item brings one; else the clip's own
 * tempo is shown beside the name, for the ear to judge.
 */
import type { Draft, SoundSignals } from '../flow.ts';
import { fitOf, type Fit } from './trend-fit.ts';

/** What this needs of an item of the trend snapshot. */
export interface TrendLike {
  readonly kind: 'hashtag' | 'sound' | 'topic' | 'video';
  readonly key: string;
  readonly name: string;
  readonly by: string | null;
  readonly stage: 'rising' | 'peaking' | 'fading' | 'cannot_tell';
  readonly score: { readonly value: number; readonly low: number; readonly high: number } | null;
  readonly tested: boolean;
  /** Beats per minute, where a source tells it. */
  readonly bpm?: number | null;
}

export type TempoFit = 'same' | 'half_or_double' | 'other';

export interface MatchedTrend<Item extends TrendLike = TrendLike> {
  readonly item: Item;
  readonly fit: Fit;
  /** Null where either tempo is not known. */
  readonly tempo: TempoFit | null;
  /** 0 to 1, for the order only. */
  readonly rank: number;
}

export interface MatchInput<Item extends TrendLike> {
  readonly items: readonly Item[];
  readonly draft: Pick<Draft, 'caption' | 'shown'>;
  readonly tempo: SoundSignals['tempo'];
}

/** Within 4 %: a beat drifts by one in 25 bars' worth, which an editor closes with a small change of speed. Chosen. */
const SAME_TEMPO = 0.04;
/** Fit before movement, as for hashtags: what rises elsewhere and has nothing to do with the clip is no advice. Chosen. */
const SHARE = { fit: 0.5, stage: 0.3, tempo: 0.2 } as const;
const STAGE = { rising: 1, peaking: 0.6, cannot_tell: 0.4, fading: 0 } as const;

/** All items, best match first; equal ones as they came. */
export function matchTrends<Item extends TrendLike>({
  items,
  draft,
  tempo,
}: MatchInput<Item>): readonly MatchedTrend<Item>[] {
  return items
    .map((item): MatchedTrend<Item> => {
      const fit = fitOf(`${item.name} ${item.key}`, draft);
      const together = tempoFit(tempo?.bpm ?? null, item.bpm ?? null);
      const rank =
        SHARE.fit * (fit === 'word' ? 1 : fit === 'topic' ? 0.6 : 0) +
        // An untested stage counts as none said: its card warns that "rising" on sounds came true less often than by chance.
        SHARE.stage * STAGE[item.tested ? item.stage : 'cannot_tell'] +
        SHARE.tempo * (together === 'same' ? 1 : together === 'half_or_double' ? 0.7 : together === null ? 0.4 : 0);
      return { item, fit, tempo: together, rank };
    })
    .toSorted((a, b) => b.rank - a.rank);
}

export function tempoFit(clip: number | null, sound: number | null): TempoFit | null {
  if (clip === null || sound === null || !(clip > 0) || !(sound > 0)) return null;
  const near = (a: number, b: number): boolean => Math.abs(a / b - 1) <= SAME_TEMPO;
  if (near(clip, sound)) return 'same';
  return near(clip, 2 * sound) || near(2 * clip, sound) ? 'half_or_double' : 'other';
}
