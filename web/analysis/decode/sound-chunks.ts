/**
 * Pieces of decoded sound as they come (20 ms each, late, with gaps) enter; chunks of about half a second from 0 to
 * the end, in order and without gaps, leave.
 *
 * Silence is what a viewer hears where the track has nothing, so gaps are filled with it.
 */
import type { SoundChunk } from '#core/flow.ts';
import { seconds, type Seconds } from '#core/units.ts';

/** Long enough that the cost per chunk vanishes, short enough that progress moves. */
const CHUNK_S = 0.5;
/** Pieces up to here are handed on as they are. */
const MOST_S = 0.75;
/** Container times are rounded (1 ms in Matroska and FLV); a smaller gap is such a rounding. */
const GAP_S = 0.02;

/** @param end nothing from here on is handed out */
export async function* chunked(pieces: AsyncIterable<SoundChunk>, end: Seconds): AsyncGenerator<SoundChunk> {
  let held: SoundChunk[] = [];
  let heldSamples = 0;
  /** Samples handed out or held, counted from 0 s. */
  let position = 0;
  let shape: { readonly sampleRate: number; readonly channels: number } | null = null;
  const add = (at: number, channels: readonly Float32Array[], sampleRate: number): void => {
    held.push({ at: seconds(at), sampleRate, channels });
    heldSamples += channels[0]?.length ?? 0;
  };
  const flush = (): SoundChunk => {
    const chunk = join(held, heldSamples);
    held = [];
    heldSamples = 0;
    return chunk;
  };
  for await (const piece of pieces) {
    // A stream that changes its shape half-way (ADTS may) is measured up to there.
    shape ??= { sampleRate: piece.sampleRate, channels: piece.channels.length };
    if (piece.sampleRate !== shape.sampleRate || piece.channels.length !== shape.channels) break;
    const { sampleRate } = shape;
    const limit = Math.round(end * sampleRate);
    const most = Math.round(MOST_S * sampleRate);
    const from = Math.round(piece.at * sampleRate);
    if (from > position + GAP_S * sampleRate) {
      const silence = Math.min(from, limit) - position;
      for (let done = 0; done < silence;) {
        const part = Math.min(silence - done, most);
        add(
          position / sampleRate,
          piece.channels.map(() => new Float32Array(part)),
          sampleRate,
        );
        position += part;
        done += part;
        if (heldSamples >= CHUNK_S * sampleRate) yield flush();
      }
    }
    const length = piece.channels[0]?.length ?? 0;
    // What lies before the first picture is not heard.
    const skip = position === 0 && from < 0 ? Math.min(length, -from) : 0;
    const take = Math.min(length, skip + limit - position);
    // Whole minutes come in one piece from ffmpeg; measuring one would stop the worker for too long.
    for (let done = skip; done < take;) {
      const part = Math.min(take - done, most);
      add(
        position / sampleRate,
        piece.channels.map((samples) => samples.subarray(done, done + part)),
        sampleRate,
      );
      position += part;
      done += part;
      if (heldSamples >= CHUNK_S * sampleRate) yield flush();
    }
    if (position >= limit) break;
  }
  if (heldSamples > 0) yield flush();
}

function join(pieces: readonly SoundChunk[], samples: number): SoundChunk {
  const [first] = pieces;
  if (first === undefined) throw new RangeError('no sound to join');
  if (pieces.length === 1) return first;
  const channels = first.channels.map((_, channel) => {
    const joined = new Float32Array(samples);
    let at = 0;
    for (const piece of pieces) {
      const part = piece.channels[channel]!;
      joined.set(part, at);
      at += part.length;
    }
    return joined;
  });
  return { at: first.at, sampleRate: first.sampleRate, channels };
}
