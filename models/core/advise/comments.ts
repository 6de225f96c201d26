/**
 * Comments enter; how they were probably meant, and what keeps coming back in questions, requests and complaints, leave.
 *
 * Themes are counted, not interpreted: a theme is a word that several comments of one kind share, told with those
 * comments. Kinds are told by signs of asking in English, French and Spanish; other languages only by a question mark.
 */
import { languageOf, type Sentiment } from '../scoring/sentiment.ts';
import type { SentimentModel } from '../scoring/model-files.ts';
import { contentWords } from '../features/words.ts';
import { commentFeelings, type CommentFeelings } from '../tools/comments.ts';

export const COMMENT_KINDS = ['question', 'request', 'complaint'] as const;
export type CommentKind = (typeof COMMENT_KINDS)[number];

export interface Theme {
  /** As it is written most often. */
  readonly word: string;
  /** Comments of the kind that hold it; at least SHARED_BY. */
  readonly count: number;
  /** Up to EXAMPLES of them, the longest-known first: in the order they came. */
  readonly examples: readonly string[];
}

export interface KindReading {
  readonly kind: CommentKind;
  /** Comments of this kind, themes or not. */
  readonly count: number;
  readonly themes: readonly Theme[];
  /** Of those in no theme, up to EXAMPLES. */
  readonly others: readonly string[];
}

export interface CommentsReading {
  /** Comments that were read; one person saying the same words twice counts once. */
  readonly n: number;
  readonly skipped: { readonly empty: number; readonly repeated: number; readonly tooMany: number };
  /** null with nothing to read. */
  readonly feelings: CommentFeelings['parts'] | null;
  /** The surest of each feeling, to judge the reading by. */
  readonly typical: readonly { readonly text: string; readonly feeling: Sentiment }[];
  readonly kinds: readonly KindReading[];
}

/** More are left out and told: so many take .7 s on one core of the machine of the bench (`npm run bench -- tools`). */
export const MOST_COMMENTS = 20_000;
/** A word that one comment holds is no theme. */
const SHARED_BY = 2;
const EXAMPLES = 3;
const MOST_THEMES = 6;
/** Likelier than not. */
const CLEARLY = 0.5;

export function readComments(model: SentimentModel, written: readonly string[]): CommentsReading {
  const { texts, skipped } = distinct(written);
  if (texts.length === 0) return { n: 0, skipped, feelings: null, typical: [], kinds: [] };
  const { comments, parts } = commentFeelings(model, texts);
  const ofKind = new Map<CommentKind, string[]>(COMMENT_KINDS.map((kind) => [kind, []]));
  texts.forEach((text, i) => {
    const feeling = comments[i];
    if (!feeling) return;
    for (const kind of kindsOf(text, languageOf(model, text), feeling)) ofKind.get(kind)?.push(text);
  });
  return {
    n: texts.length,
    skipped,
    feelings: parts,
    typical: typicalOf(texts, comments),
    kinds: COMMENT_KINDS.map((kind) => ({ kind, ...themesOf(ofKind.get(kind) ?? []) })),
  };
}

/** A comment may ask and complain at once. */
export function kindsOf(text: string, language: Sentiment['readAs'], feeling: Sentiment): CommentKind[] {
  const kinds: CommentKind[] = [];
  if (REQUESTS.test(text)) kinds.push('request');
  else if (/[?¿？؟]/u.test(text) || (language !== 'any' && ASKING[language].test(text))) kinds.push('question');
  if (feeling.label === 'negative' && feeling.probabilities.negative >= CLEARLY) kinds.push('complaint');
  return kinds;
}

