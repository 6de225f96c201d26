/** Figures come in from files: a platform's own export, a table nobody knows, a hundred thousand rows; what was left out is listed, and all of it can be taken back. */
import { field } from '../../web/text/en.field.ts';
import { messages } from '../../web/text/en.messages.ts';
import { outside } from '../../web/text/en.outside.ts';
import { rooms } from '../../web/text/en.rooms.ts';
import { room } from '../../web/text/en.room.ts';
import { expect, test } from './site.ts';

test.skip(({ isMobile }) => !isMobile, 'files are imported on the phone');

const csv = (name: string, text: string) => ({ name, mimeType: 'text/csv', buffer: Buffer.from(text) });

/** As TikTok Studio writes it: quotes as they are, dates without a year, the time in the id. */
const idAt = (day: number): string => String((BigInt(Date.UTC(2026, 8, day, 18) / 1000) << 32n) + 7n);
const STUDIO = [
  '\uFEFF"Time","Video title","Video link","Post time","Total likes","Total comments","Total shares","Total views"',
  ...Array.from(
    { length: 24 },
    (_, n) =>
      `"October 5","Bread "number" ${n}","https://www.tiktok.com/@invented/video/${idAt(n + 1)}?lang=en","September ${n + 1}","${n}","1","0","${n === 5 ? 'undefined' : 1000 + 91 * n}"`,
  ),
].join('\n');

test('an export is shown, kept, seen by the other rooms, and taken back', async ({ person, page }) => {
  await person.opens('/you');
  const card = page.getByRole('region', { name: rooms['import.title'] });
  await card.locator('input[type=file]').setInputFiles(csv('Content.csv', STUDIO));
  await person.hearsThat(rooms['import.keeps']);
  // What could not be read is listed with its line before anything is kept.
  await expect(card.getByText('line 7')).toBeVisible();
  await card.getByRole('button', { name: rooms['import.keep'] }).click();
  await expect(page.getByText('Show 23 posts')).toBeVisible();

  await person.opens('/plan');
  await expect(page.getByRole('heading', { name: rooms['when.chart.title'] })).toBeVisible();
  await person.opens('/figures');
  await expect(page.getByRole('heading', { name: rooms['figures.works'] })).toBeVisible();
  await expect(page.getByText('It takes 20 posts')).toHaveCount(0);

  // Again the same file: nothing doubles, and it can be taken back.
  await person.opens('/you');
  await card.locator('input[type=file]').setInputFiles(csv('Content.csv', STUDIO));
  await card.getByRole('button', { name: rooms['import.keep'] }).click();
  await expect(page.getByText('Show 23 posts')).toBeVisible();
  await card.getByRole('button', { name: rooms['import.undo'] }).click();
  await expect(page.getByText('Show 23 posts')).toBeVisible();
});

test('a table in a layout nobody knows is read once the columns are named', async ({ person, page }) => {
  const table = ['a;b;c', ...Array.from({ length: 12 }, (_, n) => `2026-09-${n + 10};A loaf ${n};1.${200 + n}`)].join(
    '\n',
  );
  await person.opens('/you');
  const card = page.getByRole('region', { name: rooms['import.title'] });
  await card.locator('input[type=file]').setInputFiles(csv('mine.csv', table));
  const views = card.getByLabel(outside['import.map.views']);
  await expect(views).toBeVisible();
  await views.selectOption({ label: 'c' });
  await card.getByRole('button', { name: outside['import.map.go'] }).click();
  await card.getByRole('button', { name: rooms['import.keep'] }).click();
  await expect(page.getByText('Show 12 posts')).toBeVisible();
});

test('a hundred thousand rows stop nothing: the page answers, it can be stopped, the newest are kept', async ({
  person,
  page,
}) => {
  test.setTimeout(120_000);
  // One an hour, so that no two are the same post.
  const first = Date.UTC(2015, 0, 1);
  const rows = Array.from(
    { length: 100_000 },
    (_, n) => `${new Date(first + n * 3_600_000).toISOString()};${n === 77 ? 'x' : 500 + (n % 977)}`,
  );
  const file = csv('many.csv', `date;views\n${rows.join('\n')}`);
  await person.opens('/you');
  const chooser = page.getByLabel(messages['posts.csv']);
  await chooser.setInputFiles(file);
  await expect(page.getByText('5,000 posts added.').first()).toBeVisible({ timeout: 60_000 });
  await expect(page.getByText(/^94,999 older posts were left out/)).toBeVisible();
  await expect(page.getByText(messages['posts.problem.bad_views'])).toBeVisible();

  // Undo gives the list back as it was: empty.
  await page.getByText('Show 5,000 posts').click();
  await page.getByRole('button', { name: messages['posts.forget'] }).click();
  await expect(page.getByText('Show 5,000 posts')).toHaveCount(0);
  await page.getByRole('button', { name: messages['history.undo'] }).click();
  await expect(page.getByText('Show 5,000 posts')).toBeVisible();
});

test('several accounts come in one table; an invented example teaches and goes again', async ({ person, page }) => {
  await person.opens('/peers');
  await page.getByRole('button', { name: room['example.show'] }).click();
  await expect(page.getByText(room['peers.example'])).toBeVisible();
  await expect(page.getByRole('row', { name: /Invented B/ })).toBeVisible();
  await page.getByRole('button', { name: room['example.end'] }).click();
  await expect(page.getByText(field['peers.empty'])).toBeVisible();

  const table = [
    'account,views,date,likes,followers',
    ...Array.from(
      { length: 24 },
      (_, n) =>
        `${n % 2 ? 'Ana' : 'Bo'},${900 + 31 * n},2026-09-${String(1 + n).padStart(2, '0')},${n},${n % 2 ? 4200 : 800}`,
    ),
    ',5,2026-09-02,,',
  ].join('\n');
  await page.getByLabel(field['peers.paste']).fill(table);
  await page.getByRole('button', { name: field['peers.add.go'], exact: true }).click();
  await expect(page.getByRole('button', { name: 'Remove Ana' })).toBeVisible();
  await expect(page.getByRole('button', { name: 'Remove Bo' })).toBeVisible();
  await expect(page.getByText(room['posts.problem.no_account'])).toBeVisible();

  await person.opens('/growth');
  await page.getByRole('button', { name: room['example.show'] }).click();
  await expect(page.getByText(/^8 times in 10 between/).first()).toBeVisible();
  await page.getByRole('button', { name: room['example.end'] }).click();
  await expect(page.getByLabel(field['growth.views'], { exact: true })).toHaveValue('');
});
