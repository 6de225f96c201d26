/**
 * A clip and a number of rows enter; how evenly each long list of the app scrolls leaves, beside a page of plain text in
 * the same browser, which is what this machine can do at all.
 *
 * The history holds copies of one real report with names, times and scores of their own, pictures included; the account
 * holds as many posts of an invented creator.
 */
import type { Page } from '@playwright/test';
import type { ReportRow } from '../../web/store/db.ts';
import type { Listed } from '../../web/store/listed.ts';
import type { Post } from '#core/flow.ts';
import { normal, seeded } from '#core/stats/random.ts';
import { seconds } from '#core/units.ts';
import { openLab } from '../../models/cli/lab.ts';

export interface Scrolled {
  readonly what: string;
  readonly frames: number;
  /** A frame came late by half its time or more: at least one was left out. */
  readonly late: number;
  /** Two or more were left out. */
  readonly stalls: number;
  readonly p95Ms: number;
  /** Processor time of the page's main thread per frame, which other people's load does not change. */
  readonly cpuMs: number;
  /** From the address to the first row on screen. */
  readonly openMs: number | null;
  readonly elements: number;
}

/** One at 60 a second. */
const FRAME_MS = 1000 / 60;
/** 3600 px a second: a brisk flick of the thumb. */
const STEP_PX = 60;
const FRAMES = 360;

/** Long pages of the app, and what stands on them once there is something to scroll. */
const LISTS = [
  { what: 'history', path: '/history', first: '[role=listitem]' },
  { what: 'figures', path: '/figures', first: 'main h2' },
  { what: 'you', path: '/you', first: 'main' },
  { what: 'home', path: '/', first: 'main li' },
] as const;

export async function* scrollLists(clip: string, rows: number): AsyncGenerator<Scrolled> {
  const lab = await openLab(() => {});
  try {
    const { page } = lab;
    await page.setViewportSize({ width: 390, height: 844 });
    await page.goto(lab.address);
    await page.locator('input[type=file]').first().setInputFiles(clip);
    await page.waitForURL(/\/report\//, { timeout: 120_000 });
    await fill(page, rows);
    yield { ...(await scroll(page, plainPage(rows), 'p')), what: 'plain text, nothing else' };
    for (const { what, path, first } of LISTS)
      yield { ...(await scroll(page, `${lab.address}${path}`, first)), what: `${what}, ${rows} rows` };
  } finally {
    await lab.close();
  }
}

const plainPage = (rows: number): string =>
  `data:text/html,${encodeURIComponent(`<main>${'<p>A line of plain text, as a page could hold many.</p>'.repeat(Math.min(rows, 2000))}</main>`)}`;

/** Posts of one creator: views around a level, most days. */
function posts(rows: number): readonly Post[] {
  const random = seeded(7);
  return Array.from({ length: rows }, (_, index) => ({
    // Unix seconds.
    time: Date.UTC(2015, 0, 1) / 1000 + index * 20 * 3600,
    views: Math.round(10 ** (3.4 + 0.4 * normal(random))),
    caption: index % 3 === 0 ? 'Why does nobody bake bread like this? #baking' : 'One pan, no yeast #recipe',
    length: seconds(12 + (index % 40)),
  }));
}

async function fill(page: Page, rows: number): Promise<void> {
  await page.evaluate('globalThis.__name = (f) => f');
  await page.evaluate(
    async ([many, past]) => {
      const done = <T>(request: IDBRequest<T>): Promise<T> =>
        new Promise((resolve, reject) => {
          request.addEventListener('success', () => resolve(request.result));
          request.addEventListener('error', () => reject(request.error ?? new Error('no answer')));
        });
      const db = await done(indexedDB.open('presage'));
      const [row] = await done<ReportRow[]>(db.transaction('reports').objectStore('reports').getAll());
      if (!row) throw new Error('the clip left no report');
      const hundred = (from: number): Promise<void> =>
        new Promise((resolve, reject) => {
          const change = db.transaction(['reports', 'listed'], 'readwrite');
          change.addEventListener('complete', () => resolve());
          change.addEventListener('error', () => reject(change.error ?? new Error('not written')));
          for (let n = from; n < Math.min(from + 100, many); n++) {
            const value = 10 + ((n * 37) % 80);
            const { report } = row;
            const copy = {
              ...report,
              id: `copy-${n}`,
              madeAt: report.madeAt - n * 3_600_000,
              clip: { ...report.clip, name: `Take ${n} of a long afternoon.mp4` },
              score: {
                ...report.score,
                value,
                low: value - 9,
                high: value + 9,
                reference: 'comparable_videos' as const,
              },
            };
            change.objectStore('reports').put({ ...row, id: copy.id, madeAt: copy.madeAt, key: '', report: copy });
            const { id, madeAt, clip, draft, score, keyframes, models, features } = copy;
            const shown = keyframes.filter(({ image }) => image !== null).slice(0, 1);
            const listed: Listed = { id, madeAt, clip, draft, score, keyframes: shown, models, features };
            change.objectStore('listed').put(listed);
          }
        });
      for (let from = 0; from < many; from += 100) await hundred(from);
      const change = db.transaction('accounts', 'readwrite');
      change.objectStore('accounts').put({
        platform: 'tiktok',
        account: { platform: 'tiktok', followers: 12_400, readAt: Date.now(), posts: past },
      });
      await new Promise((resolve) => change.addEventListener('complete', resolve));
      db.close();
    },
    [rows, posts(rows)] as const,
  );
}

async function scroll(page: Page, url: string, first: string): Promise<Omit<Scrolled, 'what'>> {
  const from = Date.now();
  await page.goto(url);
  await page.locator(first).first().waitFor({ timeout: 120_000 });
  const openMs = Date.now() - from;
  await page.waitForTimeout(1500);
  await page.evaluate('globalThis.__name = (f) => f');
  const devtools = await page.context().newCDPSession(page);
  await devtools.send('Performance.enable', { timeDomain: 'threadTicks' });
  const taskS = async (): Promise<number> => {
    const { metrics } = await devtools.send('Performance.getMetrics');
    return metrics.find(({ name }) => name === 'TaskDuration')?.value ?? Number.NaN;
  };
  const before = await taskS();
  const gaps = await page.evaluate(
    ([frames, step]) =>
      new Promise<number[]>((resolve) => {
        const found: number[] = [];
        let last: number | null = null;
        let way: number = step;
        const tick = (now: number): void => {
          if (last !== null) found.push(now - last);
          last = now;
          const most = document.documentElement.scrollHeight - innerHeight;
          if (scrollY + way > most || scrollY + way < 0) way = -way;
          scrollBy({ top: way, behavior: 'instant' });
          if (found.length < frames) requestAnimationFrame(tick);
          else resolve(found);
        };
        requestAnimationFrame(tick);
      }),
    [FRAMES, STEP_PX] as const,
  );
  const cpuMs = (1000 * ((await taskS()) - before)) / gaps.length;
  await devtools.detach();
  const sorted = gaps.toSorted((a, b) => a - b);
  return {
    frames: gaps.length,
    late: gaps.filter((gap) => gap > 1.5 * FRAME_MS).length,
    stalls: gaps.filter((gap) => gap > 2.5 * FRAME_MS).length,
    p95Ms: sorted[Math.floor(0.95 * sorted.length)] ?? Number.NaN,
    cpuMs,
    openMs,
    elements: await page.evaluate(() => document.querySelectorAll('*').length),
  };
}
