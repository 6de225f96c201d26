import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { seconds } from '#core/units.ts';
import { FACE_NET, findFaces, type RunFaceNet } from '#core/signals/faces.ts';
import { PEOPLE_SIZE, peoplePatch, personShare } from '#core/signals/objects.ts';
import { readThings, THING_LABELS, THING_NET, thingAnchors, thingPatch } from '#core/signals/things.ts';
import { lumaOf } from '#core/signals/quality.ts';
import { parseQualityModel } from '#contracts/quality.ts';
import { packedFile } from './packed-assets.ts';
import { readPercepts } from './perceive.ts';
import { readTflite } from './tflite.ts';
import { tfliteToOnnx } from './tflite-to-onnx.ts';

const MODULES = fileURLToPath(new URL('../../node_modules', import.meta.url));
const { entries, files } = readPercepts(MODULES);
const bytesOf = (id: string): Uint8Array => files.get(entries.find((entry) => entry.id === id)!.files[0]!.url)!;

const frame = (width: number, height: number, of: (x: number, y: number) => number) => {
  const rgba = new Uint8ClampedArray(width * height * 4);
  for (let i = 0; i < width * height; i++) rgba.fill(of(i % width, Math.floor(i / width)), 4 * i, 4 * i + 3);
  return { at: seconds(0), width, height, rgba };
};
const flat = frame(360, 640, () => 120);

async function network(onnx: Uint8Array) {
  const ort = await import('onnxruntime-web/wasm');
  ort.env.wasm.numThreads = 1;
  const session = await ort.InferenceSession.create(onnx);
  return async (data: Float32Array, shape: readonly number[]): Promise<readonly Float32Array[]> => {
    const out = await session.run({ [session.inputNames[0] ?? '']: new ort.Tensor('float32', data, shape) });
    // holds: these networks answer in f32
    return session.outputNames.map((name) => out[name]!.data as Float32Array);
  };
}

describe('the weights of a build', () => {
  it('stand under the hash of their bytes, with package, version, licence and origin', () => {
    for (const { files: own, licence, origin, version } of entries) {
      expect(origin).toMatch(/\.$/);
      expect(licence).toMatch(/^(MIT|Apache-2\.0|ISC)$/);
      expect(version).not.toBe('');
      for (const { name, url, sha256, bytes } of own) {
        expect(url).toBe(`/percepts/${sha256}/${name}`);
        const held = files.get(url)!;
        expect([held.length, createHash('sha256').update(held).digest('hex')]).toEqual([bytes, sha256]);
      }
    }
  });
});

describe("Google's networks as ONNX", () => {
  const detector = new Uint8Array(
    readFileSync(`${MODULES}/@mediapipe/face_detection/face_detection_full_range.tflite`),
  );
  it('the file says what the detector sees and answers', () => {
    const { tensors, inputs, outputs } = readTflite(detector);
    expect(inputs.map((i) => tensors[i]?.shape)).toEqual([[1, 192, 192, 3]]);
    expect(outputs.map((i) => tensors[i]?.shape)).toEqual([
      [1, 2304, 16],
      [1, 2304, 1],
    ]);
  });
  it('are the same bytes each time', () => {
    expect(tfliteToOnnx(detector)).toEqual(tfliteToOnnx(detector));
  });
  it('a file that is no such network is refused', () => {
    expect(() => tfliteToOnnx(new Uint8Array(64))).toThrow();
  });
  it('the detector finds no face in one colour, noise-free stripes or 8 × 8 pixels, and answers the same twice', async () => {
    const run = await network(bytesOf('faces'));
    const { size } = FACE_NET;
    const faces: RunFaceNet = async (patch) => {
      const [regressors, classifiers] = await run(patch, [1, size, size, 3]);
      return { regressors: regressors!, classifiers: classifiers! };
    };
    for (const picture of [flat, frame(200, 200, (x) => (x % 20 < 10 ? 0 : 255)), frame(8, 8, () => 200)]) {
      expect(await findFaces(picture, faces)).toEqual([]);
    }
    const patch = new Float32Array(size * size * 3).map((_, i) => Math.sin(i));
    expect(await run(patch, [1, size, size, 3])).toEqual(await run(patch, [1, size, size, 3]));
  });
  it('the mask sees nobody in one colour, and its answers are shares', async () => {
    const run = await network(bytesOf('people'));
    const [mask] = await run(peoplePatch(flat), [1, PEOPLE_SIZE, PEOPLE_SIZE, 3]);
    expect(mask).toHaveLength(PEOPLE_SIZE ** 2);
    expect(mask!.every((value) => value >= 0 && value <= 1)).toBe(true);
    expect(personShare(mask!)).toBeLessThan(0.02);
  });
});

