/**
 * Faces of the looked-at frames enter; how much of the clip shows one, how large, and whether it looks at the viewer
 * leaves as features. Found by a network after the first score: until then each is not perceived.
 */
import type { FaceSignals, MissingReason } from '../flow.ts';
import { firstGaze, largestFace } from '../signals/faces.ts';
import { median } from '../stats/quantile.ts';
import type { Feature } from './feature.ts';
import { ofPercept, overLooks } from './perceived.ts';

const of = (read: (faces: FaceSignals, length: number) => number | MissingReason): Feature['of'] =>
  ofPercept('faces', read);

export const FACE_FEATURES = [
  {
    name: 'face_share',
    version: 1,
    family: 'faces',
    unit: 'share',
    range: [0, 1],
    tolerance: 0.1,
    known: 'draft',
    about: 'Share of the clip in which a face is seen.',
    of: of(({ frames }, length) => overLooks(frames, length, ({ faces }) => (faces.length > 0 ? 1 : 0))),
  },
  {
    name: 'face_size',
    version: 1,
    family: 'faces',
    unit: 'share',
    range: [0, 1],
    tolerance: 0.03,
    known: 'draft',
    about: 'Share of the picture under the largest face; the middle one of the frames with a face.',
    of: of(({ frames }) => median(frames.flatMap(({ faces }) => largestFace(faces) ?? [])) ?? 'not_applicable'),
  },
  {
    name: 'face_camera_share',
    version: 1,
    family: 'faces',
    unit: 'share',
    range: [0, 1],
    tolerance: 0.2,
    known: 'draft',
    about:
      'Share of the frames with a face in which one is turned towards the camera; the head is judged, not the eyes.',
    of: of(({ frames }) => {
      const shown = frames.filter(({ faces }) => faces.length > 0);
      if (shown.length === 0) return 'not_applicable';
      return shown.filter(({ faces }) => faces.some(({ gaze }) => gaze === 'camera')).length / shown.length;
    }),
  },
  {
    name: 'faces_most',
    version: 1,
    family: 'faces',
    unit: 'count',
    range: [0, 100],
    tolerance: 1,
    known: 'draft',
    about: 'Most faces seen at once.',
    of: of(({ frames }) => Math.max(0, ...frames.map(({ faces }) => faces.length))),
  },
  {
    name: 'first_face_s',
    version: 1,
    family: 'faces',
    unit: 's',
    range: [0, 3600],
    tolerance: 1.1,
    known: 'draft',
    about: 'When a face is first seen; none without any.',
    of: of(({ firstFace }) => firstFace ?? 'not_applicable'),
  },
  {
    name: 'first_face_camera_s',
    version: 1,
    family: 'faces',
    unit: 's',
    range: [0, 3600],
    tolerance: 1.1,
    known: 'draft',
    about: 'When a face is first turned towards the camera; none without any.',
    of: of((faces) => firstGaze(faces) ?? 'not_applicable'),
  },
] satisfies readonly Feature[];
