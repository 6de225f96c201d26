import { describe, expect, it } from 'vitest';
import { aDraft, aFrame, anAccount, aPicture, aSound, someSignals } from '../invented-cases.ts';
import { seconds } from '../units.ts';
import golden from './golden.json' with { type: 'json' };
import { FEATURES } from './registry.ts';

/** One invented clip, draft and person; what each family makes of it is worked out in the tests of the family. */
const signals = someSignals({
  picture: aPicture({
    frames: [
      aFrame(0),
      aFrame(0.25, { luma: 0.5, textAreas: [{ x: 0.3, y: 0.4, w: 0.4, h: 0.1, contrast: 8 }] }),
      aFrame(0.5, { sharpness: 700 }),
      aFrame(4, { colourfulness: 60 }),
      aFrame(8, { textAreas: [{ x: 0.1, y: 0.8, w: 0.5, h: 0.06, contrast: 3 }] }),
      aFrame(11, { luma: 0.3 }),
    ],
    still: [{ from: seconds(8), to: seconds(11) }],
  }),
  sound: aSound({ silences: [{ from: seconds(5), to: seconds(6) }] }),
});
const draft = aDraft({
  caption: 'Do you love bread? One pan, no yeast, 8 minutes 🍞\nSave this! @ana #bread #fyp',
  shown: 'Hands knead dough in a kitchen',
  country: 'US',
  posting: { hour: 18, weekday: 5 },
  plannedAt: 1_790_000_000,
  readAfterDays: 7,
});
const account = {
  ...anAccount([900, 1200, 800, 2500, 1800, 3000], 4200),
  posts: [900, 1200, 800, 2500, 1800, 3000].map((views, i) => ({
    time: 1_789_000_000 + i * 86_400,
    views,
    caption: i % 2 === 0 ? 'dough #bread' : 'cat #cats',
    length: seconds(10 + 2 * i),
  })),
  readAt: 1_789_900_000,
};

describe('golden values', () => {
  const values: Readonly<Record<string, number | string>> = golden;
  it('exist for every feature at its version and for no other', () => {
    expect(Object.keys(values)).toEqual(FEATURES.map((f) => `${f.name}@${f.version}`));
  });
  it.each(FEATURES)('$name moves only with its version', (feature) => {
    const got = feature.of({ signals, draft, account });
    const want = values[`${feature.name}@${feature.version}`];
    if (typeof got === 'number' && typeof want === 'number') expect(got).toBeCloseTo(want, 9);
    else expect(got).toBe(want);
  });
});
