/**
 * The browser's own decoders: a file enters, working frames and sound leave. Mediabunny reads the container in slices.
 *
 * Times of the container are moved so that the first picture is at 0.
 */
import {
  ALL_FORMATS,
  AudioSampleSink,
  BlobSource,
  EncodedPacketSink,
  Input,
  VideoSample,
  VideoSampleSink,
  type InputAudioTrack,
  type InputVideoTrack,
} from 'mediabunny';
import { FailureError } from '#core/failure.ts';
import type { AudioTrack, Frame, SoundChunk } from '#core/flow.ts';
import type { Patch } from '#core/signals/patch.ts';
import { FRAME_PLAN, WORKING_SIZE } from '#core/signals/plan.ts';
import { workingSize, type Target } from '#core/signals/resize.ts';
import { hertz, seconds, type Seconds } from '#core/units.ts';
import { clipHash } from '../clip-hash.ts';
import { ahead } from './ahead.ts';
import { streamColour, type StreamColour } from './colour.ts';
import type { Decoder, EveryOptions, OpenClip } from './decoder.ts';
import { everyPicture } from './every.ts';
import { inspect } from './inspect.ts';
import { SampleReader } from './sample.ts';
import { SoundBatch } from './sound-batch.ts';
import { chunked } from './sound-chunks.ts';
import { vpxSamplesAt } from './vpx.ts';
import { breaksOff, clipTimesAt, picturesAt, soundZero, timelineOf, type Packet, type Timeline } from './timeline.ts';

/** Bytes of the file kept at hand: mediabunny's own default. */
const CACHE_BYTES = 8 * 1024 * 1024;

export class WebCodecsDecoder implements Decoder {
  readonly name = 'webcodecs';

  async open(file: File, signal: AbortSignal): Promise<OpenClip> {
    const { container, failure } = await inspect(file);
    if (failure) throw new FailureError(failure);
    if (!('VideoDecoder' in globalThis)) throw unsupported(container);
    const input = new Input({
      source: new BlobSource(file, { maxCacheSize: CACHE_BYTES, handleUnhandledError: () => undefined }),
      formats: ALL_FORMATS,
    });
    try {
      const [{ picture, sound }, hash] = await Promise.all([readTracks(input, container, signal), clipHash(file)]);
      const { timeline, target, colour } = picture;
      return {
        clip: {
          hash,
          name: file.name,
          bytes: file.size,
          container,
          length: timeline.length,
          video: {
            codec: picture.codec,
            width: picture.width,
            height: picture.height,
            rotation: target.rotation,
            frameRate: timeline.frameRate === null ? null : hertz(timeline.frameRate),
            bitrate: timeline.bitrate,
            hdr: colour.transfer === 'pq' || colour.transfer === 'hlg' ? colour.transfer : null,
          },
          audio: sound?.facts ?? null,
          keyframes: timeline.keyframes,
          decoder: this.name,
          coded: timeline.coded,
        },
        soundReadable: sound?.readable ?? true,
        pictures: (times) => clipTimesAt(timeline, times),
        frames: (times, until, options) => framesOf(picture, times, until, options?.size ?? WORKING_SIZE),
        every: (until, options) => everyOf(picture, options, until),
        patches: (times, until) => patchesOf(picture, times, until),
        sound: (end, until) =>
          sound ? chunked(samplesOf(sound.track, soundZero(timeline, sound.start), end, until), end) : null,
        close: async () => input.dispose(),
      };
    } catch (error) {
      input.dispose();
      throw error;
    }
  }
}

const unsupported = (codec: string): FailureError =>
  new FailureError({ code: 'codec_unsupported', codec, needs: 'ffmpeg' });

interface Picture {
  readonly track: InputVideoTrack;
  readonly codec: string;
  readonly timeline: Timeline;
  /** As shown. */
  readonly width: number;
  readonly height: number;
  readonly target: Target;
  readonly colour: StreamColour;
}

interface Sound {
  readonly track: InputAudioTrack;
  readonly facts: AudioTrack;
  /** Container time. */
  readonly start: number;
  readonly readable: boolean;
}

