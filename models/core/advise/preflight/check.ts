/** What a check before posting is: signals and draft in, one piece of advice out, or nothing where it does not apply. */
import type { Advice, Draft, Signals } from '../../flow.ts';
import type { Seconds } from '../../units.ts';

export interface CheckContext {
  readonly signals: Signals;
  readonly draft: Draft;
}

export type Check = (context: CheckContext) => Advice | null;

/** Where a threshold comes from. `craft` is a habit of the trade and no rule of a platform. */
export const ADVICE_SOURCES = {
  craft: 'A habit of the trade, no rule of any platform',
  craft_loudness:
    'A habit of the trade: no platform publishes a loudness target; YouTube turns down above about -14 LUFS',
  wcag_1_4_3: 'WCAG 2.2, 1.4.3: contrast of text 4.5, of large text 3',
  wcag_2_3_1: 'WCAG 2.2, 2.3.1: no more than three flashes in any second',
  craft_reading: 'A habit of the trade: .3 s a word and a second more',
  measured_fine: 'Measured on the clips this app is tested with',
  vendor_zones: 'Figures of vendors, 2025; platforms publish no single one',
  platform_length: 'Platform help as remembered, 2025-01; limits differ by account',
} as const satisfies Record<string, string>;

export type AdviceSource = keyof typeof ADVICE_SOURCES;

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
