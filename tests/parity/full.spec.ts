/** The full check through both decoders: the same pictures, the same cuts, the same flashes. Drives the lab page of the built app. */
import { expect, test, type Page } from '@playwright/test';
import type { Result } from '#core/failure.ts';
import type { FullSignals, Report } from '#core/flow.ts';
import { rendered } from '../clips/render.ts';
import type { ClipName } from '../clips/recipes.ts';

/** What web/lab.ts puts into the page, as far as it is used here. */
interface LabWindow {
  readonly presageLab: {
    score(which: number, request: object): Promise<{ result: Result<Report> }>;
    look(which: number, report: Report, request: object): Promise<{ result: Result<Report> }>;
  };
}

let page: Page;

test.beforeAll(async ({ browser }) => {
  test.setTimeout(120_000);
  page = await browser.newPage();
  await page.goto('/lab.html');
  await page.waitForFunction(() => 'presageLab' in window);
});

test.afterAll(async () => page?.close());

async function checked(name: ClipName, decoder: 'webcodecs' | 'ffmpeg'): Promise<FullSignals> {
  await page.setInputFiles('#file', await rendered(name));
  const found = await page.evaluate(async (choice) => {
    const lab = (window as unknown as LabWindow).presageLab;
    const { result: scored } = await lab.score(0, { decoder: choice, now: 0 });
    if (!scored.ok) throw new Error(scored.failure.code);
    const { result } = await lab.look(0, scored.value, { kinds: ['full'], decoder: choice });
    if (!result.ok) throw new Error(result.failure.code);
    return result.value.signals.percepts?.full ?? null;
  }, decoder);
  if (found?.state !== 'seen') throw new Error(`the full check of ${name} by ${decoder} says ${JSON.stringify(found)}`);
  return found.value;
}

for (const name of ['plain', 'vfr', 'odd', 'rotated'] as const) {
  test(`${name}: both decoders find the same in every picture`, async () => {
    test.setTimeout(120_000);
    const [one, two] = [await checked(name, 'webcodecs'), await checked(name, 'ffmpeg')];
    expect(two.pictures).toBe(one.pictures);
    expect(two.cuts).toHaveLength(one.cuts.length);
    for (const [i, cut] of one.cuts.entries()) expect(two.cuts[i]).toBeCloseTo(cut, 2);
    expect(two.flashes.general.perSecond).toBe(one.flashes.general.perSecond);
    expect(two.flashes.red.perSecond).toBe(one.flashes.red.perSecond);
    expect(two.rate.uneven).toBeCloseTo(one.rate.uneven, 6);
    expect(two.freezes).toHaveLength(one.freezes.length);
    for (const [i, motion] of one.quarters.motion.entries()) {
      const other = two.quarters.motion[i] ?? null;
      // One level of 255 and a little: the browser reads four lines of each twenty, ffmpeg all of them.
      if (motion === null) expect(other).toBeNull();
      else expect(Math.abs(motion - other!)).toBeLessThan(0.01);
    }
  });
}

test('the plain clip is cut at 2 and at 4 s, to the picture', async () => {
  const { cuts, pictures } = await checked('plain', 'webcodecs');
  expect(cuts.map((at) => Math.round(at * 30))).toEqual([60, 120]);
  expect(pictures).toBe(180);
});

test('the clip without half of the pictures of its second second has an uneven rate', async () => {
  const { rate } = await checked('vfr', 'webcodecs');
  expect(rate.usual).toBeCloseTo(30, 0);
  expect(rate.uneven).toBeGreaterThan(0.1);
});
