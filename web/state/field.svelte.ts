/** Accounts of the field that the creator names, with posts pasted or from a file → benchmarks, place, likeness; kept on the device. */
import { affinityOf, type Affinity } from '#core/advise/affinity.ts';
import { readPeers, type PeerAccount, type PeersReading } from '#core/advise/peers.ts';
import { PLATFORMS, type Account, type Platform, type Post } from '#core/flow.ts';
import { seconds } from '#core/units.ts';
import type { KeptShelf } from './planning.svelte.ts';
import { readPosts, type BadLine } from './posts-file.ts';
import { readCount } from './typed.ts';

const ROOM = 'peers';

export interface AddedPeer {
  readonly posts: number;
  readonly bad: readonly BadLine[];
}

export class Field {
  readonly #shelf: KeptShelf;
  readonly #own: () => Account | null;
  readonly #ownName: () => string;
  readonly #platform: () => Platform;
  readonly #zone: string;
  #peers = $state.raw<readonly PeerAccount[]>([]);
  #removed = $state.raw<{ readonly at: number; readonly peer: PeerAccount } | null>(null);
  #failed = $state(false);

  readonly #here = $derived.by(() => this.#peers.filter(({ platform }) => platform === this.#platform()));
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
  ) {
    this.#shelf = shelf;
    this.#own = about.own;
    this.#ownName = about.ownName;
    this.#platform = about.platform;
    this.#zone = about.zone;
  }

  async load(): Promise<void> {
    const kept = await this.#shelf.get(ROOM);
    if (kept.ok) this.#peers = readPeerList(kept.value);
  }

  /** Of the app that is looked at. */
  get peers(): readonly PeerAccount[] {
    return this.#here;
  }
  get reading(): PeersReading {
    return this.#reading;
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

  /** @param now Unix ms */
  async add(name: string, followers: string, text: string, now: number, monthFirst: boolean): Promise<AddedPeer> {
    const { posts, bad } = await readPosts(text, now, monthFirst);
    if (posts.length > 0) {
      const peer: PeerAccount = {
        name: name.trim(),
        platform: this.#platform(),
        followers: readCount(followers),
        posts,
      };
      // The same name again is newer numbers of the same account.
      await this.#keep([
        ...this.#peers.filter((one) => one.name !== peer.name || one.platform !== peer.platform),
        peer,
      ]);
      this.#removed = null;
    }
    return { posts: posts.length, bad };
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

  #mine(): PeerAccount | null {
    const own = this.#own();
    return own && own.posts.length > 0 ? { ...own, name: this.#ownName() } : null;
  }
  async #keep(peers: readonly PeerAccount[]): Promise<void> {
    this.#peers = peers;
    this.#failed = !(await this.#shelf.put(ROOM, peers)).ok;
  }
}

/** Written by this file, maybe by an older version of it: what does not fit is left out. */
function readPeerList(value: unknown): readonly PeerAccount[] {
  if (!Array.isArray(value)) return [];
  return value.flatMap((one: unknown) => {
    if (typeof one !== 'object' || one === null) return [];
    const { name, platform, followers, posts } = one as Readonly<Record<string, unknown>>;
    const known = PLATFORMS.find((each) => each === platform);
    if (typeof name !== 'string' || known === undefined || !Array.isArray(posts)) return [];
    return [{ name, platform: known, followers: numberOf(followers), posts: posts.flatMap(readPost) }];
  });
}

function readPost(value: unknown): Post[] {
  if (typeof value !== 'object' || value === null) return [];
  const { time, views, caption, length, dayOnly } = value as Readonly<Record<string, unknown>>;
  if (typeof views !== 'number') return [];
  const long = numberOf(length);
  return [
    {
      time: numberOf(time),
      views,
      caption: typeof caption === 'string' ? caption : null,
      length: long === null ? null : seconds(long),
      ...(dayOnly === true ? { dayOnly } : {}),
    },
  ];
}

const numberOf = (value: unknown): number | null => (typeof value === 'number' ? value : null);
