/**
 * Frames → how clean each is, by our own small network (models/zoo/quality): higher means less blur, noise, darkness,
 * clipping, compression and upscaling than in another frame of the same scene.
 */
import type { QualitySignals } from '#core/flow.ts';
import { lumaOf, QUALITY_LEAST_SIDE, QUALITY_SIZE, qualitySignals } from '#core/signals/quality.ts';
import { perceptFiles } from './files.ts';
import { lookTimes } from './looks.ts';
import { floats, openNet } from './net.ts';
import type { Perceiver } from './perceiver.ts';

const files = perceptFiles('quality');

export const QUALITY: Perceiver<'quality'> = {
  kind: 'quality',
  files,
  wants: { from: 'frames', size: QUALITY_SIZE, times: lookTimes },
  async open(tools) {
    const [weights] = files;
    if (!weights) throw new RangeError('the quality network has no file');
    const net = await openNet(tools.file(weights), tools);
    const seen: QualitySignals['frames'][number][] = [];
    return {
      rung: net.rung,
      threads: net.threads,
      async see(frame) {
        const { width, height } = frame;
        if (Math.min(width, height) < QUALITY_LEAST_SIDE) return;
        const out = await net.run({ luma: floats(lumaOf(frame), [1, 1, height, width]) });
        const value = out['quality']?.data[0];
        if (value !== undefined && Number.isFinite(value)) seen.push({ at: frame.at, value });
      },
      finish: () => qualitySignals(seen),
      close: () => net.close(),
    };
  },
};
