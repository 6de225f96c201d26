/** A report and what is being looked at enter; its signals with all that came so far leave, so that cards fill as it comes. */
import type { Report, Signals } from '#core/flow.ts';
import type { Looking } from '../../state/analysis.svelte.ts';

export function liveSignals(report: Report, looking: Looking | null): Signals {
  if (looking?.reportId !== report.id) return report.signals;
  return { ...report.signals, percepts: { ...report.signals.percepts, ...looking.percepts } };
}
