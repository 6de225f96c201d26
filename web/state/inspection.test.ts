import { describe, expect, test } from 'vitest';
import { flatbread } from '../screens/testing/invented.ts';
import { inventedPercepts } from '../screens/testing/invented-percepts.ts';
import type { Looking } from './analysis.svelte.ts';
import { liveSignals, maskFor, openingIn, placedIn, sensesIn, sourceOf, worstCovered } from './inspection.ts';
import { timelineOf } from './timeline.ts';

const seen = { ...flatbread, signals: { ...flatbread.signals, percepts: inventedPercepts } };
const looking = (reportId: string): Looking => ({
  reportId,
  percepts: { faces: inventedPercepts.faces! },
  at: null,
  share: 0,
  downloads: [],
});

describe('what comes while a clip is looked at', () => {
  test('fills the cards of its own report, not of another', () => {
    expect(liveSignals(flatbread, looking(flatbread.id)).percepts?.faces).toBeDefined();
    expect(liveSignals(flatbread, looking('another')).percepts?.faces).toBeUndefined();
    const face = openingIn(flatbread, looking(flatbread.id)).events.find(({ name }) => name === 'face');
    expect(face?.found).toEqual({ state: 'at', at: 0.5 });
  });
  test('muted, the flatbread loses most of what is said', () => {
    expect(sensesIn(seen, null)).toMatchObject({ mute: { state: 'told', left: 'lost' }, blind: { left: 'partly' } });
    expect(sensesIn(flatbread, null).mute.state).toBe('unknown');
  });
});

describe('under the buttons', () => {
  test('the low line is told once for its stretch, and Shorts, without figures, have no mask', () => {
    const worst = worstCovered(placedIn(seen, null, 'tiktok'), 3);
    expect(worst.map(({ kind }) => kind)).toContain('text');
    for (const [i, one] of worst.entries())
      for (const other of worst.slice(i + 1))
        if (one.kind === other.kind) expect(Math.abs(one.at - other.at)).toBeGreaterThanOrEqual(2);
    expect(maskFor(seen, 'shorts')).toBeNull();
    expect(placedIn(seen, null, 'shorts')).toEqual([]);
  });
  test('the mask of TikTok leaves the left side free: three areas', () => {
    expect(maskFor(seen, 'tiktok')?.areas).toHaveLength(3);
    expect(maskFor(seen, 'reels')?.areas).toHaveLength(4);
  });
  test('a source of another version has no words here', () => {
    expect(sourceOf('craft', 'tiktok')).toEqual({ key: 'craft', dated: '2026-11' });
    expect(sourceOf('platform_length', 'shorts')?.dated).toBe('2024-10');
    expect(sourceOf('made_up', 'tiktok')).toBeNull();
  });
});

describe('the timeline of a clip that was looked at', () => {
  const timeline = timelineOf(seen.signals);
  test('has cuts to the picture, dissolves, faces and speech', () => {
    expect(timeline).toMatchObject({ basis: 'every', faces: [{ from: 0.5 }, { from: 19.5 }] });
    expect(timeline.cuts[1]).toBe(5.27);
    expect(timeline.dissolves).toHaveLength(1);
    expect(timeline.speech).toHaveLength(4);
  });
  test('says what a flat stretch lacks', () => {
    const frozen = timeline.hatched.find(({ why }) => why === 'frozen');
    expect(frozen?.lacks).toEqual(['face', 'words', 'speech']);
  });
  test('without anyone having looked nothing is said to be missing', () => {
    const plain = timelineOf(flatbread.signals);
    expect(plain).toMatchObject({ basis: 'sampled', faces: null, speech: null });
    expect(plain.hatched.every(({ lacks }) => lacks.length === 0)).toBe(true);
  });
});
