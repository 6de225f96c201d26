/**
 * Cuts and stills of the picture enter; how fast the clip moves on leaves as features.
 *
 * Note [Cuts between samples]
 *   Frames are .25 s apart in the opening and a second or more apart after it, and a step between two frames shows at
 *   most one cut. So counts and rates over the whole clip are what was seen, a lower bound for quickly cut clips, and
 *   the longer the clip the more they miss. They compare clips of like length; opening_cut_rate compares all.
 */
import type { Feature } from './feature.ts';
import { longestOf, ofPicture, shareOfTime } from './measured.ts';

export const PACE_FEATURES = [
  {
    name: 'cut_count',
    version: 1,
    family: 'pace',
    unit: 'count',
    range: [0, 40],
    tolerance: 1,
    known: 'draft',
    about: 'Cuts seen between the frames looked at; quick cuts after the first 3 s can be missed, none is seen twice.',
    of: ofPicture(({ cuts }) => cuts.length),
  },
  {
    name: 'cut_rate',
    version: 1,
    family: 'pace',
    unit: '1/s',
    range: [0, 4],
    tolerance: 0.35,
    known: 'draft',
    about:
      'Cuts seen per second of the whole clip; at most one per step between frames, so it is a lower bound after the first 3 s.',
    of: ofPicture(({ cuts }, { length }) => (length < 1 ? 'too_short' : cuts.length / length)),
  },
  {
    name: 'first_cut_s',
    version: 1,
    family: 'pace',
    unit: 's',
    range: [0, 3600],
    tolerance: 0.3,
    known: 'draft',
    about: 'When the first cut comes, to the middle of the step in which it was seen; none without a cut.',
    of: ofPicture(({ cuts }) => cuts[0] ?? 'not_applicable'),
  },
  {
    name: 'longest_shot_s',
    version: 1,
    family: 'pace',
    unit: 's',
    range: [0, 3600],
    tolerance: 0.6,
    known: 'draft',
    about: 'Longest stretch without a cut that was seen; cuts between the frames looked at can be missed.',
    of: ofPicture(({ cuts }, { length }) =>
      Math.max(...[...cuts, length].map((at, i) => at - (i === 0 ? 0 : cuts[i - 1]!))),
    ),
  },
  {
    name: 'longest_still_s',
    version: 1,
    family: 'pace',
    unit: 's',
    range: [0, 3600],
    tolerance: 1,
    known: 'draft',
    about: 'Longest stretch over which the frames looked at hardly differ; 0 when none lasts half a second.',
    of: ofPicture(({ still, frames }) => (frames.length < 2 ? 'too_short' : longestOf(still))),
  },
  {
    name: 'still_share',
    version: 1,
    family: 'pace',
    unit: 'share',
    range: [0, 1],
    tolerance: 0.1,
    known: 'draft',
    about: 'Share of the clip over which the frames looked at hardly differ.',
    of: ofPicture(({ still, frames }, { length }) => (frames.length < 2 ? 'too_short' : shareOfTime(still, length))),
  },
] satisfies readonly Feature[];
