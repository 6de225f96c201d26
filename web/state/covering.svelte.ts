/** Pictures of a clip and of the creator → measured one by one, ranked as they come, with covers of others to stand apart from. */
import { distinctCovers, rankCovers, type CoverMeasures, type RankedCover } from '#core/advise/cover.ts';
import type { KeptShelf } from './planning.svelte.ts';
import type { Box, FaceSignals, Platform, Report } from '#core/flow.ts';

export type { CoverIssue, RankedCover } from '#core/advise/cover.ts';
export { COVER_PARTS } from '#core/advise/cover.ts';

/** cover-worker.ts behind promises. */
export interface CoverMeter {
  /** Null where the picture cannot be read. */
  measure(picture: Blob, faces: readonly Box[] | null, platform: Platform): Promise<CoverMeasures | null>;
  close(): void;
}

export interface CoverPicture {
  readonly id: string;
  /** Moment in the clip; null for a picture given. */
  readonly at: number | null;
  readonly picture: Blob;
  readonly measures: CoverMeasures | null;
}

/** Shown at once; the rest follows behind a line. science.md section 8: several alternatives, not one verdict. */
export const BEST = 3;
/** A face counts for a frame this near to where it was looked for, s: the step of the dense sampling. */
const NEAR_S = 0.26;

export class Covering {
  readonly #meter: CoverMeter;
  readonly #platform: Platform;
  readonly #faces: FaceSignals | null;
  #pictures = $state.raw<readonly CoverPicture[]>([]);
  #others = $state.raw<readonly CoverMeasures[]>([]);
  #waiting = $state(0);
  #given = 0;
  readonly #keep: { readonly shelf: KeptShelf; readonly room: string } | null;
  #removed = $state.raw<Added | null>(null);

  readonly ranked = $derived.by((): readonly RankedCover[] =>
    rankCovers({
      covers: this.#pictures.flatMap(({ id, measures }) => (measures ? [{ id, measures }] : [])),
      others: this.#others,
      platform: this.#platform,
    }),
  );
  readonly best = $derived(distinctCovers(this.ranked, BEST));

  /** @param keep where added pictures stay for the next visit; null where they do not */
  constructor(
    meter: CoverMeter,
    platform: Platform,
    report: Pick<Report, 'signals'> | null,
    keep: { readonly shelf: KeptShelf; readonly room: string } | null = null,
  ) {
    this.#keep = keep;
    this.#meter = meter;
    this.#platform = platform;
    const seen = report?.signals.percepts?.faces;
    this.#faces = seen?.state === 'seen' ? seen.value : null;
  }

  get pictures(): readonly CoverPicture[] {
    return this.#pictures;
  }
  get waiting(): number {
    return this.#waiting;
  }
  get others(): number {
    return this.#others.length;
  }
  /** Faces were looked for in this clip. */
  get knowsFaces(): boolean {
    return this.#faces !== null;
  }
  of(id: string): CoverPicture | null {
    return this.#pictures.find((each) => each.id === id) ?? null;
  }

  /** A frame of the clip; one already there at this moment is kept. */
  async addFrame(at: number, picture: Blob): Promise<void> {
    const id = `at ${at.toFixed(3)}`;
    if (this.of(id)) return;
    await this.#add({ id, at, picture }, this.#facesAt(at));
  }
  /** What was added on an earlier visit. */
  async load(): Promise<void> {
    if (this.#keep === null) return;
    const found = await this.#keep.shelf.get(this.#keep.room);
    if (found.ok) await this.#restore(readAdded(found.value));
  }
  /** A picture of the creator's own. */
  async addGiven(picture: Blob): Promise<void> {
    this.#removed = null;
    await this.#add({ id: `given ${this.#given++}`, at: null, picture }, null);
    await this.#store();
  }
  /** Own pictures that were added, and covers of others. */
  get added(): number {
    return this.#pictures.filter(({ at }) => at === null).length + this.#others.length;
  }
  get canUndo(): boolean {
    return this.#removed !== null;
  }
  async removeAdded(): Promise<void> {
    this.#removed = { given: this.#givenPictures(), others: this.#others };
    this.#pictures = this.#pictures.filter(({ at }) => at !== null);
    this.#others = [];
    await this.#store();
  }
  async undo(): Promise<void> {
    const removed = this.#removed;
    this.#removed = null;
    if (removed === null) return;
    await this.#restore(removed);
    await this.#store();
  }
  async addOther(picture: Blob): Promise<void> {
    this.#waiting++;
    const measures = await this.#meter.measure(picture, null, this.#platform);
    this.#waiting--;
    if (measures) this.#others = [...this.#others, measures];
    this.#removed = null;
    await this.#store();
  }
  close(): void {
    this.#meter.close();
  }

  readonly #givenPictures = (): readonly Blob[] =>
    this.#pictures.filter(({ at }) => at === null).map(({ picture }) => picture);
  async #restore({ given, others }: Added): Promise<void> {
    this.#others = [...this.#others, ...others];
    await Promise.all(given.map((picture) => this.#add({ id: `given ${this.#given++}`, at: null, picture }, null)));
  }
  async #store(): Promise<void> {
    if (this.#keep === null) return;
    const added: Added = {
      given: this.#givenPictures().slice(-MOST_KEPT),
      others: this.#others.slice(-MOST_KEPT),
    };
    await this.#keep.shelf.put(this.#keep.room, added);
  }

  async #add(one: Omit<CoverPicture, 'measures'>, faces: readonly Box[] | null): Promise<void> {
    this.#pictures = [...this.#pictures, { ...one, measures: null }];
    this.#waiting++;
    const measures = await this.#meter.measure(one.picture, faces, this.#platform);
    this.#waiting--;
    // In order of time, whatever came first: equal appeal keeps that order.
    this.#pictures = measures
      ? this.#pictures.map((each) => (each.id === one.id ? { ...each, measures } : each)).toSorted(byTime)
      : this.#pictures.filter((each) => each.id !== one.id);
  }

  #facesAt(at: number): readonly Box[] | null {
    const nearest = this.#faces?.frames.reduce<FaceSignals['frames'][number] | null>(
      (best, frame) => (best === null || Math.abs(frame.at - at) < Math.abs(best.at - at) ? frame : best),
      null,
    );
    return nearest && Math.abs(nearest.at - at) <= NEAR_S ? nearest.faces : null;
  }
}

interface Added {
  readonly given: readonly Blob[];
  readonly others: readonly CoverMeasures[];
}
/** Each is some tens of kilobytes once it was made small; chosen. */
const MOST_KEPT = 24;

/** Written by this file, maybe by an older version of it: measures of another shape are left out. */
function readAdded(value: unknown): Added {
  if (typeof value !== 'object' || value === null) return { given: [], others: [] };
  const { given, others } = value as Readonly<Record<string, unknown>>;
  return {
    given: Array.isArray(given) ? given.filter((one): one is Blob => one instanceof Blob) : [],
    others: Array.isArray(others) ? others.filter(isMeasures) : [],
  };
}
const isMeasures = (one: unknown): one is CoverMeasures =>
  typeof one === 'object' &&
  one !== null &&
  'grid' in one &&
  'full' in one &&
  'signature' in one &&
  Array.isArray(one.signature);

const byTime = (a: CoverPicture, b: CoverPicture): number =>
  (a.at ?? Infinity) - (b.at ?? Infinity) || (a.id < b.id ? -1 : 1);
