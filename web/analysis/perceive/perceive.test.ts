import { beforeEach, describe, expect, it, vi } from 'vitest';
import { FailureError } from '#core/failure.ts';
import type { FaceSignals, Frame, PerceptKind, Percepts, QualitySignals } from '#core/flow.ts';
import { aDraft, someSignals } from '#core/invented-cases.ts';
import { makeReport } from '#core/report.ts';
import { voiceOf } from '#core/signals/voice.ts';
import { seconds } from '#core/units.ts';
import type { Decoder, OpenClip } from '../decode/decoder.ts';
import type { PerceiveRequest, Progress } from '../protocol.ts';
import { perceive, type PerceiveServices } from './perceive.ts';
import type { AnyPerceiver, AssetFile, Perceiver, Session } from './perceiver.ts';

const FILE = new File([new Uint8Array(8)], 'bread.mp4');
const NO_MODELS = { reach: null, hold: null, facts: [] };
const report = makeReport({
  now: 5,
  signals: someSignals(),
  keyframeImages: [],
  draft: aDraft(),
  account: null,
  models: NO_MODELS,
  priors: true,
  decoder: 'webcodecs',
  ms: { decode: 1, signals: 1, models: 1, total: 3 },
});
const weights: AssetFile = { name: 'net.onnx', bytes: 100, sha256: 'ab', url: '/percepts/ab/net.onnx' };
const NO_FACES: FaceSignals = { frames: [], firstFace: null };
const CLEAN: QualitySignals = { frames: [] };
const SILENT = voiceOf([], seconds(2), null);

/** What happened, in order. */
let log: string[];
let told: Progress[];
beforeEach(() => {
  log = [];
  told = [];
});

const at = (time: number): Frame => ({ at: seconds(time), width: 2, height: 2, rgba: new Uint8ClampedArray(16) });

function clip(name: 'webcodecs' | 'ffmpeg', more: Partial<OpenClip> = {}): Decoder {
  return {
    name,
    open: async () => ({
      clip: report.clip,
      soundReadable: true,
      pictures: (times) => [...times],
      frames: async function* (times) {
        log.push('frames');
        for (const time of times) yield at(time);
      },
      every: async function* () {},
      patches: async function* () {},
      sound: () =>
        (async function* () {
          log.push('sound');
          yield { at: seconds(0), sampleRate: 10, channels: [new Float32Array(20)] };
        })(),
      close: async () => void log.push('clip closed'),
      ...more,
    }),
  };
}

const TIMES = [seconds(0), seconds(1)];
const frames = { from: 'frames', size: 640, times: () => TIMES } as const;

function looker<Kind extends PerceptKind>(
  kind: Kind,
  wants: AnyPerceiver['wants'],
  session: Partial<Session<Kind>> & Pick<Session<Kind>, 'finish'>,
  open?: Perceiver<Kind>['open'],
): AnyPerceiver {
  const made: Perceiver<Kind> = {
    kind,
    files: [weights],
    wants,
    open:
      open ??
      (async ({ file }) => {
        await file(weights);
        log.push(`${kind} open`);
        return { rung: 'wasm', close: async () => void log.push(`${kind} closed`), ...session };
      }),
  };
  // holds: each kind is made with its own session
  return made as unknown as AnyPerceiver;
}
const faces = looker('faces', frames, { see: ({ at: t }) => void log.push(`faces ${t}`), finish: () => NO_FACES });
const quality = looker('quality', frames, { see: ({ at: t }) => void log.push(`quality ${t}`), finish: () => CLEAN });
const voice = looker(
  'voice',
  { from: 'sound', until: () => seconds(9) },
  { hear: () => undefined, finish: () => SILENT },
);

const services = (perceivers: readonly AnyPerceiver[], more: Partial<PerceiveServices> = {}): PerceiveServices => ({
  decoders: () => ({ webcodecs: clip('webcodecs'), ffmpeg: clip('ffmpeg') }),
  models: async () => NO_MODELS,
  perceivers: async () => perceivers,
  perceptFile: async (_file, _what, _signal, onProgress) => {
    onProgress(40);
    return new Uint8Array(100);
  },
  asset: async () => new Uint8Array(),
  clock: () => 0,
  ...more,
});
const request = (...kinds: PerceptKind[]): PerceiveRequest => ({
  file: FILE,
  report,
  account: null,
  kinds,
  options: { decoder: 'auto', priors: true, languages: ['en'] },
});
const run = (asked: PerceiveRequest, given: PerceiveServices, signal = new AbortController().signal) =>
  perceive(asked, given, (progress) => told.push(progress), signal);