/** How questions begin where the mark is left out; written by hand. */
const ASKING = {
  en: /^\W*(how|what|what's|whats|where|when|why|who|which|is this|is it|are you|do you|does|did you|can i|anyone know)\b/iu,
  fr: /^\W*(comment|quoi|où|quand|pourquoi|qui|quel(le)?s?|combien|est-ce|c'est quoi|c'est où|tu peux|vous pouvez)(?=\s)/iu,
  es: /^\W*(cómo|como se|que es|qué (?:es|son|era|hace|hora|marca|tipo|significa|pasa|pasó|canción|música|ingredientes?)|dónde|donde|cuándo|por qué|porque no|quién|cuál|cuánto|alguien sabe)(?=\s)/iu,
} as const;

/** Words of asking for more, in the three languages together: "tuto" and "part 2" are understood across them. */
const REQUESTS =
  /\b(please|pls|plz|make (a|another|more)|do (a|another|more)|part (two|2|3)|tutorial|can you (do|make|show|post)|could you|need (a|the) (link|recipe|tutorial|part))\b|(?<!\p{L})(s'il te pla[iî]t|s'il vous pla[iî]t|stp|svp|tuto|partie (2|deux)|fais (un|une|des|plus)|faites|tu peux (faire|montrer|poster)|por ?favor|porfa|porfis|parte (2|dos)|haz (un|una|más|otro|otra)|puedes (hacer|subir|mostrar)|sube (más|otro|la|el))(?!\p{L})/iu;

function distinct(written: readonly string[]): Pick<CommentsReading, 'skipped'> & { readonly texts: string[] } {
  const texts: string[] = [];
  const seen = new Set<string>();
  const skipped = { empty: 0, repeated: 0, tooMany: 0 };
  for (const one of written) {
    const text = one.normalize('NFC').replace(/\s+/gu, ' ').trim();
    const key = text.toLowerCase();
    if (text === '') skipped.empty++;
    else if (seen.has(key)) skipped.repeated++;
    else if (texts.length === MOST_COMMENTS) skipped.tooMany++;
    else {
      seen.add(key);
      texts.push(text);
    }
  }
  return { texts, skipped };
}

/** Greedy: the word most comments share, then the word most of the rest share, and so on; no comment is in two themes. */
function themesOf(texts: readonly string[]): Omit<KindReading, 'kind'> {
  const words = texts.map(
    (text) =>
      new Map(
        contentWords(text)
          .filter(isWord)
          .map((word) => [rootOf(word), word]),
      ),
  );
  const left = new Set(texts.keys());
  const themes: Theme[] = [];
  while (themes.length < MOST_THEMES) {
    const counts = new Map<string, number[]>();
    for (const i of left)
      for (const root of words[i]?.keys() ?? []) {
        const list = counts.get(root);
        if (list) list.push(i);
        else counts.set(root, [i]);
      }
    // Of words shared by as many the longer one says more; then the alphabet, so that the order never moves.
    const best = [...counts].sort(
      ([a, x], [b, y]) => y.length - x.length || b.length - a.length || (a < b ? -1 : 1),
    )[0];
    if (!best || best[1].length < SHARED_BY) break;
    const [root, members] = best;
    themes.push({
      word: commonest(members.map((i) => words[i]?.get(root) ?? root)),
      count: members.length,
      examples: members.slice(0, EXAMPLES).map((i) => texts[i] ?? ''),
    });
    for (const i of members) left.delete(i);
  }
  return { count: texts.length, themes, others: [...left].slice(0, EXAMPLES).map((i) => texts[i] ?? '') };
}

/** The signs of asking are what makes the kind; they are no subject. */
const SIGNS = new Set(
  'please pls plz make can could need part tutorial what where when why who which how does stp svp tuto fais faites peux partie comment pourquoi quand combien quel quelle porfa favor haz puedes parte sube cómo como qué dónde donde cuándo quién cuál cuánto'.split(
    ' ',
  ),
);
const isWord = (word: string): boolean => /^\p{L}{3,}$/u.test(word) && !SIGNS.has(word);

/** A plural is the same theme in the three languages: recipes and recipe, recettes and recette, recetas and receta. */
const rootOf = (word: string): string => word.replace(/(?<=\p{L}{2}[^s])s$/u, '');

function commonest(words: readonly string[]): string {
  const counts = new Map<string, number>();
  for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
  return [...counts].sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1))[0]?.[0] ?? '';
}

function typicalOf(texts: readonly string[], feelings: readonly Sentiment[]): CommentsReading['typical'] {
  const surest = (label: Sentiment['label']) =>
    texts
      .flatMap((text, i) => {
        const feeling = feelings[i];
        return feeling?.label === label ? [{ text, feeling }] : [];
      })
      .sort((a, b) => b.feeling.probabilities[label] - a.feeling.probabilities[label])
      .slice(0, EXAMPLES);
  return [...surest('positive'), ...surest('neutral'), ...surest('negative')];
}