async function readTracks(
  input: Input,
  container: string,
  signal: AbortSignal,
): Promise<{ readonly picture: Picture; readonly sound: Sound | null }> {
  if (!(await input.canRead())) {
    throw container === 'unknown' ? new FailureError({ code: 'not_a_video', looksLike: null }) : unsupported(container);
  }
  const track = await input.getPrimaryVideoTrack();
  const audio = await input.getAudioTracks();
  if (!track) {
    throw new FailureError(audio.length > 0 ? { code: 'no_video_track' } : { code: 'damaged', afterSeconds: null });
  }
  const codec = (await track.getCodec()) ?? String(await track.getInternalCodecId());
  if (!(await track.canDecode())) throw unsupported(codec);
  const { packets, further } = await scan(track, signal);
  const timeline = timelineOf(packets, further);
  if (!timeline) throw new FailureError({ code: 'damaged', afterSeconds: null });
  const claimed = await track.getDurationFromMetadata();
  if (breaksOff(timeline, claimed, 0) && breaksOff(timeline, claimed, (await audio[0]?.computeDuration()) ?? 0)) {
    throw new FailureError({ code: 'damaged', afterSeconds: timeline.length });
  }
  const [width, height, rotation, space] = await Promise.all([
    track.getDisplayWidth(),
    track.getDisplayHeight(),
    track.getRotation(),
    track.getColorSpace(),
  ]);
  const target = { ...workingSize(width, height), rotation };
  const colour = streamColour(space, width, height);
  return {
    picture: { track, codec, timeline, width, height, target, colour },
    sound: audio[0] ? await soundOf(audio[0], audio.length) : null,
  };
}

async function soundOf(track: InputAudioTrack, tracks: number): Promise<Sound> {
  const [codec, internal, sampleRate, channels, start, readable] = await Promise.all([
    track.getCodec(),
    track.getInternalCodecId(),
    track.getSampleRate(),
    track.getNumberOfChannels(),
    track.getFirstTimestamp(),
    track.canDecode(),
  ]);
  const facts = { codec: codec ?? String(internal), sampleRate: hertz(sampleRate), channels, tracks };
  return { track, facts, start, readable };
}

/** More packets than this are not listed (19 min at 60 per second, about .3 s of work); the end is looked up instead. */
const SCAN_PACKETS = 70_000;
/** Containers without an index are read through for it; beyond this only sync samples near the planned times are asked for. */
const SCAN_BYTES = 256 * 1024 * 1024;
/** Sync samples looked up in what was not listed: some more than FRAME_PLAN.laterMax, so that each slot finds one. */
const LOOKED_UP = 48;

async function scan(
  track: InputVideoTrack,
  signal: AbortSignal,
): Promise<{ readonly packets: readonly Packet[]; readonly further: readonly Packet[] }> {
  const sink = new EncodedPacketSink(track);
  const options = { metadataOnly: true };
  const packets: Packet[] = [];
  let bytes = 0;
  let complete = true;
  for await (const { timestamp, duration, byteLength, type } of sink.packets(undefined, undefined, options)) {
    packets.push({ at: timestamp, duration, bytes: byteLength, key: type === 'key' });
    bytes += byteLength;
    if (packets.length % 1000 === 0) signal.throwIfAborted();
    if (packets.length >= SCAN_PACKETS || bytes >= SCAN_BYTES) {
      complete = false;
      break;
    }
  }
  const last = packets.at(-1);
  const further: Packet[] = [];
  if (complete || !last) return { packets, further };
  const end = await sink.getPacket(Infinity, options);
  if (!end) return { packets, further };
  for (let n = 1; n <= LOOKED_UP; n++) {
    signal.throwIfAborted();
    const near = await sink.getKeyPacket(last.at + ((end.timestamp - last.at) * n) / LOOKED_UP, options);
    if (near && near.timestamp > (further.at(-1) ?? last).at) {
      further.push({ at: near.timestamp, duration: near.duration, bytes: near.byteLength, key: true });
    }
  }
  further.push({ at: end.timestamp, duration: end.duration, bytes: end.byteLength, key: false });
  return { packets, further };
}

/** From this size on a second decoder costs more memory than a phone has to spare: Full HD and a little. */
const TOGETHER_PIXELS = 2048 * 1152;

/**
 * The opening is one run of pictures, what follows are single ones, each with the start and end of a run of its own:
 * two decoders at work together keep both cores busy where one would wait between them.
 */
