/** Signals in; what the sound needs before posting out. A clip without sound gets one piece of advice, not seven. */
import type { SoundSignals } from '../../flow.ts';
import type { Advice } from '../../flow.ts';
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

/** 3 LU from the usual -14 is heard beside other clips, 6 has people reach for the volume. */
export const loudness = ofSound((sound) => {
  // What never rises over the silence gate is no quiet sound but none; no_sound says so.
  if (sound.loudness === null || sound.firstSound === null) return null;
  const away = Math.abs(sound.loudness - TARGET);
  return advice('loudness', over(away, 3, 6), sound.loudness, sound.firstSound, {
    unit: 'LUFS',
    threshold: TARGET,
    source: 'craft_loudness',
  });
});

export const truePeak = ofSound((sound) =>
  sound.peak === null
    ? null
    : advice('true_peak', over(sound.peak, -1, Infinity), sound.peak, null, {
        unit: 'dB',
        threshold: -1,
        source: 'craft',
      }),
);

/** One sample in ten thousand at full scale is a click now and then; one in a thousand is heard as harsh. */
export const clipping = ofSound((sound) =>
  advice('clipping', over(sound.clipped, 1e-4, 1e-3), sound.clipped, null, {
    unit: 'share',
    threshold: 1e-4,
    source: 'craft',
  }),
);

export const lateSound = ofSound((sound) =>
  sound.firstSound === null
    ? null
    : advice('late_sound', over(sound.firstSound, 0.5, 2), sound.firstSound, sound.firstSound, {
        unit: 's',
        threshold: 0.5,
        source: 'craft',
      }),
);

/** Dead air after the first sound and before the end. */
export const silence = ofSound((sound) => {
  if (sound.firstSound === null) return null;
  const begins = sound.firstSound;
  const longest = longestOf(sound.silences.filter((span) => span.from >= begins));
  const length = longest === null ? 0 : longest.to - longest.from;
  return advice('silence', over(length, 2, Infinity), length, longest?.from ?? null, {
    unit: 's',
    threshold: 2,
    source: 'craft',
  });
});

/** Between the loudest talk and the floor there should be room: a floor over -35 dBFS under speech is hiss or wind. */
export const noise = ofSound((sound) =>
  sound.noiseFloor === null || sound.speechLike < 0.3
    ? null
    : advice('noise', under(-sound.noiseFloor, 35, 25), sound.noiseFloor, sound.firstSpeechLike, {
        unit: 'dB',
        threshold: -35,
        source: 'craft',
      }),
);

const TARGET = -14;

function ofSound(check: (sound: SoundSignals) => Advice | null): Check {
  return ({ signals }: CheckContext) => (signals.sound === null ? null : check(signals.sound));
}
