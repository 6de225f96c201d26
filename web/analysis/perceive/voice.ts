/**
 * Sound of a clip enters, when someone speaks leaves: Silero VAD on ONNX Runtime, one window of 32 ms after the other.
 * What is put in and what is made of the answers stands in core/signals/voice.ts.
 */
import { voiceOf, VoiceWindows } from '#core/signals/voice.ts';
import { seconds } from '#core/units.ts';
import { perceptFiles } from './files.ts';
import { openNet } from './net.ts';
import type { Perceiver } from './perceiver.ts';
import { listener } from './silero.ts';

const FILES = perceptFiles('silero');
/** Longest sound listened to, s: a short video has no more, and 10 min take some 6 s on two cores. */
const LONGEST = 600;

export const VOICE = {
  kind: 'voice',
  files: FILES,
  wants: {
    from: 'sound',
    until: ({ signals }) => seconds(Math.min(LONGEST, signals.sound?.length ?? signals.clip.length)),
  },
  async open(tools, { signals }) {
    // holds: percept-sources.ts names one file
    const net = await openNet(tools.file(FILES[0]!), tools);
    const windows = new VoiceWindows();
    const listen = listener(net);
    const probabilities: number[] = [];
    let heard = 0;
    const all = async (list: readonly Float32Array[]): Promise<void> => {
      for (const window of list) probabilities.push(await listen(window));
    };
    return {
      rung: net.rung,
      threads: net.threads,
      async hear(chunk) {
        heard = Math.max(heard, chunk.at + (chunk.channels[0]?.length ?? 0) / chunk.sampleRate);
        await all(windows.push(chunk));
      },
      async finish() {
        await all(windows.finish());
        return voiceOf(probabilities, seconds(heard), signals.sound);
      },
      close: () => net.close(),
    };
  },
} satisfies Perceiver<'voice'>;
