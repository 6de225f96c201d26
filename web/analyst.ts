/** The page's analyst with its worker: the only place that knows which script the worker runs. */
import { Analyst } from './analysis/bridge.ts';

export const makeAnalyst = (): Analyst =>
  new Analyst(() => new Worker(new URL('./analysis-worker.ts', import.meta.url), { type: 'module' }));
