/** The reader of the worker, in Node: the same engine, trained data and session code. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { gunzipSync } from 'node:zlib';
import { openReader, type LineReader, type TesseractCore } from '../../web/analysis/perceive/reader.ts';

const require = createRequire(import.meta.url);

export async function openTesseract(language: 'eng' | 'fra' | 'spa'): Promise<LineReader> {
  // holds: the package exports this one function
  const core = require('tesseract.js-core/tesseract-core-simd-lstm.js') as TesseractCore;
  const wasm = readFileSync(require.resolve('tesseract.js-core/tesseract-core-simd-lstm.wasm'));
  const folder = require.resolve(`@tesseract.js-data/${language}/package.json`).replace(/package\.json$/u, '');
  const data = gunzipSync(readFileSync(`${folder}4.0.0_best_int/${language}.traineddata.gz`));
  return openReader(core, wasm, new Map([[language, data]]));
}
