/**
 * Which weights the app's networks take out of which npm package, under which licence, and where they come from: data.
 *
 * None of them is committed here: web/build/perceive.ts copies (or converts) them when the app is built. A network
 * whose weights' licence cannot be traced does not stand here, and so is not shipped.
 */
import { packedFile } from './packed-assets.ts';
import { plainSilero } from './silero.ts';
import { tfliteToOnnx } from './tflite-to-onnx.ts';

export interface PerceptSource {
  /** The network's name in code; `perceptFiles(id)` of web/analysis/perceive/files.ts gives its files. */
  readonly id: string;
  /** In node_modules; null for our own, below models/. */
  readonly package: string | null;
  /** SPDX. */
  readonly licence: string;
  /** Who made the weights and who says so, in one sentence. */
  readonly origin: string;
  readonly files: readonly {
    readonly name: string;
    /** Inside the package, or below models/. */
    readonly from: string;
    /**
     * Turns the package's file into what the app reads; left out, it is copied. The same bytes give the same bytes.
     * `beside` reads another file of the package.
     */
    readonly make?: (bytes: Uint8Array, beside: (path: string) => Uint8Array) => Uint8Array;
  }[];
}

export const PERCEPT_SOURCES: readonly PerceptSource[] = [
  {
    id: 'quality',
    package: null,
    licence: 'MIT',
    origin: 'Our own small network; what it learned from and how well it does stands in models/zoo/quality/card.md.',
    files: [{ name: 'quality.onnx', from: 'zoo/quality/quality.onnx' }],
  },
  {
    id: 'faces',
    package: '@mediapipe/face_detection',
    licence: 'Apache-2.0',
    origin:
      "Google's own MediaPipe face detector (full range), trained by Google; the package and the model card say Apache-2.0.",
    files: [{ name: 'faces.onnx', from: 'face_detection_full_range.tflite', make: tfliteToOnnx }],
  },
  {
    id: 'people',
    package: '@mediapipe/selfie_segmentation',
    licence: 'Apache-2.0',
    origin: "Google's own MediaPipe person mask (selfie segmentation), trained by Google; the package says Apache-2.0.",
    files: [{ name: 'people.onnx', from: 'selfie_segmentation.tflite', make: tfliteToOnnx }],
  },
  {
    id: 'things',
    package: '@mediapipe/objectron',
    licence: 'Apache-2.0',
    origin:
      "Google's own MediaPipe object detector (MobileNet v2 with SSD, trained by Google on 23 classes of Open Images v4), packed with MediaPipe Objectron; the package says Apache-2.0.",
    files: [
      {
        name: 'things.onnx',
        from: 'objectron_solution_packed_assets.data',
        make: (pack, beside) =>
          tfliteToOnnx(
            packedFile(
              pack,
              new TextDecoder().decode(beside('objectron_solution_packed_assets_loader.js')),
              'object_detection_ssd_mobilenetv2_oidv4_fp16.tflite',
            ),
          ),
      },
    ],
  },
  {
    id: 'silero',
    package: '@ricky0123/vad-web',
    licence: 'MIT',
    origin:
      'Silero VAD 6, Copyright (c) 2020-present Silero Team; its repository (snakers4/silero-vad) is under MIT with the weights in it. The package that carries them is ISC.',
    files: [{ name: 'silero.onnx', from: 'dist/silero_vad_v6.onnx', make: plainSilero }],
  },
  {
    id: 'tesseract',
    package: 'tesseract.js-core',
    licence: 'Apache-2.0',
    origin: 'Tesseract 5 built to WebAssembly by the project tesseract.js; the package says Apache-2.0.',
    files: [{ name: 'tesseract.wasm', from: 'tesseract-core-simd-lstm.wasm' }],
  },
  ...(['eng', 'fra', 'spa'] as const).map((language): PerceptSource => ({
    id: `letters-${language}`,
    package: `@tesseract.js-data/${language}`,
    licence: 'Apache-2.0',
    origin:
      'Trained data of the project Tesseract (tesseract-ocr/tessdata_best, made smaller with whole numbers), which is under Apache-2.0; the package that carries it is MIT.',
    // Packed: the worker unpacks it.
    files: [{ name: `${language}.letters`, from: `4.0.0_best_int/${language}.traineddata.gz` }],
  })),
];
