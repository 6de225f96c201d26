/**
 * `npx tsx tests/perception/voice.ts`: how well speech is found, per 100 ms, in spoken sentences of eight voices, plain
 * and under music and noise, and in sounds without a voice. Prints precision and recall with their numbers, the same
 * for the rhythm heuristic of signals/speech.ts, and the detector run without its context.
 */
import { writeFileSync } from 'node:fs';
import { seconds } from '#core/units.ts';
import { SoundMeter } from '#core/signals/sound.ts';
import { voiceOf } from '#core/signals/voice.ts';
import { openSilero } from './silero.ts';
import { hasEspeak, RATE, spoken, STEPS, street, tune, under, VOICES, type Spoken } from './spoken.ts';

const LENGTH = 40;

export interface Count {
  readonly right: number;
  readonly wrong: number;
  readonly missed: number;
  readonly n: number;
}

async function main(): Promise<void> {
  if (!hasEspeak()) {
    console.log('espeak-ng is not installed (Debian: apt install espeak-ng): nothing was checked');
    return;
  }
  const silero = await openSilero();
  const plain = VOICES.map((voice, k) => spoken([voice], LENGTH, 11 + k));
  const kinds: readonly (readonly [string, readonly Spoken[]])[] = [
    ['plain', plain],
    ...([20, 10, 5, 0] as const).map((db): [string, Spoken[]] => [
      `street ${db} dB under`,
      plain.map(({ samples, truth }, k) => ({ samples: under(samples, street(LENGTH, 30 + k), db), truth })),
    ]),
    ...([20, 10, 5, 0] as const).map((db): [string, Spoken[]] => [
      `music ${db} dB under`,
      plain.map(({ samples, truth }, k) => ({ samples: under(samples, tune(LENGTH, 50 + k), db), truth })),
    ]),
    ['music alone', [1, 2, 3, 4].map((k) => silent(tune(LENGTH, 70 + k)))],
    ['street alone', [1, 2].map((k) => silent(street(LENGTH, 80 + k)))],
  ];
  console.log(
    'sound                 precision  recall  (steps of 100 ms: speech, all)   over music  music-like  rhythm share',
  );
  const measuredRows: { what: string; value: string }[] = [];
  for (const [name, clips] of kinds) {
    let total: Count = { right: 0, wrong: 0, missed: 0, n: 0 };
    const over: number[] = [];
    const music: number[] = [];
    const like: number[] = [];
    for (const { samples, truth } of clips) {
      const sound = measured(samples);
      const voice = voiceOf(await silero.listen(samples), seconds(LENGTH), sound);
      const count = compare(truth, voice.speech);
      total = {
        right: total.right + count.right,
        wrong: total.wrong + count.wrong,
        missed: total.missed + count.missed,
        n: total.n + count.n,
      };
      if (voice.overMusic !== null) over.push(voice.overMusic);
      music.push(sound.music?.share ?? NaN);
      like.push(sound.speechLike);
    }
    const share = (a: number, b: number): string => (b > 0 ? (a / b).toFixed(3) : '  –  ');
    const mean = (list: readonly number[]): string =>
      list.length > 0 ? (list.reduce((a, b) => a + b, 0) / list.length).toFixed(2) : '–';
    measuredRows.push({
      what: name,
      value: `precision ${share(total.right, total.right + total.wrong)}, recall ${share(total.right, total.right + total.missed)} of ${total.right + total.missed} steps of speech in ${total.n}, ${total.wrong} wrong; over music ${mean(over)}, music-like ${mean(music)}, rhythm of speech ${mean(like)}`,
    });
    console.log(
      `${name.padEnd(22)}${share(total.right, total.right + total.wrong)}      ${share(total.right, total.right + total.missed)}   (${total.right + total.missed}, ${total.n}; ${total.wrong} wrong)`.padEnd(
        78,
      ) + `${mean(over)}        ${mean(music)}        ${mean(like)}`,
    );
  }
  writeFileSync(new URL('voice.measured.json', import.meta.url), `${JSON.stringify(measuredRows, null, 2)}\n`);
  await silero.close();
}

const silent = (samples: Float32Array): Spoken => ({
  samples,
  truth: Array.from({ length: (samples.length / RATE) * STEPS }, () => false),
});

function measured(samples: Float32Array): ReturnType<SoundMeter['finish']> {
  const meter = new SoundMeter();
  meter.push({ at: seconds(0), sampleRate: RATE, channels: [samples] });
  return meter.finish();
}

/** A step is found to be speech when speech covers its middle. */
function compare(truth: Spoken['truth'], speech: readonly { readonly from: number; readonly to: number }[]): Count {
  let [right, wrong, missed, n] = [0, 0, 0, 0];
  for (const [i, is] of truth.entries()) {
    if (is === null) continue;
    n++;
    const middle = (i + 0.5) / STEPS;
    const found = speech.some(({ from, to }) => from <= middle && middle < to);
    if (found && is) right++;
    else if (found) wrong++;
    else if (is) missed++;
  }
  return { right, wrong, missed, n };
}

await main();
