/**
 * The person mask against shares estimated by eye: `npx tsx tests/perception/people.ts`. Enters: shared/clips through
 * the machine's own ffmpeg, the weights of this build. Leaves each frame's share beside the estimate, and the mean error,
 * which goes into people.measured.json.
 *
 * The estimates were made on contact sheets with a grid before the mask was run on these frames; each is good to about a
 * quarter of itself. Drawn figures are left out: whether a squirrel with a hat is somebody is no question for it.
 */
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { PEOPLE_SIZE, peoplePatch, personShare } from '#core/signals/objects.ts';
import { readPercepts } from '../../web/build/perceive.ts';
import { hasFfmpeg, SHARED } from './frames.ts';
import { frameAt } from './look-at.ts';

/** Clip, s, share of the picture that people take up. */
const ESTIMATES: readonly (readonly [clip: string, at: number, share: number])[] = [
  ['phone/spotlight-a.mp4', 0.1, 0.06],
  ['phone/spotlight-a.mp4', 1.1, 0.06],
  ['phone/spotlight-a.mp4', 3.1, 0.06],
  ['phone/spotlight-b.mp4', 0.1, 0.045],
  ['phone/spotlight-b.mp4', 1.1, 0.075],
  ['phone/spotlight-b.mp4', 5.1, 0.095],
  ['phone/spotlight-b.mp4', 5.6, 0.1],
  ['phone/spotlight-c.mp4', 0.3667, 0.14],
  ['phone/spotlight-c.mp4', 9.8, 0.33],
  ['formats/sample.mkv', 0.3, 0.26],
  ['formats/bear-vp9.webm', 1, 0],
  ['formats/hdr10-av1.mp4', 0.3, 0],
  ['formats/hdr10-av1.mp4', 2, 0],
  ['formats/roadtrip-vp92-10bit.webm', 1, 0],
  ['formats/roadtrip-vp92-10bit.webm', 2.5, 0],
  ['formats/portrait_4k60.mp4', 0.1, 0],
  ['formats/sar_2x1.mp4', 2, 0],
  ['formats/video.mp4', 2, 0],
  ['formats/long_1080p_lowbitrate.mp4', 20, 0],
  ['formats/sample.avi', 2.5, 0],
];

if (!existsSync(join(SHARED, 'clips')) || !hasFfmpeg()) {
  console.log('No shared clips or no ffmpeg here: nothing can be measured. Set PRESAGE_SHARED.');
} else {
  const { entries, files } = readPercepts(fileURLToPath(new URL('../../node_modules', import.meta.url)));
  const file = entries.find(({ id }) => id === 'people')?.files[0];
  const ort = await import('onnxruntime-web/wasm');
  ort.env.wasm.numThreads = 1;
  const session = await ort.InferenceSession.create(files.get(file?.url ?? '')!);
  let [withPeople, off, without, wrong] = [0, 0, 0, 0];
  for (const [clip, at, estimate] of ESTIMATES) {
    const frame = frameAt(clip, at, 640);
    if (frame === null) throw new Error(`no frame of ${clip} at ${at} s`);
    const input = new ort.Tensor('float32', peoplePatch(frame), [1, PEOPLE_SIZE, PEOPLE_SIZE, 3]);
    const answer = (await session.run({ input }))[session.outputNames[0] ?? ''];
    // holds: the network has one f32 output
    const found = personShare(answer!.data as Float32Array);
    console.log(`${clip} ${at} s`.padEnd(48), `by eye ${estimate.toFixed(3)}, mask ${found.toFixed(3)}`);
    if (estimate > 0) {
      withPeople++;
      off += Math.abs(found - estimate);
    } else {
      without++;
      if (found >= 0.01) wrong++;
    }
  }
  console.log(`with people: mean difference ${(off / withPeople).toFixed(3)} of the picture, n = ${withPeople}`);
  console.log(`without: ${without - wrong} of ${without} under 1 % of the picture`);
  const rows = [
    { what: 'with people', value: `mean difference ${(off / withPeople).toFixed(3)}, n ${withPeople}` },
    { what: 'without people', value: `${without - wrong} of ${without}` },
    { what: 'clips', value: `${new Set(ESTIMATES.map(([clip]) => clip)).size}` },
  ];
  writeFileSync(new URL('people.measured.json', import.meta.url), `${JSON.stringify(rows, null, 2)}\n`);
}
