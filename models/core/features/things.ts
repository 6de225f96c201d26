/**
 * What was found in the looked-at frames enters; in how much of the clip an animal is seen, and when first, leaves,
 * as features and as what can be told.
 */
import type { MissingReason, ThingKind, ThingSignals } from '../flow.ts';
import { share, type Seconds, type Share } from '../units.ts';
import type { Feature } from './feature.ts';
import { ofPercept, overLooks } from './perceived.ts';

/**
 * Kinds that are told as found: the lower end of the precision is at least .8 (tests/perception/things.measured.json:
 * animals 30 of 31 right, .84 to .99). Of vehicles 15 of 16 were right, from three sources (.72 to .99), of cups one of
 * one, and no labelled picture shows a screen for sure: too few to say, so advise/describe.ts offers these as guesses.
 */
export const TOLD_KINDS = ['animal'] as const satisfies readonly ThingKind[];
export type ToldKind = (typeof TOLD_KINDS)[number];

export interface ThingTold {
  readonly kind: ToldKind;
  readonly share: Share;
  readonly first: Seconds;
}

/** Kinds that were found: in what share of the clip, and when first; the one seen longest first. */
export function thingsTold(signals: ThingSignals, length: number): readonly ThingTold[] {
  return TOLD_KINDS.flatMap((kind): readonly ThingTold[] => {
    const first = firstOf(signals, kind);
    const part = shareOf(signals, kind, length);
    return first === null || typeof part !== 'number' ? [] : [{ kind, share: share(part), first }];
  }).toSorted((a, b) => b.share - a.share);
}

/** Share of the clip in which one is seen. */
export const shareOf = ({ frames }: ThingSignals, kind: ThingKind, length: number): number | MissingReason =>
  overLooks(frames, length, (look) => (holds(look, kind) ? 1 : 0));

const firstOf = ({ frames }: ThingSignals, kind: ThingKind): Seconds | null =>
  frames.find((look) => holds(look, kind))?.at ?? null;

const holds = ({ things }: ThingSignals['frames'][number], kind: ThingKind): boolean =>
  things.some((thing) => thing.kind === kind);

/** Not perceived where the version that looked did not look for it. */
const of = (kind: ToldKind, read: (things: ThingSignals, length: number) => number | MissingReason): Feature['of'] =>
  ofPercept('things', (things, length) => (things.looked.includes(kind) ? read(things, length) : 'not_perceived'));

export const THING_FEATURES = [
  {
    name: 'animal_share',
    version: 1,
    family: 'objects',
    unit: 'share',
    range: [0, 1],
    tolerance: 0.1,
    known: 'draft',
    about: 'Share of the clip in which an animal is seen; cats, dogs and cattle are looked for, others found at times.',
    of: of('animal', (things, length) => shareOf(things, 'animal', length)),
  },
  {
    name: 'first_animal_s',
    version: 1,
    family: 'objects',
    unit: 's',
    range: [0, 3600],
    tolerance: 1.1,
    known: 'draft',
    about: 'When an animal is first seen; none without any.',
    of: of('animal', (things) => firstOf(things, 'animal') ?? 'not_applicable'),
  },
] satisfies readonly Feature[];
