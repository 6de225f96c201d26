/**
 * ffmpeg.wasm: a file enters, working frames and sound leave. For what the browser cannot read.
 *
 * ffmpeg only decodes and averages; colour, tone mapping and turning are done by the same code as for the browser's
 * pictures, so that one clip gives one set of features.
 */
import type { FFmpeg } from '@ffmpeg/ffmpeg';
import { FailureError, type Failure } from '#core/failure.ts';
import type { Clip, Frame, SoundChunk } from '#core/flow.ts';
import { patchOf, type Patch } from '#core/signals/patch.ts';
import { FRAME_PLAN } from '#core/signals/plan.ts';
import { hertz, seconds, type Seconds } from '#core/units.ts';
import { clipHash } from '../clip-hash.ts';
import type { Decoder, EveryOptions, OpenClip } from './decoder.ts';
import { failureOf, isCutOff, parseFacts, type Facts, type PictureFacts, type SoundFacts } from './ffmpeg-facts.ts';
import { depth, FramesOutput } from './ffmpeg-frames.ts';
import { CLIP, FfmpegSession } from './ffmpeg-session.ts';
import { inspect } from './inspect.ts';
import { chunked } from './sound-chunks.ts';
import { breaksOff, clipTimesAt, picturesAt, soundZero, timelineOf, WHOLE_SHARE, type Timeline } from './timeline.ts';

/** Listing packets reads the file, at about 50 MB/s; of a larger one only the opening is listed. */
const LISTED_BYTES = 256 * 1024 * 1024;
/** More than the opening, so that the first sync samples behind it are seen, s. */
const LISTED_S = 8;
/** 8192 x 4352 is the largest picture of H.264 level 6.2; its planes and references fit into 2 GiB of wasm memory. */
const PIXELS_MAX = 8192 * 4352;

export class FfmpegDecoder implements Decoder {
  readonly name = 'ffmpeg';
  readonly #load: (signal: AbortSignal) => Promise<FFmpeg>;

  constructor(load: (signal: AbortSignal) => Promise<FFmpeg>) {
    this.#load = load;
  }

