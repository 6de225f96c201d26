/** Comments as pasted, opened or fetched → what people say, read in a worker; what came in outlives the app, as long as it may be kept. */
import type { CommentReason, CommentsReadReply } from '#contracts/post-comments.ts';
import { postLink } from '#contracts/result-link.ts';
import type { CommentsReading } from '#core/advise/comments.ts';
import type { Failure, Result } from '#core/failure.ts';
import type { Platform } from '#core/flow.ts';
import type { KeptShelf } from './planning.svelte.ts';
import { serverTrouble, type ServerTrouble } from './server-trouble.ts';

export { FEELINGS } from '#core/scoring/sentiment.ts';

export interface CommentsRead {
  readonly reading: CommentsReading;
  /** Of a file: its comments, one a line, at most as many as were read. */
  readonly lines: string | null;
}
/** comments-worker.ts behind a promise: text with a comment a line or a table of them, or a file of either. */
export type CommentsDoor = (source: string | File, signal: AbortSignal) => Promise<Result<CommentsRead>>;

/** A page of comments under a posted link, by our own server, which passes them through. */
export type CommentPagesDoor = (
  asked: { readonly link: string; readonly token: string | null; readonly page: string | null },
  signal: AbortSignal,
) => Promise<Result<CommentsReadReply['result']>>;

export type CommentsTrouble = 'wrong' | 'offline' | 'nothing' | ServerTrouble | `unread.${CommentReason}`;

/** Where fetched comments came from. */
export interface FetchedFrom {
  readonly link: string;
  /** Unix ms. */
  readonly readAt: number;
  /** After this they go from this device; null where the source's terms name no day. */
  readonly keepUntil: number | null;
}

/** How many may be asked for at once: 1, 3 or 10 pages of YouTube's. */
export const FETCH_AMOUNTS = [100, 300, 1000] as const;

/** Past this a file is no list of comments; read whole it would take the phone's memory. */
const MOST_BYTES = 20_000_000;
const PAUSE_MS = 400;
/** A field with more letters is slow to lay out: chosen after a profile of 20,000 lines, most of whose time was the browser's own. */
const LONG = 100_000;

export class Listening {
  readonly #shelf: KeptShelf;
  readonly #room: string;
  readonly #door: CommentsDoor;
  #text = $state('');
  #busy = $state(false);
  #reading = $state.raw<CommentsReading | null>(null);
  #failure = $state.raw<Failure | null>(null);
  #cleared = $state.raw<{ readonly text: string; readonly from: FetchedFrom | null } | null>(null);
  #from = $state.raw<FetchedFrom | null>(null);
  #fetched = $state.raw<number | null>(null);
  #trouble = $state.raw<CommentsTrouble | null>(null);
  #over = $state(false);
  #fetching: AbortController | null = null;
  #abort: AbortController | null = null;
  #timer: ReturnType<typeof setTimeout> | null = null;

  /** @param room the report's id, or 'new' */
  constructor(shelf: KeptShelf, room: string, door: CommentsDoor) {
    this.#shelf = shelf;
    this.#room = `comments:${room}`;
    this.#door = door;
  }

  /** @param now Unix ms: fetched comments whose time is over go */
  async load(now: number): Promise<void> {
    const found = await this.#shelf.get(this.#room);
    const kept = found.ok ? readKept(found.value) : null;
    if (kept === null || kept.text === '') return;
    // Somebody wrote while the store was being read: theirs stays.
    if (this.#text !== '') return;
    if (kept.from !== null && kept.from.keepUntil !== null && kept.from.keepUntil <= now) {
      this.#over = true;
      await this.#shelf.put(this.#room, '');
      return;
    }
    this.#text = kept.text;
    this.#from = kept.from;
    await this.read();
  }

  get text(): string {
    return this.#text;
  }
  set text(text: string) {
    this.#text = text;
    this.#cleared = null;
    // What is typed over is the person's own list from here on, but for words that may be kept for some time only.
    if (text === '') this.#from = null;
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.keep(), PAUSE_MS);
  }
  /** Lines of a text too long for a field; null for one that can be shown. */
  get longLines(): number | null {
    return this.#text.length > LONG ? this.#text.split('\n').length : null;
  }
  /** Where the comments were fetched from; null for pasted ones. */
  get from(): FetchedFrom | null {
    return this.#from;
  }
  /** Comments so far while they are being fetched; null while none are. */
  get fetched(): number | null {
    return this.#fetched;
  }
  get trouble(): CommentsTrouble | null {
    return this.#trouble;
  }
  /** Those fetched before had to go: their time to be kept was over. */
  get over(): boolean {
    return this.#over;
  }
  /** The app a link leads to; null where it is no link to a post. */
  platformOf(link: string): Platform | null {
    return postLink(link)?.platform ?? null;
  }

