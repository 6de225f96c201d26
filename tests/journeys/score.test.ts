import { rendered } from '../clips/render.ts';
import { expect, test } from './site.ts';
import { messages } from '../../web/text/en.messages.ts';

test('a clip becomes a report with its reasons, and stays in the history', async ({ person, page }) => {
  await person.opens();
  await person.chooses(await rendered('plain'));
  await person.readsReport();
  const address = page.url();

  await page.reload();
  await person.readsReport();
  expect(page.url()).toBe(address);
  await page.getByRole('link', { name: messages['nav.history'] }).click();
  await expect(page.getByRole('main').locator(`a[href="${new URL(address).pathname}"]`)).toBeVisible();
  expect(await person.savedReports()).toHaveLength(1);
});

test('the same clip answers at once from the history, with other words it is scored anew', async ({ person, page }) => {
  await person.opens();
  await person.waitsUntilOffline();
  await person.chooses(await rendered('plain'));
  await person.readsReport();
  const first = page.url();

  await page.goto('/');
  await person.chooses(await rendered('plain'));
  await person.readsReport();
  expect(page.url()).toBe(first);
  expect(await person.savedReports()).toHaveLength(1);

  await page.goto('/');
  await person.says('How to fold dough without a machine');
  await person.chooses(await rendered('plain'));
  await person.readsReport();
  expect(page.url()).not.toBe(first);
  expect(await person.savedReports()).toHaveLength(2);
});

test('a dropped video is scored like a chosen one', async ({ person, page }) => {
  await person.opens();
  await person.drops(await rendered('plain'), 'dropped.mp4');
  await person.readsReport();
  await expect(page.getByRole('heading', { level: 1 })).toContainText('dropped');
});

test('cancelled half-way nothing is lost, and the next clip goes through', async ({ person, page }) => {
  await person.opens();
  await person.chooses(await rendered('long'));
  await page.waitForURL('**/analysing');
  await page.getByRole('button', { name: messages['analysing.cancel'], exact: true }).click();
  await person.hearsThat(messages['failure.cancelled']);
  expect(await person.savedReports()).toHaveLength(0);

  await person.chooses(await rendered('plain'));
  await person.readsReport();
});

test('a worker that dies is said in one sentence, and trying again works', async ({ person, page }) => {
  test.setTimeout(90_000);
  await person.opens();
  await person.chooses(await rendered('long'));
  await page.waitForURL('**/analysing');
  await expect.poll(() => page.workers().length).toBeGreaterThan(0);
  await page.workers()[0]?.evaluate(() => globalThis.close());
  await person.hearsThat(messages['failure.worker_lost']);
  await person.chooses(await rendered('plain'));
  await person.readsReport();
});

test('a report that was deleted comes back with Undo', async ({ person, page }) => {
  await person.opens();
  await person.chooses(await rendered('plain'));
  await person.readsReport();
  await page.goto('/history');
  await page
    .getByRole('button', { name: /delete/i })
    .first()
    .click();
  await expect.poll(() => person.savedReports()).toHaveLength(0);
  await page.getByRole('button', { name: messages['history.undo'] }).click();
  await expect.poll(() => person.savedReports()).toHaveLength(1);
});
