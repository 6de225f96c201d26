/** Accounts of the field that the creator names, with posts fetched, pasted or from a file → benchmarks, place, likeness; kept on the device. */
import { accountName } from '#contracts/account-name.ts';
import type { AccountReason, AccountReadReply, PublicAccount } from '#contracts/public-account.ts';
import { affinityOf, type Affinity } from '#core/advise/affinity.ts';
import { besidePeers, readPeers, type BesidePeers, type PeerAccount, type PeersReading } from '#core/advise/peers.ts';
import type { Result } from '#core/failure.ts';
import { PLATFORMS, type Account, type Platform, type Post } from '#core/flow.ts';
import { seconds } from '#core/units.ts';
import type { KeptShelf } from './planning.svelte.ts';
import type { ReadPosts } from '#contracts/exports/plain-posts.ts';
import { PostsReading, type PostsDoor } from './posts-reading.svelte.ts';
import { serverTrouble, type ServerTrouble } from './server-trouble.ts';
import { readCount } from './typed.ts';

const ROOM = 'peers';

export interface AddedPeers {
  /** Empty where nothing was added. */
  readonly names: readonly string[];
  /** There were posts, but neither the person nor the table said whose. */
  readonly unnamed: boolean;
  readonly read: ReadPosts;
}

/** Public figures of a named account, by our own server. */
export type AccountsDoor = (
  asked: { readonly platform: Platform; readonly account: string; readonly token: string | null },
  signal: AbortSignal,
) => Promise<Result<AccountReadReply['result']>>;

/** Where fetched figures came from and when; absent for those that were pasted or opened. */
export interface Fetched {
  readonly account: string;
  readonly source: PublicAccount['source'];
  /** Unix ms. */
  readonly readAt: number;
  readonly keepUntil: number | null;
  readonly left: PublicAccount['left'];
}
export interface FieldPeer extends PeerAccount {
  readonly fetched?: Fetched;
}

export type FetchTrouble = 'wrong' | 'offline' | 'nothing' | 'cancelled' | ServerTrouble | `unread.${AccountReason}`;

export class Field {
  readonly #shelf: KeptShelf;
  readonly #own: () => Account | null;
  readonly #ownName: () => string;
  readonly #platform: () => Platform;
  readonly #zone: string;
  readonly #door: AccountsDoor | null;
  readonly #table: PostsReading;
  #peers = $state.raw<readonly FieldPeer[]>([]);
  #example = $state.raw<{ readonly own: PeerAccount; readonly peers: readonly PeerAccount[] } | null>(null);
  #removed = $state.raw<{ readonly at: number; readonly peer: FieldPeer } | null>(null);
  #failed = $state(false);
  #fetching = $state.raw<string | null>(null);
  #trouble = $state.raw<FetchTrouble | null>(null);
  #abort: AbortController | null = null;

