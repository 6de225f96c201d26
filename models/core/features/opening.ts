/** Signals of the first three seconds enter; what a viewer meets before deciding to stay leaves as features. */
import { FRAME_PLAN } from '../signals/plan.ts';
import type { Feature } from './feature.ts';
import { meanOf, ofPicture, ofSound, openingFrames, openingSteps, textArea } from './measured.ts';

const OPENING = FRAME_PLAN.openingS;

export const OPENING_FEATURES = [
  {
    name: 'opening_cut_rate',
    version: 1,
    family: 'opening',
    unit: '1/s',
    range: [0, 4],
    // One cut more or less in three seconds.
    tolerance: 0.34,
    known: 'draft',
    about: 'Cuts per second in the first 3 s, found between frames .25 s apart.',
    of: ofPicture(({ cuts }, { length }) =>
      length < OPENING ? 'too_short' : cuts.filter((at) => at < OPENING).length / OPENING,
    ),
  },
  {
    name: 'opening_motion',
    version: 1,
    family: 'opening',
    unit: '1',
    range: [0, 1],
    tolerance: 0.005,
    known: 'draft',
    about: 'How much moves between frames .25 s apart in the first 3 s, apart from a shift of the whole picture.',
    of: ofPicture((picture) => meanOf(openingSteps(picture).map((step) => step.motion)) ?? 'too_short'),
  },
  {
    name: 'opening_luma',
    version: 1,
    family: 'opening',
    unit: '1',
    range: [0, 1],
    tolerance: 0.01,
    known: 'draft',
    about: 'Mean brightness of the picture in the first 3 s, 0 black to 1 white.',
    of: ofPicture((picture) => meanOf(openingFrames(picture).map((frame) => frame.luma)) ?? 'no_evidence'),
  },
  {
    name: 'opening_text_share',
    version: 1,
    family: 'opening',
    unit: 'share',
    range: [0, 1],
    // One frame of the thirteen, and its neighbour.
    tolerance: 0.16,
    known: 'draft',
    about: 'Share of the frames of the first 3 s on which something looks like written text.',
    of: ofPicture(
      (picture) => meanOf(openingFrames(picture).map((frame) => (frame.textAreas.length > 0 ? 1 : 0))) ?? 'no_evidence',
    ),
  },
  {
    name: 'opening_flash_rate',
    version: 1,
    family: 'opening',
    unit: '1/s',
    range: [0, 2],
    tolerance: 1,
    known: 'draft',
    about:
      'Flashes in the worst second of the first 3 s, after WCAG 2.3.1; at .25 s a frame no more than 2 can be seen, so a low value is no clearance.',
    of: ofPicture(({ flashRate }) => flashRate),
  },
  {
    name: 'opening_loudness_lift',
    version: 1,
    family: 'opening',
    unit: 'dB',
    range: [-60, 30],
    tolerance: 0.5,
    known: 'draft',
    about: 'How much louder the first 3 s are than the whole sound; negative is a quiet start.',
    of: ofSound(({ loudness, momentary }) => {
      const opening = momentary.values.slice(0, Math.round(OPENING / momentary.hop));
      if (loudness === null) return 'no_evidence';
      const power = meanOf(opening.map((level) => 10 ** (level / 10)));
      return power === null ? 'too_short' : 10 * Math.log10(power) - loudness;
    }),
  },
  {
    name: 'first_frame_luma',
    version: 1,
    family: 'opening',
    unit: '1',
    range: [0, 1],
    tolerance: 0.01,
    known: 'draft',
    about: 'Mean brightness of the first frame, 0 black to 1 white.',
    of: ofPicture(({ frames }) => frames[0]?.luma ?? 'no_evidence'),
  },
  {
    name: 'first_frame_sharpness',
    version: 1,
    family: 'opening',
    unit: 'log10',
    range: [0, 5],
    tolerance: 0.05,
    known: 'draft',
    about: 'Fine detail of the first frame: log10 of one plus the variance of its Laplacian at 256 px.',
    of: ofPicture(({ frames }) => (frames[0] === undefined ? 'no_evidence' : Math.log10(1 + frames[0].sharpness))),
  },
  {
    name: 'first_frame_text_share',
    version: 1,
    family: 'opening',
    unit: 'share',
    range: [0, 1],
    tolerance: 0.05,
    known: 'draft',
    about: 'Share of the first frame under what looks like written text.',
    of: ofPicture(({ frames }) => (frames[0] === undefined ? 'no_evidence' : textArea(frames[0]))),
  },
] satisfies readonly Feature[];
