/**
 * Frames → the faces on them, by a small network; see core/signals/faces.ts for what it is shown and how it is read.
 * Weights: Google's MediaPipe face detector (web/build/percept-sources.ts).
 */
import { FACE_NET, faceOf, faceSignals, findFaces } from '#core/signals/faces.ts';
import type { FaceSignals } from '#core/flow.ts';
import { perceptFiles } from './files.ts';
import { floats, openNet, type Net } from './net.ts';
import type { Perceiver } from './perceiver.ts';
import { LOOK_SIZE, lookTimes } from './looks.ts';

const files = perceptFiles('faces');

export const FACES: Perceiver<'faces'> = {
  kind: 'faces',
  files,
  wants: { from: 'frames', size: LOOK_SIZE, times: lookTimes },
  async open(tools) {
    const [weights] = files;
    if (!weights) throw new RangeError('the face detector has no file');
    const net = await openNet(tools.file(weights), tools, {
      name: 'faces',
      shape: [1, FACE_NET.size, FACE_NET.size, 3],
    });
    const seen: FaceSignals['frames'][number][] = [];
    return {
      get rung() {
        return net.rung;
      },
      get threads() {
        return net.threads;
      },
      async see(frame) {
        const found = await findFaces(frame, (patch) => answer(net, patch));
        seen.push({ at: frame.at, faces: found.map((face) => faceOf(face, frame)) });
      },
      finish: () => faceSignals(seen),
      close: () => net.close(),
    };
  },
};

async function answer(net: Net, patch: Float32Array) {
  const { size } = FACE_NET;
  const out = await net.run({ input: floats(patch, [1, size, size, 3]) });
  const [regressors, classifiers] = net.outputs.map((name) => out[name]?.data);
  if (!regressors || !classifiers) throw new RangeError('the face detector gave too few answers');
  return { regressors, classifiers };
}
