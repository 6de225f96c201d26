/**
 * Takes the pictures of the install dialog and of the README from the built app on a drawn clip: `npx tsx tests/screenshots.ts`,
 * after `npm run build`. Leaves public/screenshots/*.png.
 */
import { chromium, type Page } from '@playwright/test';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { LAUNCH_ARGUMENTS, findChromium } from './chromium.mjs';
import { drawnClip } from './clips/drawn.ts';
import { openSite, Person, ROOT } from './journeys/site.ts';
import { messages } from '../web/text/en.messages.ts';

const FOLDER = join(ROOT, 'public/screenshots');

/** Browsers show at most eight of one form factor, with sides from 320 to 3840 px and no longer than 2.3 times as wide. */
const FORMS = [
  { name: 'phone', viewport: { width: 390, height: 844 }, deviceScaleFactor: 2, isMobile: true, hasTouch: true },
  { name: 'desktop', viewport: { width: 1280, height: 800 }, deviceScaleFactor: 1 },
];

/** Invented words for the clip. */
const CAPTION = 'One pan, no yeast, eight minutes: would you try it? #flatbread #recipe';
const SHOWN = 'A woman bakes flatbread in a hot pan';

mkdirSync(FOLDER, { recursive: true });
const site = await openSite();
const executablePath = await findChromium();
const browser = await chromium.launch({ ...(executablePath ? { executablePath } : {}), args: [...LAUNCH_ARGUMENTS] });
try {
  for (const { name, ...form } of FORMS) {
    const context = await browser.newContext({ ...form, baseURL: site.url, locale: 'en-GB', reducedMotion: 'reduce' });
    const person = new Person(await context.newPage());
    await person.opens();
    await person.waitsUntilOffline();
    await person.says(CAPTION);
    await person.page.getByLabel(messages['draft.shown']).fill(SHOWN);
    await person.chooses(await drawnClip());
    await person.readsReport();
    // The address comes before the screen does.
    const why = person.page.getByRole('heading', { level: 2, name: /^Why/ });
    await why.waitFor();
    await take(person.page, `${name}-report`);
    if (name === 'phone') {
      // The reasons, just under the bar: for the README.
      await why.evaluate((heading) => heading.scrollIntoView());
      await take(person.page, `${name}-why`);
    }
    await person.opens();
    await take(person.page, `${name}-home`);
    await context.close();
  }
} finally {
  await browser.close();
  await site.close();
}

async function take(page: Page, name: string): Promise<void> {
  await page.waitForLoadState('networkidle');
  await page.evaluate(() => document.fonts.ready);
  await page.screenshot({ path: join(FOLDER, `${name}.png`) });
}
