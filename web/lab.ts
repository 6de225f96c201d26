/**
 * The analysis without its screens: a file of the picker and a draft enter, the worker's own result leaves.
 *
 * The score command, featurize, the parity tests and the bench drive this page in headless Chromium.
 */
import type { Result } from '#core/failure.ts';
import type { CoverMeasures } from '#core/advise/cover.ts';
import { PERCEPT_KINDS, type Account, type Draft, type PerceptKind, type Platform, type Report } from '#core/flow.ts';
import type { DecoderChoice, FromWorker } from './analysis/protocol.ts';
import { makeAnalyst } from './analyst.ts';
import { failureSentence } from './state/failure-sentence.ts';
import { Words } from './state/words.svelte.ts';

export interface LabRequest {
  readonly draft?: Partial<Draft>;
  readonly account?: Account | null;
  readonly decoder?: DecoderChoice;
  readonly priors?: boolean;
  /** Unix milliseconds; the page's own clock when left out. */
  readonly now?: number;
}

export interface LabAnswer {
  readonly result: Result<Report>;
  /** The sentence of a failure, as the app says it in English; null with a report. */
  readonly message: string | null;
  /** Milliseconds from the request, as the page sees them. */
  readonly firstScoreMs: number | null;
  readonly totalMs: number;
  /** How many messages of each kind came. */
  readonly events: Readonly<Record<string, number>>;
}

export interface LookRequest {
  readonly kinds?: readonly PerceptKind[];
  readonly decoder?: DecoderChoice;
  readonly languages?: readonly string[];
}

export interface LookAnswer {
  readonly result: Result<Report>;
  /** Milliseconds from the request until each percept came. */
  readonly came: Readonly<Record<string, number>>;
  readonly totalMs: number;
}

/** The working size of frames, as in the cover room. */
const COVER_PX = 256;

const EMPTY: Draft = {
  platform: 'tiktok',
  caption: '',
  shown: '',
  country: null,
  posting: null,
  originalSound: null,
};

const analyst = makeAnalyst();
const words = new Words([]);
await words.use('en');
const picker = document.querySelector<HTMLInputElement>('#file')!;
const out = document.querySelector('#out')!;
let stop = new AbortController();

const lab = {
  /** Files of the picker, in the order in which they were chosen. */
  files: (): readonly string[] => [...(picker.files ?? [])].map(({ name }) => name),

  /** @param which index among the files of the picker, or a file */
  async score(which: number | File, request: LabRequest = {}): Promise<LabAnswer> {
    const file = typeof which === 'number' ? picker.files?.[which] : which;
    if (!file) throw new RangeError(`no file ${String(which)} in the picker`);
    const began = performance.now();
    const events: Record<string, number> = {};
    let firstScoreMs: number | null = null;
    stop = new AbortController();
    const on = ({ kind }: FromWorker): void => {
      events[kind] = (events[kind] ?? 0) + 1;
      if (kind === 'score') firstScoreMs ??= performance.now() - began;
    };
    const result = await analyst.analyse(file, { ...EMPTY, ...request.draft }, request.account ?? null, {
      now: request.now ?? Date.now(),
      decoder: request.decoder ?? 'auto',
      priors: request.priors ?? true,
      signal: stop.signal,
      on,
    });
    const message = result.ok ? null : failureSentence(result.failure, words);
    return { result, message, firstScoreMs, totalMs: performance.now() - began, events };
  },

  /** Looks and listens in a clip that was scored; each kind with the milliseconds until it came. */
  async look(which: number | File, report: Report, request: LookRequest = {}): Promise<LookAnswer> {
    const file = typeof which === 'number' ? picker.files?.[which] : which;
    if (!file) throw new RangeError(`no file ${String(which)} in the picker`);
    const began = performance.now();
    const came: Record<string, number> = {};
    stop = new AbortController();
    const result = await analyst.perceive(file, report, null, request.kinds ?? PERCEPT_KINDS, {
      decoder: request.decoder ?? 'auto',
      priors: true,
      languages: request.languages ?? ['en'],
      signal: stop.signal,
      on: (event) => {
        if (event.kind === 'percept')
          for (const kind of Object.keys(event.found)) came[kind] = performance.now() - began;
      },
    });
    return { result, came, totalMs: performance.now() - began };
  },

  /**
   * The clip of a report, if there is one, is the first file of the picker; pictures follow. Each sampled moment and each
   * picture is measured as the cover room does it; what cannot be read is left out.
   *
   * @param pictures their names
   */
  async covers(
    report: Report | null,
    pictures: readonly string[],
    platform: Platform,
  ): Promise<readonly { readonly id: string; readonly measures: CoverMeasures }[]> {
    const [{ coverMeter }, { Covering }, { picturesAt }] = await Promise.all([
      import('./coverer.ts'),
      import('./state/covering.svelte.ts'),
      import('./state/clip-pictures.ts'),
    ]);
    const files = [...(picker.files ?? [])];
    const clip = report === null ? undefined : files.shift();
    const looked = report !== null && clip !== undefined ? await lab.look(clip, report, { kinds: ['faces'] }) : null;
    const seen = looked?.result.ok ? looked.result.value : report;
    const covering = new Covering(coverMeter(), platform, seen);
    stop = new AbortController();
    if (clip && report) {
      const moments = report.signals.picture?.frames.map(({ at }) => Number(at)) ?? [];
      for (const { at, picture } of await picturesAt(clip, moments, COVER_PX, stop.signal))
        await covering.addFrame(at, picture);
    }
    for (const file of files) await covering.addGiven(file);
    covering.close();
    return covering.pictures.flatMap(({ id, at, measures }) => {
      const given = at === null ? pictures[Number(id.split(' ')[1])] : undefined;
      return measures === null ? [] : [{ id: given ?? `${at?.toFixed(2) ?? id} s`, measures }];
    });
  },

  cancel: (): void => stop.abort(),
  close: (): void => analyst.close(),
};

export type Lab = typeof lab;

declare global {
  interface Window {
    presageLab: Lab;
  }
}

window.presageLab = lab;

document.querySelector('#score')!.addEventListener('click', async () => {
  for (const file of picker.files ?? []) {
    const { result, message, totalMs } = await lab.score(file);
    const said = result.ok
      ? `${result.value.score.value.toFixed(1)} (${result.value.score.basis}), ${result.value.decoder}`
      : message;
    out.textContent += `${file.name}: ${said}, ${Math.round(totalMs)} ms\n`;
  }
});
