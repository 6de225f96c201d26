/**
 * Faces: what the detector is shown of a frame, how its numbers are read, and what the found faces say of a clip.
 *
 * The network is MediaPipe's face detector "full range" (BlazeFace, Bazarevsky and others 2019, arXiv 1907.05047). It
 * answers for 48 × 48 places; size, thresholds and the order of its numbers are those of MediaPipe's own graph,
 * modules/face_detection/face_detection_full_range.pbtxt (Apache-2.0).
 */
import type { Box, Face, FaceSignals, Frame } from '../flow.ts';
import type { Seconds } from '../units.ts';
import { squarePatch, type Square } from './square-patch.ts';

export const FACE_NET = {
  /** Side of what it sees, px; values from -1 to 1. */
  size: 192,
  /** Places per side; an answer is centred on each. */
  cells: 48,
  /** Numbers per place: centre, size, and six points (eyes, nose, mouth, ears), each relative to the place. */
  numbers: 16,
  /** min_score_thresh of the graph. */
  score: 0.6,
  /** min_suppression_threshold of the graph: boxes that overlap more are one face. */
  overlap: 0.3,
} as const;

/** A face with its points, in shares of the frame. */
export interface FoundFace extends Box {
  readonly score: number;
  /** x, y of right eye, left eye, nose, mouth, right ear, left ear (of the person). */
  readonly points: readonly number[];
}

/** The network: what it sees in, its two lists of numbers out. */
export type RunFaceNet = (
  patch: Float32Array,
) => Promise<{ readonly regressors: ArrayLike<number>; readonly classifiers: ArrayLike<number> }>;

/**
 * All faces of one frame. A face that is small in its square is looked at a second time, nearer: only then is it
 * counted, and where the second look saw it. A doubtful one gets that chance too.
 */
export async function findFaces(frame: Frame, run: RunFaceNet): Promise<FoundFace[]> {
  const look = async (square: Square, least: number): Promise<FoundFace[]> => {
    const { regressors, classifiers } = await run(squarePatch(frame, square, FACE_NET.size, -1, 1));
    return readFaces(regressors, classifiers, square, frame, least);
  };
  const sure: FoundFace[] = [];
  const small: FoundFace[] = [];
  for (const square of faceSquares(frame.width, frame.height)) {
    for (const face of await look(square, SECOND_LOOK.from)) {
      const side = sideOf(face, frame);
      if (side < SECOND_LOOK.under * square.side) small.push(face);
      else if (face.score >= FACE_NET.score) sure.push(face);
    }
  }
  const seen = joinFaces(sure);
  for (const face of joinFaces(small).slice(0, SECOND_LOOK.most)) {
    if (seen.some((other) => isSame(other, face))) continue;
    const side = SECOND_LOOK.room * sideOf(face, frame);
    const middle = { x: (face.x + face.w / 2) * frame.width, y: (face.y + face.h / 2) * frame.height };
    const near = await look({ x: middle.x - side / 2, y: middle.y - side / 2, side }, FACE_NET.score);
    seen.push(...near);
  }
  return joinFaces(seen);
}

/**
 * Faces under a fifth of their square's side are looked at again, in a square of 3.5 times their own, from a score of 0.3 on;
 * at most five per frame. Chosen on the labelled frames of tests/perception/faces.labels.json, where one look alone found
 * 7 of 35 faces of the clip with a crowd and 12 that were none.
 */
const SECOND_LOOK = { from: 0.3, under: 0.2, room: 3.5, most: 5 } as const;

const sideOf = ({ w, h }: Box, { width, height }: Pick<Frame, 'width' | 'height'>): number =>
  Math.max(w * width, h * height);

/**
 * Squares of the frame that are looked at. The whole frame (letterboxed) finds near faces; squares as wide as the
 * short side, overlapping by at least a fifth, find the small ones that the whole frame makes too small.
 */
export function faceSquares(width: number, height: number): Square[] {
  const short = Math.min(width, height);
  const long = Math.max(width, height);
  const whole: Square = { x: (width - long) / 2, y: (height - long) / 2, side: long };
  // A nearly square frame is one square already.
  if (long < 1.15 * short) return [whole];
  // A strip longer than four squares is a banner, not a video: it is not looked at in a hundred pieces.
  const count = Math.min(5, Math.ceil((long - short) / (0.8 * short)) + 1);
  const step = (long - short) / (count - 1);
  const tiles = Array.from({ length: count }, (_, n) =>
    width < height ? { x: 0, y: n * step, side: short } : { x: n * step, y: 0, side: short },
  );
  return [whole, ...tiles];
}

/**
 * The detector's numbers for one square → faces in shares of the frame, before overlapping ones are joined.
 *
 * @param regressors [cells², numbers]
 * @param classifiers [cells²], before the logistic function
 */
