/**
 * New versions of the app: the service worker that is ready waits until the person starts it.
 *
 * It is never started while a clip is analysed, in this tab or another: the old version's files go with it.
 */
import { Workbox } from 'workbox-window';

/** Held, shared, by every tab that analyses; the update needs it alone. */
const LOCK = 'presage-analysis';

export interface UpdateEvents {
  /** A new version is ready and waits. May come more than once. */
  readonly onReady: () => void;
  /** Shell and models can now be had without a network. */
  readonly onActive?: () => void;
}

export interface Updates {
  /** Starts the waiting version and reloads. @returns false when an analysis runs somewhere: try again after it */
  apply(): Promise<boolean>;
  /** Asks the host for a newer version. */
  check(): Promise<void>;
}

/** Registers the service worker. @returns null where there is none: private windows, http, old browsers, the dev server */
export async function watchUpdates(events: UpdateEvents): Promise<Updates | null> {
  if (!('serviceWorker' in navigator) || import.meta.env.DEV) return null;
  const workbox = new Workbox('/sw.js', { scope: '/' });
  workbox.addEventListener('waiting', events.onReady);
  workbox.addEventListener('activated', () => events.onActive?.());
  const registration = await workbox.register().catch(() => undefined);
  if (!registration) return null;
  if (registration.active) events.onActive?.();

  // Another tab may start the new version while this one keeps the old page, whose parts that were not loaded yet are
  // gone. The person is told; a part that is then missing brings the new page at once.
  let superseded = false;
  let controlled = navigator.serviceWorker.controller !== null;
  navigator.serviceWorker.addEventListener('controllerchange', () => {
    superseded = controlled;
    controlled = true;
    if (superseded) events.onReady();
  });
  globalThis.addEventListener('vite:preloadError', (event) => {
    if (!superseded) return;
    event.preventDefault();
    globalThis.location.reload();
  });

  return {
    async apply() {
      if (superseded) {
        globalThis.location.reload();
        return true;
      }
      const locks = navigator.locks;
      if (!locks) return start(workbox, registration);
      return locks.request(LOCK, { mode: 'exclusive', ifAvailable: true }, (lock) =>
        lock ? start(workbox, registration) : false,
      );
    },
    async check() {
      await registration.update().catch(() => undefined); // offline: asked again at the next visit
    },
  };
}

/** Keeps an update from starting while `work` runs, in any tab. */
export async function whileAnalysing<T>(work: () => Promise<T>): Promise<T> {
  // Without the Locks API only this tab's own state holds the update back.
  if (!navigator.locks) return work();
  return navigator.locks.request(LOCK, { mode: 'shared' }, work);
}

async function start(workbox: Workbox, registration: ServiceWorkerRegistration): Promise<boolean> {
  if (!registration.waiting) return false;
  const controlled = new Promise<void>((resolve) => {
    navigator.serviceWorker.addEventListener('controllerchange', () => resolve(), { once: true });
  });
  workbox.messageSkipWaiting();
  await controlled;
  globalThis.location.reload();
  return true;
}
