/** What was found in the looked-at frames enters; in how much of the clip each kind of thing is seen, and when first, leaves. */
import type { ThingKind, ThingSignals } from '../flow.ts';
import { share, type Seconds, type Share } from '../units.ts';
import { THING_KINDS } from '../signals/things.ts';
import { overLooks } from './perceived.ts';

export interface ThingTold {
  readonly kind: ThingKind;
  readonly share: Share;
  readonly first: Seconds;
}

/** Kinds that were found: in what share of the clip, and when first; the one seen longest first. */
export function thingsTold(signals: ThingSignals | null, length: number): readonly ThingTold[] {
  return THING_KINDS.flatMap((kind): readonly ThingTold[] => {
    const has = ({ things }: ThingSignals['frames'][number]): boolean => things.some((thing) => thing.kind === kind);
    const first = signals?.frames.find(has)?.at;
    const part = overLooks(signals?.frames ?? [], length, (look) => (has(look) ? 1 : 0));
    return first === undefined || typeof part !== 'number' ? [] : [{ kind, share: share(part), first }];
  }).toSorted((a, b) => b.share - a.share);
}