const found = (): Percepts[] => told.flatMap((one) => (one.kind === 'percept' ? [one.found] : []));

describe('looking at a clip that has its score', () => {
  it('those that want the same frames share them, one after the other; the clip is decoded once, from the start on', async () => {
    await run(request('faces', 'quality'), services([quality, faces]));
    expect(log).toEqual([
      ...['frames', 'faces open', 'faces 0', 'faces 1', 'faces closed'],
      ...['quality open', 'quality 0', 'quality 1', 'quality closed', 'clip closed'],
    ]);
  });

  it('what the first of them sees is told before the next one begins', async () => {
    await run(request('faces', 'quality'), services([quality, faces]));
    expect(told.flatMap((one) => (one.kind === 'percept' ? Object.keys(one.found) : one.kind))).toEqual([
      ...['download', 'download', 'download', 'looking', 'looking', 'looking', 'faces'],
      ...['download', 'download', 'download', 'looking', 'looking', 'looking', 'quality'],
    ]);
  });

  it('tells each as it comes, and makes the report again in its place with the same score', async () => {
    const again = await run(request('voice', 'faces'), services([faces, voice]));
    expect(found().map((one) => Object.keys(one))).toEqual([['voice'], ['faces']]);
    expect([again.id, again.madeAt, again.score]).toEqual([report.id, report.madeAt, report.score]);
    expect(again.signals.percepts?.faces).toMatchObject({ state: 'seen', rung: 'wasm', value: NO_FACES });
    expect(report.features.missing['faces_most']).toBe('not_perceived');
    expect(again.features.values['faces_most']).toBe(0);
  });

  it('names what is fetched with its size before the first byte', async () => {
    await run(request('faces'), services([faces]));
    const downloads = told.filter(({ kind }) => kind === 'download');
    expect(downloads).toMatchObject([
      { what: 'faces', done: 0, total: 100 },
      { what: 'faces', done: 40, total: 100 },
      { what: 'faces', done: 100, total: 100 },
    ]);
  });

  it('a runtime whose size nobody names is over when it has come', async () => {
    const needs = looker('faces', frames, { finish: () => NO_FACES }, async ({ asset, signal }) => {
      await asset('/assets/runtime.wasm', 'onnxruntime', signal);
      return { rung: 'wasm', see: () => undefined, finish: () => NO_FACES, close: async () => undefined };
    });
    await run(
      request('faces'),
      services([needs], {
        asset: async (_url, what, _signal, tell) => {
          tell({ kind: 'download', what, done: 0, total: null });
          return new Uint8Array(14);
        },
      }),
    );
    expect(told.filter(({ kind }) => kind === 'download')).toMatchObject([
      { what: 'onnxruntime', done: 0, total: null },
      { what: 'onnxruntime', done: 14, total: 14 },
    ]);
  });

  it('one that cannot be fetched is unknown with its reason, and the others go on', async () => {
    const offline = looker('quality', frames, { finish: () => CLEAN }, async ({ file }) => {
      await file(weights);
      throw new FailureError({ code: 'offline_and_missing', what: 'quality', bytes: 100 });
    });
    const again = await run(request('quality', 'faces'), services([offline, faces]));
    expect(again.signals.percepts).toMatchObject({
      quality: { state: 'unknown', why: 'not_loaded' },
      faces: { state: 'seen' },
    });
  });

  it('one that fails in mid-clip is let go of at once, and the others see every frame', async () => {
    vi.spyOn(console, 'warn').mockReturnValue();
    const broken = looker('quality', frames, {
      see: () => {
        throw new RangeError('no such tensor');
      },
      finish: () => CLEAN,
    });
    const again = await run(request('quality', 'faces'), services([broken, faces]));
    expect(again.signals.percepts?.quality).toEqual({ state: 'unknown', why: 'failed' });
    expect(log.filter((line) => /^faces \d/.test(line))).toEqual(['faces 0', 'faces 1']);
    expect(log).toContain('quality closed');
  });

  it('the first that fails leaves its frames to the next', async () => {
    vi.spyOn(console, 'warn').mockReturnValue();
    const broken = looker('faces', frames, {
      see: ({ at: t }) => {
        if (t === 1) throw new FailureError({ code: 'out_of_memory' });
      },
      finish: () => NO_FACES,
    });
    const again = await run(request('faces', 'quality'), services([broken, quality]));
    expect(again.signals.percepts).toMatchObject({ faces: { why: 'failed' }, quality: { state: 'seen' } });
    expect(log.filter((line) => /frames|quality \d/.test(line))).toEqual(['frames', 'quality 0', 'quality 1']);
  });

  it('a clip without sound has no voice, for that reason, and is not even opened for it', async () => {
    const mute = { ...report, signals: someSignals({ sound: null, soundMissing: 'no_audio_track' }) };
    const again = await run({ ...request('voice'), report: mute }, services([voice]));
    expect(again.signals.percepts?.voice).toEqual({ state: 'unknown', why: 'no_audio' });
    expect(log).toEqual([]);
  });

  it('where the first decoder breaks off, the second goes through the clip; what was found is not looked for again', async () => {
    const breaks = clip('webcodecs', {
      frames: async function* () {
        yield at(0);
        throw new FailureError({ code: 'damaged', afterSeconds: 0 });
      },
    });
    const again = await run(
      request('voice', 'faces'),
      services([voice, faces], { decoders: () => ({ webcodecs: breaks, ffmpeg: clip('ffmpeg') }) }),
    );
    expect(again.signals.percepts).toMatchObject({ voice: { state: 'seen' }, faces: { state: 'seen' } });
    expect(log.filter((line) => line === 'sound')).toHaveLength(1);
  });

  it('a file that is gone leaves all unknown, and a report', async () => {
    const gone: Decoder = {
      name: 'webcodecs',
      open: async () => {
        throw new FailureError({ code: 'unreadable_file' });
      },
    };
    const again = await run(
      request('faces'),
      services([faces], { decoders: () => ({ webcodecs: gone, ffmpeg: gone }) }),
    );
    expect(again.signals.percepts?.faces).toEqual({ state: 'unknown', why: 'failed' });
  });

  it('a cancel ends it, with everything closed', async () => {
    const stop = new AbortController();
    const stopping = looker('faces', frames, {
      see: () => stop.abort(new DOMException('cancelled', 'AbortError')),
      finish: () => NO_FACES,
    });
    await expect(run(request('faces'), services([stopping]), stop.signal)).rejects.toThrow('cancelled');
    expect(log.slice(-2)).toEqual(['faces closed', 'clip closed']);
  });

  it('a worker whose threads did not start looks at nothing more: a fresh one is asked', async () => {
    const lost = looker('faces', frames, { finish: () => NO_FACES }, async () => {
      throw new FailureError({ code: 'worker_lost' });
    });
    await expect(run(request('faces', 'voice'), services([lost, voice]))).rejects.toMatchObject({
      failure: { code: 'worker_lost' },
    });
    expect(found().flatMap((one) => Object.keys(one))).not.toContain('faces');
    expect(log).toContain('clip closed');
  });

  it('after a lost worker each network is given one thread of WASM and nothing above it', async () => {
    const given: unknown[] = [];
    const asks = looker('faces', frames, { finish: () => NO_FACES }, async ({ ability }) => {
      given.push(await ability?.());
      return { rung: 'wasm', see: () => undefined, finish: () => NO_FACES, close: async () => undefined };
    });
    const asked = request('faces');
    await run(asked, services([asks]));
    await run({ ...asked, options: { ...asked.options, oneThread: true } }, services([asks]));
    expect(given).toEqual([undefined, { webgpu: false, threads: 1, lost: [] }]);
  });

  it('what was not asked for is not looked for, and what was found before stays', async () => {
    const before = {
      ...report,
      signals: { ...report.signals, percepts: { faces: { state: 'unknown', why: 'lite' } } },
    };
    const again = await run({ ...request('quality'), report: before as typeof report }, services([faces, quality]));
    expect(Object.keys(again.signals.percepts ?? {}).toSorted()).toEqual(['faces', 'quality']);
    expect(log).not.toContain('faces open');
  });
});
