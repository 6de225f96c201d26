/** Working frames enter one by one, in order; what the picture of the clip shows leaves. */
import type { Clip, Frame, FrameSignals, PictureSignals, StepSignals } from '../flow.ts';
import { seconds, type Seconds } from '../units.ts';
import { borderOf } from './border.ts';
import { colourChange, colourHistogram, type ColourHistogram } from './change.ts';
import { colourOf } from './colour.ts';
import { findCuts, type CutEvidence } from './cuts.ts';
import { edgesOf } from './edges.ts';
import { CornerMeter } from './corners.ts';
import { entropyOf } from './entropy.ts';
import { FlashMeter } from './flashes.ts';
import { greyOf, shrink, type Grey } from './grey.ts';
import { lightOf } from './light.ts';
import { likeness, symmetryOf } from './likeness.ts';
import { MOTION_SIZE, motionBetween, type Motion } from './motion.ts';
import { sharpnessOf } from './sharpness.ts';
import { blackSpans, stillSpans } from './stretches.ts';
import { textAreasOf } from './text-areas.ts';

/** Keeps a few small grids, never the frames. */
export class PictureMeter {
  readonly #frames: FrameSignals[] = [];
  readonly #steps: (Motion & { readonly from: Seconds; readonly to: Seconds; readonly change: number })[] = [];
  /** Index of each plain white or black frame between two that are alike. */
  readonly #blinks = new Set<number>();
  readonly #flashes = new FlashMeter();
  readonly #corners = new CornerMeter();
  #first: Sketch | null = null;
  #before: Sketch | null = null;
  #beforeThat: Sketch | null = null;

  /** @throws RangeError when frames come out of order: a decoder's bug */
  push(frame: Frame): void {
    const before = this.#before;
    if (before !== null && frame.at <= before.at) {
      throw new RangeError(`frame at ${frame.at} s after one at ${before.at} s`);
    }
    const { signals, sketch, grey } = look(frame);
    this.#corners.push(grey);
    if (before !== null) {
      this.#steps.push({
        from: before.at,
        to: frame.at,
        change: colourChange(before.colours, sketch.colours),
        ...motionBetween(before.small, sketch.small),
      });
      const beforeThat = this.#beforeThat;
      if (before.plain && beforeThat !== null && !beforeThat.plain && sameShot(beforeThat, sketch)) {
        this.#blinks.add(this.#frames.length - 1);
      }
    }
    this.#flashes.push(frame);
    this.#frames.push(signals);
    this.#first ??= sketch;
    this.#beforeThat = before;
    this.#before = sketch;
  }

  /** @throws RangeError without any frame; a clip without a picture has no picture signals at all */
  finish(clip: Clip): PictureSignals {
    const first = this.#first;
    const last = this.#before;
    if (first === null || last === null) throw new RangeError('no frame was looked at');
    const cut = findCuts(
      this.#steps.map(({ change, alike }, i): CutEvidence => ({ change, alike, blink: this.#blink(i) })),
    );
    const steps = this.#steps.map(({ from, to, motion, change }, i): StepSignals => ({
      from,
      to,
      motion,
      change,
      cut: cut[i]!,
    }));
    const flashes = this.#flashes.finish();
    const cornerMark = this.#corners.finish();
    return {
      frames: this.#frames,
      steps,
      cuts: steps.filter((step) => step.cut).map((step) => seconds((step.from + step.to) / 2)),
      still: stillSpans(steps),
      black: blackSpans(this.#frames, clip.length),
      flashRate: flashes.perSecond,
      flashAt: flashes.at,
      ...(cornerMark === undefined ? {} : { cornerMark }),
      loop: likeness(first.small, last.small) * (1 - colourChange(first.colours, last.colours)),
    };
  }

  /** Step i leads from frame i to frame i + 1. */
  #blink(step: number): CutEvidence['blink'] {
    if (this.#blinks.has(step + 1)) return 'into';
    return this.#blinks.has(step) ? 'out_of' : null;
  }
}

/** What is kept of a frame to compare it with others. */
interface Sketch {
  readonly at: Seconds;
  readonly small: Grey;
  readonly colours: ColourHistogram;
  /** One bright or dark tone all over: a flash, or a blink of black. */
  readonly plain: boolean;
}

/** Standard deviation of luma under which a frame is plain, as in stretches.ts. */
const PLAIN_CONTRAST = 0.03;
const SAME_CHANGE = 0.15;
const SAME_ALIKE = 0.5;

function look(frame: Frame): { signals: FrameSignals; sketch: Sketch; grey: Grey } {
  const grey = greyOf(frame);
  const small = shrink(grey, MOTION_SIZE);
  const light = lightOf(grey);
  const signals: FrameSignals = {
    at: frame.at,
    ...light,
    ...colourOf(frame),
    sharpness: sharpnessOf(grey),
    ...edgesOf(grey),
    entropy: entropyOf(grey),
    symmetry: symmetryOf(small),
    border: borderOf(grey),
    textAreas: textAreasOf(grey),
  };
  const plain = light.contrast < PLAIN_CONTRAST && (light.luma < 0.1 || light.luma > 0.9);
  return { signals, sketch: { at: frame.at, small, colours: colourHistogram(frame), plain }, grey };
}

function sameShot(a: Sketch, b: Sketch): boolean {
  return colourChange(a.colours, b.colours) < SAME_CHANGE && motionBetween(a.small, b.small).alike > SAME_ALIKE;
}
