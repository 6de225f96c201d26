/** Every screen on the narrowest phone (which is a window of 640 px at 200 %), by keyboard alone, without motion, in each language. */
import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { rendered } from '../clips/render.ts';
import { LANGUAGE_NAMES, type Language } from '../../web/text/language.ts';
import { expect, test } from './site.ts';

const ROOMS = ['/caption', '/cover', '/comments', '/growth'];
const SCREENS = ['/', '/history', '/figures', '/compare', '/rank', '/plan', '/trends', '/peers', '/evidence', '/you'];
/** WCAG 2.2 asks for 24; the design for 44. */
const TARGET_PX = 44;
/** What a screen of this app stays under; a keyboard that needs more is stuck. */
const MOST_TABS = 160;

test.skip(({ isMobile }) => isMobile, 'one window of 320 px is enough');
test.use({ viewport: { width: 320, height: 640 } });

test('at 320 px and without motion, in French and Spanish, nothing scrolls sideways, moves, is too small or stays untranslated', async ({
  person,
  page,
}) => {
  test.setTimeout(240_000);
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await person.opens();
  await person.chooses(await rendered('plain'));
  await person.readsReport();
  const id = page.url().split('/').at(-1) ?? '';
  const screens = [...SCREENS, `/report/${id}`, ...ROOMS.map((room) => `${room}?report=${id}`)];
  const faults: string[] = [];
  for (const [language, colorScheme] of [
    ['fr', 'dark'],
    ['es', 'light'],
  ] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await speaks(page, language);
    for (const screen of screens) {
      await person.opens(screen);
      await page.waitForLoadState('networkidle');
      const named = screen.replace(id, '…');
      faults.push(...(await faultsOf(page, language)).map((fault) => `${language} ${named}: ${fault}`));
      // In English every screen is looked at by accessible.test.ts; its rules hold for two languages as for three.
      if (language === 'es') continue;
      const { violations } = await new AxeBuilder({ page }).analyze();
      faults.push(...violations.map(({ id: rule, nodes }) => `${language} ${named}: ${rule} ${nodes[0]?.html}`));
    }
  }
  expect(faults).toEqual([]);
});

test('with the keyboard alone every control of every screen is reached in order, and is seen to have the focus; in English too nothing moves or is cut off', async ({
  person,
  page,
}) => {
  test.setTimeout(240_000);
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await person.opens();
  await person.chooses(await rendered('plain'));
  await person.readsReport();
  const id = page.url().split('/').at(-1) ?? '';
  const faults: string[] = [];
  for (const screen of [...SCREENS, `/report/${id}`, ...ROOMS.map((room) => `${room}?report=${id}`)]) {
    await person.opens(screen);
    await page.waitForLoadState('networkidle');
    faults.push(...(await faultsOf(page, 'en')).map((fault) => `${screen.replace(id, '…')}: ${fault}`));
    faults.push(...(await walk(page)).map((fault) => `${screen.replace(id, '…')}: ${fault}`));
  }
  expect(faults).toEqual([]);
});

/** Chosen on You, as a person does. */
async function speaks(page: Page, language: Language): Promise<void> {
  await page.goto('/you');
  await page.getByRole('radio', { name: LANGUAGE_NAMES[language], exact: true }).check();
  await expect(page.locator('html')).toHaveAttribute('lang', language);
}

async function faultsOf(page: Page, language: Language): Promise<string[]> {
  return page.evaluate(
    ([tongue, least]) => {
      const found: string[] = [];
      const root = document.documentElement;
      if (root.lang !== tongue) found.push(`says it is ${root.lang}`);
      const over = root.scrollWidth - innerWidth;
      if (over > 0) found.push(`scrolls ${over} px sideways`);
      for (const animation of document.getAnimations()) {
        const ms = Number(animation.effect?.getComputedTiming().duration ?? 0);
        if (ms > 1) found.push(`moves for ${ms} ms`);
      }
      const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
      for (let node = texts.nextNode(); node; node = texts.nextNode()) {
        const text = node.textContent?.trim() ?? '';
        // A key that has no words, or a blank that nobody filled.
        if (/^[a-z]+(\.[a-zA-Z]+)+$/.test(text) || /\{[a-z]+\}/.test(text)) found.push(`shows ${text}`);
      }
      const controls = 'button, summary, select, textarea, input, a.btn, a.link, nav a, [role=button]';
      for (const control of document.querySelectorAll<HTMLElement>(controls)) {
        const area = control.closest('label') ?? control;
        const { width, height } = area.getBoundingClientRect();
        if (width === 0 || height === 0 || getComputedStyle(control).visibility === 'hidden') continue;
        // Half a pixel is the rounding of rem.
        if (Math.min(width, height) < least - 0.5)
          found.push(`${width.toFixed(0)} × ${height.toFixed(0)} px is small for ${control.outerHTML.slice(0, 90)}`);
      }
      return found;
    },
    [language, TARGET_PX] as const,
  );
}

/** Tab from the top until it comes round; what has no sign of the focus, is out of order or is never reached comes back. */
async function walk(page: Page): Promise<string[]> {
  await page.evaluate(() => {
    const seen = new Set<Element>();
    const found: string[] = [];
    let last: Element | null = null;
    const brief = (element: Element): string => element.outerHTML.replace(/\s+/g, ' ').slice(0, 100);
    const signed = (element: Element | null): boolean => {
      if (!element) return false;
      const { outlineStyle, outlineWidth } = getComputedStyle(element);
      return outlineStyle !== 'none' && Number.parseFloat(outlineWidth) >= 2;
    };
    document.addEventListener('focusin', ({ target }) => {
      if (!(target instanceof Element) || seen.has(target)) return;
      // The sign may stand on the label that wraps an unseen input, or beside it.
      const shown = [target, target.closest('label'), target.nextElementSibling, target.parentElement].some(signed);
      if (!shown) found.push(`no sign of focus on ${brief(target)}`);
      if (last && !(last.compareDocumentPosition(target) & Node.DOCUMENT_POSITION_FOLLOWING))
        found.push(`out of order: ${brief(target)}`);
      last = target;
      seen.add(target);
    });
    const wanted = (): Element[] =>
      [
        ...document.querySelectorAll<HTMLElement>(
          'a[href], button:not(:disabled), input:not(:disabled), select, textarea, summary, [tabindex="0"]',
        ),
      ].filter((element) => {
        if (!element.checkVisibility({ visibilityProperty: true })) return false;
        // Of a group of radio buttons one is reached, the arrows do the rest.
        return !(element instanceof HTMLInputElement && element.type === 'radio' && !element.checked);
      });
    Object.assign(globalThis, {
      walked: () => ({
        found,
        missed: wanted()
          .filter((element) => !seen.has(element))
          .map(brief),
      }),
    });
    (document.activeElement as HTMLElement | null)?.blur();
    scrollTo(0, 0);
  });
  const { missed, found } = await pressTab(page);
  return [...found, ...missed.map((each) => `never reached: ${each}`)];
}

async function pressTab(page: Page): Promise<{ readonly found: string[]; readonly missed: string[] }> {
  for (let pressed = 0; pressed < MOST_TABS; pressed += 20) {
    for (let n = 0; n < 20; n++) await page.keyboard.press('Tab');
    const left = await page.evaluate(() =>
      (globalThis as unknown as { walked(): { found: string[]; missed: string[] } }).walked(),
    );
    if (left.missed.length === 0 || pressed + 20 >= MOST_TABS) return left;
  }
  return { found: [], missed: [] };
}
