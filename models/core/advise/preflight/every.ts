/** What only the full check tells of the picture in; what it means before posting out. */
import { LIMITS } from '../safe-zones.ts';
import { advice, over, under, type Check } from './check.ts';
import { seen } from './seen.ts';

/**
 * With every picture looked at this is the count of WCAG. Without, the opening is sampled four times a second, so at
 * most two flashes a second are seen: from there on, look.
 */
export const flashes: Check = ({ signals }) => {
  const full = seen(signals.percepts?.full);
  const { most } = LIMITS.flashes;
  const limits = { unit: '1/s', threshold: most, source: 'wcag_2_3_1' } as const;
  if (full) {
    const { perSecond, at } = full.flashes.general;
    return advice('flashes', over(perSecond, most - 1, most), perSecond, at, limits);
  }
  if (signals.picture === null) return null;
  const { flashRate: rate, flashAt } = signals.picture;
  return advice('flashes', rate > most ? 'fix' : rate >= 2 ? 'know' : 'fine', rate, flashAt ?? null, limits);
};

export const redFlashes: Check = ({ signals }) => {
  const full = seen(signals.percepts?.full);
  if (!full) return null;
  const { most } = LIMITS.flashes;
  const { perSecond, at } = full.flashes.red;
  return advice('red_flashes', over(perSecond, most - 1, most), perSecond, at, {
    unit: '1/s',
    threshold: most,
    source: 'wcag_2_3_1',
  });
};

export const frozenStart: Check = ({ signals }) => {
  const full = seen(signals.percepts?.full);
  if (!full) return null;
  const first = full.freezes.find(({ from }) => from < 0.1);
  const { know, fix } = LIMITS.frozenStart;
  const length = first ? first.to - first.from : 0;
  return advice('frozen_start', over(length, know, fix), length, first?.from ?? null, {
    unit: 's',
    threshold: know,
    source: 'craft',
  });
};

/** Of the pictures themselves where all were looked at, else of their list in the file. */
export const unevenRate: Check = ({ signals }) => {
  const { coded } = signals.clip;
  const full = seen(signals.percepts?.full);
  const uneven = full ? (full.rate.usual === null ? null : full.rate.uneven) : (coded?.uneven ?? null);
  if (uneven === null) return null;
  const { know } = LIMITS.uneven;
  return advice('uneven_rate', over(uneven, know, Infinity), uneven, coded?.longestStepAt ?? null, {
    unit: 'share',
    threshold: know,
    source: 'craft',
  });
};

/** Pictures that differ from the one before, per second; a clip that stands still altogether has no stutter. */
export const repeatedPictures: Check = ({ signals }) => {
  const full = seen(signals.percepts?.full);
  if (!full || full.rate.usual === null || full.rate.repeats > 0.9) return null;
  const still = full.freezes.reduce((sum, { from, to }) => sum + to - from, 0);
  const moving = Math.max(0, full.until - still);
  const rate = full.rate.usual;
  // What repeats within a freeze is no stutter.
  const repeats = Math.max(0, full.rate.repeats * full.pictures - still * rate);
  const pictures = full.pictures - still * rate;
  if (moving < 1 || pictures <= 1) return null;
  const differing = rate * Math.max(0, 1 - repeats / pictures);
  const { know, fix } = LIMITS.movingRate;
  return advice('repeated_pictures', under(differing, know, fix), differing, null, {
    unit: '1/s',
    threshold: know,
    source: 'craft',
  });
};

export const interlaced: Check = ({ signals }) => {
  const { combed = null, combedAt = null } = seen(signals.percepts?.full)?.fine ?? {};
  if (combed === null) return null;
  const { know, fix } = LIMITS.combed;
  return advice('interlaced', over(combed, know, fix), combed, combedAt, {
    unit: 'share',
    threshold: know,
    source: 'measured_fine',
  });
};

/** Blurred, or blown up from a smaller picture. */
export const softPicture: Check = ({ signals }) => {
  const detail = seen(signals.percepts?.full)?.fine.detail ?? null;
  if (detail === null) return null;
  const { know, fix } = LIMITS.detail;
  return advice('soft_picture', under(detail, know, fix), detail, null, {
    unit: '1',
    threshold: know,
    source: 'measured_fine',
  });
};
