/** Where things lie in the frames enters; how the picture is laid out, and whether its end meets its start, leaves as features. */
import type { Feature } from './feature.ts';
import { ofPicture, overTime } from './measured.ts';

/** The last frame looked at may lie this far from the end and still stand for it, s. */
const END = 0.5;

export const COMPOSITION_FEATURES = [
  {
    name: 'symmetry',
    version: 1,
    family: 'composition',
    unit: '1',
    range: [0, 1],
    tolerance: 0.01,
    known: 'draft',
    about: 'Likeness of the picture to its mirror image, 1 the same; mean over the clip.',
    of: ofPicture((picture, clip) => overTime(picture, clip, (frame) => frame.symmetry)),
  },
  {
    name: 'centred_share',
    version: 1,
    family: 'composition',
    unit: 'share',
    range: [0, 1],
    tolerance: 0.01,
    known: 'draft',
    about: 'Share of the detail that lies in the middle ninth of the picture; .11 when it is spread evenly.',
    of: ofPicture((picture, clip) => overTime(picture, clip, (frame) => frame.centred)),
  },
  {
    name: 'border_share',
    version: 1,
    family: 'composition',
    unit: 'share',
    range: [0, 1],
    tolerance: 0.03,
    known: 'draft',
    about: 'Share of the picture under plain bars above and below or on both sides, mean over the clip.',
    of: ofPicture((picture, clip) => overTime(picture, clip, (frame) => frame.border)),
  },
  {
    name: 'loop_likeness',
    version: 1,
    family: 'composition',
    unit: '1',
    range: [0, 1],
    tolerance: 0.02,
    known: 'draft',
    about: 'Likeness of the last frame to the first, in structure and colours; near 1 the clip loops without a seam.',
    of: ofPicture(({ frames, loop }, { length }) => {
      const last = frames.at(-1);
      if (last === undefined || frames.length < 2) return 'too_short';
      return length - last.at > END ? 'no_evidence' : loop;
    }),
  },
] satisfies readonly Feature[];
