/**
 * One clip, two decoders, one set of features: each within the tolerance that its definition states. And every file
 * ends in a report or in one clear failure.
 *
 * Drives the lab page of the built app, as training and the score command do.
 */
import { expect, test, type Page } from '@playwright/test';
import { existsSync, readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Failure, Result } from '#core/failure.ts';
import { FEATURES } from '#core/features/registry.ts';
import type { Report } from '#core/flow.ts';
import { BROKEN, broken, type BrokenName } from '../clips/broken.ts';
import { rendered, renderedAll } from '../clips/render.ts';
import { CLIP_NAMES, type ClipName } from '../clips/recipes.ts';

const SHARED = process.env['PRESAGE_SHARED'] ?? fileURLToPath(new URL('../../../shared', import.meta.url));
const CLIPS = join(SHARED, 'clips');

type Outcome =
  { readonly report: Report; readonly failure: null } | { readonly report: null; readonly failure: Failure };

/** What web/lab.ts puts into the page, as far as it is used here. */
interface LabWindow {
  readonly presageLab: {
    score(which: number, request: object): Promise<{ result: Result<Report> }>;
    cancel(): void;
  };
}

test.describe.configure({ mode: 'default' });

let page: Page;

test.beforeAll(async ({ browser }) => {
  test.setTimeout(300_000);
  await renderedAll(CLIP_NAMES);
  page = await browser.newPage();
  await page.goto('/lab.html');
  await page.waitForFunction(() => 'presageLab' in window);
});

test.afterAll(async () => page?.close());

async function outcome(path: string, decoder: 'auto' | 'webcodecs' | 'ffmpeg' = 'auto'): Promise<Outcome> {
  await page.setInputFiles('#file', path);
  const result = await page.evaluate(async (choice) => {
    const lab = (window as unknown as LabWindow).presageLab;
    const answer = await lab.score(0, { decoder: choice, now: 0 });
    return JSON.stringify(answer.result, (key, value: unknown) => (key === 'image' ? null : value));
  }, decoder);
  const parsed = JSON.parse(result) as { ok: true; value: Report } | { ok: false; failure: Failure };
  return parsed.ok ? { report: parsed.value, failure: null } : { report: null, failure: parsed.failure };
}

/** Features whose values differ by more than they may, with both values. */
function apart(a: Report, b: Report): string[] {
  return FEATURES.flatMap(({ name, tolerance }) => {
    const [one, two] = [a.features.values[name] ?? null, b.features.values[name] ?? null];
    const alike = one === null || two === null ? one === two : Math.abs(one - two) <= tolerance;
    return alike ? [] : [`${name}: ${one} by webcodecs, ${two} by ffmpeg, tolerance ${tolerance}`];
  });
}

const BOTH = CLIP_NAMES.filter((name) => !['avi', 'sound_only'].includes(name)) as readonly ClipName[];

for (const name of BOTH) {
  test(`${name}: both decoders measure the same`, async () => {
    const path = await rendered(name);
    const [one, two] = [await outcome(path, 'webcodecs'), await outcome(path, 'ffmpeg')];
    expect([one.failure, two.failure]).toEqual([null, null]);
    expect(apart(one.report!, two.report!)).toEqual([]);
    expect(two.report!.score.value).toBeCloseTo(one.report!.score.value, 0);
  });
}

test('the plain clip is 6 s of upright picture with two cuts and beats', async () => {
  const { report } = await outcome(await rendered('plain'));
  expect(report!.decoder).toBe('webcodecs');
  expect(report!.clip).toMatchObject({
    length: 6,
    video: { width: 270, height: 480, rotation: 0 },
    audio: { tracks: 1 },
  });
  expect(report!.clip.video.frameRate).toBeCloseTo(30, 1);
  const cuts = report!.signals.picture!.steps.filter(({ cut }) => cut);
  expect(cuts.map(({ from, to }) => [2, 4].find((at) => from <= at && at <= to))).toEqual([2, 4]);
  expect(report!.signals.sound!.tempo!.bpm).toBeCloseTo(120, -1);
});