export function readFaces(
  regressors: ArrayLike<number>,
  classifiers: ArrayLike<number>,
  square: Square,
  frame: { readonly width: number; readonly height: number },
  least: number = FACE_NET.score,
): FoundFace[] {
  const { size, cells, numbers } = FACE_NET;
  const found: FoundFace[] = [];
  for (let place = 0; place < cells * cells; place++) {
    const score = logistic(classifiers[place] ?? -Infinity);
    if (!(score >= least)) continue;
    const at = (n: number): number => regressors[place * numbers + n] ?? 0;
    const cx = ((place % cells) + 0.5) / cells;
    const cy = (Math.floor(place / cells) + 0.5) / cells;
    /** Share of the square → share of the frame. */
    const x = (share: number): number => (square.x + share * square.side) / frame.width;
    const y = (share: number): number => (square.y + share * square.side) / frame.height;
    const middle = { x: cx + at(0) / size, y: cy + at(1) / size };
    const half = { w: at(2) / size / 2, h: at(3) / size / 2 };
    if (!(half.w > 0 && half.h > 0)) continue;
    const points: number[] = [];
    for (let n = 4; n < numbers; n += 2) points.push(x(cx + at(n) / size), y(cy + at(n + 1) / size));
    const left = x(middle.x - half.w);
    const top = y(middle.y - half.h);
    found.push({
      x: left,
      y: top,
      w: x(middle.x + half.w) - left,
      h: y(middle.y + half.h) - top,
      score,
      points,
    });
  }
  return found;
}

/** Faces that overlap become one, the mean of them weighted by score (weighted non-maximum suppression). */
export function joinFaces(faces: readonly FoundFace[]): FoundFace[] {
  const rest = faces.toSorted((a, b) => b.score - a.score);
  const joined: FoundFace[] = [];
  while (rest.length > 0) {
    const best = rest[0]!;
    const same = rest.filter((face) => face === best || isSame(best, face));
    for (const face of same) rest.splice(rest.indexOf(face), 1);
    const total = same.reduce((sum, { score }) => sum + score, 0);
    const mean = (of: (face: FoundFace) => number): number =>
      same.reduce((sum, face) => sum + of(face) * face.score, 0) / total;
    joined.push({
      x: mean((face) => face.x),
      y: mean((face) => face.y),
      w: mean((face) => face.w),
      h: mean((face) => face.h),
      score: best.score,
      points: best.points.map((_, n) => mean((face) => face.points[n] ?? 0)),
    });
  }
  return joined;
}

/** A square's edge cuts a face in two: its half lies inside the whole one without overlapping it by much. */
const isSame = (a: Box, b: Box): boolean =>
  intersectionOverUnion(a, b) > FACE_NET.overlap || intersection(a, b) > 0.7 * Math.min(a.w * a.h, b.w * b.h);

export function intersectionOverUnion(a: Box, b: Box): number {
  const both = intersection(a, b);
  return both / (a.w * a.h + b.w * b.h - both);
}

function intersection(a: Box, b: Box): number {
  const w = Math.min(a.x + a.w, b.x + b.w) - Math.max(a.x, b.x);
  const h = Math.min(a.y + a.h, b.y + b.h) - Math.max(a.y, b.y);
  return w > 0 && h > 0 ? w * h : 0;
}

/**
 * Whether a face looks towards the camera: the nose lies midway between the ears when it does, near one of them when
 * the head is turned. It is the head that is judged, not the pupils.
 *
 * @param points in px or in shares of a square, so that both axes have one unit
 * @returns null where the points of the ears fall together
 */
export function gazeOf(points: readonly number[]): Face['gaze'] {
  const [, , , , noseX = 0, noseY = 0, , , rightX = 0, rightY = 0, leftX = 0, leftY = 0] = points;
  const [dx, dy] = [leftX - rightX, leftY - rightY];
  const length = Math.hypot(dx, dy);
  if (!(length > 0)) return null;
  // Where the nose falls on the line from ear to ear: 0 at the right one, 1 at the left one.
  const along = ((noseX - rightX) * dx + (noseY - rightY) * dy) / (length * length);
  return Math.abs(along - 0.5) <= FRONTAL ? 'camera' : 'away';
}

/** 0.5 is straight ahead. Chosen by eye on 24 labelled frames of two clips: heads turned by more than about 30° lie outside. */
const FRONTAL = 0.2;

/** Cut to the frame, with what can be told of the gaze. */
export function faceOf(found: FoundFace, frame: Pick<Frame, 'width' | 'height'>): Face {
  const x = Math.max(0, found.x);
  const y = Math.max(0, found.y);
  const inPx = found.points.map((value, n) => value * (n % 2 === 0 ? frame.width : frame.height));
  return {
    x,
    y,
    w: Math.min(1, found.x + found.w) - x,
    h: Math.min(1, found.y + found.h) - y,
    score: found.score,
    gaze: gazeOf(inPx),
  };
}

export function faceSignals(frames: FaceSignals['frames']): FaceSignals {
  const first = frames.find(({ faces }) => faces.length > 0);
  return { frames, firstFace: first?.at ?? null };
}

export type ShotScale = 'close_up' | 'medium' | 'wide';

/**
 * After the largest face: a close-up from 15 % of the picture on (abcds-detector, perception note, section 6), wide
 * under 2 %: a face of that area belongs to a person seen whole (a head is about an eighth of a person's height).
 */
export function shotScale(faces: readonly Box[]): ShotScale | null {
  const largest = largestFace(faces);
  if (largest === null) return null;
  if (largest >= 0.15) return 'close_up';
  return largest >= 0.02 ? 'medium' : 'wide';
}

/** Share of the picture; null without a face. */
export function largestFace(faces: readonly Box[]): number | null {
  return faces.length === 0 ? null : Math.max(...faces.map(({ w, h }) => w * h));
}

/** Time of the first face that looks towards the camera. */
export const firstGaze = ({ frames }: FaceSignals): Seconds | null =>
  frames.find(({ faces }) => faces.some(({ gaze }) => gaze === 'camera'))?.at ?? null;

const logistic = (x: number): number => 1 / (1 + Math.exp(-x));