  async open(file: File, signal: AbortSignal): Promise<OpenClip> {
    const { container, failure } = await inspect(file);
    if (failure) throw new FailureError(failure);
    const session = new FfmpegSession(file, this.#load);
    try {
      const [{ facts, picture, timeline }, hash] = await Promise.all([
        probe(session, file, container, signal),
        clipHash(file),
      ]);
      const output = new FramesOutput(picture);
      const { sound } = facts;
      const clip: Clip = {
        hash,
        name: file.name,
        bytes: file.size,
        container,
        length: timeline.length,
        video: {
          codec: picture.codec,
          width: picture.rotation % 180 === 0 ? picture.width : picture.height,
          height: picture.rotation % 180 === 0 ? picture.height : picture.width,
          rotation: picture.rotation,
          frameRate: timeline.frameRate === null ? null : hertz(timeline.frameRate),
          bitrate: timeline.bitrate,
          hdr: output.hdr,
        },
        audio: sound && {
          codec: sound.codec,
          sampleRate: hertz(sound.sampleRate),
          channels: sound.channels,
          tracks: facts.soundTracks,
        },
        keyframes: timeline.keyframes,
        decoder: this.name,
        coded: timeline.coded,
      };
      return {
        clip,
        soundReadable: sound === null || isSounding(sound),
        pictures: (times) => clipTimesAt(timeline, times),
        frames: (times, until, options) =>
          framesOf(session, picture, timeline, sized(output, picture, options?.size), times, until),
        every: (until, options) => everyOf(session, picture, timeline, options, until),
        patches: (times, until) => patchesOf(session, picture, timeline, times, until),
        sound: (end, until) =>
          sound ? chunked(slices(session, sound, soundZero(timeline, sound.start), end, until), end) : null,
        close: async () => session.close(),
      };
    } catch (error) {
      session.close();
      throw error;
    }
  }
}

const sized = (output: FramesOutput, picture: PictureFacts, size: number | undefined): FramesOutput =>
  size === undefined ? output : new FramesOutput(picture, size);

const isSounding = ({ sampleRate, channels }: SoundFacts): boolean => sampleRate > 0 && channels > 0;

/** One call lists all: options of an earlier ffprobe outlive it within an instance. */
async function probe(
  session: FfmpegSession,
  file: File,
  container: string,
  signal: AbortSignal,
): Promise<{ readonly facts: Facts; readonly picture: PictureFacts; readonly timeline: Timeline }> {
  const whole = file.size <= LISTED_BYTES;
  const { log, output } = await session.run(
    'ffprobe',
    [
      ['-show_format', '-show_streams', '-show_entries', 'packet=stream_index,pts,dts,duration,size,flags'],
      whole ? [] : ['-read_intervals', `%+${LISTED_S}`],
      ['-of', 'json=compact=1', CLIP, '-o', '/facts.json'],
    ].flat(),
    '/facts.json',
    signal,
  );
  const facts = output && parseFacts(text(output));
  if (!facts) {
    const unknown: Failure = { code: 'not_a_video', looksLike: null };
    throw new FailureError(failureOf(log, container) ?? (container === 'unknown' ? unknown : DAMAGED));
  }
  const { picture, packets, durationS, soundEndS } = facts;
  if (!picture) throw new FailureError({ code: 'no_video_track' });
  const { codedWidth: width, codedHeight: height } = picture;
  if (width * height > PIXELS_MAX) throw new FailureError({ code: 'too_many_pixels', width, height });
  const first = packets[0];
  const isKnownEnd = !whole && first !== undefined && durationS !== null;
  const end = isKnownEnd ? [{ at: first.at + durationS, duration: 0, bytes: 0, key: false }] : [];
  const timeline = timelineOf(packets, end);
  if (!timeline) throw new FailureError(failureOf(log, picture.codec) ?? DAMAGED);
  const isShort = durationS === null || timeline.length < WHOLE_SHARE * durationS;
  if (whole && (breaksOff(timeline, durationS, soundEndS) || (isCutOff(log) && isShort))) {
    throw new FailureError({ code: 'damaged', afterSeconds: timeline.length });
  }
  return { facts, picture, timeline };
}

const DAMAGED: Failure = { code: 'damaged', afterSeconds: null };
const text = (bytes: Uint8Array): string => new TextDecoder().decode(bytes);

/** Beyond so many sync samples for one that is wanted, jumping to each (about .3 s) is cheaper than decoding all. Measured on H.264 and HEVC 1080p. */
const KEYS_PER_WANTED = 4;
/** A jump aims this far ahead of the picture, since container times are rounded; s. */
const JUMP_SLACK_S = 0.002;

async function* framesOf(
  session: FfmpegSession,
  picture: PictureFacts,
  timeline: Timeline,
  output: FramesOutput,
  asked: readonly Seconds[],
  signal: AbortSignal,
): AsyncGenerator<Frame> {
  const { start } = timeline;
  const times = picturesAt(timeline, asked);
  const keys = new Set(timeline.keyframes.map((at) => tag(at + start)));
  const openingEnd = start + FRAME_PLAN.openingS + JUMP_SLACK_S;
  const opening = times.filter((time) => time <= openingEnd);
  const later = times.filter((time) => time > openingEnd);
  const laterKeys = later.filter((time) => keys.has(tag(time)));
  const together = timeline.keyframes.length <= KEYS_PER_WANTED * laterKeys.length ? laterKeys : [];
  const log: string[] = [];

  const decode = async (input: readonly string[], wanted: readonly number[]): Promise<Frame[]> => {
    const args = ['-copyts', '-noautorotate', ...input, '-i', CLIP, ...output.args(picture.index, wanted), RAW];
    const ran = await session.run('exec', args, RAW, signal);
    log.push(...ran.log);
    return ran.output ? output.frames(ran.output, ran.log, start) : [];
  };

  let last = -1;
  const ascending = function* (frames: readonly Frame[]): Generator<Frame> {
    for (const frame of frames.toSorted((a, b) => a.at - b.at)) {
      if (frame.at > last) yield frame;
      last = Math.max(last, frame.at);
    }
  };
  yield* ascending(await decode([], opening));
  if (last < 0) throw new FailureError(failureOf(log, picture.codec) ?? DAMAGED);
  const behind: Frame[] = [];
  if (together.length > 0) behind.push(...(await decode(['-skip_frame', 'nokey'], together)));
  for (const time of later.filter((at) => !together.includes(at))) {
    behind.push(...(await decode(jumpTo(time), [time])));
  }
  yield* ascending(behind);
}

const RAW = '/frames.raw';
/** Times that differ by less than a microsecond are the same. */
const tag = (time: number): number => Math.round(time * 1e6);

/** So much of the clip is decoded in one call: 20 MB of small pictures at 60 a second, s. */
const STRETCH_S = 10;

async function* everyOf(
  session: FfmpegSession,
  picture: PictureFacts,
  { start, length }: Timeline,
  { size, until }: EveryOptions,
  signal: AbortSignal,
): AsyncGenerator<Frame> {
  const output = new FramesOutput(picture, size, true);
  const end = Math.min(until, length);
  let last = -1;
  for (let from = 0; from < end; from += STRETCH_S) {
    const [a, b] = [start + from, start + Math.min(end, from + STRETCH_S)];
    const seek = from === 0 ? [] : jumpTo(a);
    const args = ['-copyts', '-noautorotate', ...seek, '-i', CLIP, ...output.argsOfAll(picture.index, a, b), RAW];
    const ran = await session.run('exec', args, RAW, signal);
    for (const frame of ran.output ? output.frames(ran.output, ran.log, start) : []) {
      if (frame.at > last) yield frame;
      last = Math.max(last, frame.at);
    }
  }
}

async function* patchesOf(
  session: FfmpegSession,
  picture: PictureFacts,
  timeline: Timeline,
  asked: readonly Seconds[],
  signal: AbortSignal,
): AsyncGenerator<Patch> {
  const { x, y, width, height } = patchOf(picture.codedWidth, picture.codedHeight);
  for (const time of picturesAt(timeline, asked)) {
    const filter = `trim=start=${time - JUMP_SLACK_S},crop=${width}:${height}:${x}:${y},extractplanes=y`;
    const args = ['-copyts', '-noautorotate', ...jumpTo(time), '-i', CLIP, '-map', `0:${picture.index}`, '-an'];
    const wanted = ['-vf', filter, '-frames:v', '1', '-vsync', 'passthrough', '-f', 'rawvideo', RAW];
    const { output } = await session.run('exec', [...args, ...wanted], RAW, signal);
    const luma = output && eightBits(output, width * height, depth(picture.pixelFormat));
    if (luma) yield { at: seconds(time - timeline.start), width, height, luma };
  }
}

/** @returns null when there are not so many pixels */
function eightBits(raw: Uint8Array, pixels: number, bits: number): Uint8Array | null {
  if (bits === 8) return raw.length === pixels ? raw : null;
  if (raw.length !== 2 * pixels) return null;
  return Uint8Array.from({ length: pixels }, (_, i) => (raw[2 * i]! | (raw[2 * i + 1]! << 8)) >> (bits - 8));
}

/** To the sync sample before a time. */
const jumpTo = (time: number): readonly string[] => [
  ...['-noaccurate_seek', '-seek_timestamp', '1'],
  ...['-ss', String(Math.max(0, time - JUMP_SLACK_S))],
];

/** So much sound is held at a time: 23 MB at 48 kHz in stereo, s. */
const SLICE_S = 60;
/** Decoded ahead of each slice and thrown away: codecs need a packet or two before their output is right; s. */
const PREROLL_S = 0.3;

async function* slices(
  session: FfmpegSession,
  sound: SoundFacts,
  start: number,
  end: Seconds,
  signal: AbortSignal,
): AsyncGenerator<SoundChunk> {
  const { index, codec, sampleRate, channels } = sound;
  if (!isSounding(sound)) throw new FailureError({ code: 'codec_unsupported', codec, needs: null });
  for (let from = 0; from < end; from += SLICE_S) {
    const [a, b] = [start + from, start + Math.min(end, from + SLICE_S)];
    // Starts and holes of the track are filled with silence, so that a sample's place is its time.
    const filter = `atrim=start=${a}:end=${b},aresample=async=1:first_pts=${Math.round(a * sampleRate)}`;
    const seek = from === 0 ? [] : ['-seek_timestamp', '1', '-ss', String(a - PREROLL_S)];
    const ran = await session.run(
      'exec',
      [
        ['-copyts', '-vn', ...seek, '-i', CLIP, '-map', `0:${index}`, '-af', filter],
        ['-ac', String(channels), '-ar', String(sampleRate), '-c:a', 'pcm_f32le', '-f', 'f32le', PCM],
      ].flat(),
      PCM,
      signal,
    );
    if (!ran.output || ran.output.byteLength === 0) {
      // Sound may end before the picture; none at all is a codec that ffmpeg does not know, or damage.
      if (from > 0) return;
      throw new FailureError(failureOf(ran.log, codec) ?? DAMAGED);
    }
    yield { at: seconds(from), sampleRate, channels: planes(ran.output, channels) };
  }
}

const PCM = '/sound.f32';

/** [samples, channels] f32 → [channels][samples]. */
function planes(bytes: Uint8Array, channels: number): Float32Array[] {
  const mixed = new Float32Array(bytes.buffer, bytes.byteOffset, bytes.byteLength >> 2);
  const samples = Math.floor(mixed.length / channels);
  return Array.from({ length: channels }, (_, channel) => {
    const plane = new Float32Array(samples);
    for (let i = 0, k = channel; i < samples; i++, k += channels) plane[i] = mixed[k]!;
    return plane;
  });
}
