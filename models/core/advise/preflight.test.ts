import { describe, expect, it } from 'vitest';
import { aClip, aDraft, aFrame, aPicture, aSound, someSignals } from '../invented-cases.ts';
import type { Advice, Clip, Draft, PictureSignals, SoundSignals, TextArea } from '../flow.ts';
import { decibels, hertz, lufs, seconds, share } from '../units.ts';
import { ADVICE_CODES, preflight } from './preflight.ts';
import { coveredShare } from './preflight/zones.ts';
import { ADVICE_SOURCES, SAFE_ZONES } from './safe-zones.ts';

interface Case {
  readonly clip?: Partial<Clip>;
  readonly picture?: Partial<PictureSignals>;
  readonly sound?: Partial<SoundSignals> | null;
  readonly draft?: Partial<Draft>;
}
const all = ({ clip, picture, sound, draft }: Case): Advice[] =>
  preflight(
    someSignals({
      clip: aClip(clip),
      picture: aPicture(picture),
      sound: sound === null ? null : aSound(sound),
    }),
    aDraft(draft),
  );
const one = (code: string, c: Case): Advice | undefined => all(c).find((a) => a.code === code);
const span = (from: number, to: number) => ({ from: seconds(from), to: seconds(to) });
const text = (more: Partial<TextArea> = {}): TextArea => ({ x: 0.3, y: 0.4, w: 0.4, h: 0.1, contrast: 8, ...more });
const withText = (area: TextArea): Case => ({
  picture: { frames: [aFrame(0), aFrame(3, { textAreas: [area] })] },
});

describe('checks before posting', () => {
  it('find nothing to fix in a sound clip, each check named once, each with a known source', () => {
    const found = all({});
    expect(found.filter((a) => a.severity !== 'fine')).toEqual([]);
    expect(new Set(found.map((a) => a.code)).size).toBe(found.length);
    for (const a of found) {
      expect(ADVICE_CODES).toContain(a.code);
      expect(ADVICE_SOURCES).toHaveProperty(a.source);
    }
  });
  it('put what must be fixed first', () => {
    const order = all({ picture: { black: [span(0, 0.5)] }, sound: { loudness: lufs(-18) } }).map((a) => a.severity);
    expect(order).toEqual(
      order.toSorted((a, b) => ['fix', 'know', 'fine'].indexOf(a) - ['fix', 'know', 'fine'].indexOf(b)),
    );
    expect(order[0]).toBe('fix');
  });

  it.each<[string, Case, Advice['severity'], number, number | null]>([
    ['black_start', { picture: { black: [span(0, 0.5)], frames: [aFrame(0, { luma: 0.01 })] } }, 'fix', 0.01, 0],
    ['border', { picture: { frames: [aFrame(0, { border: share(0.4) })] } }, 'fix', 0.4, 0],
    ['border', { picture: { frames: [aFrame(0, { border: share(0.1) })] } }, 'know', 0.1, 0],
    ['dark', { picture: { frames: [aFrame(0, { luma: 0.1 })] } }, 'know', 0.1, 0],
    ['blown', { picture: { frames: [aFrame(0, { blown: share(0.5) })] } }, 'fix', 0.5, 0],
    ['flashes', { picture: { flashRate: 2 } }, 'know', 2, null],
    ['flashes', { picture: { flashRate: 4 } }, 'fix', 4, null],
    ['still_stretch', { picture: { still: [span(4, 8.5)] } }, 'know', 4.5, 4],
    ['loop_seam', { picture: { loop: 0.8, frames: [aFrame(0), aFrame(11.8)] } }, 'know', 0.8, 11.8],
    ['loudness', { sound: { loudness: lufs(-25) } }, 'fix', -25, 0.1],
    ['loudness', { sound: { loudness: lufs(-10) } }, 'know', -10, 0.1],
    ['true_peak', { sound: { peak: decibels(0.4) } }, 'know', 0.4, null],
    ['clipping', { sound: { clipped: share(0.002) } }, 'fix', 0.002, null],
    ['late_sound', { sound: { firstSound: seconds(1.2) } }, 'know', 1.2, 1.2],
    ['silence', { sound: { silences: [span(0, 5), span(6, 9)] } }, 'know', 3, 6],
    ['noise', { sound: { noiseFloor: decibels(-30) } }, 'know', -30, 0.4],
  ])('%s: %o', (code, given, severity, value, at) => {
    expect(one(code, given)).toMatchObject({ severity, at });
    expect(one(code, given)?.value).toBeCloseTo(value, 9);
  });

  it.each<[string, Partial<Clip['video']>, Advice['severity'], number]>([
    ['resolution', { width: 360, height: 640 }, 'fix', 360],
    ['resolution', { width: 540, height: 960 }, 'know', 540],
    ['not_vertical', { width: 1920, height: 1080 }, 'know', 1920 / 1080],
    ['frame_rate', { frameRate: hertz(12) }, 'fix', 12],
    ['bitrate', { bitrate: 600_000 }, 'know', 600_000 / (1080 * 1920 * 30)],
  ])('%s of %o', (code, video, severity, value) => {
    const found = one(code, { clip: { video: { ...aClip().video, ...video } } });
    expect(found?.severity).toBe(severity);
    expect(found?.value).toBeCloseTo(value, 9);
  });

  it('a start is dead only while neither picture nor sound has begun', () => {
    const still = { still: [span(0, 1.5)] };
    expect(one('dead_start', { picture: still, sound: { firstSound: seconds(2) } })).toMatchObject({
      severity: 'fix',
      value: 1.5,
    });
    expect(one('dead_start', { picture: still, sound: { firstSound: seconds(0.1) } })?.severity).toBe('fine');
    expect(one('dead_start', { picture: still, sound: null })).toMatchObject({ severity: 'fix', value: 1.5 });
    expect(one('dead_start', { picture: still, sound: { firstSound: null } })).toMatchObject({ value: 1.5 });
  });
  it('a clip without sound gets one piece of advice on sound, not seven', () => {
    const codes = all({ sound: null }).map((a) => a.code);
    expect(codes).toContain('no_sound');
    for (const code of ['loudness', 'true_peak', 'clipping', 'late_sound', 'silence', 'noise'])
      expect(codes).not.toContain(code);
    expect(one('no_sound', { sound: null })?.severity).toBe('know');
  });
  it('a clip whose end was not looked at, or that is no loop, has no seam to mend', () => {
    expect(one('loop_seam', { picture: { loop: 0.8 } })).toBeUndefined();
    expect(one('loop_seam', { picture: { loop: 0.2, frames: [aFrame(0), aFrame(11.8)] } })).toBeUndefined();
  });
  it('what cannot be measured gives no advice', () => {
    const video = { ...aClip().video, frameRate: null, bitrate: null };
    const codes = all({ clip: { video }, sound: { loudness: null, peak: null, firstSound: null, noiseFloor: null } });
    for (const code of ['frame_rate', 'bitrate', 'loudness', 'true_peak', 'late_sound', 'silence', 'noise'])
      expect(codes.map((a) => a.code)).not.toContain(code);
    const blind = preflight(someSignals({ picture: null }), aDraft()).map((a) => a.code);
    for (const code of [
      'black_start',
      'border',
      'dark',
      'blown',
      'flashes',
      'dead_start',
      'text_zone',
      'text_contrast',
    ])
      expect(blind).not.toContain(code);
  });
});