async function* framesOf(
  picture: Picture,
  asked: readonly Seconds[],
  signal: AbortSignal,
  size: number,
): AsyncGenerator<Frame> {
  const times = picturesAt(picture.timeline, asked);
  const openingEnd = picture.timeline.start + FRAME_PLAN.openingS;
  const opening = times.filter((time) => time <= openingEnd);
  const reader = readerOf(picture, size);
  const read: Read<Frame> = (sample, at) => reader.read(sample, at);
  const later = decoded(picture, times.slice(opening.length), signal, read);
  // What is decoded ahead is held: only small frames.
  const isSmall = size <= WORKING_SIZE && picture.width * picture.height <= TOGETHER_PIXELS;
  const together = isSmall ? ahead(later) : later;
  try {
    yield* decoded(picture, opening, signal, read);
    yield* together;
  } finally {
    await together.return(undefined);
  }
}

/** Packets and pictures round the same time in their own way; s. */
const STAMP_SLACK_S = 1e-4;

function readerOf({ width, height, target, colour }: Picture, size: number, lines?: number): SampleReader {
  const { rotation } = target;
  const sized = { ...workingSize(width, height, size), rotation };
  return new SampleReader(lines === undefined ? sized : { ...sized, lines }, colour);
}

/** Lines of the source in one row of pixels where every picture is read: 1 ms a picture instead of 20 at Full HD. */
const LINES = 4;

async function* everyOf(picture: Picture, { size, until }: EveryOptions, signal: AbortSignal): AsyncGenerator<Frame> {
  const { track, timeline, target } = picture;
  const reader = readerOf(picture, size, LINES);
  for await (const frame of everyPicture(track, timeline.start + until, signal)) {
    const sample = new VideoSample(frame, { rotation: target.rotation });
    try {
      const at = sample.timestamp - timeline.start;
      // Before the first picture lies only what an edit list hides.
      if (at > -STAMP_SLACK_S) yield await reader.read(sample, seconds(Math.max(0, at)));
    } finally {
      sample.close();
    }
  }
}

async function* patchesOf(picture: Picture, asked: readonly Seconds[], signal: AbortSignal): AsyncGenerator<Patch> {
  const reader = readerOf(picture, WORKING_SIZE);
  const patches = decoded(picture, picturesAt(picture.timeline, asked), signal, (sample, at) =>
    reader.patch(sample, at),
  );
  for await (const patch of patches) if (patch) yield patch;
}

type Read<Made> = (sample: VideoSample, at: Seconds) => Promise<Made>;

async function* decoded<Made>(
  picture: Picture,
  times: readonly number[],
  signal: AbortSignal,
  read: Read<Made>,
): AsyncGenerator<Made> {
  const { track, timeline } = picture;
  const isVpx = picture.codec === 'vp8' || picture.codec === 'vp9';
  const sink = new VideoSampleSink(track);
  const from = (next: number): AsyncGenerator<VideoSample | null> =>
    isVpx
      ? vpxSamplesAt(track, times.slice(next))
      : sink.samplesAtTimestamps(times.slice(next).map((time) => time + STAMP_SLACK_S));
  let last = -1;
  // A picture that cannot be decoded ends the iterator; the next one begins behind it.
  for (let next = 0; next < times.length;) {
    try {
      for await (const sample of from(next)) {
        next++;
        if (sample === null) continue;
        try {
          signal.throwIfAborted();
          const at = Math.max(0, sample.timestamp - timeline.start);
          if (at <= last) continue;
          last = at;
          yield await read(sample, seconds(at));
        } finally {
          sample.close();
        }
      }
    } catch (error) {
      signal.throwIfAborted();
      if (!isDecodingError(error)) throw error;
      next++;
    }
  }
}

/** What comes of a broken stream: a DOMException of the browser, or a bare Error of mediabunny when a packet makes no sense. */
function isDecodingError(error: unknown): boolean {
  return error instanceof DOMException || (error instanceof Error && error.constructor === Error);
}

/** Codecs overlap their packets: what is decoded first comes out faded in, so decoding begins this much earlier, s. */
const PREROLL_S = 0.1;

async function* samplesOf(
  track: InputAudioTrack,
  start: number,
  end: Seconds,
  signal: AbortSignal,
): AsyncGenerator<SoundChunk> {
  if (!(await track.canDecode())) {
    throw unsupported((await track.getCodec()) ?? String(await track.getInternalCodecId()));
  }
  const batch = new SoundBatch();
  for await (const sample of new AudioSampleSink(track).samples(start - PREROLL_S, start + end)) {
    try {
      signal.throwIfAborted();
      const full = batch.add(sample, start);
      if (full) yield full;
    } finally {
      sample.close();
    }
  }
  const rest = batch.take();
  if (rest) yield rest;
}
