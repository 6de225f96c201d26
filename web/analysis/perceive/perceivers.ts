/** Every perceiver of this build, each in its own file. perceive.ts runs those that a request names. */
import { FACES } from './faces.ts';
import { FULL } from './full.ts';
import { PEOPLE } from './people.ts';
import type { AnyPerceiver } from './perceiver.ts';
import { QUALITY } from './quality.ts';
import { THINGS } from './things.ts';
import { VOICE } from './voice.ts';
import { WORDS } from './words.ts';

export const PERCEIVERS: readonly AnyPerceiver[] = [VOICE, FACES, PEOPLE, QUALITY, WORDS, THINGS, FULL];
