import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { PERCEPT_KINDS, type PerceptKind } from '#core/flow.ts';
import type { FromWorker } from '../analysis/protocol.ts';
import { LookProgress } from './look-progress.ts';

const at = (percept: PerceptKind, done: number, total: number): FromWorker => ({
  kind: 'looking',
  id: 1,
  percept,
  done,
  total,
});
const through = (...kinds: readonly PerceptKind[]): FromWorker => ({
  kind: 'percept',
  id: 1,
  found: Object.fromEntries(kinds.map((kind) => [kind, { state: 'unknown', why: 'failed' }])),
});

describe('the bar of a look', () => {
  it('stands at nothing before the first word, and at the end when all are through', () => {
    const progress = new LookProgress(['voice', 'faces']);
    expect(progress.share).toBe(0);
    progress.hear(through('voice'));
    progress.hear(through('faces'));
    expect(progress.share).toBe(1);
  });

  it('two that are at work at once both move it, each by what it costs', () => {
    const progress = new LookProgress(['voice', 'faces']);
    progress.hear(at('faces', 8, 16));
    const half = progress.share;
    progress.hear(at('voice', 30, 30));
    expect(half).toBeGreaterThan(0);
    expect(progress.share).toBeGreaterThan(half);
    // Half of the faces are left, the dearer of both.
    expect(progress.share).toBeLessThan(1);
    expect(1 - progress.share).toBeCloseTo(half, 10);
  });

  it('what was not asked for does not move it', () => {
    const progress = new LookProgress(['faces']);
    progress.hear(at('full', 1, 2));
    progress.hear(through('words'));
    expect(progress.share).toBe(0);
  });

  it('never falls, whatever is told, and never passes the end', () => {
    const kind = fc.constantFrom(...PERCEPT_KINDS);
    const event = fc.oneof(
      fc.tuple(kind, fc.nat(40), fc.nat(30)).map(([percept, done, total]) => at(percept, done, total)),
      kind.map((one) => through(one)),
    );
    fc.assert(
      fc.property(fc.uniqueArray(kind), fc.array(event), (kinds, events) => {
        const progress = new LookProgress(kinds);
        let before = 0;
        for (const one of events) {
          progress.hear(one);
          expect(progress.share).toBeGreaterThanOrEqual(before);
          before = progress.share;
        }
        expect(before).toBeLessThanOrEqual(1);
      }),
    );
  });
});
