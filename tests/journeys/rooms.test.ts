/** The rooms around a report, one after another, as an evening with the app goes. */
import { readFileSync } from 'node:fs';
import { rendered } from '../clips/render.ts';
import { field } from '../../web/text/en.field.ts';
import { messages } from '../../web/text/en.messages.ts';
import { rooms } from '../../web/text/en.rooms.ts';
import { inventedTrends } from '../../web/screens/testing/invented-trends.ts';
import { expect, test } from './site.ts';

test.skip(({ isMobile }) => !isMobile, 'the rooms are walked through on the phone');

/** Twenty posts, a day apart, at the same hours in turn. */
const POSTS = Array.from(
  { length: 20 },
  (_, n) => `2026-09-${String(n + 1).padStart(2, '0')} ${n % 2 === 0 ? '12:00' : '19:00'}, ${1000 + 137 * n}`,
).join('\n');

test('own posts come in, make figures and a plan for the calendar, and come back with Undo', async ({
  person,
  page,
}) => {
  await person.opens('/you');
  await page.getByLabel(messages['posts.label']).fill(POSTS);
  await page.getByRole('button', { name: messages['posts.add'] }).click();
  await person.hearsThat('20 posts added.');

  await page.getByText('Show 20 posts').click();
  await page.getByRole('button', { name: messages['posts.forget'] }).click();
  await person.hearsThat('20 posts removed');
  await page.getByRole('button', { name: messages['history.undo'] }).click();
  await expect(page.getByText('Show 20 posts')).toBeVisible();

  await page.getByRole('link', { name: messages['nav.plan'] }).click();
  const saving = page.waitForEvent('download');
  await page.getByRole('button', { name: rooms['when.calendar'] }).click();
  const calendar = readFileSync(await (await saving).path(), 'utf8');
  expect(calendar).toMatch(/^BEGIN:VCALENDAR\r\n/);
  expect(calendar.match(/BEGIN:VEVENT/g)?.length).toBeGreaterThan(3);

  await page.goBack();
  await expect(page).toHaveURL(/\/you$/);
  await person.opens('/figures');
  await expect(page.getByRole('heading', { level: 1, name: rooms['figures.title'] })).toBeVisible();
});

test('from the report to caption, cover, comments and growth and back; what was typed outlives the page', async ({
  person,
  page,
  context,
}) => {
  test.setTimeout(150_000);
  await person.opens();
  await person.says('One pan, no yeast, eight minutes');
  await person.chooses(await rendered('plain'));
  await person.readsReport();
  const report = page.url();

  await page
    .getByRole('link', { name: /caption/i })
    .first()
    .click();
  await expect(page).toHaveURL(/\/caption\?report=/);
  await page.getByRole('button', { name: rooms['caption.use'] }).first().click();
  await person.hearsThat(rooms['caption.taken']);
  await expect(page.getByLabel(messages['draft.caption'])).not.toHaveValue('One pan, no yeast, eight minutes');
  await page.goBack();
  await expect(page).toHaveURL(report);

  await page.getByRole('link', { name: /cover/i }).first().click();
  await expect(page).toHaveURL(/\/cover\?report=/);
  await page
    .locator('input[type=file]')
    .first()
    .setInputFiles(await rendered('plain'));
  await expect(page.getByRole('heading', { name: rooms['cover.best'] })).toBeVisible();
  await expect(page.locator('main ol > li').first()).toBeVisible();

  const id = report.split('/').at(-1) ?? '';
  await person.opens(`/comments?report=${id}`);
  await page.getByLabel(field['comments.paste']).fill('Loved it!\nWhat flour is this?\nToo long, boring');
  await page.getByRole('button', { name: field['comments.go'] }).click();
  await person.hearsThat('3 comments read');

  await person.opens(`/growth?report=${id}`);
  await page.getByLabel(field['growth.age'], { exact: true }).fill('2');
  await page.getByLabel(field['growth.views'], { exact: true }).fill('1500');
  await expect(page.getByText(/^8 times in 10 between/).first()).toBeVisible();

  // The phone clears the app from memory; a new page of the same person finds everything.
  await page.close();
  const again = await context.newPage();
  await again.goto(`/growth?report=${id}`);
  await expect(again.getByLabel(field['growth.views'], { exact: true })).toHaveValue('1500');
  await again.goto(`/comments?report=${id}`);
  await expect(again.getByLabel(field['comments.paste'])).toHaveValue(/What flour/);
  await again.goto('/report/nobody-has-this');
  await expect(again.getByText(messages['report.missing'])).toBeVisible();
});

test('others in the field are added, ranked and removed with Undo; three versions are put in order', async ({
  person,
  page,
}) => {
  test.setTimeout(150_000);
  await person.opens('/peers');
  await page.getByLabel(field['peers.name'], { exact: true }).fill('The Bakery');
  await page.getByLabel(field['peers.paste']).fill(POSTS);
  await page.getByRole('button', { name: field['peers.add.go'], exact: true }).click();
  await person.hearsThat('20 posts added.');
  await page.getByRole('button', { name: 'Remove The Bakery' }).click();
  await person.hearsThat(field['peers.removed']);
  await page.getByRole('button', { name: messages['history.undo'] }).click();
  await expect(page.getByRole('button', { name: 'Remove The Bakery' })).toBeVisible();

  for (const caption of ['One pan, no yeast', 'Why does nobody bake bread like this?', 'Bread #baking']) {
    await person.opens();
    await person.says(caption);
    await person.chooses(await rendered('plain'));
    await person.readsReport();
  }
  await person.opens('/history');
  for (const box of await page.getByRole('checkbox').all()) await box.check();
  await page.getByRole('link', { name: 'Rank 3' }).click();
  await expect(page).toHaveURL(/\/rank\?id=.+&id=.+&id=/);
  await expect(page.locator('main ol > li')).toHaveCount(3);
  await page.goBack();
  // Still ticked, as it was left.
  await expect(page.getByRole('checkbox').first()).toBeChecked();
});

test('the trends of the last visit stay readable without a network, with their age', async ({
  person,
  page,
  context,
  site,
}) => {
  await page.route('**/api/trends*', (route) => {
    const asked = new URL(route.request().url()).searchParams;
    const snapshot = inventedTrends(asked.get('region') ?? 'world', 'all', Date.now() - 86_400_000);
    return route.fulfill({ json: snapshot });
  });
  await person.opens();
  await person.waitsUntilOffline();
  await person.opens('/trends');
  await person.hearsThat('#sourdough');
  await page.unroute('**/api/trends*');
  await context.setOffline(true);
  await site.stop();
  await person.opens('/trends');
  await person.hearsThat('#sourdough');
  await person.hearsThat(/^Offline\. Trends are from/);
});
