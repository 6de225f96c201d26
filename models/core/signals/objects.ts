/**
 * People: what the mask network is shown of a frame, and how much of the picture they take up.
 *
 * The network is MediaPipe's selfie segmentation. Animals and things are found by another one: things.ts.
 */
import type { Frame, ObjectSignals } from '../flow.ts';
import { share, type Share } from '../units.ts';
import { wholePatch } from './square-patch.ts';

/** Side of what it sees, px; it learned on pictures made square (MediaPipe's graph keeps no aspect ratio). */
export const PEOPLE_SIZE = 256;

/** From this on a pixel counts as somebody's: the middle between no and yes. */
const SOMEBODY = 0.5;

/** [PEOPLE_SIZE, PEOPLE_SIZE, 3] f32, 0 to 1 */
export const peoplePatch = (frame: Frame): Float32Array => wholePatch(frame, PEOPLE_SIZE, 0, 1);

/** @param mask per pixel how sure it is that it shows a person, 0 to 1 */
export function personShare(mask: ArrayLike<number>): Share {
  let count = 0;
  for (let i = 0; i < mask.length; i++) if (mask[i]! > SOMEBODY) count++;
  return share(mask.length === 0 ? 0 : count / mask.length);
}

export const objectSignals = (looks: readonly { at: Frame['at']; person: Share }[]): ObjectSignals => ({
  frames: looks,
});
