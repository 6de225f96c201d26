/**
 * Looking and listening as a person meets it in the built app: nothing is fetched where it is switched off, what is
 * fetched is named with its size before the first byte comes, the bar never falls, and a stop keeps what was seen.
 */
import { expect, test, type BrowserContext, type Page } from '@playwright/test';
import { rendered } from '../clips/render.ts';
import { looking } from '../../web/text/en.looking.ts';
import { spoken } from '../../web/text/en.spoken.ts';

const messages = { ...looking, ...spoken };

let context: BrowserContext;
let page: Page;
/** Weights and runtimes of networks that the page or a worker of it asked for. */
let asked: string[];

test.describe.configure({ timeout: 240_000 });

test.beforeEach(async ({ browser }) => {
  // A service worker would fetch in its own name; with it the same files come from its cache.
  context = await browser.newContext({ serviceWorkers: 'block', locale: 'en-GB' });
  page = await context.newPage();
  asked = [];
  page.on('request', (request) => {
    if (request.url().includes('/percepts/') && !request.url().endsWith('.json')) asked.push(request.url());
  });
});

test.afterEach(async () => context?.close());

async function scores(): Promise<void> {
  await page.goto('/');
  await page
    .locator('input[type=file]')
    .first()
    .setInputFiles(await rendered('plain'));
  await page.waitForURL('**/report/*', { timeout: 60_000 });
}

/** The card of looking and listening; the clip has a button of its own while every frame is gone through. */
const card = () => page.getByRole('region', { name: messages['look.title'] });
const stop = () => card().getByRole('button', { name: messages['look.stop'], exact: true });
const start = () => page.getByRole('button', { name: messages['look.go'] });

test('switched off, nothing is fetched until the button is pressed, which says how much that is', async () => {
  await page.goto('/you');
  await page.getByRole('switch', { name: messages['look.setting'] }).click();
  await scores();
  await expect(page.getByText(messages['look.lite'])).toBeVisible();
  await expect(page.getByText(/^Fetches up to [\d.]+\sMB, once/)).toBeVisible();
  expect(asked).toEqual([]);
  await start().click();
  await expect.poll(() => asked.length, { timeout: 30_000 }).toBeGreaterThan(0);
});

test('what is fetched is named with its size before the first byte comes, the bar never falls, and what was held is let go', async () => {
  const unnamed: string[] = [];
  await page.route('**/percepts/*/*', async (route) => {
    const named = page.getByText(/^Fetching .+: 0(\.0)?\s(B|kB|KB|MB) of [\d.]+\s(kB|KB|MB)$/);
    await named.waitFor({ timeout: 10_000 }).catch(() => unnamed.push(route.request().url()));
    await route.continue();
  });
  await page.addInitScript(() => {
    const seen: number[] = [];
    Object.assign(window, { bars: seen });
    new MutationObserver(() => {
      const bar = document.querySelector('[role=progressbar][aria-label="Looking and listening"]');
      const now = bar?.getAttribute('aria-valuenow');
      if (now != null && Number(now) !== seen.at(-1)) seen.push(Number(now));
    }).observe(document, { subtree: true, childList: true, attributes: true });
  });
  await scores();
  await expect(stop()).toBeVisible();
  await expect(stop()).toBeHidden({ timeout: 180_000 });
  // Nobody watches the page any more: what the networks held goes at once, long before its time.
  const workers = (): number => page.workers().filter((worker) => worker.url().includes('analysis-worker')).length;
  expect(workers()).toBe(1);
  await page.evaluate(() => {
    Object.defineProperty(document, 'visibilityState', { value: 'hidden' });
    document.dispatchEvent(new Event('visibilitychange'));
  });
  await expect.poll(workers, { timeout: 5_000 }).toBe(0);
  expect(unnamed).toEqual([]);
  expect(asked.length).toBeGreaterThan(4);
  const bars = await page.evaluate(() => (window as unknown as { readonly bars: readonly number[] }).bars);
  expect(bars.length).toBeGreaterThan(5);
  expect(bars).toEqual(bars.toSorted((a, b) => a - b));
});

test('a stop keeps what was seen until then, and offers the rest', async () => {
  // The reader of letters never comes: voice and faces are through by then.
  await page.route('**/percepts/*/tesseract.wasm', () => undefined);
  await scores();
  const told = card().locator('dl');
  await expect(told.getByText(messages['look.kind.quality'], { exact: true })).toBeAttached({ timeout: 120_000 });
  await stop().click();
  await expect(page.getByText(messages['look.stopped'])).toBeVisible();
  await expect(page.getByText(messages['look.goOn'])).toBeVisible();
  await page.reload();
  await card().locator('summary').first().click();
  const line = (kind: string) => told.locator('div').filter({ has: page.getByText(kind, { exact: true }) });
  await expect(line(messages['look.kind.words'])).toContainText(messages['look.why.cancelled']);
  await expect(line(messages['look.kind.faces'])).not.toContainText(messages['look.why.cancelled']);
});
