/**
 * What was perceived in a clip enters; words for "In one line: what do we see?" leave, each with what it rests on.
 *
 * They are proposals: the creator keeps, edits or drops them. Nothing is said of who someone is, of age, sex, mood or
 * place: no network here looks for that, or none that could be trusted with it. The words stand in web/text.
 */
import type { PerceptKind, Percepts, PerceptValue } from '../flow.ts';
import { overLooks } from '../features/perceived.ts';
import { shareOf, TOLD_KINDS } from '../features/things.ts';
import { shotScale } from '../signals/faces.ts';
import { THING_KINDS } from '../signals/things.ts';

export const DESCRIBING_WORDS = [
  'speaks_to_camera',
  'voice_over',
  'face_close',
  'one_person',
  'two_people',
  'several_people',
  'somebody',
  'animal',
  'vehicle',
  'screen',
  'vessel',
  'text_says',
] as const;
export type DescribingWord = (typeof DESCRIBING_WORDS)[number];

export interface Proposal {
  readonly code: DescribingWord;
  /** What is written on the picture, for `text_says`. */
  readonly text: string | null;
  readonly from: readonly PerceptKind[];
  /** Nobody knows how often this one is right: too few labelled pictures show one. The word is marked. */
  readonly guess: boolean;
}

/**
 * Shares of the clip from which on a word is proposed. Chosen by eye on the shared clips: a passing face or a single cry is
 * not what a clip shows.
 */
const LEAST = { face: 0.3, camera: 0.4, speech: 0.15, person: 0.02, thing: 0.3 } as const;
/** Longest line that is proposed as it stands, characters; longer ones are paragraphs. */
const LONGEST_TEXT = 60;

/** @param length of the clip, s */
export function describingWords(percepts: Percepts, length: number): readonly Proposal[] {
  const faces = seen(percepts, 'faces');
  const voice = seen(percepts, 'voice');
  const words = seen(percepts, 'words');
  const objects = seen(percepts, 'objects');
  const things = seen(percepts, 'things');
  const out: Proposal[] = [];
  const propose = (code: DescribingWord, from: readonly PerceptKind[], text: string | null = null): void => {
    out.push({ code, text, from, guess: isGuess(code) });
  };

  const shown = faces?.frames.filter((look) => look.faces.length > 0) ?? [];
  const faceShare = faces ? numberOr0(overLooks(faces.frames, length, (look) => (look.faces.length > 0 ? 1 : 0))) : 0;
  const towards = shown.filter((look) => look.faces.some(({ gaze }) => gaze === 'camera')).length;
  const isSeen = faceShare >= LEAST.face;
  const speaks = voice !== null && voice.share >= LEAST.speech;
  if (isSeen && speaks && towards >= LEAST.camera * shown.length) propose('speaks_to_camera', ['faces', 'voice']);
  else if (speaks && faces !== null && shown.length === 0) propose('voice_over', ['faces', 'voice']);
  if (isSeen && shown.filter((look) => shotScale(look.faces) === 'close_up').length >= shown.length / 2)
    propose('face_close', ['faces']);

  const together = middle(shown.map((look) => look.faces.length));
  if (isSeen && together >= 3) propose('several_people', ['faces']);
  else if (isSeen && together === 2) propose('two_people', ['faces']);
  else if (isSeen && together === 1) propose('one_person', ['faces']);
  else if (objects !== null && numberOr0(overLooks(objects.frames, length, ({ person }) => person)) >= LEAST.person)
    propose('somebody', ['objects']);

  for (const kind of THING_KINDS) {
    if (things !== null && numberOr0(shareOf(things, kind, length)) >= LEAST.thing) propose(kind, ['things']);
  }

  const line = words?.lines.map(({ text }) => text.trim()).find((text) => text !== '' && text.length <= LONGEST_TEXT);
  if (line !== undefined) propose('text_says', ['words'], line);
  return out;
}

const isGuess = (code: DescribingWord): boolean =>
  THING_KINDS.some((kind) => kind === code && !TOLD_KINDS.some((told) => told === kind));

function seen<Kind extends PerceptKind>(percepts: Percepts, kind: Kind): PerceptValue<Kind> | null {
  const percept = percepts[kind];
  // holds: under each kind stands a percept of that kind
  return percept?.state === 'seen' ? (percept.value as PerceptValue<Kind>) : null;
}

const numberOr0 = (value: number | string): number => (typeof value === 'number' ? value : 0);

/** The lower one of two middles; 0 of nothing. */
function middle(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor((sorted.length - 1) / 2)] ?? 0;
}
