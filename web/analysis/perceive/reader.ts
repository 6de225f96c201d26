/**
 * Pictures of single lines enter, their letters and how sure the reader is leave. Tesseract's own engine, without the
 * wrapper that would start a worker of its own and fetch from elsewhere: this already runs in a worker.
 */
import type { LineImage } from '#core/signals/line-image.ts';
import type { ReadLine } from '#core/signals/words.ts';

export type { ReadLine };

/** What of the engine is used; the package has no types of its own. */
export interface TesseractModule {
  readonly FS: { writeFile(path: string, data: Uint8Array): void; unlink(path: string): void };
  readonly TessBaseAPI: new () => {
    Init(folder: string, language: string, engine: number): number;
    SetPageSegMode(mode: number): void;
    SetVariable(name: string, value: string): boolean;
    SetImageFile(orientation: number, angle: number): number;
    Recognize(monitor: null): number;
    GetUTF8Text(): string;
    MeanTextConf(): number;
    Clear(): void;
    End(): void;
  };
  readonly destroy?: (object: unknown) => void;
}
export type TesseractCore = (options: {
  wasmBinary: Uint8Array;
  print: (text: string) => void;
  printErr: (text: string) => void;
}) => Promise<TesseractModule>;

export interface LineReader {
  read(line: LineImage): ReadLine;
  close(): void;
}

/** OEM_LSTM_ONLY and PSM_SINGLE_LINE of Tesseract's publictypes.h. */
const LSTM_ONLY = 1;
const SINGLE_LINE = 7;

/** @param languages trained data by its three letters, unpacked */
export async function openReader(
  core: TesseractCore,
  wasmBinary: Uint8Array,
  languages: ReadonlyMap<string, Uint8Array>,
): Promise<LineReader> {
  const quiet = (): void => undefined;
  const module = await core({ wasmBinary, print: quiet, printErr: quiet });
  for (const [name, data] of languages) module.FS.writeFile(`/${name}.traineddata`, data);
  const api = new module.TessBaseAPI();
  if (api.Init('/', [...languages.keys()].join('+'), LSTM_ONLY) !== 0) throw new Error('the reader did not start');
  for (const name of languages.keys()) module.FS.unlink(`/${name}.traineddata`);
  api.SetPageSegMode(SINGLE_LINE);
  // Lines come ready: no search for white letters on black.
  api.SetVariable('tessedit_do_invert', '0');
  api.SetVariable('user_defined_dpi', '150');
  return {
    read(line) {
      module.FS.writeFile('/input', pgm(line));
      if (api.SetImageFile(1, 0) !== 0) return { text: '', confidence: 0 };
      api.Recognize(null);
      const text = api.GetUTF8Text().trim();
      const confidence = Math.max(0, Math.min(1, api.MeanTextConf() / 100));
      api.Clear();
      return { text, confidence };
    },
    close() {
      api.End();
    },
  };
}

/** Portable grey map: a head of three numbers, then the pixels. */
function pgm({ width, height, values }: LineImage): Uint8Array {
  const head = new TextEncoder().encode(`P5 ${width} ${height} 255\n`);
  const file = new Uint8Array(head.length + values.length);
  file.set(head);
  file.set(values, head.length);
  return file;
}
