/** The shape of a table of words: English gives the keys and the blanks of each sentence, the other languages must match. */
import type { check, checkTerms } from './en.check.ts';
import type { detectors, detectorTerms } from './en.detectors.ts';
import type { evidence, evidenceTerms } from './en.evidence.ts';
import type { field } from './en.field.ts';
import type { follow } from './en.follow.ts';
import type { looking } from './en.looking.ts';
import type { messages } from './en.messages.ts';
import type { outside } from './en.outside.ts';
import type { room } from './en.room.ts';
import type { rooms } from './en.rooms.ts';
import type { spoken } from './en.spoken.ts';
import type { terms } from './en.terms.ts';

/** All sentences: those of the app, and those of the creator's rooms (timing, caption, cover, imports). */
type Sentences = typeof messages &
  typeof evidence &
  typeof detectors &
  typeof rooms &
  typeof field &
  typeof looking &
  typeof check &
  typeof follow &
  typeof outside &
  typeof spoken &
  typeof room;
export type Key = keyof Sentences;
export type Messages = Readonly<Record<keyof typeof messages, string>>;
export type Outside = Readonly<Record<keyof typeof outside, string>>;
export type RoomWords = Readonly<Record<keyof typeof room, string>>;
export type Follow = Readonly<Record<keyof typeof follow, string>>;
export type Spoken = Readonly<Record<keyof typeof spoken, string>>;
export type Check = Readonly<Record<keyof typeof check, string>>;
export type CheckTerms = Readonly<Record<keyof typeof checkTerms, string>>;
export type Looking = Readonly<Record<keyof typeof looking, string>>;
export type EvidenceWords = Readonly<Record<keyof typeof evidence, string>>;
export type DetectorWords = Readonly<Record<keyof typeof detectors, string>>;
export type FieldWords = Readonly<Record<keyof typeof field, string>>;
export type Rooms = Readonly<Record<keyof typeof rooms, string>>;

export type DetectorTerms = Readonly<Record<keyof typeof detectorTerms, string>>;
export type EvidenceTerms = Readonly<Record<keyof typeof evidenceTerms, string>>;
export type TermKey =
  keyof typeof terms | keyof typeof evidenceTerms | keyof typeof detectorTerms | keyof typeof checkTerms;
export type Terms = Readonly<Record<keyof typeof terms, string>>;

/** Names of the blanks in a sentence: `'{lo} to {hi}'` → `'lo' | 'hi'`. */
type Blanks<Sentence extends string> = Sentence extends `${string}{${infer Name}}${infer Rest}`
  ? Name | Blanks<Rest>
  : never;

export type BlanksOf<K extends Key> = Blanks<Sentences[K]>;

/** A sentence without blanks takes nothing; one with blanks takes them all. */
export type Filling<K extends Key> = [BlanksOf<K>] extends [never]
  ? []
  : [Readonly<Record<BlanksOf<K>, string | number>>];

/** Keys that count something: `x.one` and `x.other` both exist. */
export type CountKey = Key extends infer K ? (K extends `${infer Base}.one` ? Base : never) : never;
