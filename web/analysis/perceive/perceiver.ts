/**
 * What a perceiver is: something that looks at frames or listens to sound of one clip and says what it found.
 *
 * perceive.ts composes them; each stands in a file of its own and is listed in perceivers.ts. To add one: give its
 * value a type in core/flow.ts, its files (if any) an entry in web/build/percept-sources.ts, implement this, list it.
 */
import type { Frame, PerceptKind, PerceptValue, Report, Rung, SoundChunk } from '#core/flow.ts';
import type { Seconds } from '#core/units.ts';
import type { OpenClip } from '../decode/decoder.ts';
import type { LoadAsset } from '../infer/runtime.ts';
import type { Ability } from './rungs.ts';

/** A file of weights of this build, under an address that names its content. */
export interface AssetFile {
  readonly name: string;
  readonly bytes: number;
  /** Hex; the bytes are compared with it before use. */
  readonly sha256: string;
  readonly url: string;
}

/** What a perceiver wants to be shown. */
export type Wants =
  /** Frames at these times, longest side of so many px. Perceivers that want the same share one pass. */
  | { readonly from: 'frames'; readonly size: number; readonly times: (report: Report) => readonly Seconds[] }
  /** The first sound track up to here. */
  | { readonly from: 'sound'; readonly until: (report: Report) => Seconds }
  /** It reads the clip by itself. */
  | { readonly from: 'clip' };

/** What a session may use while it opens. */
export interface Tools {
  /** Checked bytes of one of its files; downloaded on first need. @throws FailureError */
  readonly file: (file: AssetFile) => Promise<Uint8Array<ArrayBuffer>>;
  /** Large files of the build (runtimes). */
  readonly asset: LoadAsset;
  /** Languages the person reads, best first ('en', 'fr', 'es'). */
  readonly languages: readonly string[];
  readonly signal: AbortSignal;
  /** Other rungs than this device's own choice: after a lost worker, and in tests. */
  readonly ability?: () => Promise<Ability>;
}

export interface Perceiver<Kind extends PerceptKind = PerceptKind> {
  readonly kind: Kind;
  /** Named with their size before the first byte is fetched. */
  readonly files: readonly AssetFile[];
  /** Instead of `files`, where they depend on the languages that the person reads. */
  readonly filesFor?: (languages: readonly string[]) => readonly AssetFile[];
  readonly wants: Wants;
  open(tools: Tools, report: Report): Promise<Session<Kind>>;
}

/** One clip, from the first frame to the value. Whatever it throws makes the percept unknown, and the others go on. */
export interface Session<Kind extends PerceptKind = PerceptKind> {
  /** Where it ran; a network may step down on the way, so it is read at the end. */
  readonly rung: Rung;
  /** Of WASM, where it has any. */
  readonly threads?: number;
  /** Called in order, one at a time; the frame may be kept by reference only until it returns. */
  see?(frame: Frame): Promise<void> | void;
  hear?(chunk: SoundChunk): Promise<void> | void;
  /** For `from: 'clip'`. */
  watch?(open: OpenClip, tell: (done: number, total: number) => void, signal: AbortSignal): Promise<void>;
  finish(): Promise<PerceptValue<Kind>> | PerceptValue<Kind>;
  /** Releases tensors and weights; safe to call twice. */
  close(): Promise<void>;
}

/** A list cannot say that kind and value belong together; each perceiver was checked as its own type. */
export type AnyPerceiver = { [Kind in PerceptKind]: Perceiver<Kind> }[PerceptKind];
