/**
 * The built app on a host of its own for each worker of the test run, and a person who uses it.
 *
 * A journey can stop the host and look at everything that was asked of it.
 */
import { expect, test as base, type Page } from '@playwright/test';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { Report } from '#core/flow.ts';
import type { NodeOptions, RunningHost } from '../../edge-api/node.ts';
import { renderedAll } from '../clips/render.ts';
import { messages } from '../../web/text/en.messages.ts';

export const ROOT = fileURLToPath(new URL('../..', import.meta.url));

export interface Site {
  readonly url: string;
  /** Every line the host logged. */
  readonly log: readonly string[];
  /** The host is gone, as on a plane; the browser's own cache is not asked. */
  stop(): Promise<void>;
  start(): Promise<void>;
}

export async function openSite(port = 0): Promise<Site & { close(): Promise<void> }> {
  const data = mkdtempSync(join(tmpdir(), 'presage-journey-'));
  const log: string[] = [];
  const { startHost } = (await import(pathToFileURL(join(ROOT, 'dist/edge/node.js')).href)) as {
    startHost: (options: NodeOptions) => Promise<RunningHost>;
  };
  const options = { root: ROOT, data, hostname: '127.0.0.1', write: (line: string) => void log.push(line) };
  let host: RunningHost | null = await startHost({ ...options, port });
  const { url } = host;
  const stop = async (): Promise<void> => {
    await host?.close();
    host = null;
  };
  return {
    url,
    log,
    stop,
    start: async () => {
      host ??= await startHost({ ...options, port: Number(new URL(url).port) });
    },
    close: async () => {
      await stop();
      rmSync(data, { recursive: true, force: true });
    },
  };
}

/** What a person does with the app, in the words on screen (English). */
export class Person {
  readonly page: Page;
  /** What the page complained about: a policy that was broken, an error nobody caught. */
  readonly complaints: string[] = [];

  constructor(page: Page) {
    this.page = page;
    page.on('pageerror', (error) => this.complaints.push(`error: ${error.message}`));
    // Chromium writes nothing on the console where the code that was refused caught the refusal.
    void page.addInitScript(() =>
      document.addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI, sourceFile }) =>
        console.warn(`Content Security Policy: ${violatedDirective} refused ${blockedURI} in ${sourceFile}`),
      ),
    );
    page.on('console', (message) => {
      if (/Content Security Policy|Refused to/.test(message.text())) this.complaints.push(message.text());
    });
  }

  async opens(path = '/'): Promise<void> {
    await this.page.goto(path);
    await expect(this.page.getByRole('main')).toBeVisible();
  }

  /** Until the app says that it works without a network. */
  async waitsUntilOffline(): Promise<void> {
    await expect(this.page.getByText(messages['chip.ready'])).toBeVisible({ timeout: 30_000 });
    await expect.poll(() => this.page.evaluate(() => navigator.serviceWorker.controller !== null)).toBe(true);
  }

  async chooses(file: string | { name: string; mimeType: string; buffer: Buffer }): Promise<void> {
    await this.page.locator('input[type=file]').first().setInputFiles(file);
  }

  async drops(path: string, name: string): Promise<void> {
    const bytes = readFileSync(path).toString('base64');
    await this.page.evaluate(
      ([content, title]) => {
        const data = new DataTransfer();
        const file = Uint8Array.from(atob(content), (char) => char.charCodeAt(0));
        data.items.add(new File([file], title, { type: 'video/mp4' }));
        for (const type of ['dragover', 'drop'])
          document.body.dispatchEvent(new DragEvent(type, { dataTransfer: data, bubbles: true, cancelable: true }));
      },
      [bytes, name] as const,
    );
  }

  /** Types the caption that the clip will have. */
  async says(caption: string): Promise<void> {
    await this.page.getByText(messages['home.words']).click();
    await this.page.getByLabel(messages['draft.caption']).fill(caption);
  }

  /** The report of the clip, opened by the app itself. */
  async readsReport(): Promise<void> {
    await this.page.waitForURL('**/report/*', { timeout: 60_000 });
    await expect(this.page.getByRole('heading', { level: 1 })).toBeVisible();
  }

  async hearsThat(sentence: string | RegExp): Promise<void> {
    await expect(this.page.getByText(sentence).first()).toBeVisible({ timeout: 60_000 });
  }

  /** Ids of the reports in the database, newest first. */
  async savedReports(): Promise<string[]> {
    return (await this.#reports()).map(({ id }) => id);
  }

  async lastReport(): Promise<Pick<Report, 'decoder' | 'rung'> | undefined> {
    return (await this.#reports())[0];
  }

  #reports(): Promise<Pick<Report, 'id' | 'madeAt' | 'decoder' | 'rung'>[]> {
    return this.page.evaluate(async () => {
      const done = <T>(request: IDBRequest<T>): Promise<T> =>
        new Promise((resolve, reject) => {
          request.addEventListener('success', () => resolve(request.result));
          request.addEventListener('error', () => reject(request.error ?? new Error('no answer')));
        });
      const db = await done(indexedDB.open('presage'));
      const rows = await done<{ report: Report }[]>(db.transaction('reports').objectStore('reports').getAll());
      db.close();
      return rows
        .map(({ report: { id, madeAt, decoder, rung } }) => ({ id, madeAt, decoder, rung }))
        .sort((a, b) => b.madeAt - a.madeAt);
    });
  }
}

export const test = base.extend<{ person: Person }, { site: Site }>({
  site: [
    // oxlint-disable-next-line no-empty-pattern -- Playwright reads the names of what a fixture needs
    async ({}, use) => {
      await renderedAll(['plain', 'other', 'long', 'sound_only']);
      const site = await openSite();
      await use(site);
      await site.close();
    },
    // Clips that nobody has rendered here yet take a while.
    { scope: 'worker', timeout: 300_000 },
  ],
  baseURL: async ({ site }, use) => {
    await site.start();
    await use(site.url);
  },
  locale: 'en-GB',
  actionTimeout: 15_000,
  person: async ({ page }, use) => {
    const person = new Person(page);
    await use(person);
    expect(person.complaints, 'the page complained').toEqual([]);
  },
});

export { expect };
