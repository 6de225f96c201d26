import { expect, it } from 'vitest';
import type { Report } from '#core/flow.ts';
import { aFrame, aPicture, someSignals } from '#core/invented-cases.ts';
import { lookTimes } from './looks.ts';

const reportOf = (times: readonly number[]): Report =>
  // The times are all that is read of it.
  ({ signals: someSignals({ picture: aPicture({ frames: times.map((at) => aFrame(at)) }) }) }) as Report;
const opening = Array.from({ length: 13 }, (_, n) => n / 4);

it('a short clip is looked at every half second of its opening', () => {
  expect(lookTimes(reportOf(opening))).toEqual([0, 0.5, 1, 1.5, 2, 2.5, 3]);
});
it('a clip of one frame is looked at once, one without a picture not at all', () => {
  expect(lookTimes(reportOf([0]))).toEqual([0]);
  expect(lookTimes({ signals: someSignals({ picture: null }) } as Report)).toEqual([]);
});
it('a long one at no more than 16 frames, the last one among them', () => {
  const times = lookTimes(reportOf([...opening, ...Array.from({ length: 24 }, (_, n) => 4 + 10 * n)]));
  expect(times).toHaveLength(16);
  expect(times.at(-1)).toBe(234);
  expect([...times]).toEqual([...times].toSorted((a, b) => a - b));
});