describe('the platform chosen', () => {
  it('has its own limit of length', () => {
    const clip = { length: seconds(200) };
    expect(one('length_limit', { clip, draft: { platform: 'tiktok' } })).toMatchObject({
      severity: 'fine',
      threshold: 600,
    });
    expect(one('length_limit', { clip, draft: { platform: 'reels' } })).toMatchObject({
      severity: 'fix',
      threshold: 180,
    });
  });
  it('covers text at the bottom: .75 to .85 of the height lies wholly under the buttons of Reels, not of a free middle', () => {
    const low = withText(text({ y: 0.75 }));
    expect(one('text_zone', { ...low, draft: { platform: 'reels' } })).toMatchObject({
      severity: 'fix',
      value: 1,
      at: 3,
    });
    expect(one('text_zone', { ...withText(text()), draft: { platform: 'reels' } })?.severity).toBe('fine');
  });
  it('has no check of zones where no figure was found, nor for a wide clip', () => {
    expect(one('text_zone', { ...withText(text({ y: 0.9 })), draft: { platform: 'shorts' } })).toBeUndefined();
    const wide = { clip: { video: { ...aClip().video, width: 1920, height: 1080 } } };
    expect(one('text_zone', { ...withText(text({ y: 0.9 })), ...wide })).toBeUndefined();
  });
  it('covers half of a box that reaches half into the zone', () => {
    const zone = SAFE_ZONES.reels;
    if (zone === null) throw new Error('reels has figures');
    // Safe down to .65: a box from .6 to .7 is half covered.
    expect(coveredShare({ x: 0.3, y: 0.6, w: 0.2, h: 0.1 }, zone)).toBeCloseTo(0.5, 9);
    expect(coveredShare({ x: 0.3, y: 0.6, w: 0, h: 0.1 }, zone)).toBe(0);
  });
});

describe('text on the picture', () => {
  it('is hard to read under 4.5 and lost under 3', () => {
    expect(one('text_contrast', withText(text({ contrast: 4 })))).toMatchObject({ severity: 'know', value: 4, at: 3 });
    expect(one('text_contrast', withText(text({ contrast: 2.6 })))).toMatchObject({ severity: 'fix', value: 2.6 });
    expect(one('text_contrast', {})).toBeUndefined();
  });
});