  readonly #here = $derived.by(
    (): readonly FieldPeer[] =>
      this.#example?.peers ?? this.#peers.filter(({ platform }) => platform === this.#platform()),
  );
  readonly #reading = $derived.by(() => readPeers(this.#mine(), this.#here, this.#zone));

  constructor(
    shelf: KeptShelf,
    about: {
      readonly own: () => Account | null;
      readonly ownName: () => string;
      readonly platform: () => Platform;
      /** IANA name. */
      readonly zone: string;
    },
    reader: PostsDoor,
    door: AccountsDoor | null = null,
  ) {
    this.#table = new PostsReading(reader);
    this.#door = door;
    this.#shelf = shelf;
    this.#own = about.own;
    this.#ownName = about.ownName;
    this.#platform = about.platform;
    this.#zone = about.zone;
  }

  /** A clip held against what is usual in the field. */
  beside(clip: { readonly caption: string; readonly length: number | null }): BesidePeers {
    return besidePeers(clip, this.#reading);
  }

  /** @param now Unix ms: figures whose time to be kept is over go, their account stays to be fetched again */
  async load(now: number): Promise<void> {
    const kept = await this.#shelf.get(ROOM);
    if (!kept.ok) return;
    const peers = readPeerList(kept.value);
    const current = peers.map((peer) => (isOver(peer, now) ? { ...peer, followers: null, posts: [] } : peer));
    if (current.some((peer, i) => peer !== peers[i])) await this.#keep(current);
    else this.#peers = peers;
  }

  /** Of the app that is looked at. */
  get peers(): readonly FieldPeer[] {
    return this.#here;
  }
  get reading(): PeersReading {
    return this.#reading;
  }
  /** The accounts are invented, to see what this room tells; nothing of them is kept. */
  get isExample(): boolean {
    return this.#example !== null;
  }
  showExample(example: { readonly own: PeerAccount; readonly peers: readonly PeerAccount[] }): void {
    this.#example = example;
  }
  endExample(): void {
    this.#example = null;
  }
  get canUndo(): boolean {
    return this.#removed !== null;
  }
  /** What was added could not be kept: it is gone when the app closes. */
  get failed(): boolean {
    return this.#failed;
  }

  /** null where the creator's own posts are not known. */
  likeness(name: string): Affinity | null {
    const peer = this.#here.find((one) => one.name === name);
    const mine = this.#mine();
    return peer && mine ? affinityOf(mine, peer, this.#zone) : null;
  }

  /** How far a table of posts is read; none is while `share` is null. */
  get table(): PostsReading {
    return this.#table;
  }
  /**
   * One account, or those that a column of the table names.
   *
   * @param name typed; empty where the table names accounts
   * @param source pasted text or a file
   * @param now Unix ms
   * @returns null where the reading was stopped or failed
   */
  async add(
    name: string,
    followers: string,
    source: string | File,
    now: number,
    monthFirst: boolean,
  ): Promise<AddedPeers | null> {
    const read = await this.#table.read(source, now, monthFirst);
    if (read === null) return null;
    const typed = name.trim();
    const several = read.accounts ?? [];
    const found =
      // A table of one account may carry another name for it than the person uses.
      typed !== '' && several.length <= 1
        ? [
            {
              name: typed,
              followers: readCount(followers) ?? several[0]?.followers ?? null,
              posts: read.posts,
              platform: several[0]?.platform ?? null,
            },
          ]
        : several;
    const peers = found
      .filter(({ posts }) => posts.length > 0)
      .map((one): FieldPeer => ({ ...one, platform: one.platform ?? this.#platform() }));
    if (peers.length > 0) {
      // The same name again is newer numbers of the same account.
      const isNew = (one: FieldPeer): boolean =>
        peers.every(({ name: other, platform }) => one.platform !== platform || one.name !== other);
      await this.#keep([...this.#peers.filter(isNew), ...peers]);
      this.#removed = null;
    }
    return {
      names: peers.map((peer) => peer.name),
      unnamed: peers.length === 0 && read.posts.length > 0,
      read,
    };
  }
  /** The account that is being fetched, as it was typed; null when none is. */
  get fetching(): string | null {
    return this.#fetching;
  }
  get trouble(): FetchTrouble | null {
    return this.#trouble;
  }
  /** What would be asked for; null where the text is no account of the app that is looked at. */
  asks(text: string): string | null {
    const name = accountName(this.#platform(), text);
    return name === null ? null : name.kind === 'id' ? name.name : `@${name.name}`;
  }

  /**
   * Asks for public figures of one account and keeps them. Those kept before stay where nothing comes.
   *
   * @param token the creator's own, where one is kept; sent along with this one request
   * @returns what was kept; null where there is nothing new
   */
  async fetch(text: string, token: string | null, online: boolean): Promise<FieldPeer | null> {
    const account = this.asks(text);
    this.#trouble = account === null ? 'wrong' : online ? null : 'offline';
    if (account === null || !online || this.#door === null) return null;
    const platform = this.#platform();
    this.#abort?.abort();
    const abort = new AbortController();
    this.#abort = abort;
    this.#fetching = account;
    const told = await this.#door({ platform, account, token }, abort.signal).catch((error: unknown) => {
      if (abort.signal.aborted) return null;
      throw error;
    });
    if (this.#abort !== abort) return null;
    this.#abort = null;
    this.#fetching = null;
    if (told === null) return null;
    if (!told.ok) this.#trouble = told.failure.code === 'cancelled' ? 'cancelled' : serverTrouble(told.failure);
    else if (told.value.outcome === 'unread') this.#trouble = `unread.${told.value.why}`;
    else if (told.value.account.posts.length === 0) this.#trouble = 'nothing';
    else return this.#take(told.value.account, account);
    return null;
  }
  cancel(): void {
    if (this.#fetching !== null) this.#trouble = 'cancelled';
    this.#abort?.abort();
    this.#abort = null;
    this.#fetching = null;
  }

  async remove(name: string): Promise<void> {
    const at = this.#peers.findIndex((one) => one.name === name && one.platform === this.#platform());
    const peer = this.#peers[at];
    if (!peer) return;
    this.#removed = { at, peer };
    await this.#keep(this.#peers.filter((one) => one !== peer));
  }
  async undo(): Promise<void> {
    const removed = this.#removed;
    if (!removed) return;
    this.#removed = null;
    await this.#keep([...this.#peers.slice(0, removed.at), removed.peer, ...this.#peers.slice(removed.at)]);
  }

  async #take(found: PublicAccount, asked: string): Promise<FieldPeer> {
    const { platform, account, source, readAt, keepUntil, left } = found;
    const same = (one: FieldPeer): boolean => one.platform === platform && one.fetched?.account === account;
    const before = this.#peers.find(same);
    const others = this.#peers.filter((one) => !same(one));
    const called = before?.name ?? found.name ?? asked;
    // Another account may call itself the same: then its name that is unique tells them apart.
    const taken = others.some((one) => one.platform === platform && one.name === called);
    const peer: FieldPeer = {
      name: taken ? `${called} (${asked})` : called,
      platform,
      followers: found.followers,
      posts: found.posts
        .map(({ post, time, views, likes, comments, caption, length }) => ({
          id: post,
          time: time === null ? null : Math.round(time / 1000),
          views,
          likes,
          comments,
          caption,
          length: length === null ? null : seconds(length),
        }))
        .toReversed(),
      readAt: Math.round(readAt / 1000),
      fetched: { account, source, readAt, keepUntil, left },
    };
    this.#removed = null;
    const at = before ? this.#peers.indexOf(before) : this.#peers.length;
    await this.#keep(before ? this.#peers.with(at, peer) : [...this.#peers, peer]);
    return peer;
  }
  #mine(): PeerAccount | null {
    if (this.#example !== null) return this.#example.own;
    const own = this.#own();
    return own && own.posts.length > 0 ? { ...own, name: this.#ownName() } : null;
  }
  async #keep(peers: readonly FieldPeer[]): Promise<void> {
    this.#peers = peers;
    this.#example = null;
    this.#failed = !(await this.#shelf.put(ROOM, peers)).ok;
  }
}

/** The source's terms want its figures gone by now. */
const isOver = ({ fetched, posts }: FieldPeer, now: number): boolean =>
  fetched !== undefined && fetched.keepUntil !== null && fetched.keepUntil <= now && posts.length > 0;

/** Where a post of an account can be seen; null where its id is not known. */
export function postAddress(platform: Platform, id: string | null | undefined): string | null {
  if (id === null || id === undefined || !/^[\w-]{5,32}$/.test(id)) return null;
  switch (platform) {
    case 'shorts':
      return `https://www.youtube.com/shorts/${id}`;
    case 'reels':
      return `https://www.instagram.com/reel/${id}/`;
    case 'tiktok':
      return null;
  }
}

/** Written by this file, maybe by an older version of it: what does not fit is left out. */
function readPeerList(value: unknown): readonly FieldPeer[] {
  if (!Array.isArray(value)) return [];
  return value.flatMap((one: unknown) => {
    if (typeof one !== 'object' || one === null) return [];
    const { name, platform, followers, posts, fetched } = one as Readonly<Record<string, unknown>>;
    const known = PLATFORMS.find((each) => each === platform);
    if (typeof name !== 'string' || known === undefined || !Array.isArray(posts)) return [];
    const from = readFetched(fetched);
    return [
      {
        name,
        platform: known,
        followers: numberOf(followers),
        posts: posts.flatMap(readPost),
        ...(from === null ? {} : { fetched: from, readAt: Math.round(from.readAt / 1000) }),
      },
    ];
  });
}

const SOURCES = [
  'youtube_feed',
  'youtube_videos',
  'instagram_discovery',
] as const satisfies readonly Fetched['source'][];

function readFetched(value: unknown): Fetched | null {
  if (typeof value !== 'object' || value === null) return null;
  const { account, source, readAt, keepUntil, left } = value as Readonly<Record<string, unknown>>;
  const known = SOURCES.find((one) => one === source);
  if (typeof account !== 'string' || known === undefined || typeof readAt !== 'number') return null;
  const { notShort, noViews } = (left ?? {}) as Readonly<Record<string, unknown>>;
  return {
    account,
    source: known,
    readAt,
    keepUntil: numberOf(keepUntil),
    left: { notShort: numberOf(notShort) ?? 0, noViews: numberOf(noViews) ?? 0 },
  };
}

function readPost(value: unknown): Post[] {
  if (typeof value !== 'object' || value === null) return [];
  const { id, time, views, likes, comments, caption, length, dayOnly } = value as Readonly<Record<string, unknown>>;
  if (typeof views !== 'number') return [];
  const long = numberOf(length);
  return [
    {
      time: numberOf(time),
      views,
      caption: typeof caption === 'string' ? caption : null,
      length: long === null ? null : seconds(long),
      ...(typeof id === 'string' ? { id, likes: numberOf(likes), comments: numberOf(comments) } : {}),
      ...(dayOnly === true ? { dayOnly } : {}),
    },
  ];
}

const numberOf = (value: unknown): number | null => (typeof value === 'number' ? value : null);
