/** A clip enters the app itself; how long its main thread was busy while the clip was analysed leaves. */
import { openLab } from '../../models/cli/lab.ts';

export interface Busy {
  /** Tasks over 50 ms, as the browser's own observer reports them. */
  readonly over50: number;
  readonly longestMs: number;
  /** Longest wait between two frames on screen. */
  readonly worstGapMs: number;
}

export async function longTasks(clip: string): Promise<Busy> {
  const lab = await openLab(() => {});
  try {
    const page = lab.page;
    await page.goto(lab.address);
    const picker = page.locator('input[type=file]').first();
    await picker.waitFor({ state: 'attached' });
    await page.waitForTimeout(1500);
    // tsx names the functions it compiles with a helper that the page does not have.
    await page.evaluate('globalThis.__name = (f) => f');
    await page.evaluate(() => {
      const busy = { over50: 0, longestMs: 0, worstGapMs: 0, watching: true };
      Object.assign(globalThis, { busy });
      new PerformanceObserver((list) => {
        for (const { duration } of list.getEntries()) {
          if (!busy.watching) return;
          busy.over50++;
          busy.longestMs = Math.max(busy.longestMs, duration);
        }
      }).observe({ type: 'longtask' });
      let last = performance.now();
      const tick = (now: number): void => {
        if (!busy.watching) return;
        busy.worstGapMs = Math.max(busy.worstGapMs, now - last);
        last = now;
        requestAnimationFrame(tick);
      };
      requestAnimationFrame(tick);
    });
    await picker.setInputFiles(clip);
    await page.waitForURL(/\/report\//, { timeout: 120_000 });
    return await page.evaluate(() => {
      const { busy } = globalThis as unknown as { busy: Busy & { watching: boolean } };
      busy.watching = false;
      return { over50: busy.over50, longestMs: busy.longestMs, worstGapMs: busy.worstGapMs };
    });
  } finally {
    await lab.close();
  }
}
