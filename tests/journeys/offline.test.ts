import { rendered } from '../clips/render.ts';
import { expect, test } from './site.ts';
import { messages } from '../../web/text/en.messages.ts';

test('after the first visit a clip is scored with no network and no server', async ({
  person,
  page,
  context,
  site,
}) => {
  await person.opens();
  await person.waitsUntilOffline();
  await person.chooses(await rendered('plain'));
  await person.readsReport();
  const online = page.url();

  await context.setOffline(true);
  await site.stop();
  await person.opens('/');
  await expect(page.getByText(messages['chip.offline'])).toBeVisible();
  await person.chooses(await rendered('other'));
  await person.readsReport();
  expect(page.url()).not.toBe(online);
  expect(await person.savedReports()).toHaveLength(2);

  // History, an old report and every screen open too.
  await person.opens(new URL(online).pathname);
  for (const path of ['/history', '/compare', '/evidence', '/plan', '/trends', '/you']) await person.opens(path);
});

test('a first visit that scored nothing is enough', async ({ person, context, site }) => {
  await person.opens();
  await person.waitsUntilOffline();
  await context.setOffline(true);
  await site.stop();
  await person.opens();
  await person.chooses(await rendered('plain'));
  await person.readsReport();
});

test('threads are to be had online and offline', async ({ person, page, context, site }) => {
  await person.opens();
  expect(await page.evaluate(() => globalThis.crossOriginIsolated)).toBe(true);
  await person.waitsUntilOffline();
  await context.setOffline(true);
  await site.stop();
  await person.opens();
  expect(await page.evaluate(() => globalThis.crossOriginIsolated)).toBe(true);
});

test('what was kept for offline works there: ffmpeg for a clip the browser cannot read, runtimes that confirm the score', async ({
  person,
  page,
  context,
  site,
}) => {
  await person.opens();
  await person.waitsUntilOffline();
  await person.opens('/you');
  const keep = page.getByRole('button', { name: messages['you.part.keep'] });
  // Runtimes, ffmpeg, and what looks and listens.
  const parts = 3;
  await expect(keep).toHaveCount(parts);
  for (let kept = 1; kept <= parts; kept++) {
    await keep.first().click();
    await expect(page.getByText(messages['you.part.kept'], { exact: true })).toHaveCount(kept, { timeout: 60_000 });
  }
  await context.setOffline(true);
  await site.stop();
  await person.opens();
  await person.says('How to fold dough without a machine');
  await person.chooses(await rendered('avi'));
  await person.readsReport();
  expect(await person.lastReport()).toMatchObject({ decoder: 'ffmpeg', rung: expect.stringMatching(/wasm|webgpu/) });
});

test('without it the clip that needs ffmpeg says what to do, and what was measured before stays', async ({
  person,
  context,
  site,
}) => {
  await person.opens();
  await person.waitsUntilOffline();
  await context.setOffline(true);
  await site.stop();
  await person.opens();
  await person.chooses(await rendered('avi'));
  await person.hearsThat(/Go online once/);
  await person.chooses(await rendered('plain'));
  await person.readsReport();
  // Nothing confirmed it, and the report says which rung gave the numbers.
  expect(await person.lastReport()).toMatchObject({ decoder: 'webcodecs', rung: expect.stringMatching(/plain|rules/) });
});
