/** The creator's own platform tokens: pasted, kept on this device, shown masked, tried at a press, deleted with a way back. */
import { TOKEN_FORM, TOKEN_KINDS, type TokenKind } from '#contracts/token-kinds.ts';
import type { AccountReason } from '#contracts/public-account.ts';
import type { Platform } from '#core/flow.ts';
import type { Result } from '#core/failure.ts';
import type { TokenRow } from '../store/tokens.ts';
import { serverTrouble, type ServerTrouble } from './server-trouble.ts';

export { TOKEN_KINDS, type TokenKind };

export interface TokenShelf {
  all(): Promise<Result<readonly TokenRow[]>>;
  put(row: TokenRow): Promise<Result<void>>;
  remove(kind: TokenKind): Promise<Result<void>>;
}

/** Asks the platform over our own server whether it takes the token. */
export type TokenDoor = (
  kind: TokenKind,
  token: string,
  signal: AbortSignal,
) => Promise<Result<{ readonly outcome: 'works' } | { readonly outcome: 'unread'; readonly why: AccountReason }>>;

export type TokenTold = 'works' | 'offline' | 'cancelled' | ServerTrouble | `unread.${AccountReason}`;

/** Enough to tell two tokens apart, too little to be one. */
const SHOWN = 4;

export class Tokens {
  readonly #shelf: TokenShelf;
  readonly #try: TokenDoor;
  #rows = $state.raw<readonly TokenRow[]>([]);
  #told = $state.raw<Partial<Readonly<Record<TokenKind, TokenTold>>>>({});
  #trying = $state.raw<TokenKind | null>(null);
  #removed = $state.raw<TokenRow | null>(null);
  #unkept = $state(false);
  #abort: AbortController | null = null;

  constructor(shelf: TokenShelf, door: TokenDoor) {
    this.#shelf = shelf;
    this.#try = door;
  }

  async load(): Promise<void> {
    const kept = await this.#shelf.all();
    if (kept.ok) this.#rows = kept.value;
  }

  get any(): boolean {
    return this.#rows.length > 0;
  }
  /** What the platform said of it at the last try. */
  told(kind: TokenKind): TokenTold | null {
    return this.#told[kind] ?? null;
  }
  get trying(): TokenKind | null {
    return this.#trying;
  }
  get removed(): TokenKind | null {
    return this.#removed?.kind ?? null;
  }
  /** The device could not keep it: it lasts as long as the app is open. */
  get unkept(): boolean {
    return this.#unkept;
  }

  /** To be sent with one request; null where none is kept. */
  of(kind: TokenKind): string | null {
    return this.#rows.find((row) => row.kind === kind)?.token ?? null;
  }
  /** As it may be shown: its last characters; null where none is kept. */
  masked(kind: TokenKind): { readonly end: string; readonly savedAt: number } | null {
    const row = this.#rows.find((one) => one.kind === kind);
    return row ? { end: row.token.slice(-SHOWN), savedAt: row.savedAt } : null;
  }

  /** @returns false where the text is no token: too short, or with blanks in it */
  async save(kind: TokenKind, text: string, now: number): Promise<boolean> {
    const token = text.trim().replace(/^bearer\s+/i, '');
    if (!TOKEN_FORM.test(token)) return false;
    await this.#put({ kind, token, savedAt: now });
    this.#removed = null;
    return true;
  }
  async remove(kind: TokenKind): Promise<void> {
    const row = this.#rows.find((one) => one.kind === kind);
    if (!row) return;
    this.#rows = this.#rows.filter((one) => one !== row);
    this.#forgetTold(kind);
    this.#removed = row;
    await this.#shelf.remove(kind);
  }
  async undo(): Promise<void> {
    const row = this.#removed;
    this.#removed = null;
    if (row) await this.#put(row);
  }
  /** After "delete everything". */
  forgetAll(): void {
    this.cancel();
    this.#rows = [];
    this.#told = {};
    this.#removed = null;
  }

  async test(kind: TokenKind, online: boolean): Promise<void> {
    const token = this.of(kind);
    if (token === null) return;
    this.#abort?.abort();
    if (!online) return this.#tell(kind, 'offline');
    const abort = new AbortController();
    this.#abort = abort;
    this.#trying = kind;
    const told = await this.#try(kind, token, abort.signal).catch((error: unknown) => {
      if (abort.signal.aborted) return null;
      throw error;
    });
    if (this.#abort !== abort) return;
    this.#abort = null;
    this.#trying = null;
    if (told === null) return this.#tell(kind, 'cancelled');
    if (!told.ok) return this.#tell(kind, serverTrouble(told.failure));
    this.#tell(kind, told.value.outcome === 'works' ? 'works' : `unread.${told.value.why}`);
  }
  cancel(): void {
    this.#abort?.abort();
    this.#abort = null;
    this.#trying = null;
  }

  async #put(row: TokenRow): Promise<void> {
    this.#rows = [...this.#rows.filter(({ kind }) => kind !== row.kind), row];
    this.#forgetTold(row.kind);
    this.#unkept = !(await this.#shelf.put(row)).ok;
  }
  #tell(kind: TokenKind, told: TokenTold): void {
    this.#told = { ...this.#told, [kind]: told };
  }
  #forgetTold(kind: TokenKind): void {
    const { [kind]: _, ...rest } = this.#told;
    this.#told = rest;
  }
}

/** Which of the tokens reads own posts of an app, and comments under them. */
export const tokenOfOwn = (platform: Platform): TokenKind =>
  (({ shorts: 'youtube', tiktok: 'tiktok', reels: 'instagram' }) as const)[platform];
/** Which looks at accounts of others; TikTok has none. */
export const tokenOfOthers = (platform: Platform): TokenKind | null =>
  (({ shorts: 'youtube', tiktok: null, reels: 'instagram_discovery' }) as const)[platform];
