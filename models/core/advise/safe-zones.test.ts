import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { aDraft, someSignals } from '../invented-cases.ts';
import { hashOf } from '../hash.ts';
import { PLATFORMS } from '../flow.ts';
import { preflight } from './preflight.ts';
import * as tables from './safe-zones.ts';

const { ADVICE_SOURCES, DISCLOSURE_DATED, LENGTH_LIMITS, LIMITS, RATIO_LIMITS, SAFE_ZONES } = tables;
const ROOT = fileURLToPath(new URL('../../..', import.meta.url));
const DATE = /^20\d\d(-(0[1-9]|1[0-2]))?$/u;

/** The values as they were when their dates were written. Whoever changes one looks its source up again, writes the date, and puts the new name here. */
const AS_DATED = '2026-11: 7434';

describe('masks and thresholds of the platforms', () => {
  it('each has the date of its source', () => {
    const dates = [
      ...PLATFORMS.flatMap((platform) => SAFE_ZONES[platform]?.dated ?? []),
      ...PLATFORMS.flatMap((platform) => [LENGTH_LIMITS[platform].dated, RATIO_LIMITS[platform].dated]),
      DISCLOSURE_DATED,
    ];
    for (const date of dates) expect(date).toMatch(DATE);
    for (const [key, { dated }] of Object.entries(ADVICE_SOURCES)) {
      // Two of them are dated by platform, in the tables.
      if (key === 'vendor_zones' || key === 'platform_length') expect(dated).toBeNull();
      else expect(dated).toMatch(DATE);
    }
  });

  it('a value that changes changes its date', () => {
    const name = hashOf([JSON.stringify([SAFE_ZONES, LENGTH_LIMITS, RATIO_LIMITS, LIMITS])]).slice(0, 4);
    expect(`${ADVICE_SOURCES.craft.dated}: ${name}`).toBe(AS_DATED);
  });

  it('nothing at run time can move one', () => {
    const frozen = (value: unknown): boolean =>
      typeof value !== 'object' || value === null || (Object.isFrozen(value) && Object.values(value).every(frozen));
    for (const table of [SAFE_ZONES, LENGTH_LIMITS, RATIO_LIMITS, LIMITS, ADVICE_SOURCES])
      expect(frozen(table)).toBe(true);
    expect(() => Object.assign(LIMITS.loudness, { target: -9 })).toThrow(TypeError);
  });

  it('the checks take a clip and a draft, and nothing of the day', () => {
    expect(preflight).toHaveLength(2);
    const before = preflight(someSignals(), aDraft());
    expect(preflight(someSignals(), aDraft({ plannedAt: 1_900_000_000 }))).toEqual(before);
  });

  it('no file of the checks reads trends, and no file of trends writes limits', () => {
    const imports = (file: string): string[] =>
      [...readFileSync(file, 'utf8').matchAll(/from '([^']+)'/gu)].map((match) => match[1]!);
    const checks = [
      join(ROOT, 'models/core/advise/safe-zones.ts'),
      join(ROOT, 'models/core/advise/preflight.ts'),
      ...sources('models/core/advise/preflight'),
    ];
    expect(checks.length).toBeGreaterThan(5);
    expect(checks.flatMap(imports).filter((path) => /trend/u.test(path))).toEqual([]);
    const trends = ['models/core', 'models/contracts', 'web', 'edge-api']
      .flatMap(sources)
      .filter((file) => /trend/u.test(file));
    expect(trends.length).toBeGreaterThan(5);
    expect(trends.flatMap(imports).filter((path) => /safe-zones|preflight/u.test(path))).toEqual([]);
  });
});

/** Every TypeScript file under a folder, tests left out. */
function sources(folder: string): string[] {
  return readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.ts') && !path.endsWith('.test.ts') && !path.includes('node_modules'))
    .map((path) => join(ROOT, folder, path));
}
