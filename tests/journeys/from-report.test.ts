/** Every question around a post is one tap from its report, takes the clip along, and Back returns to it. */
import { rendered } from '../clips/render.ts';
import { expect, test } from './site.ts';

test.skip(({ isMobile }) => !isMobile, 'one thumb is enough');

const ROOMS = ['compare', 'cover', 'caption', 'plan', 'trends', 'growth', 'comments', 'peers'] as const;

test('nine questions are one tap away, know the clip, and lead back to the report', async ({ person, page }) => {
  test.setTimeout(240_000);
  await person.opens();
  await person.says('One pan, no yeast, eight minutes #bread');
  await person.chooses(await rendered('plain'));
  await person.readsReport();
  const report = page.url();
  const id = report.split('/').at(-1) ?? '';
  for (const room of ROOMS) {
    const tile = page.locator(room === 'compare' ? `a[href^="/compare?a=${id}"]` : `a[href="/${room}?report=${id}"]`);
    await tile.first().click();
    await expect(page).toHaveURL(new RegExp(`/${room}\\?`));
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
    // Who fits me stands beside how others do; plan and trends name the clip that they were opened for.
    if (room === 'plan' || room === 'trends')
      await expect(page.getByText(/One pan, no yeast, eight minutes/).first()).toBeVisible();
    await page.goBack();
    await expect(page).toHaveURL(report);
  }
});
