import { rendered } from '../clips/render.ts';
import { record } from './record.ts';
import { expect, Person, test } from './site.ts';
import { messages } from '../../web/text/en.messages.ts';

test('a new version waits through an analysis and starts only when asked', async ({ browser, site }) => {
  const recorder = await record(site.url);
  const context = await browser.newContext({ proxy: recorder.proxy, baseURL: site.url, locale: 'en-GB' });
  const person = new Person(await context.newPage());
  const { page } = person;
  const notice = page.getByText(messages['update.ready']);
  try {
    await person.opens();
    await person.waitsUntilOffline();

    // The clip needs ffmpeg, which comes when we say so: the analysis lasts as long as the test wants.
    const goOn = recorder.hold('/ffmpeg/');
    await person.chooses(await rendered('avi'));
    await page.waitForURL('**/analysing');
    recorder.change('/sw.js', (script) => `${script}\n// a later version`);
    await page.evaluate(async () => {
      const registration = await navigator.serviceWorker.getRegistration();
      await registration?.update();
    });
    await expect
      .poll(() => page.evaluate(async () => Boolean((await navigator.serviceWorker.getRegistration())?.waiting)))
      .toBe(true);
    // The analysis goes on, and nothing asks for attention meanwhile.
    expect(new URL(page.url()).pathname).toBe('/analysing');
    await expect(notice).toBeHidden();
    goOn();
    await person.readsReport();
    await expect(notice).toBeVisible();

    // Another tab that analyses holds it back as well. What was kept of ffmpeg goes, so that it waits again.
    const letCome = recorder.hold('/ffmpeg/');
    await page.evaluate(async () => {
      for (const name of await caches.keys()) {
        const cache = await caches.open(name);
        for (const kept of await cache.keys()) if (kept.url.includes('/ffmpeg/')) await cache.delete(kept);
      }
    });
    const other = new Person(await context.newPage());
    await other.opens();
    await other.says('Other words, so that it is scored anew');
    await other.chooses(await rendered('avi'));
    await other.page.waitForURL('**/analysing');
    await page.getByRole('button', { name: messages['update.start'] }).click();
    await page.waitForTimeout(300);
    expect(await page.evaluate(async () => Boolean((await navigator.serviceWorker.getRegistration())?.waiting))).toBe(
      true,
    );
    letCome();
    await other.readsReport();
    await other.page.close();

    const reloaded = page.waitForEvent('load');
    await page.getByRole('button', { name: messages['update.start'] }).click();
    await reloaded;
    expect(await page.evaluate(async () => Boolean((await navigator.serviceWorker.getRegistration())?.waiting))).toBe(
      false,
    );
    // Two reports, both still here.
    expect(await person.savedReports()).toHaveLength(2);
  } finally {
    await context.close();
    await recorder.close();
  }
});
