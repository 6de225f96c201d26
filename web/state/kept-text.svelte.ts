/** What is typed into a long field → kept on the device a moment later, so that an app the phone has closed opens as it was. */
import type { KeptShelf } from './planning.svelte.ts';

/** After the last key; chosen. */
const PAUSE_MS = 400;

export class KeptText {
  readonly #shelf: KeptShelf;
  readonly #room: string;
  #text = $state('');
  #timer: ReturnType<typeof setTimeout> | null = null;

  /** @param room one of its own for each field */
  constructor(shelf: KeptShelf, room: string) {
    this.#shelf = shelf;
    this.#room = `typed:${room}`;
  }

  get text(): string {
    return this.#text;
  }
  set text(text: string) {
    this.#text = text;
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.keep(), PAUSE_MS);
  }

  /** What was typed meanwhile is newer than what was kept. */
  async load(): Promise<void> {
    const found = await this.#shelf.get(this.#room);
    if (this.#text === '' && found.ok && typeof found.value === 'string') this.#text = found.value;
  }
  /** Writes at once; a phone may close the app without a further word. */
  async keep(): Promise<void> {
    if (this.#timer === null) return;
    clearTimeout(this.#timer);
    this.#timer = null;
    await this.#shelf.put(this.#room, this.#text);
  }
}
