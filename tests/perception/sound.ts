/**
 * `npx tsx tests/perception/sound.ts`: loudness, range and true peak of the clips of shared/clips beside ffmpeg's
 * ebur128 on the same samples, and what else is told of their sound; then the tempo of rendered patterns. The figures go
 * into sound.measured.json. Says so and checks nothing without ffmpeg.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { SoundSignals } from '#core/flow.ts';
import { PATTERNS, patternWave } from '#core/signals/beats.ts';
import { soundOf } from '#core/signals/rendered.ts';
import { SoundMeter } from '#core/signals/sound.ts';
import { seconds } from '#core/units.ts';
import { hasFfmpeg, SHARED } from './frames.ts';

interface Reference {
  readonly lufs: number | null;
  readonly range: number;
  readonly peak: number | null;
}

export interface Track {
  readonly rate: number;
  readonly channels: readonly Float32Array[];
}

/** The first audio track as ffmpeg decodes it; null without one. */
export function trackOf(path: string): Track | null {
  const probe = spawnSync('ffprobe', [
    ...[
      '-v',
      'error',
      '-select_streams',
      'a:0',
      '-show_entries',
      'stream=sample_rate,channels',
      '-of',
      'csv=p=0',
      path,
    ],
  ]);
  const [rate, count] = probe.stdout.toString().trim().split('\n')[0]!.split(',').map(Number);
  if (!rate || !count) return null;
  const { stdout } = spawnSync('ffmpeg', ['-v', 'error', '-i', path, '-map', '0:a:0', '-f', 'f32le', '-'], {
    maxBuffer: 2 ** 30,
  });
  const samples = new Float32Array(
    stdout.buffer.slice(stdout.byteOffset, stdout.byteOffset + 4 * Math.floor(stdout.length / 4)),
  );
  const length = Math.floor(samples.length / count);
  const channels = Array.from({ length: count }, (_, c) =>
    Float32Array.from({ length }, (_, i) => samples[i * count + c]!),
  );
  return length > 0 ? { rate, channels } : null;
}

export function measured({ rate, channels }: Track): SoundSignals {
  const meter = new SoundMeter();
  const length = channels[0]!.length;
  for (let from = 0; from < length; from += rate) {
    const run = channels.map((samples) => samples.subarray(from, Math.min(length, from + rate)));
    meter.push({ at: seconds(from / rate), sampleRate: rate, channels: run });
  }
  return meter.finish();
}

/** The summary that ebur128 writes at the end; its floor of -70 is no loudness. */
export function ebur128(path: string): Reference {
  const { stderr } = spawnSync(
    'ffmpeg',
    ['-nostats', '-i', path, '-filter_complex', '[0:a:0]ebur128=peak=true', '-f', 'null', '-'],
    {
      maxBuffer: 2 ** 30,
    },
  );
  const summary = stderr.toString().split('Summary:').at(-1)!;
  const value = (name: string): number =>
    Number(new RegExp(`${name}:\\s+(-?[\\d.]+|-?inf|nan)`, 'u').exec(summary)?.[1]);
  const lufs = value('I');
  const peak = value('Peak');
  return { lufs: lufs <= -70 ? null : lufs, range: value('LRA'), peak: Number.isFinite(peak) ? peak : null };
}

function main(): void {
  const folders = ['phone', 'formats'].map((name) => join(SHARED, 'clips', name)).filter(existsSync);
  if (!hasFfmpeg() || folders.length === 0) {
    console.log('no ffmpeg or no shared clips: nothing was checked');
    return;
  }
  console.log('clip'.padEnd(44), 'ours: LUFS  peak   ffmpeg: LUFS  peak   off');
  let [most, mostPeak, n] = [0, 0, 0];
  for (const path of folders.flatMap((folder) => readdirSync(folder).map((name) => join(folder, name)))) {
    const track = trackOf(path);
    if (track === null) continue;
    const ours = measured(track);
    const theirs = ebur128(path);
    n++;
    const off = Math.abs((ours.loudness ?? -70) - (theirs.lufs ?? -70));
    const offPeak = ours.peak === null || theirs.peak === null ? 0 : Math.abs(ours.peak - theirs.peak);
    most = Math.max(most, off);
    mostPeak = Math.max(mostPeak, offPeak);
    const told = (value: number | null): string => (value === null ? '–' : value.toFixed(2)).padStart(7);
    console.log(
      path.slice(SHARED.length + 7).padEnd(44),
      `${told(ours.loudness)} ${told(ours.peak)}   ${told(theirs.lufs)} ${told(theirs.peak)}   ${off.toFixed(2)} ${offPeak.toFixed(2)}`,
      `  tempo ${ours.tempo === null ? '–' : ours.tempo.bpm.toFixed(0)} music ${ours.music!.share.toFixed(2)} rhythm of speech ${ours.speechLike.toFixed(2)} clipped ${ours.clipped.toFixed(4)} first ${ours.firstSound ?? '–'}`,
    );
  }
  console.log(`\n${n} tracks: at most ${most.toFixed(2)} LU and ${mostPeak.toFixed(2)} dB off`);
  const right = PATTERNS.filter((pattern) => {
    const { tempo } = soundOf([patternWave(pattern)], 16);
    return tempo !== null && Math.abs(tempo.bpm / pattern.bpm - 1) <= 0.02;
  });
  console.log(`${right.length} of ${PATTERNS.length} rendered patterns have their tempo within 2 %`);
  const rows = [
    { what: 'tracks', value: `${n}` },
    { what: 'at most off', value: `${most.toFixed(2)} LU, ${mostPeak.toFixed(2)} dB` },
    { what: 'tempo within 2 %', value: `${right.length} of ${PATTERNS.length}` },
  ];
  writeFileSync(new URL('sound.measured.json', import.meta.url), `${JSON.stringify(rows, null, 2)}\n`);
}

if (process.argv[1]?.endsWith('sound.ts')) main();
