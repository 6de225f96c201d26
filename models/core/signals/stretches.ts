/** Sampled frames or steps with a yes or no enter; the stretches of time where it is yes leave. */
import type { FrameSignals, Span, StepSignals } from '../flow.ts';
import { seconds, type Seconds } from '../units.ts';

/**
 * A step counts as still below these: video noise of a phone on a stand stays under them, a person who breathes or
 * talks does not. Chosen by eye on 3 phone clips and the rendered ones of the tests.
 */
const STILL_MOTION = 0.004;
const STILL_CHANGE = 0.01;
/** A frame held for less is not a still, s. */
const STILL_MIN = 0.5;

/** Mean luma and spread under which a frame is black: video black with noise, or a fade nearly done. */
export const BLACK_LUMA = 0.04;
const BLACK_CONTRAST = 0.03;

/** From the first to the last frame of each run of steps without change; between samples nothing was seen. */
export function stillSpans(steps: readonly StepSignals[]): Span[] {
  const spans: Span[] = [];
  let from: Seconds | null = null;
  for (const [i, step] of steps.entries()) {
    const still = !step.cut && step.motion <= STILL_MOTION && step.change <= STILL_CHANGE;
    if (still && from === null) from = step.from;
    const next = steps[i + 1];
    const ends = from !== null && (!still || next === undefined);
    if (ends && from !== null) {
      const to = still ? step.to : step.from;
      if (to - from >= STILL_MIN) spans.push({ from, to });
      from = null;
    }
  }
  return spans;
}

export function isBlack(frame: Pick<FrameSignals, 'luma' | 'contrast'>): boolean {
  return frame.luma <= BLACK_LUMA && frame.contrast <= BLACK_CONTRAST;
}

/** A black frame stands for the time up to the next frame looked at, or up to the end. */
export function blackSpans(frames: readonly FrameSignals[], length: Seconds): Span[] {
  const spans: Span[] = [];
  for (const [i, frame] of frames.entries()) {
    if (!isBlack(frame)) continue;
    const to = seconds(frames[i + 1]?.at ?? Math.max(length, frame.at));
    const last = spans.at(-1);
    if (last !== undefined && last.to === frame.at) spans[spans.length - 1] = { from: last.from, to };
    else spans.push({ from: frame.at, to });
  }
  return spans;
}
