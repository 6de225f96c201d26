/**
 * Runs of samples enter in order; what the sound of the clip shows leaves.
 * Any rate, any number of channels; what is kept grows by some 500 numbers a second, never by the samples.
 */
import type { SoundChunk, SoundSignals } from '../flow.ts';
import { decibels, hertz, seconds } from '../units.ts';
import { LevelMeter } from './levels.ts';
import { LoudnessMeter, STEPS_PER_SECOND } from './loudness.ts';
import { MusicMeter } from './music.ts';
import { SPECTRA_PER_SECOND, SpectrumMeter, type Spectra } from './spectrum.ts';
import { speechLikeOf } from './speech.ts';
import { onsetRateOf, tempoOf } from './tempo.ts';
import { TruePeakMeter } from './true-peak.ts';

export class SoundMeter {
  #meters: Meters | null = null;

  push(chunk: SoundChunk): void {
    const first = chunk.channels[0];
    if (first === undefined || first.length === 0) return;
    const meters = (this.#meters ??= metersFor(chunk.sampleRate, chunk.channels.length));
    // A stream may change its layout or rate on the way (HE-AAC does): it is brought to what it began with.
    const channels = Array.from({ length: meters.channels }, (_, c) =>
      atRate(chunk.channels[c] ?? first, chunk.sampleRate, meters.rate),
    );
    meters.loudness.push(channels);
    meters.levels.push(channels);
    for (const [c, peak] of meters.peaks.entries()) peak.push(channels[c]!);
    meters.music.push(meters.spectrum.push(mono(channels)));
  }

  /** Call once, after the last chunk. A track without samples is a silence of no length. */
  finish(): SoundSignals {
    const { rate, loudness, levels, peaks, spectrum, music } = this.#meters ?? metersFor(48000, 1);
    const { length, silences, firstSound, clipped, clippedAt, noiseFloor, sounding } = levels.finish();
    const { peak, at } = peaks
      .map((meter) => meter.finish())
      .reduce((most, each) => (each.peak > most.peak ? each : most));
    const spectra = spectrum.finish();
    const { momentary, ...loud } = loudness.finish();
    const tempo = tempoOf(spectra);
    return {
      length,
      ...loud,
      peak: peak > 0 ? decibels(20 * Math.log10(peak)) : null,
      peakAt: peak > 0 ? seconds(at / rate) : null,
      momentary: { hop: seconds(1 / STEPS_PER_SECOND), values: momentary },
      silences,
      firstSound,
      clipped,
      clippedAt,
      noiseFloor,
      tempo,
      onsetRate: onsetRateOf(spectra.onset),
      ...speechLikeOf(spectra, sounding),
      music: music.finish(sounding, tempo?.strength ?? 0),
      brightness: brightnessOf(spectra, sounding),
    };
  }
}

interface Meters {
  readonly rate: number;
  readonly channels: number;
  readonly loudness: LoudnessMeter;
  readonly levels: LevelMeter;
  readonly peaks: readonly TruePeakMeter[];
  readonly spectrum: SpectrumMeter;
  readonly music: MusicMeter;
}

function metersFor(rate: number, channels: number): Meters {
  const spectrum = new SpectrumMeter(rate);
  return {
    rate,
    channels,
    loudness: new LoudnessMeter(rate, channels),
    levels: new LevelMeter(rate, channels),
    peaks: Array.from({ length: channels }, () => new TruePeakMeter()),
    spectrum,
    music: new MusicMeter(spectrum.rate),
  };
}

function mono(channels: readonly Float32Array[]): Float32Array {
  if (channels.length === 1) return channels[0]!;
  const mixed = channels[0]!.slice();
  const share = 1 / channels.length;
  for (let c = 1; c < channels.length; c++) {
    const samples = channels[c]!;
    for (let i = 0; i < mixed.length; i++) mixed[i]! += samples[i]!;
  }
  for (let i = 0; i < mixed.length; i++) mixed[i]! *= share;
  return mixed;
}

/** Straight lines between samples: good enough for the rare stream that changes its rate. */
function atRate(samples: Float32Array, from: number, to: number): Float32Array {
  if (from === to) return samples;
  return Float32Array.from({ length: Math.round((samples.length * to) / from) }, (_, i) => {
    const at = Math.min(samples.length - 1, (i * from) / to);
    const left = Math.floor(at);
    const right = Math.min(samples.length - 1, left + 1);
    return samples[left]! + (at - left) * (samples[right]! - samples[left]!);
  });
}

/** Mean centre of gravity of the spectrum while there is sound. */
function brightnessOf({ centroid }: Spectra, sounding: readonly boolean[]): SoundSignals['brightness'] {
  let sum = 0;
  let count = 0;
  for (let i = 0; i < centroid.length; i++) {
    // Window i / 5 of levels.ts, by the middle of the spectrum.
    if (sounding[Math.floor(((i + 1.5) * 20) / SPECTRA_PER_SECOND)] !== true) continue;
    sum += centroid[i]!;
    count++;
  }
  return count > 0 ? hertz(sum / count) : null;
}
