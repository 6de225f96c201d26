/**
 * Work that nobody sees yet enters; it is done one piece at a time while the browser is idle, not before the first screen
 * has stood for a while.
 */

/** ms after the page began: by then a phone four times slower than the machine this was tried on can be touched. */
const SETTLED_MS = 5000;

const waiting = new Set<() => void>();
let asked = false;

/**
 * Where a browser cannot tell when it is idle (Safari until 2025) it is done at once.
 * @returns takes it back
 */
export function later(work: () => void): () => void {
  if (!('requestIdleCallback' in globalThis)) {
    work();
    return () => {};
  }
  waiting.add(work);
  next();
  return () => void waiting.delete(work);
}

function next(): void {
  if (asked || waiting.size === 0) return;
  asked = true;
  const ask = (): void => void requestIdleCallback(takeOne);
  const early = SETTLED_MS - performance.now();
  if (early > 0) setTimeout(ask, early);
  else ask();
}

function takeOne(): void {
  asked = false;
  const [work] = waiting;
  if (work) {
    waiting.delete(work);
    work();
  }
  next();
}
