import { describe, expect, it } from 'vitest';
import { aSound } from '../invented-cases.ts';
import { seconds, share } from '../units.ts';
import { chunksOf, noise, sine } from './rendered.ts';
import { Resampler } from './resample.ts';
import { VOICE_CONTEXT, VOICE_HOP, VOICE_WINDOW, voiceOf, VoiceWindows, wordsPerMinute } from './voice.ts';

/** So many hops at each probability. */
const heard = (...runs: readonly (readonly [hops: number, probability: number])[]): number[] =>
  runs.flatMap(([hops, probability]) => Array.from({ length: hops }, () => probability));
const lengthOf = (list: readonly number[]) => seconds(list.length * VOICE_HOP);

describe('when someone speaks', () => {
  it('two words of a second with a second between them', () => {
    const probabilities = heard([31, 0.02], [31, 0.9], [31, 0.02], [31, 0.9], [31, 0.02]);
    const voice = voiceOf(probabilities, lengthOf(probabilities), null);
    expect(voice.firstWord).toBeCloseTo(31 * 0.032, 6);
    expect(voice.speech).toHaveLength(2);
    expect(voice.share).toBeCloseTo(0.4, 6);
    expect(voice.longestSilence!.from).toBeCloseTo(62 * 0.032, 6);
    expect(voice.longestSilence!.to).toBeCloseTo(93 * 0.032, 6);
    expect(voice.overMusic).toBeNull();
  });
  it('a breath of a twentieth of a second parts no sentence, and a click is no word', () => {
    const sentence = heard([20, 0.9], [2, 0.1], [20, 0.9], [30, 0.1], [3, 0.9], [30, 0.1]);
    expect(voiceOf(sentence, lengthOf(sentence), null).speech).toHaveLength(1);
  });
  it('a voice that fades between the two thresholds goes on', () => {
    const fading = heard([20, 0.9], [20, 0.4], [20, 0.9]);
    expect(voiceOf(fading, lengthOf(fading), null).share).toBeCloseTo(1, 6);
  });
  it('nobody: no first word and no silence between words, which is not a long one', () => {
    expect(voiceOf(heard([60, 0.05]), seconds(2), null)).toMatchObject({
      share: 0,
      firstWord: null,
      longestSilence: null,
      speech: [],
    });
    expect(voiceOf([], seconds(0), null)).toMatchObject({ share: 0, firstWord: null });
  });
  it('music that plays in every pause plays under the voice; music that stops before it does not', () => {
    const probabilities = heard([31, 0.02], [31, 0.9], [31, 0.02], [31, 0.9], [31, 0.02]);
    const length = lengthOf(probabilities);
    const withMusic = (from: number, to: number) =>
      aSound({ length, music: { share: share(0.5), spans: [{ from: seconds(from), to: seconds(to) }] } });
    expect(voiceOf(probabilities, length, withMusic(0, length)).overMusic).toBeCloseTo(1, 6);
    expect(voiceOf(probabilities, length, withMusic(0, 0.9)).overMusic).toBe(0);
  });
  it('counts words a minute of speech, not of clip', () => {
    const probabilities = heard([100, 0.9], [100, 0.02]);
    const voice = voiceOf(probabilities, lengthOf(probabilities), null);
    // 8 words in 3.2 s.
    expect(wordsPerMinute('One two three, four – five six seven eight!', voice)).toBeCloseTo(150, 6);
    expect(wordsPerMinute(' … ', voice)).toBeNull();
    expect(wordsPerMinute('a word', voiceOf([], seconds(4), null))).toBeNull();
  });
});

describe('the windows for the speech detector', () => {
  const windowsOf = (rate: number, channels: number, chunk: number): Float32Array[] => {
    const windows = new VoiceWindows();
    const waves = Array.from({ length: channels }, () => sine(200, 0.5));
    const all = [...chunksOf(waves, 2, rate, chunk)].flatMap((run) => windows.push(run));
    return [...all, ...windows.finish()];
  };
  it('each begins with the end of the one before', () => {
    const windows = windowsOf(16000, 1, 0.3);
    for (const [i, window] of windows.entries()) {
      expect(window).toHaveLength(VOICE_CONTEXT + VOICE_WINDOW);
      const before = windows[i - 1];
      const front = [...window.subarray(0, VOICE_CONTEXT)];
      expect(front).toEqual(before ? [...before.subarray(VOICE_WINDOW)] : front.map(() => 0));
    }
  });
  it.each([
    ['8 kHz mono', 8000, 1],
    ['44.1 kHz stereo', 44100, 2],
    ['192 kHz 5.1', 192000, 6],
    ['11,025 Hz', 11025, 1],
  ])('%s: 2 s are 63 windows of the same tone', (_, rate, channels) => {
    const windows = windowsOf(rate, channels, 0.25);
    expect(windows).toHaveLength(63);
    const expected = windowsOf(16000, 1, 0.25);
    for (const k of [5, 30, 55]) {
      for (let i = 0; i < windows[k]!.length; i += 37) expect(windows[k]![i]!).toBeCloseTo(expected[k]![i]!, 2);
    }
  });
  it('a track without samples gives none', () => {
    expect(new VoiceWindows().finish()).toEqual([]);
  });
});

describe('another rate', () => {
  const peakOf = (hz: number, from: number, to: number): number => {
    const resampler = new Resampler(from, to);
    const samples = [...chunksOf([sine(hz, 0.5)], 1, from, 0.1)].map(({ channels }) => resampler.push(channels[0]!));
    const all = [...samples, resampler.finish()].flatMap((run) => [...run]);
    // The ends, where silence begins, ring.
    return Math.max(...all.slice(0.1 * to, 0.9 * to).map(Math.abs));
  };
  it('a tone that both rates can carry keeps its height', () => {
    expect(peakOf(1000, 48000, 16000)).toBeCloseTo(0.5, 2);
    expect(peakOf(3000, 44100, 16000)).toBeCloseTo(0.5, 2);
    expect(peakOf(1000, 8000, 16000)).toBeCloseTo(0.5, 2);
  });
  it('a tone over half of the new rate is gone, not folded down', () => {
    expect(peakOf(12000, 48000, 16000)).toBeLessThan(0.005);
    expect(peakOf(9500, 44100, 16000)).toBeLessThan(0.005);
  });
  it('it does not matter how the sound is cut into runs', () => {
    const cut = (chunk: number): number[] => {
      const resampler = new Resampler(44100, 16000);
      const runs = [...chunksOf([noise(0.4)], 1, 44100, chunk)].map(({ channels }) => resampler.push(channels[0]!));
      return [...runs, resampler.finish()].flatMap((run) => [...run]);
    };
    expect(cut(0.0131)).toEqual(cut(1));
  });
});
