/**
 * Frames → the animals, vehicles, screens, cups and bottles on them, by a small network; core/signals/things.ts says
 * what it is shown and how it is read. Weights: Google's MediaPipe object detector (web/build/percept-sources.ts).
 */
import type { ThingSignals } from '#core/flow.ts';
import { readThings, THING_NET, thingPatch, thingSignals, thingsOf } from '#core/signals/things.ts';
import { perceptFiles } from './files.ts';
import { lookTimes } from './looks.ts';
import { floats, openNet } from './net.ts';
import type { Perceiver } from './perceiver.ts';

const files = perceptFiles('things');

/**
 * Longest side, px: the short side of an upright frame then has the 300 px that the network sees. Another size than that
 * of faces and people also keeps it out of their pass, so that they do not wait for it.
 */
const SIZE = 534;

export const THINGS: Perceiver<'things'> = {
  kind: 'things',
  files,
  wants: { from: 'frames', size: SIZE, times: lookTimes },
  async open(tools) {
    const [weights] = files;
    if (!weights) throw new RangeError('the object detector has no file');
    const net = await openNet(tools.file(weights), tools, {
      name: 'things',
      shape: [1, THING_NET.size, THING_NET.size, 3],
    });
    const seen: ThingSignals['frames'][number][] = [];
    const { size } = THING_NET;
    return {
      get rung() {
        return net.rung;
      },
      get threads() {
        return net.threads;
      },
      async see(frame) {
        const out = await net.run({ input: floats(thingPatch(frame), [1, size, size, 3]) });
        const [boxes, scores] = net.outputs.map((name) => out[name]?.data);
        if (!boxes || !scores) throw new RangeError('the object detector gave too few answers');
        seen.push({ at: frame.at, things: thingsOf(readThings(boxes, scores)) });
      },
      finish: () => thingSignals(seen),
      close: () => net.close(),
    };
  },
};
