/** One posted link, read now: asked of our own server with the creator's token where one is kept, and filed as a reading of the report. */
import type { LinkReadReply, UnreadReason } from '#contracts/linked-result.ts';
import { postLink } from '#contracts/result-link.ts';
import type { Result } from '#core/failure.ts';
import { outcomeFrom, type OutcomeFile } from './following.svelte.ts';
import { serverTrouble, type ServerTrouble } from './server-trouble.ts';
import { tokenOfOwn, type Tokens } from './tokens.svelte.ts';

export type PostDoor = (
  asked: { readonly link: string; readonly token: string | null },
  signal: AbortSignal,
) => Promise<Result<LinkReadReply['result']>>;

export class LinkReading {
  readonly #door: PostDoor;
  readonly #reportId: string;
  readonly #file: OutcomeFile;
  readonly #tokens: Pick<Tokens, 'of'>;
  readonly #online: () => boolean;
  #busy = $state(false);
  #trouble = $state.raw<'offline' | 'wrong' | ServerTrouble | `unread.${UnreadReason}` | null>(null);
  #abort: AbortController | null = null;

  constructor(door: PostDoor, reportId: string, file: OutcomeFile, tokens: Pick<Tokens, 'of'>, online: () => boolean) {
    this.#door = door;
    this.#reportId = reportId;
    this.#file = file;
    this.#tokens = tokens;
    this.#online = online;
  }

  get busy(): boolean {
    return this.#busy;
  }
  get trouble(): 'offline' | 'wrong' | ServerTrouble | `unread.${UnreadReason}` | null {
    return this.#trouble;
  }
  /** Whether a token would go along. */
  lends(link: string): boolean {
    const found = postLink(link);
    return found !== null && this.#tokens.of(tokenOfOwn(found.platform)) !== null;
  }

  /** @returns whether a reading was filed */
  async read(link: string): Promise<boolean> {
    const found = postLink(link);
    this.#trouble = found === null ? 'wrong' : this.#online() ? null : 'offline';
    if (found === null || this.#trouble !== null) return false;
    this.cancel();
    const abort = new AbortController();
    this.#abort = abort;
    this.#busy = true;
    const told = await this.#door({ link, token: this.#tokens.of(tokenOfOwn(found.platform)) }, abort.signal).catch(
      (error: unknown) => {
        if (abort.signal.aborted) return null;
        throw error;
      },
    );
    if (this.#abort !== abort) return false;
    this.#abort = null;
    this.#busy = false;
    if (told === null) return false;
    if (!told.ok) this.#trouble = serverTrouble(told.failure);
    else if (told.value.outcome === 'unread') this.#trouble = `unread.${told.value.why}`;
    else return (await this.#file.noteOutcome(outcomeFrom(this.#reportId, told.value.reading))).ok;
    return false;
  }
  cancel(): void {
    this.#abort?.abort();
    this.#abort = null;
    this.#busy = false;
  }
}