test('a clip that is stored lying is measured upright', async () => {
  const { report } = await outcome(await rendered('rotated'));
  // ffmpeg's tag `rotate=90` asks for a turn against the clock.
  expect(report!.clip.video).toMatchObject({ width: 270, height: 480, rotation: 270 });
});

test('pixels twice as wide make a picture twice as wide', async () => {
  const { report } = await outcome(await rendered('wide_pixels'));
  expect(report!.clip.video).toMatchObject({ width: 480, height: 270 });
});

test('a clip without sound has no loudness and says why', async () => {
  const { report } = await outcome(await rendered('silent'));
  expect(report!.signals).toMatchObject({ sound: null, soundMissing: 'no_audio_track' });
});

test('what the browser cannot read goes to ffmpeg, and the report says so', async () => {
  const { report } = await outcome(await rendered('avi'));
  expect(report).toMatchObject({ decoder: 'ffmpeg', clip: { container: 'avi', video: { codec: 'mpeg4' } } });
});

for (const name of Object.keys(BROKEN) as BrokenName[]) {
  test(`${name} is told apart: ${BROKEN[name]}`, async () => {
    const { failure } = await outcome(await broken(name));
    expect(failure?.code).toBe(BROKEN[name]);
  });
}

test('a cancel answers at once, and the next clip goes through', async () => {
  const path = await rendered('long');
  await page.setInputFiles('#file', path);
  const stopped = await page.evaluate(async () => {
    const lab = (window as unknown as LabWindow).presageLab;
    const scoring = lab.score(0, { now: 0 });
    await new Promise((resolve) => setTimeout(resolve, 150));
    const asked = performance.now();
    lab.cancel();
    const { result } = await scoring;
    return { code: result.ok ? null : result.failure.code, ms: performance.now() - asked };
  });
  expect(stopped.code).toBe('cancelled');
  expect(stopped.ms).toBeLessThan(100);
  expect((await outcome(await rendered('plain'))).failure).toBeNull();
});

test.describe('shared clips', () => {
  test.skip(!existsSync(CLIPS), `no clips at ${CLIPS}; set PRESAGE_SHARED to test on them`);

  /** Not by a rule of format: no browser decoder for the one, no core decoder for the other. */
  const NAMED: Readonly<Record<string, string>> = { 'multiple-aac-tracks.mp4': 'no_video_track' };
  /** Chromium's and ffmpeg's Vorbis differ by 2 dB in 6 channels, and by nothing in 2. */
  const APART = new Set(['bbb_960x540_60fps_vp8.webm']);
  const rows: string[] = [];

  for (const folder of ['phone', 'formats', 'broken']) {
    for (const file of existsSync(CLIPS) ? readdirSync(join(CLIPS, folder)) : []) {
      test(`${folder}/${file}`, async () => {
        const path = join(CLIPS, folder, file);
        const made = await outcome(path);
        const said = made.report
          ? `${made.report.decoder}, ${made.report.signals.picture?.frames.length} frames, ${made.report.clip.length.toFixed(2)} s`
          : JSON.stringify(made.failure);
        rows.push(`${folder}/${file}: ${said}`);
        const expected = folder === 'broken' ? 'any' : (NAMED[file] ?? null);
        if (expected === 'any') expect(made.failure).not.toBeNull();
        else expect(made.failure?.code ?? null).toBe(expected);
        if (made.report?.decoder !== 'webcodecs' || APART.has(basename(file))) return;
        const other = await outcome(path, 'ffmpeg');
        if (other.failure) expect(other.failure).toMatchObject({ code: 'codec_unsupported', needs: 'browser' });
        else expect(apart(made.report, other.report!)).toEqual([]);
      });
    }
  }

  test.afterAll(() => console.log(rows.join('\n')));
});
