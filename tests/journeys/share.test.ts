import { rendered } from '../clips/render.ts';
import { record } from './record.ts';
import { expect, Person, test } from './site.ts';
import { messages } from '../../web/text/en.messages.ts';
import { readFile } from 'node:fs/promises';

/** What the share sheet does: a form is posted to the app's share target. */
async function share(person: Person, fields: Readonly<Record<string, string>>, file: Buffer | null): Promise<void> {
  await person.page.evaluate(
    ([texts, bytes]) => {
      const form = document.createElement('form');
      form.method = 'POST';
      form.action = '/share';
      form.enctype = 'multipart/form-data';
      for (const [name, value] of Object.entries(texts)) {
        const input = document.createElement('input');
        input.name = name;
        input.value = value;
        form.append(input);
      }
      if (bytes !== null) {
        const input = document.createElement('input');
        input.type = 'file';
        input.name = 'video';
        const content = Uint8Array.from(atob(bytes), (char) => char.charCodeAt(0));
        const files = new DataTransfer();
        files.items.add(new File([content], 'shared clip.mp4', { type: 'video/mp4' }));
        input.files = files.files;
        form.append(input);
      }
      document.body.append(form);
      form.submit();
    },
    [fields, file?.toString('base64') ?? null] as const,
  );
}

test('a video shared from another app is scored, and nothing of it reaches the server', async ({ browser, site }) => {
  const recorder = await record(site.url);
  const context = await browser.newContext({ proxy: recorder.proxy, baseURL: site.url, locale: 'en-GB' });
  const person = new Person(await context.newPage());
  try {
    await person.opens();
    await person.waitsUntilOffline();
    await share(person, { title: 'clip', text: '', url: '' }, await readFile(await rendered('plain')));
    await person.readsReport();
    await expect(person.page.getByRole('heading', { level: 1 })).toContainText('shared clip');
    expect(recorder.requests.filter(({ method }) => method !== 'GET')).toEqual([]);
    // Taken once: nothing is left behind, and a reload asks for nothing.
    const left = await person.page.evaluate(async () => (await (await caches.open('presage-shared-in')).keys()).length);
    expect(left).toBe(0);
  } finally {
    await context.close();
    await recorder.close();
  }
});

test('a link that was shared asks for the file', async ({ person }) => {
  await person.opens();
  await person.waitsUntilOffline();
  await share(person, { title: '', text: 'look', url: 'https://example.com/v/1' }, null);
  await person.hearsThat(messages['intake.no_file']);
});

test('before the service worker is active the server drops the video unread and the app asks to pick it', async ({
  browser,
  site,
}) => {
  const context = await browser.newContext({ serviceWorkers: 'block', baseURL: site.url, locale: 'en-GB' });
  const person = new Person(await context.newPage());
  try {
    await person.opens();
    const lines = site.log.length;
    const clip = await readFile(await rendered('plain'));
    await share(person, { title: 'my secret title', text: '', url: '' }, clip);
    await person.hearsThat(messages['intake.pick_again']);
    expect(await person.savedReports()).toEqual([]);
    const logged = site.log.slice(lines).join('\n');
    expect(logged).not.toContain('secret');
    expect(logged).not.toContain('shared clip');
    // Picked by hand it goes through.
    await person.chooses(await rendered('plain'));
    await person.readsReport();
  } finally {
    await context.close();
  }
});
