/**
 * Text-like areas of the frames enter; how much is written on the clip, where and how readable, leaves as features.
 * They are found by their shape, not read: see signals/text-areas.ts for how often that errs.
 */
import { median } from '../stats/quantile.ts';
import type { Feature } from './feature.ts';
import { ofPicture, overTime, textArea } from './measured.ts';

export const TEXT_AREA_FEATURES = [
  {
    name: 'text_share',
    version: 1,
    family: 'text_areas',
    unit: 'share',
    range: [0, 1],
    tolerance: 0.15,
    known: 'draft',
    about: 'Share of the clip in which something on the picture looks like written text.',
    of: ofPicture((picture, clip) => overTime(picture, clip, (frame) => (frame.textAreas.length > 0 ? 1 : 0))),
  },
  {
    name: 'text_area',
    version: 1,
    family: 'text_areas',
    unit: 'share',
    range: [0, 1],
    tolerance: 0.03,
    known: 'draft',
    about: 'Share of the picture under what looks like written text, mean over the clip.',
    of: ofPicture((picture, clip) => overTime(picture, clip, textArea)),
  },
  {
    name: 'text_contrast',
    version: 1,
    family: 'text_areas',
    unit: 'ratio',
    range: [1, 21],
    tolerance: 1,
    known: 'draft',
    about: 'Contrast of the text-like areas against their ground after WCAG, 1 to 21; the middle one of all.',
    of: ofPicture(({ frames }) => {
      const contrasts = frames.flatMap((frame) => frame.textAreas.map((area) => area.contrast));
      return median(contrasts) ?? 'not_applicable';
    }),
  },
  {
    name: 'text_height',
    version: 1,
    family: 'text_areas',
    unit: 'share',
    range: [0, 1],
    tolerance: 0.02,
    known: 'draft',
    about: 'Height of a text-like line as a share of the picture; the middle one of all.',
    of: ofPicture(({ frames }) => {
      const heights = frames.flatMap((frame) => frame.textAreas.map((area) => area.h));
      return median(heights) ?? 'not_applicable';
    }),
  },
  {
    name: 'first_text_s',
    version: 1,
    family: 'text_areas',
    unit: 's',
    range: [0, 3600],
    tolerance: 0.3,
    known: 'draft',
    about: 'When something that looks like written text is first seen; none without any.',
    of: ofPicture(({ frames }) => frames.find((frame) => frame.textAreas.length > 0)?.at ?? 'not_applicable'),
  },
] satisfies readonly Feature[];
