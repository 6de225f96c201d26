/** Comments as pasted or opened → what people say, read in a worker; what was pasted outlives the app. */
import type { CommentsReading } from '#core/advise/comments.ts';
import type { Failure, Result } from '#core/failure.ts';
import { commentsIn } from './comment-lines.ts';
import type { KeptShelf } from './planning.svelte.ts';

export { FEELINGS } from '#core/scoring/sentiment.ts';

/** comments-worker.ts behind a promise. */
export type CommentsDoor = (texts: readonly string[], signal: AbortSignal) => Promise<Result<CommentsReading>>;

/** Past this a file is no list of comments; read whole it would take the phone's memory. */
const MOST_BYTES = 20_000_000;
const PAUSE_MS = 400;

export class Listening {
  readonly #shelf: KeptShelf;
  readonly #room: string;
  readonly #door: CommentsDoor;
  #text = $state('');
  #busy = $state(false);
  #reading = $state.raw<CommentsReading | null>(null);
  #failure = $state.raw<Failure | null>(null);
  #cleared = $state.raw<string | null>(null);
  #abort: AbortController | null = null;
  #timer: ReturnType<typeof setTimeout> | null = null;

  /** @param room the report's id, or 'new' */
  constructor(shelf: KeptShelf, room: string, door: CommentsDoor) {
    this.#shelf = shelf;
    this.#room = `comments:${room}`;
    this.#door = door;
  }

  async load(): Promise<void> {
    const kept = await this.#shelf.get(this.#room);
    if (kept.ok && typeof kept.value === 'string' && kept.value !== '') {
      this.#text = kept.value;
      await this.read();
    }
  }

  get text(): string {
    return this.#text;
  }
  set text(text: string) {
    this.#text = text;
    this.#cleared = null;
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.keep(), PAUSE_MS);
  }
  get busy(): boolean {
    return this.#busy;
  }
  get reading(): CommentsReading | null {
    return this.#reading;
  }
  get failure(): Failure | null {
    return this.#failure;
  }
  get canUndo(): boolean {
    return this.#cleared !== null;
  }

  async read(): Promise<void> {
    this.#abort?.abort();
    const abort = new AbortController();
    this.#abort = abort;
    this.#busy = true;
    this.#failure = null;
    const found = await this.#door(await commentsIn(this.#text), abort.signal);
    if (this.#abort !== abort) return;
    this.#busy = false;
    if (found.ok) this.#reading = found.value;
    else if (found.failure.code !== 'cancelled') this.#failure = found.failure;
  }
  cancel(): void {
    this.#abort?.abort();
    this.#abort = null;
    this.#busy = false;
  }

  async open(file: File): Promise<void> {
    if (file.size > MOST_BYTES) {
      this.#failure = { code: 'unreadable_file' };
      return;
    }
    const text = await file.text().catch(() => null);
    if (text === null) {
      this.#failure = { code: 'unreadable_file' };
      return;
    }
    this.text = text;
    await this.read();
  }

  clear(): void {
    const before = this.#text;
    this.text = '';
    this.#cleared = before;
    this.#reading = null;
  }
  undo(): void {
    if (this.#cleared === null) return;
    this.text = this.#cleared;
    void this.read();
  }

  /** Writes at once; a phone may close the app without a further word. */
  async keep(): Promise<void> {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
    await this.#shelf.put(this.#room, this.#text);
  }
}
