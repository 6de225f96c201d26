/**
 * File → Clip → Frames + Sound → Signals → Features → Votes → Score → Explanation → Report.
 *
 * Enters: a file with its draft, the decoders, the models. Leaves: a report or the reason why there is none; on the
 * way each stage tells how far it is.
 */
import { fail, FailureError, ok, type Failure, type Result } from '#core/failure.ts';
import type {
  Account,
  Clip,
  Frame,
  Keyframe,
  PictureSignals,
  Report,
  Signals,
  SoundSignals,
  Vote,
} from '#core/flow.ts';
import { makeReport, type ModelFacts, type ReportModels } from '#core/report.ts';
import { pickKeyframes } from '#core/signals/keyframes.ts';
import { PictureMeter } from '#core/signals/picture.ts';
import { FRAME_PLAN, framePlan } from '#core/signals/plan.ts';
import { SoundMeter } from '#core/signals/sound.ts';
import { seconds, type Seconds } from '#core/units.ts';
import { inOrder, withDecoder, type Decoders } from './decode/choose.ts';
import type { OpenClip } from './decode/decoder.ts';
import { WHOLE_SHARE } from './decode/timeline.ts';
import type { PerceiveServices } from './perceive/perceive.ts';
import { toJpeg } from './pictures.ts';
import type { AnalyseRequest, PerceiveRequest, Progress, RescoreRequest } from './protocol.ts';

export interface Models extends ReportModels {
  readonly facts: ModelFacts;
}

/** What the worker brings along. */
export interface Services extends Pick<PerceiveServices, 'perceivers' | 'perceptFile' | 'asset'> {
  /** One set per request, since ffmpeg tells that request how far its download is. */
  readonly decoders: (tell: Tell) => Decoders;
  /** What cannot be had is null, and the score says so by its basis. */
  readonly models: (signal: AbortSignal, tell: Tell) => Promise<Models>;
  /** The same votes from a faster or an independent runtime; null when there is none on this device. */
  readonly confirm: ((request: Confirm, signal: AbortSignal, tell: Tell) => Promise<readonly Vote[]>) | null;
  /** Milliseconds that only grow. */
  readonly clock: () => number;
}

export interface Confirm {
  readonly models: Models;
  readonly votes: readonly Vote[];
  readonly report: Report;
  /** Whole: a report keeps only how many posts there were. */
  readonly account: Account | null;
}

export type Tell = (progress: Progress) => void;

export async function analyse(
  { file, draft, account, options }: AnalyseRequest,
  { decoders, models, confirm, clock }: Services,
  tell: Tell,
  signal: AbortSignal,
): Promise<Result<Report>> {
  const began = clock();
  const loading = models(signal, tell);
  // Awaited later; a cancelled load must not count as unhandled meanwhile.
  loading.catch(() => undefined);
  return asResult(signal, async () => {
    tell({ kind: 'stage', stage: 'open', done: 0, total: 1 });
    const measured = await withDecoder(file, inOrder(options.decoder, decoders(tell)), signal, async (open) => {
      tell({ kind: 'opened', clip: open.clip });
      tell({ kind: 'stage', stage: 'open', done: 1, total: 1 });
      return measure(open, clock, tell, signal);
    });
    const { signals, images, working } = measured;
    tell({ kind: 'measured', signals });
    const decoded = clock();
    const loaded = await loading;
    const scoring = clock();
    const make = (votes?: readonly Vote[]): Report =>
      makeReport({
        now: options.now,
        signals,
        keyframeImages: images,
        draft,
        account,
        models: loaded,
        facts: loaded.facts,
        priors: options.priors,
        decoder: signals.clip.decoder,
        ms: {
          decode: decoded - began - working,
          signals: working,
          models: clock() - scoring,
          total: clock() - began,
        },
        ...(votes ? { votes } : {}),
      });
    return settle(make, loaded, account, confirm, tell, signal);
  });
}

