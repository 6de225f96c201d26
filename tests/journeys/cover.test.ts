/** Covers after the app was closed: from the pictures kept on the device, and from the clip itself through the browser's own player. */
import { rendered } from '../clips/render.ts';
import { expect, test } from './site.ts';

/** Numbers of the pictures that stand in order. */
const ranked = (page: import('@playwright/test').Page): Promise<number> =>
  page.locator('main li > .tile img').evaluateAll((all) => new Set(all.map((one) => one.getAttribute('alt'))).size);

test('all sampled pictures are there to choose from after a reload', async ({ person, page }) => {
  await person.opens();
  await person.chooses(await rendered('long'));
  await person.readsReport();
  const id = new URL(page.url()).pathname.split('/').at(-1) ?? '';
  await expect.poll(() => keptFrames(page), { timeout: 60_000 }).toBeGreaterThan(10);
  const sampled = await keptFrames(page);
  await page.goto(`/cover?report=${id}`);
  await page.locator('summary', { hasText: /best first/ }).click();
  await expect.poll(() => ranked(page), { timeout: 60_000 }).toBe(sampled);
  expect(person.complaints).toEqual([]);
});

test('without them the clip is chosen again and played for its pictures', async ({ person, page }) => {
  await person.opens();
  const clip = await rendered('long');
  await person.chooses(clip);
  await person.readsReport();
  const id = new URL(page.url()).pathname.split('/').at(-1) ?? '';
  await expect.poll(() => keptFrames(page), { timeout: 60_000 }).toBeGreaterThan(10);
  await forgetFrames(page);
  await page.goto(`/cover?report=${id}`);
  await expect(page.getByText('Choose the clip again', { exact: true })).toBeVisible({ timeout: 60_000 });
  await page.locator('input[type=file][accept="video/*"]').setInputFiles(await rendered('other'));
  await expect(page.getByRole('alert')).toContainText('another clip');
  await page.locator('input[type=file][accept="video/*"]').setInputFiles(clip);
  await page.locator('summary', { hasText: /best first/ }).click();
  await expect.poll(() => ranked(page), { timeout: 60_000 }).toBeGreaterThan(5);
  await expect(page.getByText('Choose the clip again', { exact: true })).toBeHidden();
  expect(person.complaints).toEqual([]);
});

const keptFrames = (page: import('@playwright/test').Page): Promise<number> =>
  page.evaluate(async () => {
    const db = await new Promise<IDBDatabase>((resolve) => {
      const request = indexedDB.open('presage');
      request.addEventListener('success', () => resolve(request.result));
    });
    const rows = await new Promise<{ frames: unknown[] }[]>((resolve) => {
      const request = db.transaction('frames').objectStore('frames').getAll();
      request.addEventListener('success', () => resolve(request.result));
    });
    db.close();
    return rows[0]?.frames.length ?? 0;
  });

const forgetFrames = (page: import('@playwright/test').Page): Promise<void> =>
  page.evaluate(async () => {
    const db = await new Promise<IDBDatabase>((resolve) => {
      const request = indexedDB.open('presage');
      request.addEventListener('success', () => resolve(request.result));
    });
    await new Promise<void>((resolve) => {
      const change = db.transaction('frames', 'readwrite');
      change.objectStore('frames').clear();
      change.addEventListener('complete', () => resolve());
    });
    db.close();
  });
