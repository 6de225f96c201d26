import { describe, expect, test } from 'vitest';
import type { CodedPictures, Percepts, Thing, ThingSignals } from '#core/flow.ts';
import { seconds, share } from '#core/units.ts';
import { flatbread, signals } from '../screens/testing/invented.ts';
import { inventedPercepts } from '../screens/testing/invented-percepts.ts';
import { ReportView } from '../screens/report/report-view.svelte.ts';
import { latest, momentOf, nearest, timelineOf } from './timeline.ts';

describe('along the clip', () => {
  const timeline = timelineOf(signals);
  test('dead starts and still stretches are hatched, a pause in the middle is not', () => {
    expect(timeline.hatched.map(({ why, from }) => [why, from])).toEqual([
      ['silent', 0],
      ['still', 13.25],
    ]);
  });
  test('neighbouring frames with text are one stretch', () => {
    // Frames every .25 s to 3, then at 3.5, 4.5 and 5.5: text from .5 until the next frame after 4.5.
    expect(timeline.text).toEqual([{ from: 0.5, to: 5.5 }]);
  });
  test('every value fits its lane', () => {
    for (const point of [...timeline.motion, ...timeline.light, ...(timeline.sound ?? [])]) {
      expect(point.value).toBeGreaterThanOrEqual(0);
      expect(point.value).toBeLessThanOrEqual(1);
    }
  });
  test('a clip without sound has no sound lane', () => {
    expect(timelineOf({ ...signals, sound: null, soundMissing: 'no_audio_track' }).sound).toBeNull();
  });
});

describe('what was looked for', () => {
  const looks = (kinds: readonly (readonly Thing['kind'][])[]): ThingSignals => ({
    looked: ['animal', 'vehicle', 'screen', 'vessel'],
    frames: kinds.map((found, at) => ({
      at: seconds(at),
      things: found.map((kind) => ({ x: 0.2, y: 0.2, w: 0.3, h: 0.3, kind, score: 0.9 })),
    })),
  });
  const seenBy = (percepts: Percepts, coded?: CodedPictures) =>
    timelineOf({ ...signals, percepts, clip: { ...signals.clip, ...(coded ? { coded } : {}) } });
  const percept = <T>(value: T) => ({ state: 'seen', value, rung: 'wasm', ms: 1 }) as const;
  test('an animal has its stretch; a guess has none', () => {
    const { animals } = seenBy({ things: percept(looks([[], ['animal'], ['vehicle'], ['screen', 'vessel'], []])) });
    expect(animals).toHaveLength(1);
    expect(animals?.[0]?.from).toBeLessThanOrEqual(1);
    expect(animals?.[0]?.to).toBeLessThanOrEqual(2);
  });
  test('people are drawn by how much of the picture they take up, and half of it fills the lane', () => {
    const frames = [0, 0.25, 0.9].map((person, at) => ({ at: seconds(at), person: share(person) }));
    expect(seenBy({ objects: percept({ frames }) }).people?.map(({ value }) => value)).toEqual([0, 0.5, 1]);
  });
  test('where nobody looked there is nothing, not none', () => {
    expect(timeline0()).toMatchObject({ people: null, animals: null });
  });
  test('packet sizes stand in until every picture was looked at', () => {
    const coded = { changeBytes: [100, null, 400], until: seconds(0.75), uneven: share(0), longestStepAt: seconds(0) };
    expect(seenBy({}, coded).bytes).toEqual([
      { at: 0.125, value: 0.25 },
      { at: 0.625, value: 1 },
    ]);
    expect(seenBy({ full: inventedPercepts.full! }, coded).bytes).toBeNull();
    expect(timelineOf({ ...signals, clip: { ...signals.clip, coded: null } }).bytes).toBeNull();
  });
  const timeline0 = () => seenBy({});
});

describe('a moment', () => {
  test('shows the frame that is on screen then, not the one to come', () => {
    expect(momentOf(signals, 4.4).frameAt).toBe(3.5);
    expect(momentOf(signals, 4.5).frameAt).toBe(4.5);
  });
  test('loudness comes from the tenth of a second that holds it', () => {
    expect(momentOf(signals, 1).loudness).toBe(signals.sound?.momentary.values[10]);
  });
  test('latest and nearest of nothing are nothing', () => {
    expect(latest([], 3)).toBeNull();
    expect(nearest([], 3)).toBeNull();
  });
});

describe('reading a report', () => {
  test('arrows move a quarter second on the grid, and stop at the ends', () => {
    const view = new ReportView(flatbread);
    view.seek(3.3);
    view.step(1);
    expect(view.at).toBe(3.5);
    view.step(-1);
    expect(view.at).toBe(3.25);
    view.seek(-4);
    expect(view.at).toBe(0);
    view.step(-1);
    expect(view.at).toBe(0);
    view.seek(99);
    expect(view.at).toBe(24);
  });
  test('the sum under "Why" adds up in whole points', () => {
    const { base, helps, hurts, value } = new ReportView(flatbread).sum;
    expect(base + helps + hurts).toBe(value);
  });
  test('reasons under half a point are told apart', () => {
    const { reasons } = new ReportView(flatbread);
    expect(reasons.neither.map((reason) => reason.name)).toEqual(['ups_and_downs']);
    expect(reasons.hurts.map((reason) => reason.name)).toEqual(['posting_rhythm', 'shrill_sound']);
  });
  test('without account and words there is no number to lead with', () => {
    const score = { ...flatbread.score, reference: 'none' as const };
    expect(new ReportView({ ...flatbread, score }).range).toBeNull();
  });
});
