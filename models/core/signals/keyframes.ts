/** The picture of a clip enters; a few distinct moments that stand for it leave, each with what it was chosen for. */
import type { FrameSignals, Keyframe, PictureSignals } from '../flow.ts';
import type { Seconds } from '../units.ts';
import { isBlack } from './stretches.ts';

export interface Moment {
  readonly at: Seconds;
  readonly role: Keyframe['role'];
}

/**
 * First and last frame, then what is written, what moves most, the first cut and the sharpest frame, as far as there
 * is room, then typical frames where the gap is widest. Every moment is a frame that was looked at.
 *
 * @returns at most `count`, ascending in time; fewer when fewer frames were looked at. The same clip gives the same moments.
 */
export function pickKeyframes(picture: PictureSignals, count = 5): Moment[] {
  const { frames } = picture;
  const first = frames[0];
  const last = frames.at(-1);
  if (first === undefined || last === undefined || count < 1) return [];
  const chosen: Moment[] = [{ at: first.at, role: 'first' }];
  const add = (frame: FrameSignals | null, role: Moment['role'], apart: number): void => {
    if (frame === null || chosen.length >= count) return;
    if (chosen.every((moment) => Math.abs(moment.at - frame.at) > apart)) chosen.push({ at: frame.at, role });
  };
  add(last, 'last', 0);
  // Two moments closer than this show the same thing: a quarter of an even spread.
  const apart = (last.at - first.at) / (4 * Math.max(1, count - 1));
  const free = (frame: FrameSignals): boolean =>
    !isBlack(frame) && chosen.every((moment) => Math.abs(moment.at - frame.at) > apart);
  const best = (score: (frame: FrameSignals, index: number) => number): FrameSignals | null => {
    let found: { frame: FrameSignals; score: number } | null = null;
    for (const [i, frame] of frames.entries()) {
      const value = free(frame) ? score(frame, i) : 0;
      if (value > 0 && (found === null || value > found.score)) found = { frame, score: value };
    }
    return found?.frame ?? null;
  };
  add(best(writing), 'text', apart);
  add(
    best((_, i) => movedInto(picture, i)),
    'peak_motion',
    apart,
  );
  add(
    best((_, i) => (picture.steps[i - 1]?.cut ? picture.steps[i - 1]!.change : 0)),
    'cut',
    apart,
  );
  add(
    best((frame) => frame.sharpness),
    'sharpest',
    apart,
  );
  while (chosen.length < Math.min(count, frames.length)) {
    const lonely = frames
      .map((frame) => ({ frame, gap: Math.min(...chosen.map((moment) => Math.abs(moment.at - frame.at))) }))
      .reduce((a, b) => (b.gap > a.gap ? b : a));
    if (lonely.gap <= 0) break;
    chosen.push({ at: lonely.frame.at, role: 'typical' });
  }
  return chosen.sort((a, b) => a.at - b.at);
}

/** More and better readable writing counts more; the contrast of print, 7, is enough. */
function writing(frame: FrameSignals): number {
  return frame.textAreas.reduce((sum, area) => sum + area.w * area.h * Math.min(1, area.contrast / 7), 0);
}

/** Motion of the step that leads to a frame, unless a cut made it. */
function movedInto({ steps }: PictureSignals, index: number): number {
  const step = steps[index - 1];
  return step === undefined || step.cut ? 0 : step.motion;
}
