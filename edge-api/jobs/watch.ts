/** Looks at the figures of a host; tells each web-hook what changed since it was last told. Run every minute on Node, every five on Workers. */
import { told, toldTo } from '../db/notices.ts';
import { pruneMinutes } from '../db/metrics.ts';
import type { Host } from '../host.ts';
import { alertsOf } from '../metrics/alerts.ts';
import { alertFacts, servedModels, type ServedModel } from '../metrics/facts.ts';
import { deliver, type Delivering } from '../metrics/hooks.ts';
import { payloadOf, type Notice } from '../metrics/notices.ts';
import type { Alert } from '#contracts/metrics.ts';

const KEEP_MINUTES = 2 * 1440;
const MINUTE_MS = 60_000;

/** What a hook that never heard of us has been told. */
const FIRST = 'first';
const OVER = 'over';

type Watching = Pick<Host, 'db' | 'now' | 'log' | 'hooks' | 'publicOrigin' | 'name' | 'meter'>;

/** @throws AbortError when told to stop; a hook that fails stops none of the others and is tried again the next time */
export async function watch(host: Watching, options: Delivering = {}): Promise<void> {
  const { db, now, hooks, log } = host;
  await host.meter.flush();
  await pruneMinutes(db, Math.floor(now() / MINUTE_MS) - KEEP_MINUTES);
  if (hooks.length === 0) return;
  const [facts, models] = await Promise.all([alertFacts(host), servedModels(host)]);
  const alerts = alertsOf(facts);
  for (const hook of hooks) {
    const before = await toldTo(db, hook.name);
    const { notices, states } = changes(before, alerts, models);
    if (notices.length > 0) {
      const body = payloadOf(hook.kind, notices, host.publicOrigin ?? host.name, now());
      const delivery = await deliver(hook, body, options);
      if (delivery.kind === 'failed') {
        log({ level: 'error', event: 'hook_failed', hook: hook.name, why: delivery.why, tries: delivery.tries });
        continue;
      }
      log({ level: 'info', event: 'hook_told', hook: hook.name, notices: notices.length, tries: delivery.tries });
    }
    await told(db, hook.name, states, now());
  }
}

/**
 * What to say to a hook that was told `before`, and what it has then been told. Pure.
 * The models of the first meeting are no change; its alerts are news.
 */
export function changes(
  before: ReadonlyMap<string, string>,
  alerts: readonly Alert[],
  models: readonly ServedModel[],
): { readonly notices: readonly Notice[]; readonly states: ReadonlyMap<string, string> } {
  const met = before.has(FIRST);
  const notices: Notice[] = [];
  const states = new Map<string, string>(met ? [] : [[FIRST, 'met']]);
  for (const alert of alerts) {
    const subject = `alert ${alert.rule} ${alert.subject}`;
    if (before.get(subject) === alert.severity) continue;
    states.set(subject, alert.severity);
    notices.push({ kind: 'alert', alert });
  }
  const active = new Set(alerts.map(({ rule, subject }) => `alert ${rule} ${subject}`));
  for (const [subject, state] of before) {
    const [, rule, about] = /^alert (errors|skill|stale) (.+)$/.exec(subject) ?? [];
    if (!rule || about === undefined || state === OVER || active.has(subject)) continue;
    states.set(subject, OVER);
    // holds: the pattern lists the rules
    notices.push({ kind: 'over', rule: rule as Alert['rule'], subject: about });
  }
  for (const { model, version, channel, releaseId } of models) {
    const subject = `model ${channel} ${model}`;
    if (before.get(subject) === releaseId) continue;
    states.set(subject, releaseId);
    if (met) notices.push({ kind: 'model', model, version, channel });
  }
  return { notices, states };
}
