/** How often each detector is right: the counts of models/data/detectors.json, read with the screen that shows them, as words. */
import type { Detector, DetectorSlice } from '#contracts/detectors.ts';
import { wilson } from '#core/stats/interval.ts';
import type { Words } from './words.svelte.ts';

export type { Detector, DetectorSlice };
export type DetectorFiles = Readonly<Record<string, () => Promise<unknown>>>;

/** A chunk of its own, none of the first load. */
const FILES: DetectorFiles = import.meta.glob('../../models/data/detectors.json', { import: 'default' });

export class Detectors {
  readonly #files: DetectorFiles;
  #all = $state.raw<readonly Detector[]>([]);

  constructor(files: DetectorFiles = FILES) {
    this.#files = files;
  }

  get all(): readonly Detector[] {
    return this.#all;
  }

  async load(): Promise<void> {
    // What reads the file is fetched beside it, not before the screen.
    const [{ parseDetectorFigures }, files] = await Promise.all([
      import('#contracts/detectors.ts'),
      Promise.all(Object.values(this.#files).map((file) => file())),
    ]);
    this.#all = files.flatMap((file) => {
      const parsed = parseDetectorFigures(file);
      return parsed.ok ? parsed.value.detectors : [];
    });
  }
}

type Says = Pick<Words, 't' | 'term' | 'format'>;

export interface ShareWords {
  readonly share: string;
  /** What chance leaves open; empty without a case. */
  readonly range: string;
  readonly counts: string;
}

/** A share in words; null where there was nothing to count. */
export function shareWords(share: DetectorSlice['right'], { t, format }: Says): ShareWords | null {
  const bounds = share && wilson(share.k, share.n);
  if (!share || !bounds) return null;
  const part = (value: number): string => format.number(100 * value);
  return {
    share: format.percent(share.k / share.n),
    range: t('evidence.interval', { lo: part(bounds.low), hi: part(bounds.high) }),
    counts: t('detectors.counts', { k: format.number(share.k), n: format.number(share.n) }),
  };
}

/** What it was counted on: how much, from how many sources, recorded or made. */
export function lookedWords({ looked, material }: Detector, { t, term, format }: Says): string {
  const blanks = {
    n: format.number(looked.n),
    unit: term('detector', `unit.${looked.unit}`) ?? looked.unit,
    material: t(`detectors.material.${material}`),
  };
  return looked.sources === null
    ? t('detectors.looked.plain', blanks)
    : t('detectors.looked', { ...blanks, sources: format.number(looked.sources) });
}

/** What to keep in mind, with the values of the file filled in. */
export function noteWords({ kind, values }: Detector, { term, format }: Says): string {
  const filled = values.map(({ name, value, unit }): readonly [string, string] => [
    name,
    unit === 'share'
      ? format.percent(value)
      : unit === 'clips'
        ? format.number(value)
        : `${format.number(value, 2)}\u00A0${unit}`,
  ]);
  return term('detector', `${kind}.note`, Object.fromEntries(filled)) ?? '';
}
