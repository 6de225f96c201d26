/**
 * Takes something of unknown shape and version through the upgrade steps to the newest shape, or says why not.
 *
 * Every payload carries `schema`, a whole number; one without it is version 1. An installed app may be weeks older or
 * newer than what it reads, so a step exists from every version ever shipped, and a version from the future is refused.
 */
import type { z } from 'zod';

export type Parsed<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly reason: string };

/** Turns version n (its key) into version n + 1. */
export type Upgrades = Readonly<Record<number, (older: Readonly<Record<string, unknown>>) => Record<string, unknown>>>;

/**
 * @param current the version that `shape` describes
 * @param upgrades a step from each version under `current`
 */
export function parseUpgraded<T>(shape: z.ZodType<T>, current: number, upgrades: Upgrades, input: unknown): Parsed<T> {
  if (typeof input !== 'object' || input === null || Array.isArray(input)) {
    return { ok: false, reason: 'not an object' };
  }
  let value = input as Record<string, unknown>; // holds: arrays, null and primitives are excluded above
  const found = value['schema'] ?? 1;
  if (typeof found !== 'number' || !Number.isInteger(found) || found < 1) {
    return { ok: false, reason: `schema ${String(found)} is no version` };
  }
  if (found > current) return { ok: false, reason: `schema ${found} is newer than ${current}, the newest known here` };
  for (let version = found; version < current; version++) {
    const step = upgrades[version];
    if (!step) return { ok: false, reason: `no upgrade from schema ${version}` };
    value = { ...step(value), schema: version + 1 };
  }
  const parsed = shape.safeParse({ ...value, schema: current });
  if (parsed.success) return { ok: true, value: parsed.data };
  const first = parsed.error.issues[0];
  return { ok: false, reason: first ? `${first.path.join('.') || 'payload'}: ${first.message}` : 'unreadable' };
}
