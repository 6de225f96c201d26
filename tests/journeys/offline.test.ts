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
  for (const path of ['/history', '/compare', '/evidence', '/plan', '/you']) await person.opens(path);
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
