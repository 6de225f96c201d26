/**
 * The service worker: keeps the shell for offline, large files once they were needed, and takes in shared files.
 *
 * Models are not kept here: remote/ holds them by content hash and checks them before use.
 */
import { clientsClaim } from 'workbox-core';
import { ExpirationPlugin } from 'workbox-expiration';
import { cleanupOutdatedCaches, createHandlerBoundToURL, precacheAndRoute } from 'workbox-precaching';
import type { WorkboxPlugin } from 'workbox-core/types.js';
import { registerRoute } from 'workbox-routing';
import { CacheFirst } from 'workbox-strategies';
import { takeDue } from '../store/reminders.ts';
import { putSharedIn } from '../store/shared-in.ts';
import { isAppPath, READINGS_SYNC, RUNTIME_CACHES, SHARE_PATH, withIsolation } from './sw-rules.ts';

declare const self: ServiceWorkerGlobalScope & {
  readonly __WB_MANIFEST: readonly { readonly url: string; readonly revision: string | null }[];
};

precacheAndRoute([...self.__WB_MANIFEST]);
cleanupOutdatedCaches();
clientsClaim();

// A new version waits until the app asks for it, which it never does during an analysis.
self.addEventListener('message', (event) => {
  if ((event.data as { type?: unknown } | null)?.type === 'SKIP_WAITING') void self.skipWaiting();
});

// Readings that are due: the page left the words, this worker shows them where the browser wakes it. Nothing is fetched.
self.addEventListener('periodicsync', (event) => {
  const { tag } = event as Event & { readonly tag?: string };
  if (tag === READINGS_SYNC) (event as ExtendableEvent).waitUntil(remind());
});
self.addEventListener('notificationclick', (event) => {
  event.notification.close();
  const { path } = (event.notification.data ?? {}) as { readonly path?: unknown };
  event.waitUntil(openAt(typeof path === 'string' && path.startsWith('/') ? path : '/'));
});

async function remind(): Promise<void> {
  const due = await takeDue(caches, Date.now());
  for (const { title, body, tag, path } of due)
    await self.registration.showNotification(title, { body, tag, data: { path }, icon: '/icons/icon-192.png' });
}

async function openAt(path: string): Promise<void> {
  const [open] = await self.clients.matchAll({ type: 'window' });
  if (!open) return void (await self.clients.openWindow(path));
  await open.focus();
  // A page that a worker does not control yet cannot be led anywhere; it is in front, which is the most.
  await open.navigate(path).catch(() => undefined);
}

const shell = createHandlerBoundToURL('/index.html');
registerRoute(
  ({ request, url }) => request.mode === 'navigate' && isAppPath(url.pathname),
  async (context) => withIsolation(await shell(context)),
);

for (const { name, pattern, maxEntries, maxAgeSeconds } of RUNTIME_CACHES) {
  registerRoute(
    ({ url, sameOrigin }) => sameOrigin && pattern.test(url.pathname),
    new CacheFirst({
      cacheName: name,
      plugins: [
        // A page in place of a file would be kept for months: only the real thing is stored.
        {
          cacheWillUpdate: async ({ response }) =>
            response.status === 200 && !(response.headers.get('content-type') ?? '').includes('text/html')
              ? response
              : null,
        },
        // The cast holds: workbox's own types were not written for exactOptionalPropertyTypes.
        new ExpirationPlugin({ maxEntries, maxAgeSeconds, purgeOnQuotaError: true }) as WorkboxPlugin,
      ],
    }),
  );
}

registerRoute(({ url, sameOrigin }) => sameOrigin && url.pathname === SHARE_PATH, receiveShare, 'POST');

/** A video shared into the app: kept on the device until the page takes it, then the page is opened. */
async function receiveShare({ request }: { request: Request }): Promise<Response> {
  let outcome: 'file' | 'text' | 'failed' = 'text';
  try {
    const form = await request.formData();
    const file = [...form.values()].find((part): part is File => part instanceof File && part.size > 0);
    if (file) {
      await putSharedIn(caches, file, Date.now());
      outcome = 'file';
    }
  } catch {
    // A full disk or a form cut short: the page says so and asks to pick the file.
    outcome = 'failed';
  }
  return Response.redirect(`/?share-target=${outcome}`, 303);
}
