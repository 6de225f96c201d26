/**
 * Wanted times enter, the pictures of a VP8 or VP9 track on screen then leave, each as the decoder stamped it.
 *
 * Note [Hidden pictures] VP8 and VP9 have pictures that only help to decode others; some files carry them in packets
 * of their own. Mediabunny 1.61 hands decoded pictures the times of the packets in order, one each, so that behind
 * every hidden one all are stamped too early and the last are lost: 8 of 72 in roadtrip-vp92-10bit.webm. These codecs
 * never reorder, so the browser's own stamps are right.
 */
import { EncodedPacketSink, VideoSample, type EncodedPacket, type InputVideoTrack } from 'mediabunny';
import { FailureError } from '#core/failure.ts';

/** Packets handed to the decoder before waiting for it: enough to keep it busy, few enough to hold in memory. */
const QUEUE = 6;

/**
 * @param times container times, ascending
 * @throws DOMException when the stream cannot be decoded
 */
export async function* vpxSamplesAt(track: InputVideoTrack, times: readonly number[]): AsyncGenerator<VideoSample> {
  const config = await track.getDecoderConfig();
  if (!config) throw new FailureError({ code: 'codec_unsupported', codec: 'vpx', needs: 'ffmpeg' });
  const sink = new EncodedPacketSink(track);
  const rotation = await track.getRotation();
  for (let next = 0; next < times.length;) {
    const key = await sink.getKeyPacket(times[next]! + SLACK_S, { verifyKeyPackets: true });
    if (!key) return;
    // All wanted times up to the next sync sample come from one run.
    const end = await sink.getNextKeyPacket(key, { verifyKeyPackets: true });
    const behind = end === null ? -1 : times.findIndex((time, n) => n > next && time + SLACK_S >= end.timestamp);
    const until = behind === -1 ? times.length : behind;
    const wanted = times.slice(next, until);
    for await (const frame of run(sink, key, end, config, wanted)) yield new VideoSample(frame, { rotation });
    next = until;
  }
}

/** Container times are rounded to a millisecond. */
const SLACK_S = 0.0015;

async function* run(
  sink: EncodedPacketSink,
  key: EncodedPacket,
  end: EncodedPacket | null,
  config: VideoDecoderConfig,
  wanted: readonly number[],
): AsyncGenerator<VideoFrame> {
  const ready: VideoFrame[] = [];
  const errors: DOMException[] = [];
  let held: VideoFrame | null = null;
  let next = 0;
  /** The picture before this one stays on screen until it. */
  const take = (frame: VideoFrame): void => {
    if (held) {
      if (next < wanted.length && frame.timestamp / 1e6 > wanted[next]! + SLACK_S) {
        ready.push(held);
        while (next < wanted.length && frame.timestamp / 1e6 > wanted[next]! + SLACK_S) next++;
      } else held.close();
    }
    held = frame;
  };
  const decoder = new VideoDecoder({ output: take, error: (error) => errors.push(error) });
  try {
    decoder.configure(config);
    for (let packet: EncodedPacket | null = key; packet && next < wanted.length;) {
      decoder.decode(packet.toEncodedVideoChunk());
      while (decoder.decodeQueueSize > QUEUE && errors.length === 0) await dequeued(decoder);
      if (errors[0]) throw errors[0];
      for (let frame = ready.shift(); frame; frame = ready.shift()) yield frame;
      packet = await sink.getNextPacket(packet);
      if (packet && end && packet.sequenceNumber >= end.sequenceNumber) break;
    }
    await decoder.flush();
    if (next < wanted.length && held) {
      ready.push(held);
      held = null;
    }
    for (let frame = ready.shift(); frame; frame = ready.shift()) yield frame;
  } finally {
    if (decoder.state !== 'closed') decoder.close();
    for (const frame of ready) frame.close();
    (held as VideoFrame | null)?.close();
  }
}

/** The event may have passed already, so the wait also ends by itself. */
function dequeued(decoder: VideoDecoder): Promise<void> {
  return new Promise((resolve) => {
    const done = (): void => {
      clearTimeout(timer);
      decoder.removeEventListener('dequeue', done);
      resolve();
    };
    const timer = setTimeout(done, 20);
    decoder.addEventListener('dequeue', done);
  });
}
