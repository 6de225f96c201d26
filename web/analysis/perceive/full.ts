/** The full check: every picture of the clip enters, small; cuts, dissolves, freezes, flashes and motion to the picture leave. No network. */
import { FULL_MAX_S, FULL_SIZE, FullMeter } from '#core/signals/full.ts';
import { seconds } from '#core/units.ts';
import type { Perceiver } from './perceiver.ts';

export const FULL: Perceiver<'full'> = {
  kind: 'full',
  files: [],
  wants: { from: 'clip' },
  open: async (_, { clip }) => {
    const meter = new FullMeter();
    return {
      rung: 'plain',
      watch: async (open, tell, signal) => {
        const until = seconds(Math.min(clip.length, FULL_MAX_S));
        let told = 0;
        for await (const frame of open.every(signal, { size: FULL_SIZE, until })) {
          signal.throwIfAborted();
          meter.push(frame);
          if (frame.at - told < TOLD_EVERY_S) continue;
          told = frame.at;
          tell(frame.at, until);
        }
        for await (const patch of open.patches(meter.patchTimes(), signal)) meter.patch(patch);
        tell(until, until);
      },
      finish: () => meter.finish(clip),
      close: async () => undefined,
    };
  },
};

/** Of the clip; the bar moves smoothly enough. */
const TOLD_EVERY_S = 0.5;
