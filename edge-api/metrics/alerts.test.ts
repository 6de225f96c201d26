/** When an operator is called, and when not. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LIMITS, alertsOf, type Facts } from './alerts.ts';

const HOUR_MS = 3_600_000;
const NOW = Date.UTC(2026, 5, 1);
const quiet: Facts = { now: NOW, recent: { requests: 0, failed: 0 }, skill: [], sources: [] };
const errors = (requests: number, failed: number) => alertsOf({ ...quiet, recent: { requests, failed } });
const skill = (value: number, before: number | null) =>
  alertsOf({
    ...quiet,
    skill: [
      {
        model: 'reach',
        version: '2',
        metric: 'spearman',
        value,
        before: before === null ? null : { version: '1', value: before },
      },
    ],
  });
const silent = (hours: number) =>
  alertsOf({ ...quiet, sources: [{ source: 'wikimedia', since: NOW - hours * HOUR_MS }] });

describe('alerts', () => {
  it('are none when nothing was ever asked', () => {
    expect(alertsOf(quiet)).toEqual([]);
  });

  it('begin above five per cent of errors and are critical above ten', () => {
    expect(errors(100, 5)).toEqual([]);
    expect(errors(100, 6)).toMatchObject([{ rule: 'errors', subject: 'api', severity: 'warning' }]);
    expect(errors(100, 10)).toMatchObject([{ severity: 'warning' }]);
    expect(errors(100, 11)).toMatchObject([
      { severity: 'critical', sentence: '11.0 % of 100 requests in the last 15 minutes failed (11).' },
    ]);
  });

  it('say nothing of a handful of requests, where one failure is already many per cent', () => {
    expect(errors(19, 19)).toEqual([]);
    expect(errors(20, 2)).toHaveLength(1);
  });

  it('call a fall of skill by more than five points critical, and no smaller one', () => {
    expect(skill(0.4, 0.45)).toEqual([]);
    expect(skill(0.399, 0.45)).toMatchObject([{ rule: 'skill', subject: 'reach spearman', severity: 'critical' }]);
    expect(skill(0.6, 0.45)).toEqual([]);
    expect(skill(0.1, null)).toEqual([]);
  });

  it('call a source stale after 48 hours', () => {
    expect(silent(48)).toEqual([]);
    expect(silent(49)).toMatchObject([
      { rule: 'stale', severity: 'warning', sentence: 'Nothing good came from wikimedia for 49 hours.' },
    ]);
  });

  it('put the critical first', () => {
    const found = alertsOf({
      ...quiet,
      recent: { requests: 100, failed: 50 },
      sources: [{ source: 'a', since: 0 }],
    });
    expect(found.map(({ severity }) => severity)).toEqual(['critical', 'warning']);
  });

  it('never grow milder when more requests fail', () => {
    const level = (requests: number, failed: number): number =>
      ({ none: 0, warning: 1, critical: 2 })[errors(requests, failed)[0]?.severity ?? 'none'];
    fc.assert(
      fc.property(fc.integer({ min: LIMITS.leastRequests, max: 10_000 }), fc.nat(10_000), (requests, n) => {
        const failed = n % requests;
        expect(level(requests, failed + 1)).toBeGreaterThanOrEqual(level(requests, failed));
      }),
    );
  });
});
