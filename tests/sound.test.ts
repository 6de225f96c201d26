/**
 * The sound of real clips and of spoken sentences: loudness and peak as ffmpeg tells them, speech as it was spoken.
 * Clips, ffmpeg and espeak-ng may be absent; each test then is skipped and the others go on.
 */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { seconds } from '#core/units.ts';
import { voiceOf } from '#core/signals/voice.ts';
import { hasFfmpeg, SHARED } from './perception/frames.ts';
import { openSilero } from './perception/silero.ts';
import { ebur128, measured, trackOf } from './perception/sound.ts';
import { hasEspeak, RATE, say, street, tune, VOICES } from './perception/spoken.ts';

/** ffmpeg 5.1.9, `ffmpeg -nostats -i CLIP -filter_complex "[0:a:0]ebur128=peak=true" -f null -`: LUFS and dBTP. */
const GOLDEN: readonly (readonly [clip: string, lufs: number | null, peak: number | null])[] = [
  ['phone/spotlight-a.mp4', -41.2, -26.5],
  ['phone/spotlight-b.mp4', -17.3, -0.4],
  ['phone/spotlight-c.mp4', -13, 1.8],
  ['formats/bbb_960x540_60fps_vp8.webm', -30.6, -19.7],
  ['formats/hdr10-av1.mp4', -45.3, -32.2],
  ['formats/multiple-aac-tracks.mp4', -37.4, -29],
  ['formats/rotate-buck-bunny.mp4', -44, -32.2],
  ['formats/sample.avi', -18.4, -7],
  ['formats/sample.mkv', -63.1, -51.2],
  ['formats/silent-black-10s.mp4', null, null],
];

describe.runIf(hasFfmpeg())('the sound of a real clip is within .1 LU and .3 dB of ffmpeg', () => {
  it.each(GOLDEN)('%s', (clip, lufs, peak) => {
    const path = join(SHARED, 'clips', clip);
    if (!existsSync(path)) return console.log(`${clip} is not at ${SHARED}: skipped`);
    const { loudness, peak: highest } = measured(trackOf(path)!);
    const now = ebur128(path);
    for (const [ours, theirs, most] of [
      [loudness, lufs, 0.1],
      [loudness, now.lufs, 0.1],
      [highest, peak, 0.3],
      [highest, now.peak, 0.3],
    ] as const) {
      if (theirs === null) expect(ours).toBeNull();
      else expect(Math.abs(ours! - theirs)).toBeLessThanOrEqual(most);
    }
  });
});

describe.runIf(hasEspeak())('the speech detector', () => {
  const sentence = (k: number): Float32Array => {
    // A second of silence before and after.
    const words = say(VOICES[k]!);
    const samples = new Float32Array(words.length + 2 * RATE);
    samples.set(words, RATE);
    return samples;
  };
  const share = (probabilities: readonly number[]): number =>
    probabilities.filter((p) => p >= 0.5).length / probabilities.length;

  it('hears a sentence where it is spoken, in every language tried', async () => {
    const silero = await openSilero();
    for (const k of VOICES.keys()) {
      const samples = sentence(k);
      const length = seconds(samples.length / RATE);
      const { firstWord, share: spoken } = voiceOf(await silero.listen(samples), length, null);
      expect(Math.abs(firstWord! - 1), VOICES[k]!.voice).toBeLessThanOrEqual(0.25);
      expect(Math.abs(spoken * length - (length - 2)), VOICES[k]!.voice).toBeLessThanOrEqual(0.6);
    }
    await silero.close();
  });
  it("takes no window without the end of the one before: asked so, the package's own file hears nobody", async () => {
    const silero = await openSilero();
    const samples = sentence(0);
    expect(share(await silero.listen(samples))).toBeGreaterThan(0.5);
    await expect(silero.listen(samples, { context: false })).rejects.toThrow('invalid dimensions');
    await silero.close();
  });
});

it('nobody speaks in a tune, in a street, in silence and in an empty track', async () => {
  const silero = await openSilero();
  for (const samples of [tune(6, 4), street(6, 4), new Float32Array(2 * RATE), new Float32Array(0)]) {
    const probabilities = await silero.listen(samples);
    expect(probabilities.every((p) => p < 0.5)).toBe(true);
    expect(voiceOf(probabilities, seconds(samples.length / RATE), null).firstWord).toBeNull();
  }
  await silero.close();
});

it('8 kHz and 192 kHz are heard as well', async () => {
  const silero = await openSilero();
  for (const rate of [8000, 192000]) {
    const samples = new Float32Array(rate);
    expect(await silero.listen(samples, { rate })).toHaveLength(32);
  }
  await silero.close();
});
