/** Signals in; what the sound needs before posting out. A clip without sound gets one piece of advice, not seven. */
import type { SoundSignals } from '../../flow.ts';
import type { Advice } from '../../flow.ts';
import { LIMITS } from '../safe-zones.ts';
import { advice, over, under, type Check, type CheckContext } from './check.ts';
import { longestOf } from './picture.ts';

export const noSound: Check = ({ signals }) => {
  const silent = signals.sound === null || signals.sound.firstSound === null;
  return advice('no_sound', silent ? 'know' : 'fine', silent ? 0 : 1, null, {
    unit: 'bool',
    threshold: 1,
    source: 'craft',
  });
};

export const loudness = ofSound((sound) => {
  // What never rises over the silence gate is no quiet sound but none; no_sound says so.
  if (sound.loudness === null || sound.firstSound === null) return null;
  const away = Math.abs(sound.loudness - LIMITS.loudness.target);
  return advice('loudness', over(away, LIMITS.loudness.know, LIMITS.loudness.fix), sound.loudness, sound.firstSound, {
    unit: 'LUFS',
    threshold: LIMITS.loudness.target,
    source: 'craft_loudness',
  });
});

export const truePeak = ofSound((sound) =>
  sound.peak === null
    ? null
    : advice('true_peak', over(sound.peak, LIMITS.truePeak.know, Infinity), sound.peak, sound.peakAt ?? null, {
        unit: 'dB',
        threshold: LIMITS.truePeak.know,
        source: 'craft',
      }),
);

export const clipping = ofSound((sound) =>
  advice(
    'clipping',
    over(sound.clipped, LIMITS.clipped.know, LIMITS.clipped.fix),
    sound.clipped,
    sound.clippedAt ?? null,
    {
      unit: 'share',
      threshold: LIMITS.clipped.know,
      source: 'craft',
    },
  ),
);

export const lateSound = ofSound((sound) =>
  sound.firstSound === null
    ? null
    : advice(
        'late_sound',
        over(sound.firstSound, LIMITS.lateSound.know, LIMITS.lateSound.fix),
        sound.firstSound,
        sound.firstSound,
        {
          unit: 's',
          threshold: LIMITS.lateSound.know,
          source: 'craft',
        },
      ),
);

/** Dead air after the first sound and before the end. */
export const silence = ofSound((sound) => {
  if (sound.firstSound === null) return null;
  const begins = sound.firstSound;
  const longest = longestOf(sound.silences.filter((span) => span.from >= begins));
  const length = longest === null ? 0 : longest.to - longest.from;
  return advice('silence', over(length, LIMITS.deadAir.know, Infinity), length, longest?.from ?? null, {
    unit: 's',
    threshold: LIMITS.deadAir.know,
    source: 'craft',
  });
});

/** Between the loudest talk and the floor there should be room. */
export const noise = ofSound((sound) =>
  sound.noiseFloor === null || sound.speechLike < 0.3
    ? null
    : advice(
        'noise',
        under(-sound.noiseFloor, -LIMITS.noiseFloor.know, -LIMITS.noiseFloor.fix),
        sound.noiseFloor,
        sound.firstSpeechLike,
        {
          unit: 'dB',
          threshold: LIMITS.noiseFloor.know,
          source: 'craft',
        },
      ),
);

function ofSound(check: (sound: SoundSignals) => Advice | null): Check {
  return ({ signals }: CheckContext) => (signals.sound === null ? null : check(signals.sound));
}