describe("Google's object detector", () => {
  const folder = `${MODULES}/@mediapipe/objectron`;
  const pack = new Uint8Array(readFileSync(`${folder}/objectron_solution_packed_assets.data`));
  const loader = readFileSync(`${folder}/objectron_solution_packed_assets_loader.js`, 'utf8');
  it('stands in the pack where the loader says, beside the labels in the order in which they are read', () => {
    const labels = new TextDecoder().decode(packedFile(pack, loader, 'object_detection_oidv4_labelmap.txt'));
    expect(labels.trim().split('\n')).toEqual(THING_LABELS);
    expect(() => packedFile(pack, loader, 'no_such_file.tflite')).toThrow('no no_such_file.tflite');
    expect(() => packedFile(pack.subarray(0, 100), loader, 'object_detection_oidv4_labelmap.txt')).toThrow();
  });
  it('says what it sees and answers: four numbers for each anchor, and one for each label', () => {
    const { tensors, inputs, outputs } = readTflite(
      packedFile(pack, loader, 'object_detection_ssd_mobilenetv2_oidv4_fp16.tflite'),
    );
    expect(inputs.map((i) => tensors[i]?.shape)).toEqual([[1, THING_NET.size, THING_NET.size, 3]]);
    expect(outputs.map((i) => tensors[i]?.shape)).toEqual([
      [1, thingAnchors().length, 4],
      [1, thingAnchors().length, THING_LABELS.length],
    ]);
  });
  it('answers what TensorFlow Lite itself answers for the same numbers', async () => {
    const { size } = THING_NET;
    const patch = Float32Array.from({ length: size * size * 3 }, (_, i) => {
      const [x, y, c] = [Math.floor(i / 3) % size, Math.floor(i / (3 * size)), i % 3];
      return Math.sin(x / (9 + c)) * Math.cos(y / (13 - c));
    });
    const [boxes, scores] = await (await network(bytesOf('things')))(patch, [1, size, size, 3]);
    // Position and answer, by the web build of TensorFlow Lite in @tensorflow/tfjs-tflite 0.0.1-alpha.10.
    const ofBoxes = [
      ...([
        [0, -2.6364],
        [1, -2.6358],
        [1000, 0.2406],
        [3000, 0.6398],
        [4331, -1.4989],
        [5000, 0.0059],
      ] as const),
      ...([
        [6000, 0.1661],
        [7000, -0.162],
        [7400, 1.1711],
        [7667, 0.013],
      ] as const),
    ];
    const ofScores = [
      ...([
        [0, 1.5167],
        [1, -4.4051],
        [1000, -4.988],
        [3000, 3.7732],
        [6000, 4.7755],
        [7667, -6.6713],
      ] as const),
      ...([
        [12_345, -6.5027],
        [20_000, -6.6446],
        [30_000, 4.514],
        [40_000, -5.4944],
        [46_007, -2.3201],
      ] as const),
    ];
    for (const [at, want] of ofBoxes) expect(boxes![at], `box ${at}`).toBeCloseTo(want, 3);
    for (const [at, want] of ofScores) expect(scores![at], `score ${at}`).toBeCloseTo(want, 3);
  });
  it('finds nothing in one colour, in stripes or in 8 × 8 pixels, and answers the same twice', async () => {
    const run = await network(bytesOf('things'));
    const shape = [1, THING_NET.size, THING_NET.size, 3];
    for (const picture of [flat, frame(200, 200, (x) => (x % 20 < 10 ? 0 : 255)), frame(8, 8, () => 200)]) {
      const [boxes, scores] = await run(thingPatch(picture), shape);
      expect(boxes!.every(Number.isFinite) && scores!.every(Number.isFinite)).toBe(true);
      expect(readThings(boxes!, scores!)).toEqual([]);
    }
    expect(await run(thingPatch(flat), shape)).toEqual(await run(thingPatch(flat), shape));
  });
});

describe('the quality network', () => {
  it('calls the same picture worse when its detail is gone, and gives a number for one colour and for thin frames', async () => {
    const run = await network(bytesOf('quality'));
    const value = async (picture: ReturnType<typeof frame>): Promise<number> =>
      (await run(lumaOf(picture), [1, 1, picture.height, picture.width]))[0]![0]!;
    const texture = (x: number, y: number): number =>
      128 + 60 * Math.sin(x * 1.7) * Math.cos(y * 2.3) + 40 * Math.sin(x / 9);
    const sharp = frame(360, 640, texture);
    // Blocks of 4 × 4: what is left of it after it was four times smaller.
    const blocky = frame(360, 640, (x, y) => texture(4 * Math.floor(x / 4), 4 * Math.floor(y / 4)));
    const dark = frame(360, 640, (x, y) => 0.15 * texture(x, y));
    expect(await value(dark)).toBeLessThan(await value(sharp));
    for (const picture of [flat, frame(80, 640, () => 0), frame(640, 80, () => 255), blocky]) {
      expect(Number.isFinite(await value(picture))).toBe(true);
    }
  });
  it('ships with its head as data, in the shape that it names', () => {
    const path = new URL('../../models/zoo/quality/model.json', import.meta.url);
    const model = parseQualityModel(JSON.parse(readFileSync(path, 'utf8')));
    expect(model.ok ? null : model).toBeNull();
  });
});
