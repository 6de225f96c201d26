import { AxeBuilder } from '@axe-core/playwright';
import { rendered } from '../clips/render.ts';
import { expect, test } from './site.ts';

const SCREENS = [
  '/',
  '/history',
  '/figures',
  '/compare',
  '/caption',
  '/cover',
  '/comments',
  '/growth',
  '/evidence',
  '/plan',
  '/trends',
  '/peers',
  '/you',
];

for (const colorScheme of ['light', 'dark'] as const) {
  test(`every screen can be used by everyone, ${colorScheme}`, async ({ person, page }) => {
    test.setTimeout(180_000);
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    const faults: Record<string, string[]> = {};
    const look = async (screen: string): Promise<void> => {
      await page.waitForLoadState('networkidle');
      const { violations } = await new AxeBuilder({ page }).analyze();
      if (violations.length > 0)
        faults[screen] = violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`);
      const sideways = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      if (sideways > 0) faults[`${screen} scrolls sideways`] = [`${sideways} px`];
    };

    await person.opens();
    await look('/ empty');
    await person.chooses(await rendered('long'));
    await page.waitForURL('**/analysing');
    await look('/analysing');
    await person.readsReport();
    await look('/report');
    for (const screen of SCREENS) {
      await person.opens(screen);
      await look(screen);
    }
    await person.opens();
    await person.chooses({ name: 'empty.mp4', mimeType: 'video/mp4', buffer: Buffer.alloc(0) });
    await expect(page.getByRole('alert')).toBeVisible();
    await look('/analysing failed');
    expect(faults).toEqual({});
  });
}
