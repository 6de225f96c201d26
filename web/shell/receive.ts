/**
 * Files that come from outside the page: shared by another app, or opened with the installed app.
 *
 * Enters: the address after a share, and the browser's launch queue. Leaves: a file, once, or why there is none.
 */
import { sweepSharedIn, takeSharedIn } from '../store/shared-in.ts';

export type Received =
  | { readonly kind: 'file'; readonly file: File }
  /** A link or words were shared: a video file is needed. */
  | { readonly kind: 'no_file' }
  /** The file could not be kept (disk full), or came before the app was ready to take it: pick it by hand. */
  | { readonly kind: 'pick_again' };

interface LaunchParams {
  readonly files: readonly { getFile(): Promise<File> }[];
}

/** Where the service worker (`?share-target=…`) and, before it is active, the server (`?share=again`) send the browser. */
const PARAMETERS = ['share-target', 'share'] as const;

export interface ReceiveOptions {
  readonly window: Window;
  /** Unix ms. */
  readonly now: number;
  readonly onReceived: (received: Received) => void;
}

/** Called once at start. The parameter is taken out of the address, so a reload asks for nothing. */
export async function receive({ window: win, now, onReceived }: ReceiveOptions): Promise<void> {
  const launches = (win as { launchQueue?: { setConsumer(take: (params: LaunchParams) => void): void } }).launchQueue;
  launches?.setConsumer((params) => {
    void params.files[0]?.getFile().then(
      (file) => onReceived({ kind: 'file', file }),
      () => onReceived({ kind: 'pick_again' }),
    );
  });

  const url = new URL(win.location.href);
  const shared = PARAMETERS.map((name) => url.searchParams.get(name)).find((value) => value !== null);
  if (shared !== undefined) {
    for (const name of PARAMETERS) url.searchParams.delete(name);
    win.history.replaceState(win.history.state, '', url);
    onReceived(await taken(win.caches, shared));
  } else {
    await sweepSharedIn(win.caches, now).catch(() => 0); // storage refused: nothing can lie there
  }
}

async function taken(storage: CacheStorage, shared: string): Promise<Received> {
  if (shared === 'text') return { kind: 'no_file' };
  if (shared !== 'file') return { kind: 'pick_again' };
  const file = await takeSharedIn(storage).catch(() => null);
  return file ? { kind: 'file', file } : { kind: 'pick_again' };
}
