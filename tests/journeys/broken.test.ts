import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import type { FailureCode } from '#core/failure.ts';
import { messages } from '../../web/text/en.messages.ts';
import { BROKEN, broken, type BrokenName } from '../clips/broken.ts';
import { rendered } from '../clips/render.ts';
import { expect, ROOT, test, type Person } from './site.ts';

/** How the sentence for each begins; what follows names the kind or the moment. */
const SAYS: Readonly<Partial<Record<FailureCode, string>>> = {
  empty_file: messages['failure.empty_file'],
  not_a_video: 'Not a video',
  damaged: 'Damaged',
  encrypted: messages['failure.encrypted'],
  no_video_track: messages['failure.no_video_track'],
};

const asFile = (path: string): { name: string; mimeType: string; buffer: Buffer } => ({
  name: basename(path),
  mimeType: '',
  buffer: readFileSync(path),
});

test('every file that is no readable video gets its sentence, and the next clip goes through', async ({
  person,
  page,
}) => {
  test.setTimeout(240_000);
  await person.opens();
  // holds: the keys of a constant that nobody extends
  for (const name of Object.keys(BROKEN) as BrokenName[]) {
    await test.step(name, async () => {
      await person.opens();
      await person.chooses(asFile(await broken(name)));
      const alert = page.getByRole('alert');
      await expect(alert).toBeVisible({ timeout: 60_000 });
      await expect(alert).toContainText(SAYS[BROKEN[name]] ?? 'no sentence is written for this here');
    });
  }
  expect(await person.savedReports()).toEqual([]);
  // Without going back: the failed screen takes the next file.
  await person.chooses(await rendered('plain'));
  await person.readsReport();
});

const SHARED = resolve(ROOT, process.env['PRESAGE_SHARED'] || '../shared', 'clips/broken');

test('broken files from elsewhere end in a report or in one clear sentence', async ({ person }) => {
  test.skip(!existsSync(SHARED), 'there are no shared clips here (PRESAGE_SHARED)');
  test.setTimeout(240_000);
  for (const name of readdirSync(SHARED)) {
    await test.step(name, async () => {
      await person.opens();
      await person.chooses(asFile(join(SHARED, name)));
      await endsClearly(person);
    });
  }
});

async function endsClearly({ page }: Person): Promise<void> {
  const alert = page.getByRole('alert');
  await expect
    .poll(async () => page.url().includes('/report/') || (await alert.count()) > 0, { timeout: 60_000 })
    .toBe(true);
  if (page.url().includes('/report/')) return;
  // A sentence, not a code, and with a next step after what happened.
  expect((await alert.getByRole('paragraph').innerText()).trim()).toMatch(/^[A-Z].{20,}\.$/su);
}
