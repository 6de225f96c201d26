/** Frames → how much of each people take up, by MediaPipe's person mask (web/build/percept-sources.ts). */
import { objectSignals, PEOPLE_SIZE, peoplePatch, personShare } from '#core/signals/objects.ts';
import type { Frame } from '#core/flow.ts';
import type { Share } from '#core/units.ts';
import { perceptFiles } from './files.ts';
import { LOOK_SIZE, lookTimes } from './looks.ts';
import { floats, openNet } from './net.ts';
import type { Perceiver } from './perceiver.ts';

const files = perceptFiles('people');

export const PEOPLE: Perceiver<'objects'> = {
  kind: 'objects',
  files,
  wants: { from: 'frames', size: LOOK_SIZE, times: lookTimes },
  async open(tools) {
    const [weights] = files;
    if (!weights) throw new RangeError('the person mask has no file');
    // Not on WebGPU: there its answer is off by 6 % of the largest number (ONNX Runtime 1.30, software adapter).
    const net = await openNet(tools.file(weights), tools);
    const looks: { at: Frame['at']; person: Share }[] = [];
    return {
      rung: net.rung,
      threads: net.threads,
      async see(frame) {
        const out = await net.run({ input: floats(peoplePatch(frame), [1, PEOPLE_SIZE, PEOPLE_SIZE, 3]) });
        const [name = ''] = net.outputs;
        const mask = out[name]?.data;
        if (!mask) throw new RangeError('the person mask gave no answer');
        looks.push({ at: frame.at, person: personShare(mask) });
      },
      finish: () => objectSignals(looks),
      close: () => net.close(),
    };
  },
};
