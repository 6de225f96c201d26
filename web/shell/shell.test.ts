import { describe, expect, it, vi } from 'vitest';
import manifestText from '../../public/manifest.webmanifest?raw';
import { putSharedIn } from '../store/shared-in.ts';
import { Installation } from './install.ts';
import { keepStorage } from './persist.ts';
import { storageUse } from './quota.ts';
import { receive, type Received } from './receive.ts';
import { isAppPath, RUNTIME_CACHES, SHARE_PATH, withIsolation } from './sw-rules.ts';

/** Cache storage as far as it is used here: opened by name, put, match, keys, delete. */
function memoryCaches(): CacheStorage {
  const caches = new Map<string, Map<string, Response>>();
  const key = (request: RequestInfo | URL): string =>
    new URL(request instanceof Request ? request.url : String(request), 'https://presage.example').href;
  return {
    open: async (name: string) => {
      const entries = caches.get(name) ?? new Map<string, Response>();
      caches.set(name, entries);
      return {
        put: async (request: RequestInfo, response: Response) => void entries.set(key(request), response),
        match: async (request: RequestInfo) => entries.get(key(request))?.clone(),
        keys: async () => [...entries.keys()].map((url) => new Request(url)),
        delete: async (request: RequestInfo) => entries.delete(key(request)),
      };
    },
  } as unknown as CacheStorage;
}

function windowAt(address: string, caches = memoryCaches()): Window & { readonly address: () => string } {
  let href = new URL(address, 'https://presage.example').href;
  return {
    location: {
      get href() {
        return href;
      },
    },
    history: {
      state: null,
      replaceState: (_state: unknown, _title: string, url: URL) => {
        href = url.href;
      },
    },
    caches,
    address: () => href,
  } as unknown as Window & { readonly address: () => string };
}

const clip = (name: string): File => new File(['frames'], name, { type: 'video/mp4', lastModified: 7 });

async function received(win: Window, now = 0): Promise<Received | null> {
  const onReceived = vi.fn<(received: Received) => void>();
  await receive({ window: win, now, onReceived });
  return onReceived.mock.calls[0]?.[0] ?? null;
}

describe('a shared video', () => {
  it('is taken once, with its name, and nothing of it stays', async () => {
    const caches = memoryCaches();
    await putSharedIn(caches, clip('été 1.mp4'), 1000);
    const win = windowAt('/?share-target=file', caches);
    const first = await received(win);
    expect(
      first?.kind === 'file' && [first.file.name, first.file.type, first.file.lastModified, await first.file.text()],
    ).toEqual(['été 1.mp4', 'video/mp4', 7, 'frames']);
    expect(win.address()).toBe('https://presage.example/');
    expect(await received(windowAt('/?share-target=file', caches))).toEqual({ kind: 'pick_again' });
  });

  it('of two, the later one counts', async () => {
    const caches = memoryCaches();
    await putSharedIn(caches, clip('first.mp4'), 1000);
    await putSharedIn(caches, clip('second.mp4'), 20_000);
    const got = await received(windowAt('/?share-target=file', caches));
    expect(got?.kind === 'file' && got.file.name).toBe('second.mp4');
  });

  it('that nobody took is swept after an hour, not before', async () => {
    const caches = memoryCaches();
    await putSharedIn(caches, clip('left.mp4'), 1000);
    const names = async (): Promise<number> => (await (await caches.open('presage-shared-in')).keys()).length;
    await received(windowAt('/', caches), 1000 + 59 * 60_000);
    expect(await names()).toBe(1);
    await received(windowAt('/', caches), 1000 + 61 * 60_000);
    expect(await names()).toBe(0);
  });

  it('that was only a link asks for a file; one that met the server asks to pick it', async () => {
    expect(await received(windowAt('/?share-target=text'))).toEqual({ kind: 'no_file' });
    expect(await received(windowAt('/?share=again'))).toEqual({ kind: 'pick_again' });
    expect(await received(windowAt('/?share-target=failed'))).toEqual({ kind: 'pick_again' });
    expect(await received(windowAt('/'))).toBeNull();
  });

  it('opened with the installed app comes through the launch queue', async () => {
    const win = windowAt('/');
    Object.assign(win, {
      launchQueue: {
        setConsumer: (take: (params: unknown) => void) =>
          take({ files: [{ getFile: async () => clip('opened.mp4') }] }),
      },
    });
    const onReceived = vi.fn<(received: Received) => void>();
    await receive({ window: win, now: 0, onReceived });
    await vi.waitFor(() => expect(onReceived).toHaveBeenCalledTimes(1));
    expect(onReceived.mock.calls[0]?.[0]).toMatchObject({ kind: 'file' });
  });
});

