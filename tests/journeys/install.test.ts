import { chromium } from '@playwright/test';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, Person, test } from './site.ts';

test('the browser finds the app installable and its manifest without fault', async ({ site }, { project }) => {
  // A plain context counts as incognito, where nothing can be installed.
  const profile = mkdtempSync(join(tmpdir(), 'presage-profile-'));
  const context = await chromium.launchPersistentContext(profile, {
    ...project.use.launchOptions,
    baseURL: site.url,
    locale: 'en-GB',
  });
  try {
    const person = new Person(await context.newPage());
    await person.opens();
    await person.waitsUntilOffline();
    const devtools = await context.newCDPSession(person.page);
    const { installabilityErrors } = await devtools.send('Page.getInstallabilityErrors');
    expect(installabilityErrors).toEqual([]);
    const { errors, data } = await devtools.send('Page.getAppManifest');
    expect(errors).toEqual([]);

    const manifest = JSON.parse(data ?? '{}') as {
      icons: { src: string }[];
      screenshots: { src: string; form_factor: string }[];
      shortcuts: { url: string; icons: { src: string }[] }[];
    };
    const pictures = [
      ...manifest.icons,
      ...manifest.screenshots,
      ...manifest.shortcuts.flatMap((shortcut) => shortcut.icons),
    ];
    for (const { src } of pictures) {
      const reply = await person.page.request.get(src);
      expect([src, reply.status(), reply.headers()['content-type']?.split('/')[0]]).toEqual([src, 200, 'image']);
    }
    expect(manifest.screenshots.map(({ form_factor }) => form_factor)).toEqual(
      expect.arrayContaining(['narrow', 'wide']),
    );
    for (const { url } of manifest.shortcuts) await person.opens(url);
  } finally {
    await context.close();
    rmSync(profile, { recursive: true, force: true });
  }
});
