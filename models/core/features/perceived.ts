/** A draft's context enters; what was perceived of one kind, or why there is nothing, leaves. */
import type { MissingReason, NotPerceived, PerceptKind, PerceptValue } from '../flow.ts';
import type { Feature } from './feature.ts';

export function ofPercept<Kind extends PerceptKind>(
  kind: Kind,
  read: (value: PerceptValue<Kind>, length: number) => number | MissingReason,
): Feature['of'] {
  return ({ signals }) => {
    if (signals === null) return 'not_given';
    const percept = signals.percepts?.[kind];
    if (!percept) return 'not_perceived';
    if (percept.state === 'unknown') return missing(percept.why);
    // holds: under each kind stands a percept of that kind; the compiler does not follow the index
    return read(percept.value as PerceptValue<Kind>, signals.clip.length);
  };
}

/** Mean over the clip's time: each look counts for the time half-way to its neighbours. */
export function overLooks<Look extends { readonly at: number }>(
  looks: readonly Look[],
  length: number,
  read: (look: Look) => number,
): number | MissingReason {
  if (looks.length === 0) return 'no_evidence';
  let sum = 0;
  let time = 0;
  for (const [i, look] of looks.entries()) {
    const from = i === 0 ? 0 : (looks[i - 1]!.at + look.at) / 2;
    const to = i === looks.length - 1 ? Math.max(length, look.at) : (look.at + looks[i + 1]!.at) / 2;
    const weight = Math.max(1e-6, to - from);
    sum += weight * read(look);
    time += weight;
  }
  return sum / time;
}

const missing = (why: NotPerceived): MissingReason =>
  why === 'no_picture' || why === 'no_audio' ? why : 'not_perceived';
