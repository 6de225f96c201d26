/** The page's analyst with its worker: the only place that knows which script the worker runs, and when the page is watched. */
import { Analyst } from './analysis/bridge.ts';

export function makeAnalyst(): Analyst {
  const start = (): Worker => new Worker(new URL('./analysis-worker.ts', import.meta.url), { type: 'module' });
  const analyst = new Analyst(start);
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'hidden') analyst.rest();
  });
  return analyst;
}