export async function rescore(
  { report, draft, account, options }: RescoreRequest,
  { models, confirm, clock }: Services,
  tell: Tell,
  signal: AbortSignal,
): Promise<Result<Report>> {
  const began = clock();
  return asResult(signal, async () => {
    const loaded = await models(signal, tell);
    const scoring = clock();
    const make = (votes?: readonly Vote[]): Report =>
      makeReport({
        now: options.now,
        signals: report.signals,
        keyframeImages: report.keyframes,
        draft,
        account,
        models: loaded,
        facts: loaded.facts,
        priors: options.priors,
        decoder: report.decoder,
        ms: { decode: 0, signals: 0, models: clock() - scoring, total: clock() - began },
        ...(votes ? { votes } : {}),
      });
    return settle(make, loaded, account, confirm, tell, signal);
  });
}

/** Looks and listens in a clip that has its score; the code for it is loaded when it is asked for. */
export async function lookAgain(
  request: PerceiveRequest,
  services: Services,
  tell: Tell,
  signal: AbortSignal,
): Promise<Result<Report>> {
  return asResult(signal, async () => {
    const { perceive } = await import('./perceive/perceive.ts');
    return perceive(request, services, tell, signal);
  });
}

/** The plain rung answers first; a runtime that confirms it never holds the score back. */
async function settle(
  make: (votes?: readonly Vote[]) => Report,
  models: Models,
  account: Account | null,
  confirm: Services['confirm'],
  tell: Tell,
  signal: AbortSignal,
): Promise<Report> {
  const report = make();
  tell({ kind: 'score', score: report.score });
  tell({ kind: 'stage', stage: 'score', done: 1, total: 1 });
  if (confirm === null || report.votes.length === 0) return report;
  const votes = await confirm({ models, votes: report.votes, report, account }, signal, tell);
  return make(votes);
}

interface Measured {
  readonly signals: Signals;
  readonly images: readonly Omit<Keyframe, 'measured'>[];
  /** Time spent on measuring, without waiting for the decoder; ms. */
  readonly working: number;
}

async function measure(open: OpenClip, clock: () => number, tell: Tell, signal: AbortSignal): Promise<Measured> {
  const [picture, sound] = await Promise.all([
    measurePicture(open, clock, tell, signal),
    measureSound(open, clock, tell, signal),
  ]);
  const clip: Clip = open.clip;
  return {
    signals: { clip, picture: picture.signals, sound: sound.signals, soundMissing: sound.missing },
    images: await drawn(picture.signals, picture.frames),
    working: picture.working + sound.working,
  };
}

/** One frame in so many is shown while the work goes on. */
const SHOWN_EVERY = 3;

async function measurePicture(
  { clip, frames, pictures }: OpenClip,
  clock: () => number,
  tell: Tell,
  signal: AbortSignal,
): Promise<{ readonly signals: PictureSignals; readonly frames: readonly Frame[]; readonly working: number }> {
  const times = framePlan(clip.length, clip.keyframes);
  const expected = pictures(times);
  const total = expected.length;
  const meter = new PictureMeter();
  const seen: Frame[] = [];
  let working = 0;
  tell({ kind: 'stage', stage: 'frames', done: 0, total });
  for await (const frame of frames(times, signal)) {
    const from = clock();
    meter.push(frame);
    working += clock() - from;
    if (seen.length % SHOWN_EVERY === 0) void show(frame, tell);
    seen.push(frame);
    tell({ kind: 'stage', stage: 'frames', done: Math.min(seen.length, total), total });
  }
  const failure = tooLittle(seen, expected);
  if (failure) throw new FailureError(failure);
  tell({ kind: 'stage', stage: 'frames', done: total, total });
  const from = clock();
  const signals = meter.finish(clip);
  return { signals, frames: seen, working: working + clock() - from };
}