  /**
   * Page after page until there are enough, none are left, or the person has had enough: what came by then is read.
   *
   * @param token the creator's own, where one is kept
   */
  async fetch(
    door: CommentPagesDoor,
    { link, token, most, online }: { link: string; token: string | null; most: number; online: boolean },
  ): Promise<void> {
    this.#trouble = postLink(link) === null ? 'wrong' : online ? null : 'offline';
    this.#over = false;
    if (this.#trouble !== null) return;
    this.#fetching?.abort();
    const abort = new AbortController();
    this.#fetching = abort;
    this.#fetched = 0;
    const comments: string[] = [];
    let from: FetchedFrom | null = null;
    let page: string | null = null;
    do {
      const asked: Parameters<CommentPagesDoor>[0] = { link: link.trim(), token, page };
      const told: Result<CommentsReadReply['result']> | null = await door(asked, abort.signal).catch(
        (error: unknown) => {
          if (abort.signal.aborted) return null;
          throw error;
        },
      );
      if (told === null) break;
      if (!told.ok) {
        this.#trouble = serverTrouble(told.failure);
        break;
      }
      const value: CommentsReadReply['result'] = told.value;
      if (value.outcome === 'unread') {
        this.#trouble = `unread.${value.why}`;
        break;
      }
      // A comment is a line here, and there may be lines in it.
      comments.push(...value.comments.map((text) => text.replace(/\s+/gu, ' ').trim()));
      from ??= { link: link.trim(), readAt: value.readAt, keepUntil: value.keepUntil };
      if (this.#fetching === abort) this.#fetched = Math.min(most, comments.length);
      page = value.next;
    } while (page !== null && comments.length < most && !abort.signal.aborted);
    if (this.#fetching !== abort) return;
    this.#fetching = null;
    this.#fetched = null;
    if (from === null) return;
    if (comments.length === 0) {
      this.#trouble ??= 'nothing';
      return;
    }
    this.text = comments.slice(0, most).join('\n');
    this.#from = from;
    await this.keep();
    await this.read();
  }
  /** What came so far is kept and read. */
  stopFetching(): void {
    this.#fetching?.abort();
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
    // What was asked about is kept by the time the answer stands: the next tap may leave the page.
    if (this.#timer !== null) void this.keep();
    await this.#ask(this.#text);
  }
  async #ask(source: string | File): Promise<CommentsRead | null> {
    this.#abort?.abort();
    const abort = new AbortController();
    this.#abort = abort;
    this.#busy = true;
    this.#failure = null;
    const found = await this.#door(source, abort.signal);
    if (this.#abort !== abort) return null;
    this.#busy = false;
    if (found.ok) this.#reading = found.value.reading;
    else if (found.failure.code !== 'cancelled') this.#failure = found.failure;
    return found.ok ? found.value : null;
  }
  cancel(): void {
    this.#abort?.abort();
    this.#abort = null;
    this.#busy = false;
  }
  /** The screen is left: nothing goes on behind it. */
  leave(): void {
    this.cancel();
    this.#fetching?.abort();
  }

  async open(file: File): Promise<void> {
    if (file.size > MOST_BYTES) {
      this.#failure = { code: 'unreadable_file' };
      return;
    }
    const read = await this.#ask(file);
    if (read === null) return;
    this.text = read.lines ?? '';
    this.#from = null;
  }

  clear(): void {
    const before = { text: this.#text, from: this.#from };
    this.text = '';
    this.#cleared = before;
    this.#reading = null;
  }
  undo(): void {
    if (this.#cleared === null) return;
    const { text, from } = this.#cleared;
    this.text = text;
    this.#from = from;
    void this.read();
  }

  /** Writes at once; a phone may close the app without a further word. */
  async keep(): Promise<void> {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
    await this.#shelf.put(this.#room, this.#from === null ? this.#text : { text: this.#text, from: this.#from });
  }
}

/** Written by this file, maybe by an older version of it, which kept the text alone. */
function readKept(value: unknown): { readonly text: string; readonly from: FetchedFrom | null } | null {
  if (typeof value === 'string') return { text: value, from: null };
  if (typeof value !== 'object' || value === null) return null;
  const { text, from } = value as Readonly<Record<string, unknown>>;
  if (typeof text !== 'string' || typeof from !== 'object' || from === null) return null;
  const { link, readAt, keepUntil } = from as Readonly<Record<string, unknown>>;
  if (typeof link !== 'string' || typeof readAt !== 'number') return null;
  return { text, from: { link, readAt, keepUntil: typeof keepUntil === 'number' ? keepUntil : null } };
}
