/**
 * What networks saw and heard in a clip, and what was said in it, as it stands in a file of the history: the shape that
 * screens and checks rely on, with the bounds within which its numbers mean something. A file may come from anywhere.
 */
import { z } from 'zod';
import type {
  FaceSignals,
  FullSignals,
  ObjectSignals,
  Percept,
  Percepts,
  QualitySignals,
  ThingSignals,
  Transcript,
  VoiceSignals,
  WordsSignals,
} from '#core/flow.ts';
import { TRANSCRIPT_LETTERS_MAX } from '#core/signals/transcript.ts';
import type { Hertz, Seconds, Share } from '#core/units.ts';

/** A day: no clip is as long, and every product of it stays a whole number. */
const LONGEST_S = 86_400;
/** An hour of 120 pictures a second, or a day of voice in hops of .2 s: more is no clip. */
const MOST = 432_000;
/** In one frame, or lines in a clip: the detectors stop far below. */
const MANY = 10_000;
const LONG_TEXT = 2_000;
/** Sums of many numbers leave their bounds by this much. */
const ROUNDING = 1e-6;

// A unit is a brand on a number: what was checked to lie within its bounds may carry it.
const unit = <T extends number>(from: number, to: number): z.ZodType<T> =>
  z
    .number()
    .min(from - ROUNDING)
    .max(to + ROUNDING) as unknown as z.ZodType<T>;
const s = unit<Seconds>(0, LONGEST_S);
const share = unit<Share>(0, 1);
const hz = unit<Hertz>(0, 100_000);
const within = (from: number, to: number): z.ZodType<number> => unit<number>(from, to);
// Loose: what a newer version of the app added comes through an older one unharmed.
const o = z.looseObject;
const list = <T>(of: z.ZodType<T>, most = MANY): z.ZodType<readonly T[]> => z.array(of).max(most);

const Span = o({ from: s, to: s }).refine(({ from, to }) => from <= to, 'ends before it begins');
/** Boxes of detectors may lean over the edge of the picture, by no more than a picture. */
const box = { x: within(-1, 2), y: within(-1, 2), w: within(0, 3), h: within(0, 3) };
const Box = o(box);

const Rung = z.enum(['webgpu', 'wasm', 'plain', 'rules']);
const Why = z.enum(['lite', 'no_picture', 'no_audio', 'not_loaded', 'failed', 'cancelled']);

const percept = <T>(value: z.ZodType<T>): z.ZodType<Percept<T>> =>
  z.union([
    o({ state: z.literal('seen'), value, rung: Rung, threads: z.exactOptional(within(1, 64)), ms: within(0, 1e9) }),
    o({ state: z.literal('unknown'), why: Why }),
  ]);

const Faces: z.ZodType<FaceSignals> = o({
  frames: list(
    o({
      at: s,
      faces: list(o({ ...box, score: within(0, 1), gaze: z.enum(['camera', 'away']).nullable() })),
    }),
    MOST,
  ),
  firstFace: s.nullable(),
});

const Objects: z.ZodType<ObjectSignals> = o({
  // Earlier versions wrote a list of things beside it, always empty.
  frames: list(o({ at: s, person: share }), MOST),
});

const Things: z.ZodType<ThingSignals> = o({
  frames: list(o({ at: s, things: list(o({ ...box, kind: z.string().max(40), score: within(0, 1) })) }), MOST),
  looked: list(z.string().max(40), 100),
  // A kind of thing that this version does not know has no name here; the screens pass over it.
}) as unknown as z.ZodType<ThingSignals>;

const Quality: z.ZodType<QualitySignals> = o({ frames: list(o({ at: s, value: within(-1e6, 1e6) }), MOST) });

const Voice: z.ZodType<VoiceSignals> = o({
  // Shorter than a sample, or none at all, would make endless steps.
  hop: unit<Seconds>(0.001, 60),
  probabilities: list(within(0, 1), MOST),
  share,
  firstWord: s.nullable(),
  longestSilence: Span.nullable(),
  speech: list(Span),
  overMusic: share.nullable(),
});

const Words: z.ZodType<WordsSignals> = o({
  frames: list(
    o({
      at: s,
      areas: list(
        o({ ...box, contrast: within(1, 21), text: z.string().max(LONG_TEXT).nullable(), confidence: within(0, 1) }),
      ),
    }),
    MOST,
  ),
  lines: list(o({ text: z.string().max(LONG_TEXT), from: s, to: s, box: Box })),
  unread: z.exactOptional(list(o({ from: s, to: s, box: Box }))),
});

const Flash = o({ perSecond: within(0, 1000), at: s.nullable() });
const Full: z.ZodType<FullSignals> = o({
  pictures: within(0, 1e9),
  until: s,
  cuts: list(s, MOST),
  dissolves: list(Span, MOST),
  freezes: list(Span, MOST),
  black: list(Span, MOST),
  flashes: o({ general: Flash, red: Flash }),
  rate: o({ usual: hz.nullable(), uneven: share, longestStep: s, repeats: share }),
  quarters: o({ motion: list(within(0, 1).nullable(), MOST), luma: list(within(0, 1).nullable(), MOST) }),
  fine: o({ combed: share.nullable(), combedAt: z.exactOptional(s.nullable()), detail: within(0, 1).nullable() }),
});

export const PerceptsShape: z.ZodType<Percepts> = o({
  faces: z.exactOptional(percept(Faces)),
  objects: z.exactOptional(percept(Objects)),
  quality: z.exactOptional(percept(Quality)),
  voice: z.exactOptional(percept(Voice)),
  words: z.exactOptional(percept(Words)),
  things: z.exactOptional(percept(Things)),
  full: z.exactOptional(percept(Full)),
});

export const TranscriptShape: z.ZodType<Transcript> = o({
  from: z.enum(['text', 'srt', 'vtt']),
  text: z.string().max(TRANSCRIPT_LETTERS_MAX),
  cues: list(o({ from: s, to: s, text: z.string().max(TRANSCRIPT_LETTERS_MAX) }), 200_000),
  skipped: within(0, 1e6),
});
