/** Pictures of a clip and of the creator → measured one by one, ranked as they come, with covers of others to stand apart from. */
import { distinctCovers, rankCovers, type CoverMeasures, type RankedCover } from '#core/advise/cover.ts';
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

  readonly ranked = $derived.by((): readonly RankedCover[] =>
    rankCovers({
      covers: this.#pictures.flatMap(({ id, measures }) => (measures ? [{ id, measures }] : [])),
      others: this.#others,
      platform: this.#platform,
    }),
  );
  readonly best = $derived(distinctCovers(this.ranked, BEST));

  constructor(meter: CoverMeter, platform: Platform, report: Pick<Report, 'signals'> | null) {
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
  /** A picture of the creator's own. */
  async addGiven(picture: Blob): Promise<void> {
    await this.#add({ id: `given ${this.#given++}`, at: null, picture }, null);
  }
  async addOther(picture: Blob): Promise<void> {
    this.#waiting++;
    const measures = await this.#meter.measure(picture, null, this.#platform);
    this.#waiting--;
    if (measures) this.#others = [...this.#others, measures];
  }
  close(): void {
    this.#meter.close();
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

const byTime = (a: CoverPicture, b: CoverPicture): number =>
  (a.at ?? Infinity) - (b.at ?? Infinity) || (a.id < b.id ? -1 : 1);
