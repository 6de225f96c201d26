/** Everything the screens share, handed down by context. */
import { createContext } from 'svelte';
import type { Report } from '#core/flow.ts';
import type { Accounts } from './accounts.svelte.ts';
import type { AccountsDoor } from './field.svelte.ts';
import type { Analysis } from './analysis.svelte.ts';
import type { Announcer } from './announcer.svelte.ts';
import type { HoldDoor } from './captioning.svelte.ts';
import type { CoverMeter } from './covering.svelte.ts';
import type { Device } from './device.svelte.ts';
import type { Backup } from './exchange.ts';
import type { GrowthDoor } from './growing.svelte.ts';
import type { FollowingDoor } from './following.svelte.ts';
import type { GivingDoor } from './giving.svelte.ts';
import type { History } from './history.svelte.ts';
import type { ImportDoor } from './importing.svelte.ts';
import type { Installing } from './installing.svelte.ts';
import type { Intake } from './intake.svelte.ts';
import type { CommentPagesDoor, CommentsDoor } from './listening.svelte.ts';
import type { PostDoor } from './link-reading.svelte.ts';
import type { LinksDoor } from './links.svelte.ts';
import type { OfflineParts } from './offline-parts.svelte.ts';
import type { KeptShelf } from './planning.svelte.ts';
import type { PostsDoor } from './posts-reading.svelte.ts';
import type { Postings } from './postings.svelte.ts';
import type { Preferences } from './preferences.svelte.ts';
import type { Router } from './router.svelte.ts';
import type { Tokens } from './tokens.svelte.ts';
import type { TrendsDoor } from './trends.svelte.ts';
import type { Updating } from './updating.svelte.ts';
import type { Versions } from './versions.svelte.ts';
import type { Words } from './words.svelte.ts';

export interface App {
  readonly words: Words;
  readonly router: Router;
  readonly preferences: Preferences;
  readonly history: History;
  readonly accounts: Accounts;
  readonly analysis: Analysis;
  readonly intake: Intake;
  readonly announcer: Announcer;
  readonly device: Device;
  readonly installing: Installing;
  readonly updating: Updating;
  readonly versions: Versions;
  readonly backup: Backup;
  readonly parts: OfflineParts;
  readonly trends: TrendsDoor;
  readonly links: LinksDoor;
  readonly giving: GivingDoor;
  readonly following: FollowingDoor;
  /** What other places tell, asked at a press over our own server. */
  readonly outside: { readonly account: AccountsDoor; readonly comments: CommentPagesDoor; readonly post: PostDoor };
  /** Which scored videos were posted, and which readings of them are due. */
  readonly postings: Postings;
  /** The creator's own platform tokens. */
  readonly tokens: Tokens;
  readonly hold: HoldDoor;
  readonly growth: GrowthDoor;
  readonly commenter: CommentsDoor;
  readonly importer: ImportDoor;
  readonly postsReader: PostsDoor;
  readonly coverMeter: () => Promise<CoverMeter>;
  /** Small pictures of a clip that were kept with its report, in the order of time. */
  readonly keptFrames: (clipHash: string) => Promise<readonly { readonly at: number; readonly image: Uint8Array }[]>;
  /** Whether a file is the clip that a report was made from. */
  readonly isClip: (file: File, report: Pick<Report, 'clip'>) => Promise<boolean>;
  /** What each room was left with. */
  readonly kept: KeptShelf;
  /** Of this build. */
  readonly version: string;
  /** Unix milliseconds. */
  readonly clock: () => number;
  /** Deletes everything this app keeps on the device. */
  readonly forgetEverything: () => Promise<boolean>;
}

export const [useApp, provideApp] = createContext<App>();
