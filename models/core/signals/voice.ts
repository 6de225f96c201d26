/**
 * Sound enters, cut into what the speech detector wants to hear; its answers enter, and when someone speaks leaves.
 *
 * The detector is Silero VAD: 32 ms of sound at 16 kHz at a time, with the last 4 ms of what came before in front.
 * Without those it answers "nobody" to nearly everything, and no error is seen (snakers4/silero-vad#771).
 */
import type { SoundChunk, SoundSignals, Span, VoiceSignals } from '../flow.ts';
import { seconds, share, type Seconds } from '../units.ts';
import { Resampler } from './resample.ts';

export const VOICE_RATE = 16000;
export const VOICE_WINDOW = 512;
/** Samples of the window before that stand in front. */
export const VOICE_CONTEXT = 64;
export const VOICE_HOP = seconds(VOICE_WINDOW / VOICE_RATE);
/** Numbers that the detector carries from window to window. */
export const VOICE_STATE = [2, 1, 128] as const;

/** The detector's own defaults (silero-vad 6, utils_vad.py, get_speech_timestamps): it begins at .5 and ends under .35. */
const BEGINS = 0.5;
const ENDS = 0.35;
/** Shortest speech and shortest pause, s: from the same place. */
const SPEECH_MIN = 0.25;
const PAUSE_MIN = 0.1;
/** Pauses from here on let what plays behind a voice be heard, s: one look of signals/music.ts is not shorter than it. */
const GAP_MIN = 0.3;

/** Runs of sound of any rate and number of channels → windows for the detector, each with its context in front. */
export class VoiceWindows {
  #resampler: Resampler | null = null;
  #rate = 0;
  #window = new Float32Array(VOICE_CONTEXT + VOICE_WINDOW);
  #filled = VOICE_CONTEXT;

  push(chunk: SoundChunk): Float32Array[] {
    const mono = mixed(chunk.channels);
    if (mono.length === 0) return [];
    const windows: Float32Array[] = [];
    // A stream that changes its rate on the way (HE-AAC does) goes on with another filter.
    if (this.#resampler === null || chunk.sampleRate !== this.#rate) {
      if (this.#resampler) windows.push(...this.#cut(this.#resampler.finish()));
      this.#rate = chunk.sampleRate;
      this.#resampler = new Resampler(Math.round(chunk.sampleRate), VOICE_RATE);
    }
    windows.push(...this.#cut(this.#resampler.push(mono)));
    return windows;
  }

  /** The last window, filled up with silence. */
  finish(): Float32Array[] {
    const windows = this.#resampler ? this.#cut(this.#resampler.finish()) : [];
    if (this.#filled > VOICE_CONTEXT) {
      windows.push(...this.#cut(new Float32Array(VOICE_CONTEXT + VOICE_WINDOW - this.#filled)));
    }
    return windows;
  }

  #cut(samples: Float32Array): Float32Array[] {
    const windows: Float32Array[] = [];
    for (let from = 0; from < samples.length;) {
      const count = Math.min(samples.length - from, this.#window.length - this.#filled);
      this.#window.set(samples.subarray(from, from + count), this.#filled);
      this.#filled += count;
      from += count;
      if (this.#filled < this.#window.length) break;
      windows.push(this.#window);
      const next = new Float32Array(this.#window.length);
      next.set(this.#window.subarray(VOICE_WINDOW));
      this.#window = next;
      this.#filled = VOICE_CONTEXT;
    }
    return windows;
  }
}

/** @param sound of the same clip; null where it was not measured: then nothing is said of music */
export function voiceOf(probabilities: readonly number[], length: Seconds, sound: SoundSignals | null): VoiceSignals {
  const speech = speechSpans(probabilities, length);
  const spoken = speech.reduce((sum, { from, to }) => sum + to - from, 0);
  return {
    hop: VOICE_HOP,
    probabilities,
    share: share(length > 0 ? Math.min(1, spoken / length) : 0),
    firstWord: speech[0]?.from ?? null,
    longestSilence: longestGap(speech),
    speech,
    overMusic: overMusic(speech, sound),
  };
}

function speechSpans(probabilities: readonly number[], length: Seconds): Span[] {
  const spans: Span[] = [];
  let from: number | null = null;
  let quietFrom: number | null = null;
  const close = (to: number): void => {
    if (from !== null && to - from >= SPEECH_MIN) {
      spans.push({ from: seconds(from), to: seconds(Math.min(length, to)) });
    }
    from = null;
    quietFrom = null;
  };
  for (const [i, probability] of probabilities.entries()) {
    const at = i * VOICE_HOP;
    if (probability >= BEGINS) {
      from ??= at;
      quietFrom = null;
    } else if (from !== null && probability < ENDS) {
      quietFrom ??= at;
      if (at + VOICE_HOP - quietFrom >= PAUSE_MIN) close(quietFrom);
    }
  }
  close(quietFrom ?? Math.min(length, probabilities.length * VOICE_HOP));
  return spans;
}

function longestGap(speech: readonly Span[]): Span | null {
  let longest: Span | null = null;
  for (const [i, next] of speech.entries()) {
    const before = speech[i - 1];
    if (before === undefined) continue;
    if (longest === null || next.from - before.to > longest.to - longest.from)
      longest = { from: before.to, to: next.from };
  }
  return longest;
}

/** Under a voice music cannot be told for sure; in its pauses it can, and what plays there plays on. */
function overMusic(speech: readonly Span[], sound: SoundSignals | null): VoiceSignals['overMusic'] {
  const music = sound?.music?.spans;
  if (music === undefined || speech.length === 0) return null;
  let heard = 0;
  let played = 0;
  for (const [i, { to }] of speech.entries()) {
    const next = speech[i + 1]?.from ?? sound?.length ?? to;
    if (next - to < GAP_MIN) continue;
    // Of a long pause only the ends tell of what stands under the voice.
    const until = Math.min(next, to + 1);
    heard += until - to;
    played += music.reduce((sum, span) => sum + Math.max(0, Math.min(span.to, until) - Math.max(span.from, to)), 0);
  }
  return heard > 0 ? share(Math.min(1, played / heard)) : null;
}

/** Words of a transcript over the time in which someone speaks; null where it cannot be told. */
export function wordsPerMinute(transcript: string, { speech }: VoiceSignals): number | null {
  const words = transcript.split(/\s+/u).filter((word) => /[\p{L}\p{N}]/u.test(word)).length;
  const spoken = speech.reduce((sum, { from, to }) => sum + to - from, 0);
  return words > 0 && spoken >= 1 ? (60 * words) / spoken : null;
}

function mixed(channels: readonly Float32Array[]): Float32Array {
  const [first] = channels;
  if (first === undefined || channels.length === 1) return first ?? new Float32Array(0);
  return Float32Array.from(
    first,
    (_, i) => channels.reduce((sum, samples) => sum + (samples[i] ?? 0), 0) / channels.length,
  );
}
