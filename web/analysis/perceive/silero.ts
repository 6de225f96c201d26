/** A network that runs Silero VAD enters; a function leaves that takes window after window and says how likely a voice is. */
import { VOICE_STATE } from '#core/signals/voice.ts';
import type { Net } from './net.ts';

/** The detector carries its state from window to window. */
export function listener({ run }: Pick<Net, 'run'>): (window: Float32Array) => Promise<number> {
  let state: Float32Array = new Float32Array(VOICE_STATE.reduce((a: number, b) => a * b, 1));
  return async (window) => {
    const { output, stateN } = await run({
      input: { type: 'float32', data: window, shape: [1, window.length] },
      state: { type: 'float32', data: state, shape: VOICE_STATE },
    });
    const probability = output?.data[0];
    if (probability === undefined || stateN === undefined) throw new Error('the speech detector gave no answer');
    state = stateN.data;
    return Number.isFinite(probability) ? probability : 0;
  };
}
