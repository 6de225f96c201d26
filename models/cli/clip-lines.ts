/** What commands about clips share: names and accounts as people give them are read; what came of a clip becomes one line. */
import { readFileSync } from 'node:fs';
import { PLATFORMS, type Account, type Platform } from '#core/flow.ts';
import { seconds } from '#core/units.ts';
import type { LabOutcome } from './lab.ts';

/** What the person at the terminal got wrong, as a sentence. */
export class UsageError extends Error {}

export function lineOf(report: Extract<LabOutcome, { ok: true }>['report']) {
  const { score, explanation } = report;
  return {
    ok: true,
    score: score.value,
    low: score.low,
    high: score.high,
    basis: score.basis,
    p_beats: score.pBeats,
    hold: score.hold?.value ?? null,
    reach: score.reach?.value ?? null,
    why: explanation.reasons.map(({ name, value, points, basis }) => ({ name, value, points, basis })),
    advice: explanation.advice.map(({ code, at, value, threshold, source }) => ({
      code,
      at,
      value,
      threshold,
      source,
    })),
    features: report.features.values,
    decoder: report.decoder,
    rung: report.rung,
    ms: report.ms,
  };
}

export function refusal(file: string, outcome: Extract<LabOutcome, { ok: false }>) {
  return { file, ok: false, code: outcome.failure.code, message: outcome.message };
}

/** @throws UsageError */
export function platformOf(name: string): Platform {
  const known = PLATFORMS.find((p) => p === name);
  if (known === undefined) throw new UsageError(`--platform takes ${PLATFORMS.join(', ')}, not "${name}".`);
  return known;
}

/** @throws UsageError */
export function accountOf(json: unknown, fallback: Platform): Account {
  if (typeof json !== 'object' || json === null)
    throw new UsageError('account.json must hold {platform, followers, posts}.');
  const { platform: name, followers, posts } = json as { platform?: unknown; followers?: unknown; posts?: unknown };
  const rows = Array.isArray(posts) ? posts : [];
  const read = rows.map((row: unknown, i) => {
    const { time, views, caption, dur_s } = (row ?? {}) as Record<string, unknown>;
    if (typeof views !== 'number' || !(views >= 0))
      throw new UsageError(`account.json: posts[${i}].views must be a number of views.`);
    return {
      time: timeOf(time),
      views,
      caption: typeof caption === 'string' ? caption : null,
      length: typeof dur_s === 'number' ? seconds(dur_s) : null,
    };
  });
  return {
    platform: typeof name === 'string' ? platformOf(name) : fallback,
    followers: typeof followers === 'number' && followers >= 0 ? followers : null,
    posts: read.toSorted((a, b) => (a.time ?? 0) - (b.time ?? 0)),
  };
}

/** Unix seconds from a number of seconds or an ISO date; null for anything else. */
export function timeOf(time: unknown): number | null {
  if (typeof time === 'number') return time > 1e11 ? time / 1000 : time;
  if (typeof time !== 'string') return null;
  const parsed = Date.parse(time);
  return Number.isNaN(parsed) ? null : parsed / 1000;
}

/** @throws UsageError */
export function readJson(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch (cause) {
    throw new UsageError(`${path} cannot be read as JSON: ${(cause as Error).message}`);
  }
}
