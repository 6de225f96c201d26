/** What a check before posting is: signals and draft in, one piece of advice out, or nothing where it does not apply. */
import type { Advice, Draft, Signals } from '../../flow.ts';
import type { Seconds } from '../../units.ts';
import type { AdviceSource } from '../safe-zones.ts';

export interface CheckContext {
  readonly signals: Signals;
  readonly draft: Draft;
}

export type Check = (context: CheckContext) => Advice | null;

export interface Limits {
  readonly unit: string;
  readonly threshold: number;
  readonly source: AdviceSource;
}

export function advice(
  code: string,
  severity: Advice['severity'],
  value: number | null,
  at: Seconds | null,
  { unit, threshold, source }: Limits,
): Advice {
  return { code, severity, at, value, threshold, unit, source };
}

/** `fix` and `know` from a value that should stay at or over two limits. */
export const under = (value: number, know: number, fix: number): Advice['severity'] =>
  value < fix ? 'fix' : value < know ? 'know' : 'fine';

/** `fix` and `know` from a value that should stay at or under two limits. */
export const over = (value: number, know: number, fix: number): Advice['severity'] =>
  value > fix ? 'fix' : value > know ? 'know' : 'fine';
