/**
 * Work that nobody sees yet enters; it is done one piece at a time, so that a touch between two need not wait: what comes
 * near the screen at once, the rest while the browser is idle, and not before the first screen has stood for a while.
 */

/** ms after the page began: by then a phone four times slower than the machine this was tried on can be touched. */
const SETTLED_MS = 5000;
/** ms; a page that nobody looks at is not drawn. */
const UNSEEN_MS = 200;

const near = new Set<() => void>();
const waiting = new Set<() => void>();
let turning = false;
let asked = false;

/** Once what stands on screen now was drawn. */
export function painted(): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, UNSEEN_MS);
    if ('requestAnimationFrame' in globalThis) requestAnimationFrame(() => setTimeout(resolve));
  });
}

/**
 * Each in a task of its own, in the order asked.
 * @returns takes it back
 */
export function soon(work: () => void): () => void {
  near.add(work);
  turn();
  return () => void near.delete(work);
}

/**
 * Where a browser cannot tell when it is idle (Safari until 2025) it is done soon.
 * @returns takes it back
 */
export function later(work: () => void): () => void {
  if (!('requestIdleCallback' in globalThis)) return soon(work);
  waiting.add(work);
  next();
  return () => void waiting.delete(work);
}

function turn(): void {
  if (turning || near.size === 0) return;
  turning = true;
  setTimeout(() => {
    turning = false;
    takeOne(near);
    turn();
  });
}

function next(): void {
  if (asked || waiting.size === 0) return;
  asked = true;
  const ask = (): void =>
    void requestIdleCallback(() => {
      asked = false;
      takeOne(waiting);
      next();
    });
  const early = SETTLED_MS - performance.now();
  if (early > 0) setTimeout(ask, early);
  else ask();
}

function takeOne(from: Set<() => void>): void {
  const [work] = from;
  if (!work) return;
  from.delete(work);
  work();
}
