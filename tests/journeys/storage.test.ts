import { rendered } from '../clips/render.ts';
import { expect, test } from './site.ts';
import { messages } from '../../web/text/en.messages.ts';

test('on a full disk the report stays on screen and says that it was not kept', async ({
  person,
  page,
  context,
  site,
}) => {
  await person.opens();
  await person.waitsUntilOffline();
  const devtools = await context.newCDPSession(page);
  const { usage } = await devtools.send('Storage.getUsageAndQuota', { origin: site.url });
  await devtools.send('Storage.overrideQuotaForOrigin', { origin: site.url, quotaSize: Math.max(1, usage - 1) });
  await person.chooses(await rendered('plain'));
  await person.readsReport();
  await person.hearsThat(/^Storage full/);
  expect(await person.savedReports()).toEqual([]);

  await devtools.send('Storage.overrideQuotaForOrigin', { origin: site.url });
  await page.goto('/');
  await person.chooses(await rendered('other'));
  await person.readsReport();
  expect(await person.savedReports()).toHaveLength(1);
});

test('with storage refused a clip is still scored', async ({ person, page }) => {
  await page.addInitScript(() => {
    const refuse = (): never => {
      throw new DOMException('denied', 'SecurityError');
    };
    Object.defineProperty(globalThis, 'indexedDB', { value: { open: refuse, deleteDatabase: refuse, cmp: refuse } });
  });
  await person.opens();
  await person.chooses(await rendered('plain'));
  await person.readsReport();
  await person.hearsThat(messages['failure.storage_denied']);
});
