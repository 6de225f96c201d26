/** A draft's context enters; the part of the signals that a feature reads, or why there is none, leaves. */
import type { Clip, FrameSignals, MissingReason, PictureSignals, Signals, SoundSignals, StepSignals } from '../flow.ts';
import { FRAME_PLAN } from '../signals/plan.ts';
import type { Feature } from './feature.ts';

type Of = Feature['of'];
type Measured = number | MissingReason;

/** For what the container tells. */
export function ofClip(read: (clip: Clip, signals: Signals) => Measured): Of {
  return ({ signals }) => (signals === null ? 'not_given' : read(signals.clip, signals));
}

export function ofPicture(read: (picture: PictureSignals, clip: Clip) => Measured): Of {
  return ({ signals }) => {
    if (signals === null) return 'not_given';
    return signals.picture === null ? 'no_picture' : read(signals.picture, signals.clip);
  };
}

/** A track that could not be decoded is no silence: nothing is known of it. */
export function ofSound(read: (sound: SoundSignals) => Measured): Of {
  return ({ signals }) => {
    if (signals === null) return 'not_given';
    if (signals.sound !== null) return read(signals.sound);
    return signals.soundMissing === 'undecodable' ? 'no_evidence' : 'no_audio';
  };
}

/** Frames of the opening; the first frame is always one. */
export function openingFrames({ frames }: PictureSignals): readonly FrameSignals[] {
  return frames.filter((frame) => frame.at <= FRAME_PLAN.openingS);
}

export function openingSteps({ steps }: PictureSignals): readonly StepSignals[] {
  return steps.filter((step) => step.to <= FRAME_PLAN.openingS + 0.001);
}

/**
 * Mean over the clip's time: frames are dense in the opening, so each one counts for the time half-way to its
 * neighbours. Otherwise the opening of a minute would be half of it.
 */
export function overTime(picture: PictureSignals, clip: Clip, read: (frame: FrameSignals) => number): number {
  const { frames } = picture;
  let sum = 0;
  let time = 0;
  for (const [i, frame] of frames.entries()) {
    const from = i === 0 ? 0 : (frames[i - 1]!.at + frame.at) / 2;
    const to = i === frames.length - 1 ? Math.max(clip.length, frame.at) : (frame.at + frames[i + 1]!.at) / 2;
    // A single frame at the very end of a clip without length still counts.
    const weight = Math.max(1e-6, to - from);
    sum += weight * read(frame);
    time += weight;
  }
  return sum / time;
}

/** Plain mean; null of nothing. */
export function meanOf(values: readonly number[]): number | null {
  return values.length === 0 ? null : values.reduce((a, b) => a + b, 0) / values.length;
}

/** Share of the clip's length that spans cover. */
export function shareOfTime(spans: readonly { readonly from: number; readonly to: number }[], length: number): number {
  if (!(length > 0)) return 0;
  return Math.min(1, spans.reduce((sum, span) => sum + span.to - span.from, 0) / length);
}

export function longestOf(spans: readonly { readonly from: number; readonly to: number }[]): number {
  return spans.reduce((longest, span) => Math.max(longest, span.to - span.from), 0);
}

/** Area of the text-like boxes of a frame; they hardly ever overlap. */
export function textArea(frame: FrameSignals): number {
  return Math.min(
    1,
    frame.textAreas.reduce((sum, area) => sum + area.w * area.h, 0),
  );
}