describe('the service worker', () => {
  it('answers the app’s own screens and leaves the server’s routes alone', () => {
    for (const path of ['/', '/index.html', '/history', '/report/1', '/compare'])
      expect(isAppPath(path), path).toBe(true);
    for (const path of [
      '/health',
      '/api/models/manifest',
      '/models/manifest.json',
      '/share',
      '/lab.html',
      '/robots.txt',
      '/s/abc',
      '/metrics',
      '/ops',
    ])
      expect(isAppPath(path), path).toBe(false);
  });

  it('keeps runtimes and ffmpeg on first need, and no model', () => {
    const cacheFor = (path: string): string | undefined =>
      RUNTIME_CACHES.find(({ pattern }) => pattern.test(path))?.name;
    expect(cacheFor('/runtimes/ort-abc.wasm')).toBe('presage-runtimes');
    expect(cacheFor('/ffmpeg/1f64064ba31f1a91/ffmpeg-core.wasm.gz')).toBe('presage-ffmpeg');
    expect(cacheFor(`/models/${'a'.repeat(64)}/model.json`)).toBeUndefined();
  });

  it('gives the page isolation headers also where the host sent none', async () => {
    const page = withIsolation(
      new Response('<html>', { headers: { 'content-security-policy': "default-src 'self'" } }),
    );
    expect(page.headers.get('cross-origin-opener-policy')).toBe('same-origin');
    expect(page.headers.get('cross-origin-embedder-policy')).toBe('require-corp');
    expect(page.headers.get('content-security-policy')).toBe("default-src 'self'");
    expect(await page.text()).toBe('<html>');
  });

  it('listens where the manifest sends shared files', () => {
    const manifest = JSON.parse(manifestText) as {
      share_target: { action: string; method: string };
    };
    expect(manifest.share_target).toMatchObject({ action: SHARE_PATH, method: 'POST' });
  });
});

describe('installing', () => {
  const device = (userAgent: string, options: { touch?: number; standalone?: boolean } = {}): Window & EventTarget =>
    Object.assign(new EventTarget(), {
      navigator: { userAgent, maxTouchPoints: options.touch ?? 0 },
      matchMedia: () => ({ matches: options.standalone ?? false }),
    }) as unknown as Window & EventTarget;

  it('is offered when the browser offers it, once', async () => {
    const win = device('Chrome');
    const states: string[] = [];
    const installation = new Installation(win, (state) => states.push(state));
    expect(installation.state).toBe('unknown');
    win.dispatchEvent(
      Object.assign(new Event('beforeinstallprompt', { cancelable: true }), {
        prompt: async () => {},
        userChoice: Promise.resolve({ outcome: 'dismissed' }),
      }),
    );
    expect(installation.state).toBe('promptable');
    expect(await installation.prompt()).toBe('dismissed');
    expect(await installation.prompt()).toBe('no_offer');
    win.dispatchEvent(new Event('appinstalled'));
    expect(installation.state).toBe('installed');
    expect(states).toEqual(['promptable', 'unknown', 'installed']);
  });

  it('on an iPhone or iPad is done by hand, on a Mac not', () => {
    const nothing = (): void => {};
    expect(new Installation(device('iPhone', { touch: 5 }), nothing).state).toBe('by_hand_ios');
    expect(new Installation(device('Macintosh', { touch: 5 }), nothing).state).toBe('by_hand_ios');
    expect(new Installation(device('Macintosh'), nothing).state).toBe('unknown');
    expect(new Installation(device('iPhone', { standalone: true }), nothing).state).toBe('installed');
  });
});

describe('storage', () => {
  const manager = (parts: Partial<StorageManager>): StorageManager => parts as StorageManager;

  it('tells what is used and allowed, or that the browser does not tell', async () => {
    expect(
      await storageUse(manager({ estimate: async () => ({ usage: 5, quota: 10 }), persisted: async () => true })),
    ).toEqual({ usedBytes: 5, quotaBytes: 10, persistent: true });
    expect(await storageUse(manager({ estimate: () => Promise.reject(new Error('private')) }))).toBeNull();
  });

  it('is asked to last only where it does not yet', async () => {
    const persist = vi.fn(async () => false);
    expect(await keepStorage(manager({ persisted: async () => true, persist }))).toBe('kept');
    expect(persist).not.toHaveBeenCalled();
    expect(await keepStorage(manager({ persisted: async () => false, persist }))).toBe('refused');
    expect(await keepStorage(manager({}))).toBe('unknown');
  });
});
