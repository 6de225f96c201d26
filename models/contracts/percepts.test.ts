import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { openingOf } from '#core/advise/opening.ts';
import { paceOf } from '#core/advise/pace.ts';
import { preflight } from '#core/advise/preflight.ts';
import { eyesClosedTest, muteTest } from '#core/advise/senses.ts';
import { computeFeatures } from '#core/features/registry.ts';
import type { Percepts, Signals, Transcript } from '#core/flow.ts';
import { aDraft, someSignals } from '#core/invented-cases.ts';
import { hertz, seconds, share } from '#core/units.ts';
import { PerceptsShape, TranscriptShape } from './percepts.ts';

const seen = <T>(value: T) => ({ state: 'seen', rung: 'wasm', ms: 12, value }) as const;
const span = (from: number, to: number) => ({ from: seconds(from), to: seconds(to) });
const box = { x: 0.2, y: 0.3, w: 0.4, h: 0.1 };

/** Every field that there is, each with something in it. */
const PERCEPTS: Percepts = {
  faces: seen({
    frames: [
      { at: seconds(0), faces: [{ ...box, score: 0.9, gaze: 'camera' }] },
      { at: seconds(2), faces: [] },
    ],
    firstFace: seconds(0),
  }),
  objects: seen({ frames: [{ at: seconds(0), person: share(0.3) }] }),
  things: seen({ frames: [{ at: seconds(0), things: [{ ...box, kind: 'animal', score: 0.8 }] }], looked: ['animal'] }),
  quality: seen({ frames: [{ at: seconds(0), value: 1.5 }] }),
  voice: seen({
    hop: seconds(0.5),
    probabilities: [0.9, 0.9, 0.1, 0.9],
    share: share(0.75),
    firstWord: seconds(0),
    longestSilence: span(1, 1.5),
    speech: [span(0, 1), span(1.5, 2)],
    overMusic: share(0),
  }),
  words: seen({
    frames: [{ at: seconds(0), areas: [{ ...box, contrast: 21, text: null, confidence: 0.2 }] }],
    lines: [{ text: 'wait for it', ...span(0, 2), box }],
    unread: [{ ...span(0, 2), box }],
  }),
  full: seen({
    pictures: 60,
    until: seconds(2),
    cuts: [seconds(1)],
    dissolves: [span(1, 1.4)],
    freezes: [span(0, 1)],
    black: [],
    flashes: { general: { perSecond: 2, at: seconds(1) }, red: { perSecond: 0, at: null } },
    rate: { usual: hertz(30), uneven: share(0), longestStep: seconds(0.04), repeats: share(0) },
    quarters: { motion: [0.1, null], luma: [0.5, 0.5] },
    fine: { combed: share(0), detail: 0.2 },
  }),
};
const TRANSCRIPT: Transcript = {
  from: 'srt',
  text: 'wait for it',
  cues: [{ ...span(0, 2), text: 'wait for it' }],
  skipped: 0,
};

type Path = readonly (string | number)[];

/** Every place in a value, its own among them. */
function places(value: unknown, path: Path = []): Path[] {
  if (typeof value !== 'object' || value === null) return [path];
  return [path, ...Object.entries(value).flatMap(([key, each]) => places(each, [...path, key]))];
}

function spoilt(value: unknown, [key, ...rest]: Path, put: unknown): unknown {
  if (key === undefined) return put;
  if (Array.isArray(value)) return value.map((each, i) => (String(i) === key ? spoilt(each, rest, put) : each));
  const parts = value as Readonly<Record<string, unknown>>; // holds: the path was made from this very value
  return { ...parts, [key]: spoilt(parts[key], rest, put) };
}

/** Whether a number in it, at whatever depth, is none. */
function hasNoNumber(value: unknown): boolean {
  if (typeof value === 'number') return !Number.isFinite(value);
  if (typeof value !== 'object' || value === null) return false;
  return Object.values(value).some(hasNoNumber);
}

const used = (signals: Signals): unknown => [
  openingOf(signals),
  muteTest(signals),
  eyesClosedTest(signals),
  paceOf(signals),
  preflight(signals, aDraft()),
  computeFeatures({ signals, draft: aDraft(), account: null }).values,
];

const JUNK = fc.oneof(
  fc.constantFrom(null, undefined, '', 'seen', 'x'.repeat(5000), true, [], {}, [[]], [null], { at: 1 }),
  fc.constantFrom(NaN, Infinity, -Infinity, -1, -0, 2, 1e9, 1e300, 5e-324),
  fc.double(),
);

describe('what was seen and heard, from a file', () => {
  it('comes through whole, each kind by itself, and with why it is unknown', () => {
    expect(PerceptsShape.parse(PERCEPTS)).toEqual(PERCEPTS);
    for (const [kind, value] of Object.entries(PERCEPTS))
      expect(PerceptsShape.parse({ [kind]: value })).toEqual({ [kind]: value });
    for (const why of ['lite', 'no_picture', 'no_audio', 'not_loaded', 'failed', 'cancelled'])
      expect(PerceptsShape.safeParse({ faces: { state: 'unknown', why } }).success).toBe(true);
    expect(TranscriptShape.parse(TRANSCRIPT)).toEqual(TRANSCRIPT);
  });
  it.each<[string, Path, unknown]>([
    ['a share over one', ['voice', 'value', 'share'], 1.4],
    ['a hop of nothing, which would take endless steps', ['voice', 'value', 'hop'], 0],
    ['a time before the clip', ['faces', 'value', 'firstFace'], -3],
    ['a stretch that ends before it begins', ['full', 'value', 'freezes', '0', 'to'], -0.5],
    ['a box a thousand pictures away', ['words', 'value', 'lines', '0', 'box', 'x'], 1000],
    ['a contrast that no two colours have', ['words', 'value', 'frames', '0', 'areas', '0', 'contrast'], 80],
    ['a reason that is none', ['faces'], { state: 'unknown', why: 'tired' }],
    ['text where a list belongs', ['full', 'value', 'cuts'], 'many'],
    ['a number that is none', ['quality', 'value', 'frames', '0', 'value'], NaN],
  ])('%s is refused', (_what, path, put) => {
    expect(PerceptsShape.safeParse(spoilt(PERCEPTS, path, put)).success).toBe(false);
  });
  it('a field of a newer version is no harm', () => {
    expect(PerceptsShape.safeParse({ ...PERCEPTS, smells: { state: 'seen' } }).success).toBe(true);
  });
  it('whatever is put in whatever place: it is refused, or every check and feature still has its numbers', () => {
    const everywhere = places({ percepts: PERCEPTS, transcript: TRANSCRIPT }).filter((path) => path.length > 1);
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.constantFrom(...everywhere), JUNK), { minLength: 1, maxLength: 3 }),
        (changes) => {
          let value: unknown = { percepts: PERCEPTS, transcript: TRANSCRIPT };
          for (const [path, put] of changes) {
            // An earlier change may have taken the place away.
            if (places(value).some((other) => other.join('/') === path.join('/'))) value = spoilt(value, path, put);
          }
          const { percepts, transcript } = value as { percepts: unknown; transcript: unknown };
          const parsed = PerceptsShape.safeParse(percepts);
          const said = TranscriptShape.safeParse(transcript);
          if (!parsed.success || !said.success) return;
          expect(hasNoNumber(used({ ...someSignals({}), percepts: parsed.data, transcript: said.data }))).toBe(false);
        },
      ),
      { numRuns: 600 },
    );
  });
});
