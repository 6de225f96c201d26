/** Signals in; what the picture needs before posting out. No model takes part. */
import { featureNamed } from '../../features/registry.ts';
import type { FrameSignals, Span } from '../../flow.ts';
import { quantile } from '../../stats/quantile.ts';
import type { Seconds } from '../../units.ts';
import { BLACK_LUMA } from '../../signals/stretches.ts';
import { LIMITS } from '../safe-zones.ts';
import { advice, over, under, type Check } from './check.ts';

/** The first picture is what a feed shows before anything moves. */
export const blackStart: Check = ({ signals }) => {
  const first = signals.picture?.frames[0];
  if (signals.picture === null || first === undefined) return null;
  const black = signals.picture.black.some((span) => span.from <= first.at);
  return advice('black_start', black ? 'fix' : 'fine', first.luma, first.at, {
    unit: '1',
    threshold: BLACK_LUMA,
    source: 'craft',
  });
};

export const border: Check = ({ signals }) => {
  const frames = signals.picture?.frames ?? [];
  const typical = middle(frames, (f) => f.border);
  if (typical === null) return null;
  return advice(
    'border',
    over(typical, LIMITS.border.know, LIMITS.border.fix),
    typical,
    firstWhere(frames, (f) => f.border > LIMITS.border.know),
    {
      unit: 'share',
      threshold: LIMITS.border.know,
      source: 'craft',
    },
  );
};

export const resolution: Check = ({ signals }) => {
  const { width, height } = signals.clip.video;
  const side = Math.min(width, height);
  return advice('resolution', under(side, LIMITS.side.know, LIMITS.side.fix), side, null, {
    unit: 'px',
    threshold: LIMITS.side.know,
    source: 'craft',
  });
};

/** A big picture with too few bits for its size was blown up or squeezed too hard. */
export const bits: Check = ({ signals }) => {
  const { width, height, frameRate, bitrate } = signals.clip.video;
  if (bitrate === null || frameRate === null || frameRate <= 0) return null;
  const perPixel = bitrate / (width * height * frameRate);
  return advice('bitrate', under(perPixel, LIMITS.bitsPerPixel.know, 0), perPixel, null, {
    unit: 'bit',
    threshold: LIMITS.bitsPerPixel.know,
    source: 'craft',
  });
};

export const frameRate: Check = ({ signals }) => {
  const rate = signals.clip.video.frameRate;
  if (rate === null) return null;
  return advice('frame_rate', under(rate, LIMITS.frameRate.know, LIMITS.frameRate.fix), rate, null, {
    unit: '1/s',
    threshold: LIMITS.frameRate.know,
    source: 'craft',
  });
};

export const shape: Check = ({ signals }) => {
  const { width, height } = signals.clip.video;
  const ratio = width / height;
  return advice('not_vertical', over(ratio, LIMITS.ratio.know, Infinity), ratio, null, {
    unit: 'ratio',
    threshold: LIMITS.ratio.know,
    source: 'craft',
  });
};

/** A dark or burnt-out picture in half of the frames. */
export const dark: Check = ({ signals }) => {
  const frames = signals.picture?.frames ?? [];
  const luma = middle(frames, (f) => f.luma);
  if (luma === null) return null;
  return advice(
    'dark',
    under(luma, LIMITS.luma.know, LIMITS.luma.fix),
    luma,
    firstWhere(frames, (f) => f.luma < LIMITS.luma.know),
    {
      unit: '1',
      threshold: LIMITS.luma.know,
      source: 'craft',
    },
  );
};

export const blown: Check = ({ signals }) => {
  const frames = signals.picture?.frames ?? [];
  const share = middle(frames, (f) => f.blown);
  if (share === null) return null;
  return advice(
    'blown',
    over(share, LIMITS.blown.know, LIMITS.blown.fix),
    share,
    firstWhere(frames, (f) => f.blown > LIMITS.blown.know),
    {
      unit: 'share',
      threshold: LIMITS.blown.know,
      source: 'craft',
    },
  );
};

/** Nothing moves and nothing sounds from the first frame on. */
export const deadStart: Check = ({ signals }) => {
  const { picture, sound } = signals;
  if (picture === null) return null;
  const first = picture.frames[0];
  const still = first === undefined ? undefined : picture.still.find((span) => span.from <= first.at);
  const stillUntil = still?.to ?? 0;
  const quietUntil = sound === null ? stillUntil : (sound.firstSound ?? sound.length);
  const dead = Math.min(stillUntil, quietUntil);
  return advice('dead_start', over(dead, LIMITS.deadStart.know, LIMITS.deadStart.fix), dead, first?.at ?? null, {
    unit: 's',
    threshold: LIMITS.deadStart.know,
    source: 'craft',
  });
};

/** The longest stretch after the start in which no sampled frame differs from the one before. */
export const stillStretch: Check = ({ signals }) => {
  if (signals.picture === null) return null;
  const longest = longestOf(signals.picture.still);
  const length = longest === null ? 0 : longest.to - longest.from;
  return advice('still_stretch', over(length, LIMITS.still.know, Infinity), length, longest?.from ?? null, {
    unit: 's',
    threshold: LIMITS.still.know,
    source: 'craft',
  });
};

/** A mark that stays in a corner: another app's, or the maker's own. */
export const cornerMark: Check = ({ signals }) => {
  const mark = signals.picture?.cornerMark;
  if (mark === undefined) return null;
  const area = mark === null ? 0 : mark.w * mark.h;
  return advice(
    'corner_mark',
    mark === null ? 'fine' : 'know',
    area,
    mark === null ? null : (signals.picture?.frames[0]?.at ?? null),
    {
      unit: 'share',
      threshold: 0,
      source: 'craft',
    },
  );
};

/** Only a clip that nearly loops has a seam to mend. */
export const loopSeam: Check = ({ signals, draft }) => {
  const loop = featureNamed('loop_likeness')?.of({ signals, draft, account: null });
  if (typeof loop !== 'number' || loop < LIMITS.loop.is) return null;
  return advice('loop_seam', under(loop, LIMITS.loop.know, 0), loop, signals.picture?.frames.at(-1)?.at ?? null, {
    unit: '1',
    threshold: LIMITS.loop.know,
    source: 'craft',
  });
};

export function longestOf(spans: readonly Span[]): Span | null {
  return spans.reduce<Span | null>(
    (best, span) => (best === null || span.to - span.from > best.to - best.from ? span : best),
    null,
  );
}

const middle = (frames: readonly FrameSignals[], of: (frame: FrameSignals) => number): number | null =>
  quantile(frames.map(of), 0.5);

const firstWhere = (frames: readonly FrameSignals[], holds: (frame: FrameSignals) => boolean): Seconds | null =>
  frames.find(holds)?.at ?? null;