/** A preview; it may come late or never, nothing waits for it. */
async function show(frame: Frame, tell: Tell): Promise<void> {
  const image = await toJpeg(frame);
  if (image) tell({ kind: 'frame', at: frame.at, width: frame.width, height: frame.height, image });
}

/** Judged by where the last picture lies and by how many are missing between. */
function tooLittle(seen: readonly Frame[], expected: readonly Seconds[]): Failure | null {
  const last = seen.at(-1);
  if (last === undefined) return { code: 'damaged', afterSeconds: null };
  const isWhole = last.at >= WHOLE_SHARE * (expected.at(-1) ?? 0) && seen.length >= expected.length / 2;
  return isWhole ? null : { code: 'damaged', afterSeconds: last.at };
}

async function measureSound(
  { clip, sound }: OpenClip,
  clock: () => number,
  tell: Tell,
  signal: AbortSignal,
): Promise<{
  readonly signals: SoundSignals | null;
  readonly missing: Signals['soundMissing'];
  readonly working: number;
}> {
  const end = seconds(Math.min(clip.length, FRAME_PLAN.soundMaxS));
  const chunks = sound(end, signal);
  if (chunks === null) return { signals: null, missing: 'no_audio_track', working: 0 };
  const meter = new SoundMeter();
  let working = 0;
  let heard = 0;
  tell({ kind: 'stage', stage: 'sound', done: 0, total: end });
  try {
    for await (const chunk of chunks) {
      const from = clock();
      meter.push(chunk);
      working += clock() - from;
      heard = chunk.at + (chunk.channels[0]?.length ?? 0) / chunk.sampleRate;
      tell({ kind: 'stage', stage: 'sound', done: Math.min(heard, end), total: end });
    }
  } catch (error) {
    signal.throwIfAborted();
    if (!isUnreadableSound(error)) throw error;
    // What was heard before the damage would pass for the whole.
    return { signals: null, missing: 'undecodable', working };
  }
  if (heard === 0) return { signals: null, missing: 'undecodable', working };
  tell({ kind: 'stage', stage: 'sound', done: end, total: end });
  const from = clock();
  const signals = meter.finish();
  return { signals, missing: null, working: working + clock() - from };
}

/** Broken or unknown sound does not keep the picture from its report. */
function isUnreadableSound(error: unknown): boolean {
  if (error instanceof FailureError)
    return error.failure.code === 'codec_unsupported' || error.failure.code === 'damaged';
  return error instanceof DOMException && (error.name === 'EncodingError' || error.name === 'DataError');
}

async function drawn(
  signals: PictureSignals,
  frames: readonly Frame[],
): Promise<readonly Omit<Keyframe, 'measured'>[]> {
  const images: Omit<Keyframe, 'measured'>[] = [];
  for (const { at, role } of pickKeyframes(signals)) {
    const frame = frames.find((seen) => seen.at === at);
    if (!frame) throw new RangeError(`no frame at ${at} s`);
    images.push({ at, role, width: frame.width, height: frame.height, image: await toJpeg(frame) });
  }
  return images;
}

/** Failures become values here; bugs go on. */
async function asResult(signal: AbortSignal, work: () => Promise<Report>): Promise<Result<Report>> {
  try {
    return ok(await work());
  } catch (error) {
    if (signal.aborted) return fail({ code: 'cancelled' });
    const failure = failureOf(error);
    if (failure) return fail(failure);
    throw error;
  }
}

/** Browsers report a vanished file and an exhausted memory as exceptions of their own. */
function failureOf(error: unknown): Failure | null {
  if (error instanceof FailureError) return error.failure;
  if (error instanceof DOMException && ['NotReadableError', 'NotFoundError', 'SecurityError'].includes(error.name)) {
    return { code: 'unreadable_file' };
  }
  if (error instanceof RangeError && /allocation|memory/i.test(error.message)) return { code: 'out_of_memory' };
  return null;
}
