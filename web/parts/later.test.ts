/** Pieces of a page are built one at a time, those near the screen first and at once, the rest once the page has stood for a while. */
import { afterEach, beforeEach, expect, test, vi } from 'vitest';

beforeEach(() => {
  vi.resetModules();
  vi.useFakeTimers({ now: 0 });
});
afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
});

test('what comes near the screen is built in the order asked, one piece a task, unless it is taken back', async () => {
  const { soon } = await import('./later.ts');
  const built: string[] = [];
  soon(() => built.push('first'));
  const takeBack = soon(() => built.push('second'));
  soon(() => built.push('third'));
  expect(built).toEqual([]);
  vi.advanceTimersToNextTimer();
  expect(built).toEqual(['first']);
  takeBack();
  vi.advanceTimersToNextTimer();
  expect(built).toEqual(['first', 'third']);
});

test('the rest waits until the page has stood for a while, then for an idle moment each', async () => {
  const idle: (() => void)[] = [];
  vi.stubGlobal('requestIdleCallback', (work: () => void) => idle.push(work));
  vi.spyOn(performance, 'now').mockReturnValue(1000);
  const { later } = await import('./later.ts');
  const built: string[] = [];
  later(() => built.push('first'));
  later(() => built.push('second'));
  vi.advanceTimersByTime(3999);
  expect(idle).toHaveLength(0);
  vi.mocked(performance.now).mockReturnValue(5000);
  vi.advanceTimersByTime(1);
  idle.shift()?.();
  expect(built).toEqual(['first']);
  idle.shift()?.();
  expect(built).toEqual(['first', 'second']);
});

test('a page that is not drawn goes on all the same', async () => {
  vi.stubGlobal('requestAnimationFrame', () => 0);
  const { painted } = await import('./later.ts');
  let on = false;
  void painted().then(() => (on = true));
  await vi.advanceTimersByTimeAsync(200);
  expect(on).toBe(true);
});
