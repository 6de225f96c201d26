/**
 * Clips that nobody means to post: of one colour, of 8 by 8 pixels, in 8K, of one picture, at 1 and at 240 pictures a
 * second, with forty minutes of sound, with 8 kHz in one channel and with 192 kHz in six. Each goes through the built
 * app, its decoders, its networks and the full check, and ends in a report whose every number is one, or in one failure
 * that has a sentence.
 */
import { expect, test, type Page } from '@playwright/test';
import type { Failure } from '#core/failure.ts';
import { PERCEPT_KINDS, type Percepts, type Report } from '#core/flow.ts';
import { rendered, renderedAll } from '../clips/render.ts';
import { ODD_NAMES, type ClipName } from '../clips/recipes.ts';

interface Outcome {
  /** Without its pictures. */
  readonly report: Report | null;
  readonly failure: Failure | null;
  /** Places of numbers that are none. */
  readonly unreal: readonly string[];
}

/** What web/lab.ts puts into the page, as far as it is used here. */
type Answer = { readonly result: { readonly ok: boolean; readonly value: Report; readonly failure: Failure } };
interface LabWindow {
  readonly presageLab: {
    score(which: number, request: object): Promise<Answer>;
    look(which: number, report: Report, request: object): Promise<Answer>;
  };
}

test.describe.configure({ mode: 'default' });

let page: Page;

test.beforeAll(async ({ browser }) => {
  test.setTimeout(600_000);
  await renderedAll(ODD_NAMES);
  page = await browser.newPage();
  await page.goto('/lab.html');
  await page.waitForFunction(() => 'presageLab' in window);
});

test.afterAll(async () => page?.close());

async function seen(name: ClipName): Promise<Outcome> {
  await page.setInputFiles('#file', await rendered(name));
  return page.evaluate(
    async (kinds) => {
      const lab = (window as unknown as LabWindow).presageLab;
      const unrealIn = (value: unknown, place: string): string[] => {
        if (typeof value === 'number') return Number.isFinite(value) ? [] : [place];
        if (typeof value !== 'object' || value === null || value instanceof Uint8Array) return [];
        return Object.entries(value).flatMap(([key, each]) => unrealIn(each, `${place}.${key}`));
      };
      const bare = (report: Report): Report =>
        JSON.parse(JSON.stringify(report, (key, value: unknown) => (key === 'image' ? null : value))) as Report;
      const scored = await lab.score(0, { now: 0 });
      if (!scored.result.ok) return { report: null, failure: scored.result.failure, unreal: [] };
      const looked = await lab.look(0, scored.result.value, { kinds });
      if (!looked.result.ok) return { report: null, failure: looked.result.failure, unreal: [] };
      return { report: bare(looked.result.value), failure: null, unreal: unrealIn(looked.result.value, 'report') };
    },
    PERCEPT_KINDS as readonly string[],
  );
}

for (const name of ODD_NAMES) {
  test(`${name}: a report with real numbers, or one clear failure`, async () => {
    test.setTimeout(300_000);
    const { report, failure, unreal } = await seen(name);
    expect(unreal).toEqual([]);
    if (report === null) {
      // A crash would be `worker_lost` or `out_of_memory`.
      expect(['too_many_pixels', 'codec_unsupported', 'damaged']).toContain(failure?.code);
      return;
    }
    const percepts: Percepts = report.signals.percepts ?? {};
    for (const kind of PERCEPT_KINDS) {
      const percept = percepts[kind];
      expect(percept, kind).toBeDefined();
      if (percept?.state === 'unknown') expect(['no_picture', 'no_audio'], kind).toContain(percept.why);
    }
    expect(report.score.value).toBeGreaterThanOrEqual(0);
    expect(report.score.value).toBeLessThanOrEqual(100);
  });
}

test('a clip of one colour has no cut, no face and no words, and stands still', async () => {
  const { report } = await seen('one_colour');
  const { picture, percepts } = report!.signals;
  expect(picture!.cuts).toEqual([]);
  expect(percepts).toMatchObject({
    faces: { value: { firstFace: null } },
    words: { value: { lines: [], unread: [] } },
    full: { value: { cuts: [], dissolves: [] } },
  });
});

test('forty minutes of sound are no speech, and the length is that of the picture', async () => {
  const { report } = await seen('long_track');
  expect(report!.clip.length).toBeCloseTo(3, 0);
  expect(report!.signals.percepts).toMatchObject({ voice: { value: { share: expect.closeTo(0, 1) } } });
});
