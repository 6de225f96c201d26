import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { broken, rendered } from './clips.ts';
import { expect, test } from './site.ts';

test('every file that is no readable video gets one clear sentence, and the next clip goes through', async ({
  person,
  page,
}) => {
  test.setTimeout(180_000);
  await person.opens();
  for (const { file, says } of await broken()) {
    await test.step(basename(file), async () => {
      await page.goto('/');
      await person.chooses({ name: basename(file), mimeType: '', buffer: readFileSync(file) });
      const alert = page.getByRole('alert');
      await expect(alert).toBeVisible({ timeout: 60_000 });
      await expect(alert).toContainText(says);
    });
  }
  expect(await person.savedReports()).toEqual([]);
  await person.chooses(await rendered('plain'));
  await person.readsReport();
});
