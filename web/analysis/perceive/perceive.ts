/**
 * A finished report enters, with its file; what networks see and hear in the clip leaves, one percept after the other,
 * and at the end the report made again with them.
 *
 * One pass over the clip per kind of wish, one after the other, so that memory stays bounded; only sound is listened to
 * while pictures are decoded, which the browser does on threads of its own. A perceiver that cannot be loaded or fails
 * is unknown with its reason; the others and the report go on. Weights are released after each clip.
 */
import { FailureError } from '#core/failure.ts';
import {
  PERCEPT_KINDS,
  type Frame,
  type NotPerceived,
  type Percept,
  type PerceptKind,
  type Percepts,
  type PerceptValue,
  type Report,
} from '#core/flow.ts';
import { makeReport } from '#core/report.ts';
import { assertNever } from '#core/units.ts';
import { ahead } from '../decode/ahead.ts';
import { inOrder, withDecoder, type Decoders } from '../decode/choose.ts';
import type { OpenClip } from '../decode/decoder.ts';
import type { LoadAsset } from '../infer/runtime.ts';
import type { Models, Tell } from '../analyse.ts';
import type { PerceiveRequest } from '../protocol.ts';
import type { AnyPerceiver, AssetFile, Session, Tools } from './perceiver.ts';
import { ONE_THREAD } from './rungs.ts';

/** What the worker brings along for this. */
export interface PerceiveServices {
  readonly decoders: (tell: Tell) => Decoders;
  readonly models: (signal: AbortSignal, tell: Tell) => Promise<Models>;
  /** Loaded with the first clip that is looked at: nothing of it is in the way of a score. */
  readonly perceivers: () => Promise<readonly AnyPerceiver[]>;
  /** Checked bytes. @throws FailureError */
  readonly perceptFile: (
    file: AssetFile,
    what: string,
    signal: AbortSignal,
    onProgress: (done: number) => void,
  ) => Promise<Uint8Array<ArrayBuffer>>;
  readonly asset: (url: string, what: string, signal: AbortSignal, tell: Tell) => ReturnType<LoadAsset>;
  readonly clock: () => number;
}

export async function perceive(
  request: PerceiveRequest,
  services: PerceiveServices,
  tell: Tell,
  signal: AbortSignal,
): Promise<Report> {
  const { file, report, kinds, options } = request;
  const listed = await services.perceivers();
  const asked = PERCEPT_KINDS.flatMap((kind) =>
    kinds.includes(kind) ? listed.filter((perceiver) => perceiver.kind === kind) : [],
  );
  let percepts: Percepts = report.signals.percepts ?? {};
  const settled = new Set<PerceptKind>();
  const found = (one: Percepts): void => {
    percepts = { ...percepts, ...one };
    for (const kind of PERCEPT_KINDS) if (one[kind]) settled.add(kind);
    tell({ kind: 'percept', found: one });
  };
  for (const perceiver of asked) {
    const why = nothingFor(perceiver, report);
    if (why) found({ [perceiver.kind]: { state: 'unknown', why } });
  }
  const left = (): readonly AnyPerceiver[] => asked.filter(({ kind }) => !settled.has(kind));
  if (left().length > 0) {
    try {
      // The decoder that made the report first: what it measured and what is perceived come from the same pictures.
      const order = inOrder(options.decoder === 'auto' ? 'auto' : report.decoder, services.decoders(tell)).toSorted(
        (a, b) => Number(b.name === report.decoder) - Number(a.name === report.decoder),
      );
      await withDecoder(file, order, signal, async (open) => {
        const inTurn = async (some: readonly AnyPerceiver[]): Promise<void> => {
          for (const group of grouped(some, report))
            await pass(group, open, request, services, { tell, found, signal });
        };
        const [ears, eyes] = [left().filter(hears), left().filter((one) => !hears(one))];
        await bothDone(inTurn(ears), inTurn(eyes));
      });
    } catch (error) {
      signal.throwIfAborted();
      // The file went away, or broke where the score had not looked.
      if (isWorkerLost(error) || !(error instanceof FailureError || error instanceof DOMException)) throw error;
    }
    for (const { kind } of left()) found({ [kind]: { state: 'unknown', why: 'failed' } });
  }
  signal.throwIfAborted();
  return remade(request, percepts, services, tell, signal);
}

