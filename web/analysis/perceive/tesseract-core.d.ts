/** The package has no types; what is used of it stands in reader.ts. */
declare module 'tesseract.js-core/tesseract-core-simd-lstm.js' {
  const core: import('./reader.ts').TesseractCore;
  export default core;
}
