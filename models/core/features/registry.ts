/** Draft, signals and account in; every feature by name out. This file fixes their order and their hash. */
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import type { Features, MissingReason } from '../flow.ts';
import { ACCOUNT_FEATURES } from './account.ts';
import { AUDIENCE_FEATURES } from './audience.ts';
import { CAPTION_FEATURES } from './caption.ts';
import { COMPOSITION_FEATURES } from './composition.ts';
import type { DraftContext, Feature } from './feature.ts';
import { FACE_FEATURES } from './faces.ts';
import { FORMAT_FEATURES } from './format.ts';
import { HASHTAG_FEATURES } from './hashtags.ts';
import { LIGHT_FEATURES } from './light.ts';
import { LOUDNESS_FEATURES } from './loudness.ts';
import { MOTION_FEATURES } from './motion.ts';
import { OBJECT_FEATURES } from './objects.ts';
import { OPENING_FEATURES } from './opening.ts';
import { PACE_FEATURES } from './pace.ts';
import { REACTION_FEATURES } from './reactions.ts';
import { SHARPNESS_FEATURES } from './sharpness.ts';
import { SILENCE_FEATURES } from './silence.ts';
import { SPEECH_FEATURES } from './speech.ts';
import { TEMPO_FEATURES } from './tempo.ts';
import { TEXT_AREA_FEATURES } from './text-areas.ts';
import { THING_FEATURES } from './things.ts';
import { TIMING_FEATURES } from './timing.ts';
import { TOPIC_FEATURES } from './topic.ts';
import { VOICE_FEATURES } from './voice.ts';
import { WORDS_ON_SCREEN_FEATURES } from './words-on-screen.ts';

/** In order: picture, sound, format, words, moment, person. A new one is added at the end of its family. */
export const FEATURES: readonly Feature[] = [
  ...OPENING_FEATURES,
  ...PACE_FEATURES,
  ...MOTION_FEATURES,
  ...LIGHT_FEATURES,
  ...SHARPNESS_FEATURES,
  ...COMPOSITION_FEATURES,
  ...TEXT_AREA_FEATURES,
  ...FACE_FEATURES,
  ...OBJECT_FEATURES,
  ...THING_FEATURES,
  ...WORDS_ON_SCREEN_FEATURES,
  ...LOUDNESS_FEATURES,
  ...SILENCE_FEATURES,
  ...TEMPO_FEATURES,
  ...SPEECH_FEATURES,
  ...VOICE_FEATURES,
  ...FORMAT_FEATURES,
  ...CAPTION_FEATURES,
  ...HASHTAG_FEATURES,
  ...TOPIC_FEATURES,
  ...AUDIENCE_FEATURES,
  ...TIMING_FEATURES,
  ...ACCOUNT_FEATURES,
  ...REACTION_FEATURES,
];

const BY_NAME: ReadonlyMap<string, Feature> = new Map(FEATURES.map((f) => [f.name, f]));

/** Hash of all features: part of the cache key, so a changed definition never shows an old number. */
export const FEATURE_SET: string = hashOf(FEATURES);

/**
 * SHA-256 (hex) over `name@version` of the named features, in the order given, one a line.
 * A model file carries the hash of its inputs; the loader compares it with this one.
 *
 * @throws RangeError on a name that the registry does not have: such a model cannot be fed
 */
export function featureSetHash(names: readonly string[]): string {
  return hashOf(
    names.map((name) => {
      const found = BY_NAME.get(name);
      if (found === undefined) throw new RangeError(`no feature is called ${name}`);
      return found;
    }),
  );
}

export const featureNamed = (name: string): Feature | null => BY_NAME.get(name) ?? null;

/**
 * Each value is held inside its range; a gap is null with its reason.
 * A value that is no number counts as a gap: one broken measure must not cost a person the other seventy
 * (registry.test.ts shows that none gives one).
 */
export function computeFeatures(context: DraftContext): Features {
  const values: Record<string, number | null> = {};
  const missing: Record<string, MissingReason> = {};
  for (const { name, range, of } of FEATURES) {
    const got = of(context);
    if (typeof got === 'number' && Number.isFinite(got)) {
      values[name] = Math.min(range[1], Math.max(range[0], got));
    } else {
      values[name] = null;
      missing[name] = typeof got === 'string' ? got : 'no_evidence';
    }
  }
  return { set: FEATURE_SET, values, missing };
}

/** The named features alone, in a fraction of the time; a gap is null. */
export function computeValues(names: readonly string[], context: DraftContext): Record<string, number | null> {
  return Object.fromEntries(
    names.map((name) => {
      const feature = BY_NAME.get(name);
      const got = feature?.of(context);
      if (feature === undefined || typeof got !== 'number' || !Number.isFinite(got)) return [name, null];
      return [name, Math.min(feature.range[1], Math.max(feature.range[0], got))];
    }),
  );
}

function hashOf(features: readonly Feature[]): string {
  return bytesToHex(sha256(utf8ToBytes(features.map((f) => `${f.name}@${f.version}`).join('\n'))));
}