/** Same id, same moment, same votes: it takes the place of the report it was made from. */
async function remade(
  { report, account, options }: PerceiveRequest,
  percepts: Percepts,
  { models }: PerceiveServices,
  tell: Tell,
  signal: AbortSignal,
): Promise<Report> {
  const loaded = await models(signal, tell);
  // A vote of other models, or for another account, would not be what is said today.
  const isSame =
    report.models.every((used) => loaded.facts.some(({ sha256 }) => sha256 === used.sha256)) &&
    report.account?.posts === account?.posts.length &&
    report.account?.followers === account?.followers;
  return makeReport({
    id: report.id,
    now: report.madeAt,
    signals: { ...report.signals, percepts },
    keyframeImages: report.keyframes,
    draft: report.draft,
    account,
    models: loaded,
    facts: loaded.facts,
    priors: options.priors,
    decoder: report.decoder,
    ms: report.ms,
    ...(isSame ? { votes: report.votes } : {}),
  });
}

interface Ways {
  readonly tell: Tell;
  readonly found: (one: Percepts) => void;
  readonly signal: AbortSignal;
}

/**
 * Perceivers that want to be shown the same: the clip is decoded once for all, beginning while the first network is still
 * fetched and made. They look one after the other, so that what the first sees waits for nobody.
 */
async function pass(
  group: readonly AnyPerceiver[],
  open: OpenClip,
  request: PerceiveRequest,
  services: PerceiveServices,
  ways: Ways,
): Promise<void> {
  const [first] = group;
  if (!first) return;
  const { found, signal } = ways;
  const shown = showing(first.wants, open, request.report, signal, group.length);
  try {
    for (const perceiver of group) found({ [perceiver.kind]: await look(perceiver, shown, request, services, ways) });
  } finally {
    await shown.end();
  }
}

/** One perceiver, from opening it to what it found, or why it found nothing. */
async function look(
  perceiver: AnyPerceiver,
  { show }: Showing,
  request: PerceiveRequest,
  services: PerceiveServices,
  ways: Ways,
): Promise<Percept<PerceptValue<PerceptKind>>> {
  const { tell, signal } = ways;
  const { clock } = services;
  /** Spent in the perceiver itself, without waiting for the decoder; two that run at once count each other's share. */
  let ms = 0;
  const timed = async <Made>(work: () => Promise<Made> | Made): Promise<Made> => {
    const began = clock();
    try {
      return await work();
    } finally {
      ms += clock() - began;
    }
  };
  let session: Session | null = null;
  try {
    const tools = toolsFor(perceiver, request, services, ways);
    const opened = await timed((): Promise<Session> => perceiver.open(tools, request.report));
    session = opened;
    await show({
      to: opened,
      timed: (work) => timed(work).catch(inPerceiver),
      progress: (done, total) => tell({ kind: 'looking', percept: perceiver.kind, done, total }),
    });
    const value = await timed(() => opened.finish()).catch(inPerceiver);
    const { rung, threads } = opened;
    return { state: 'seen', value, rung, ...(threads !== undefined && threads > 1 ? { threads } : {}), ms };
  } catch (error) {
    signal.throwIfAborted();
    // The clip broke off, or this worker is of no more use: whoever called decides.
    if (isWorkerLost(error) || (session !== null && isOfClip(error))) throw error;
    noteBug(error);
    return { state: 'unknown', why: session === null && error instanceof FailureError ? 'not_loaded' : 'failed' };
  } finally {
    await session?.close().catch(() => undefined);
  }
}

/** What goes wrong in a perceiver is told from what goes wrong with the clip, whatever it threw. */
class PerceiverFailed extends Error {
  constructor(cause: unknown) {
    super('a perceiver failed', { cause });
    this.name = 'PerceiverFailed';
  }
}
function inPerceiver(error: unknown): never {
  throw isWorkerLost(error) ? error : new PerceiverFailed(error);
}
const isOfClip = (error: unknown): boolean => error instanceof FailureError || error instanceof DOMException;

/** To whom the clip is shown, and how. */
interface Viewer {
  readonly to: Session;
  /** Runs what is the perceiver's own work. */
  readonly timed: (work: () => Promise<void> | void) => Promise<void>;
  readonly progress: (done: number, total: number) => void;
}

interface Showing {
  /** All of it, to one after the other. */
  show(viewer: Viewer): Promise<void>;
  end(): Promise<void>;
}

/** Decoded before anybody looks: so many small frames (1 MB each) or chunks of sound. */
const AHEAD = 8;

