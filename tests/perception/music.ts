/**
 * `npx tsx tests/perception/music.ts [A|B]`: how much of synthesised music in nine styles is called music, how much of
 * it under a voice, and how much of sounds that are none. Seeds of set A may be looked at while choosing figures; those
 * of B are the figure, which goes into music.measured.json.
 */
import { writeFileSync } from 'node:fs';
import { SoundMeter } from '#core/signals/sound.ts';
import { seconds } from '#core/units.ts';
import { MUSIC, NO_MUSIC, type Rendered } from './music-styles.ts';
import { hasEspeak, RATE, under } from './spoken.ts';

const LENGTH = 16;
const SEEDS = { A: [11, 12, 13], B: [71, 72, 73, 74, 75] } as const;

function shareOf(samples: Float32Array): { readonly music: number; readonly beat: number } {
  const meter = new SoundMeter();
  for (let from = 0; from < samples.length; from += RATE)
    meter.push({ at: seconds(from / RATE), sampleRate: RATE, channels: [samples.subarray(from, from + RATE)] });
  const sound = meter.finish();
  return { music: sound.music?.share ?? 0, beat: sound.tempo?.strength ?? 0 };
}

if (!hasEspeak()) console.log('espeak-ng is not installed (Debian: apt install espeak-ng): nothing was checked');
else {
  const set = process.argv[2] === 'A' ? 'A' : 'B';
  const rows: { what: string; value: string }[] = [];
  const tell = (what: string, make: Rendered): number => {
    const shares = SEEDS[set].map((seed) => shareOf(make(LENGTH, seed)));
    const mean = shares.reduce((sum, { music }) => sum + music, 0) / shares.length;
    const value = `${mean.toFixed(2)} of it called music (${shares.map(({ music }) => music.toFixed(2)).join(' ')}; beat ${shares.map(({ beat }) => beat.toFixed(2)).join(' ')})`;
    rows.push({ what, value });
    console.log(`${what.padEnd(44)} ${value}`);
    return mean;
  };
  const voice = NO_MUSIC['one voice']!;
  const music = Object.entries(MUSIC).map(([name, make]) => tell(name, make));
  const talked = Object.entries(MUSIC).map(([name, make]) =>
    tell(`${name}, 6 dB under a voice`, (length, seed) => under(voice(length, seed), make(length, seed), 6)),
  );
  const none = Object.entries(NO_MUSIC).map(([name, make]) => tell(name, make));
  const mean = (list: readonly number[]): string => (list.reduce((a, b) => a + b, 0) / list.length).toFixed(2);
  const value = `music ${mean(music)}, under a voice ${mean(talked)}, no music ${mean(none)}; ${SEEDS[set].length} seeds of ${LENGTH} s each`;
  rows.push({ what: 'mean over the styles', value });
  console.log(value);
  if (set === 'B') writeFileSync(new URL('music.measured.json', import.meta.url), `${JSON.stringify(rows, null, 2)}\n`);
}
