/**
 * A picture track enters, each of its pictures leaves in order of time as the browser decoded it; the taker closes it.
 *
 * Note [Few in flight] Mediabunny 1.61 hands up to 40 packets to the decoder and keeps what comes out, 675 MB over an
 * idle page for 30 s of Full HD (media note, section 3). Here no more is fed than QUEUE minus what waits to be taken,
 * so that memory does not grow with the clip. The browser's own stamps are right for hidden pictures too, see
 * Note [Hidden pictures].
 */
import { EncodedPacketSink, type EncodedPacket, type InputVideoTrack } from 'mediabunny';
import { FailureError } from '#core/failure.ts';

/** Enough to keep a decoder with two threads busy while the worker shrinks one picture. */
const QUEUE = 8;
/** Of pictures beyond Full HD (12 MB each at 4K) fewer, and of those beyond 4K (50 MB at 8K) hardly any. */
const QUEUE_LARGE = 4;
const LARGE_PIXELS = 2048 * 1152;
const QUEUE_HUGE = 2;
const HUGE_PIXELS = 4096 * 2304;

/**
 * @param until container time, s; pictures from there on are not decoded
 * @returns pictures with times that only grow; damaged stretches are left out up to the next sync sample
 */
export async function* everyPicture(
  track: InputVideoTrack,
  until: number,
  signal: AbortSignal,
): AsyncGenerator<VideoFrame> {
  const config = await track.getDecoderConfig();
  if (!config)
    throw new FailureError({ code: 'codec_unsupported', codec: String(await track.getCodec()), needs: 'ffmpeg' });
  const pixels = (config.codedWidth ?? 0) * (config.codedHeight ?? 0);
  const queue = pixels > HUGE_PIXELS ? QUEUE_HUGE : pixels > LARGE_PIXELS ? QUEUE_LARGE : QUEUE;
  const sink = new EncodedPacketSink(track);
  let next = await sink.getFirstKeyPacket({ verifyKeyPackets: true });
  let last = -Infinity;
  while (next) {
    const run = new Run(config, queue);
    try {
      for await (const frame of run.pictures(sink, next, until, signal)) {
        if (frame.timestamp <= last) {
          frame.close();
          continue;
        }
        last = frame.timestamp;
        yield frame;
      }
      return;
    } catch (error) {
      signal.throwIfAborted();
      if (!(error instanceof DOMException)) throw error;
      next = run.reached ? await sink.getNextKeyPacket(run.reached, { verifyKeyPackets: true }) : null;
    } finally {
      run.close();
    }
  }
}

/** One decoder from a sync sample on, until the end or the first damage. */
class Run {
  /** Last packet that the decoder was given. */
  reached: EncodedPacket | null = null;
  readonly #ready: VideoFrame[] = [];
  readonly #decoder: VideoDecoder;
  readonly #queue: number;
  #error: DOMException | null = null;
  #wake = (): void => undefined;

  constructor(config: VideoDecoderConfig, queue: number) {
    this.#queue = queue;
    this.#decoder = new VideoDecoder({
      output: (frame) => {
        this.#ready.push(frame);
        this.#wake();
      },
      error: (error) => {
        this.#error = error;
        this.#wake();
      },
    });
    this.#decoder.addEventListener('dequeue', () => this.#wake());
    this.#decoder.configure(config);
  }

  async *pictures(
    sink: EncodedPacketSink,
    from: EncodedPacket,
    until: number,
    signal: AbortSignal,
  ): AsyncGenerator<VideoFrame> {
    // Reordering moves a picture by a few places at most: a packet this far behind the end shows nothing before it.
    const end = until + REORDERED_S;
    for await (const packet of sink.packets(from)) {
      signal.throwIfAborted();
      if (packet.timestamp > end) break;
      while (this.#decoder.decodeQueueSize + this.#ready.length >= this.#queue) {
        const frame = this.#ready.shift();
        if (frame) yield* this.#shown(frame, until);
        else await this.#news();
        if (this.#error) throw this.#error;
        signal.throwIfAborted();
      }
      this.reached = packet;
      this.#decoder.decode(packet.toEncodedVideoChunk());
    }
    let flushed = false;
    const flush = this.#decoder.flush().then(
      () => {
        flushed = true;
        this.#wake();
      },
      (error: unknown) => {
        this.#error ??= error instanceof DOMException ? error : new DOMException(String(error), 'EncodingError');
        this.#wake();
      },
    );
    for (;;) {
      const frame = this.#ready.shift();
      if (frame) yield* this.#shown(frame, until);
      else if (this.#error) throw this.#error;
      else if (flushed) break;
      else await this.#news();
      signal.throwIfAborted();
    }
    await flush;
  }

  close(): void {
    for (const frame of this.#ready.splice(0)) frame.close();
    if (this.#decoder.state !== 'closed') this.#decoder.close();
  }

  *#shown(frame: VideoFrame, until: number): Generator<VideoFrame> {
    if (frame.timestamp / 1e6 < until) yield frame;
    else frame.close();
  }

  /** An event may have passed between the look and the wait, so the wait also ends by itself. */
  #news(): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, 20);
      this.#wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }
}

/** 16 reordered pictures are the most that H.264 and HEVC allow; s, at 12 pictures a second. */
const REORDERED_S = 1.5;