/** @param viewers frames are kept for the later ones */
function showing(
  wants: AnyPerceiver['wants'],
  open: OpenClip,
  report: Report,
  signal: AbortSignal,
  viewers: number,
): Showing {
  switch (wants.from) {
    case 'frames': {
      const times = wants.times(report);
      const total = open.pictures(times).length;
      const decoded = ahead(open.frames(times, signal, { size: wants.size }), AHEAD);
      const kept: Frame[] = [];
      let left = viewers;
      const all = async function* (): AsyncGenerator<Frame> {
        yield* kept;
        for await (const frame of { [Symbol.asyncIterator]: () => ({ next: () => decoded.next() }) }) {
          if (left > 0) kept.push(frame);
          yield frame;
        }
      };
      return {
        async show({ to, timed, progress }) {
          left--;
          let seen = 0;
          progress(0, total);
          for await (const frame of all()) {
            signal.throwIfAborted();
            await timed(() => to.see?.(frame));
            progress(Math.min(++seen, total), total);
          }
          if (seen === 0) throw new FailureError({ code: 'damaged', afterSeconds: null });
        },
        end: async () => void (await decoded.return()),
      };
    }
    case 'sound': {
      const until = wants.until(report);
      const chunks = open.sound(until, signal);
      if (chunks === null) throw new FailureError({ code: 'damaged', afterSeconds: null });
      const decoded = ahead(chunks, AHEAD);
      return {
        async show({ to, timed, progress }) {
          progress(0, until);
          for await (const chunk of decoded) {
            signal.throwIfAborted();
            await timed(() => to.hear?.(chunk));
            progress(Math.min(chunk.at + (chunk.channels[0]?.length ?? 0) / chunk.sampleRate, until), until);
          }
        },
        end: async () => void (await decoded.return()),
      };
    }
    case 'clip':
      return {
        show: ({ to, timed, progress }) => timed(() => to.watch?.(open, progress, signal)),
        end: async () => undefined,
      };
    default:
      return assertNever(wants);
  }
}

function toolsFor(
  { kind, files, filesFor }: AnyPerceiver,
  { options }: PerceiveRequest,
  { perceptFile, asset }: PerceiveServices,
  { tell, signal }: Ways,
): Tools {
  const needed = filesFor?.(options.languages) ?? files;
  const total = needed.reduce((sum, { bytes }) => sum + bytes, 0);
  const done = new Map<string, number>();
  return {
    file: async (file) => {
      const known = (): number => [...done.values()].reduce((sum, bytes) => sum + bytes, 0);
      tell({ kind: 'download', what: kind, done: known(), total });
      const bytes = await perceptFile(file, kind, signal, (arrived) => {
        done.set(file.url, arrived);
        tell({ kind: 'download', what: kind, done: known(), total });
      });
      done.set(file.url, file.bytes);
      tell({ kind: 'download', what: kind, done: known(), total });
      return bytes;
    },
    asset: async (url, what, stop) => {
      const bytes = await asset(url, what, stop, tell);
      // A host that packs its answers names no size on the way: without this the fetching would never be over.
      tell({ kind: 'download', what, done: bytes.length, total: bytes.length });
      return bytes;
    },
    languages: options.languages,
    signal,
    ...(options.oneThread ? { ability: async () => ONE_THREAD } : {}),
  };
}

/** This worker can run no network any more; a fresh one may. */
const isWorkerLost = (error: unknown): boolean => error instanceof FailureError && error.failure.code === 'worker_lost';

const hears = ({ wants }: AnyPerceiver): boolean => wants.from === 'sound';

/** Waits for both also when one fails: the clip may be closed only when nobody reads it any more. */
async function bothDone(...works: readonly Promise<void>[]): Promise<void> {
  for (const end of await Promise.allSettled(works)) if (end.status === 'rejected') throw end.reason;
}

/** Groups keep the order in which they were asked for. */
function grouped(perceivers: readonly AnyPerceiver[], report: Report): readonly (readonly AnyPerceiver[])[] {
  const groups = new Map<string, AnyPerceiver[]>();
  for (const perceiver of perceivers) {
    const { wants } = perceiver;
    const name =
      wants.from === 'frames' ? `${wants.size}: ${wants.times(report).join()}` : `${wants.from} ${perceiver.kind}`;
    groups.set(name, [...(groups.get(name) ?? []), perceiver]);
  }
  return [...groups.values()];
}

/** Why there is nothing to look at or to hear in this clip; null when there is. */
function nothingFor({ wants }: AnyPerceiver, { signals }: Report): NotPerceived | null {
  if (wants.from === 'sound') return signals.sound === null ? 'no_audio' : null;
  return signals.picture === null ? 'no_picture' : null;
}

/** Told to whoever reads the console; to the person the percept says `failed`. */
function noteBug(error: unknown): void {
  const cause = error instanceof PerceiverFailed ? error.cause : error;
  if (cause instanceof FailureError || cause instanceof DOMException) return;
  console.warn('a perceiver failed', cause);
}
