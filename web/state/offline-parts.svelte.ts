/** The large parts that otherwise load on first need: which there are, how big, and fetching them ahead. */
import type { Failure, Result } from '#core/failure.ts';

export interface Part {
  readonly name: string;
  readonly files: readonly { readonly path?: string; readonly bytes: number; readonly gzBytes: number }[];
}

/** shell/offline.ts, as far as the screens need it. */
export interface PartDoor<P extends Part = Part> {
  list(): Promise<Result<readonly P[]>>;
  keep(part: P, onProgress: (done: number, total: number) => void): Promise<Result<void>>;
}

export interface PartState {
  readonly name: string;
  /** What travels. */
  readonly gzBytes: number;
  /** What it takes on the device. */
  readonly bytes: number;
  readonly progress: number | null;
  readonly kept: boolean;
}

export class OfflineParts<P extends Part = Part> {
  readonly #door: PartDoor<P>;
  #parts = $state.raw<readonly P[]>([]);
  #progress = $state.raw<Readonly<Record<string, number>>>({});
  #kept = $state.raw<ReadonlySet<string>>(new Set());
  #failure = $state.raw<Failure | null>(null);
  readonly all: readonly PartState[] = $derived(
    this.#parts.map((part) => ({
      name: part.name,
      gzBytes: part.files.reduce((sum, file) => sum + file.gzBytes, 0),
      bytes: part.files.reduce((sum, file) => sum + file.bytes, 0),
      progress: this.#progress[part.name] ?? null,
      kept: this.#kept.has(part.name),
    })),
  );

  /** What looking and listening fetches at most, packed: all weights, and the runtime that runs them; null when unknown. */
  readonly lookBytes: number | null = $derived.by(() => {
    const files = this.#parts.flatMap(({ name, files: own }) =>
      own.filter(({ path = '' }) => name === 'percepts' || (name === 'runtimes' && path.includes('/ort-wasm'))),
    );
    return files.length === 0 ? null : files.reduce((sum, { gzBytes }) => sum + gzBytes, 0);
  });

  constructor(door: PartDoor<P>) {
    this.#door = door;
  }

  get failure(): Failure | null {
    return this.#failure;
  }

  async load(): Promise<void> {
    const listed = await this.#door.list();
    if (listed.ok) this.#parts = listed.value;
  }

  async keep(name: string): Promise<void> {
    const part = this.#parts.find((each) => each.name === name);
    if (!part) return;
    this.#failure = null;
    const result = await this.#door.keep(part, (done, total) => {
      this.#progress = { ...this.#progress, [name]: total > 0 ? done / total : 0 };
    });
    const { [name]: _done, ...rest } = this.#progress;
    this.#progress = rest;
    if (result.ok) this.#kept = new Set([...this.#kept, name]);
    else this.#failure = result.failure;
  }
}
