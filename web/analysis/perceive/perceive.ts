/**
 * A finished report enters, with its file; what networks see and hear in the clip leaves, one percept after the other,
 * and at the end the report made again with them.
 *
 * One pass over the clip per kind of wish, one after the other, so that memory stays bounded; only sound is listened to
 * while pictures are decoded, which the browser does on threads of its own. A perceiver that cannot be loaded or fails
 * is unknown with its reason; the others and the report go on. Weights are released after each clip.
 */
import { FailureError } from '#core/failure.ts';
import { PERCEPT_KINDS, type NotPerceived, type PerceptKind, type Percepts, type Report } from '#core/flow.ts';
import { makeReport } from '#core/report.ts';
import { assertNever } from '#core/units.ts';
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

/** Perceivers that want to be shown the same go through the clip together. */
async function pass(
  group: readonly AnyPerceiver[],
  open: OpenClip,
  request: PerceiveRequest,
  services: PerceiveServices,
  ways: Ways,
): Promise<void> {
  const { tell, found, signal } = ways;
  const { report } = request;
  const running: Running[] = [];
  const drop = async (one: Running, error: unknown): Promise<void> => {
    running.splice(running.indexOf(one), 1);
    await one.session.close().catch(() => undefined);
    signal.throwIfAborted();
    noteBug(error);
    found({ [one.perceiver.kind]: { state: 'unknown', why: 'failed' } });
  };
  try {
    for (const perceiver of group) {
      const began = services.clock();
      try {
        const session = await perceiver.open(toolsFor(perceiver, request, services, ways), report);
        running.push({ perceiver, session, ms: services.clock() - began });
      } catch (error) {
        signal.throwIfAborted();
        if (isWorkerLost(error)) throw error;
        if (!(error instanceof FailureError)) noteBug(error);
        found({ [perceiver.kind]: { state: 'unknown', why: error instanceof FailureError ? 'not_loaded' : 'failed' } });
      }
    }
    const [first] = running;
    if (!first) return;
    await shown(first.perceiver.wants, open, report, running, { services, tell, signal, drop });
    for (const one of [...running]) {
      const began = services.clock();
      try {
        const value = await one.session.finish();
        const ms = one.ms + services.clock() - began;
        const { rung, threads } = one.session;
        const on = threads !== undefined && threads > 1 ? { rung, threads } : { rung };
        found({ [one.perceiver.kind]: { state: 'seen', value, ...on, ms } });
      } catch (error) {
        await drop(one, error);
      }
    }
  } finally {
    for (const { session } of running) await session.close().catch(() => undefined);
  }
}

interface Running {
  readonly perceiver: AnyPerceiver;
  readonly session: Session;
  /** Spent in the perceiver itself, without waiting for the decoder; two that run at once count each other's share. */
  ms: number;
}

interface Show {
  readonly services: PerceiveServices;
  readonly tell: Tell;
  readonly signal: AbortSignal;
  readonly drop: (one: Running, error: unknown) => Promise<void>;
}

/** Hands frames or sound to all that run; one that throws is dropped, and the others go on. */
async function shown(
  wants: AnyPerceiver['wants'],
  open: OpenClip,
  report: Report,
  running: readonly Running[],
  { services, tell, signal, drop }: Show,
): Promise<void> {
  const each = async (work: (session: Session) => Promise<void> | void): Promise<void> => {
    for (const one of [...running]) {
      const began = services.clock();
      try {
        await work(one.session);
        one.ms += services.clock() - began;
      } catch (error) {
        await drop(one, error);
      }
    }
  };
  const progress = (done: number, total: number): void => {
    for (const { perceiver } of running) tell({ kind: 'looking', percept: perceiver.kind, done, total });
  };
  switch (wants.from) {
    case 'frames': {
      const times = wants.times(report);
      const total = open.pictures(times).length;
      let seen = 0;
      progress(0, total);
      for await (const frame of open.frames(times, signal, { size: wants.size })) {
        signal.throwIfAborted();
        await each((session) => session.see?.(frame));
        if (running.length === 0) return;
        progress(Math.min(++seen, total), total);
      }
      if (seen === 0) throw new FailureError({ code: 'damaged', afterSeconds: null });
      return;
    }
    case 'sound': {
      const until = wants.until(report);
      progress(0, until);
      const chunks = open.sound(until, signal);
      if (chunks === null) throw new FailureError({ code: 'damaged', afterSeconds: null });
      for await (const chunk of chunks) {
        signal.throwIfAborted();
        await each((session) => session.hear?.(chunk));
        if (running.length === 0) return;
        progress(Math.min(chunk.at + (chunk.channels[0]?.length ?? 0) / chunk.sampleRate, until), until);
      }
      return;
    }
    case 'clip':
      await each((session) => session.watch?.(open, progress, signal));
      return;
    default:
      assertNever(wants);
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
    asset: (url, what, stop) => asset(url, what, stop, tell),
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
  if (error instanceof FailureError || error instanceof DOMException) return;
  console.warn('a perceiver failed', error);
}
