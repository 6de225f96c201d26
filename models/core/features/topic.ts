/**
 * Caption and the line of what is shown in; which of a handful of topics they name out.
 *
 * By the words below, in English, French and Spanish: a person can read why. Several topics may be named at once;
 * when none is, the topic is unknown, not "none".
 */
import type { Draft } from '../flow.ts';
import type { Feature } from './feature.ts';
import { hashtagsOf, plainWords } from './text.ts';

export type Topic = keyof typeof TOPIC_WORDS;

/** @returns the named topics, in the order of TOPIC_WORDS; empty when no listed word occurs */
export function topicsOf(draft: Pick<Draft, 'caption' | 'shown'>): Topic[] {
  const words = new Set([
    ...plainWords(draft.caption),
    ...plainWords(draft.shown),
    ...hashtagsOf(draft.caption).map((tag) => tag.toLowerCase()),
  ]);
  return (Object.keys(TOPIC_WORDS) as Topic[]) // keys of a literal: exactly its topics
    .filter((topic) => TOPIC_WORDS[topic].some((word) => words.has(word) || words.has(`${word}s`)));
}

/** Stems as written here; a plural in -s is found too. Chosen by eye; the lists are the definition, so a change is a new version. */
const TOPIC_WORDS = {
  food: split(
    'food cook cooking recipe kitchen bake baking bread cake dinner lunch breakfast restaurant chef pizza chicken coffee',
    'eat eating tasty cuisine cuisiner recette gâteau pain repas dîner poulet manger café boulangerie',
    'comida cocina cocinar receta pan pastel cena almuerzo desayuno restaurante pollo comer horno foodtok',
  ),
  beauty: split(
    'makeup beauty skincare hair nails lipstick fashion outfit style dress grwm haircut perfume',
    'maquillage beauté cheveux ongle tenue robe coiffure parfum',
    'maquillaje belleza pelo cabello uñas moda vestido ropa peinado perfumes',
  ),
  sport: split(
    'sport football soccer basketball gym workout fitness running run training goal tennis yoga boxing cycling',
    'foot musculation entraînement courir vélo boxe',
    'fútbol deporte gimnasio entrenamiento correr gol baloncesto boxeo ciclismo',
  ),
  music: split(
    'music song dance dancing guitar piano singer sing singing concert band rap cover choreo choreography',
    'musique chanson danse danser guitare chanter chanteur chorégraphie',
    'música canción baile bailar guitarra cantar cantante concierto coreografía',
  ),
  animals: split(
    'dog cat puppy kitten pet horse bird animal rabbit hamster',
    'chien chat chiot chaton cheval oiseau lapin animaux',
    'perro gato cachorro gatito mascota caballo pájaro conejo',
  ),
  humour: split(
    'funny comedy joke prank humor humour lol meme skit parody',
    'drôle blague rire sketch comédie parodie',
    'gracioso broma chiste risa comedia parodia divertido',
  ),
  learning: split(
    'how learn learning tutorial tip hack lesson explain explained science history facts study diy guide',
    'apprendre astuce conseil cours explique histoire tuto tutoriel',
    'cómo aprender truco consejo clase explico historia ciencia guía',
  ),
  games: split(
    'game gaming gamer gameplay minecraft fortnite roblox playstation xbox nintendo stream',
    'jeu jeux manette console',
    'juego jugar videojuego consola',
  ),
  travel: split(
    'travel trip beach hotel flight city mountain holiday vacation island road hike',
    'voyage plage vacances montagne ville avion randonnée île',
    'viaje viajar playa vacaciones montaña ciudad vuelo isla senderismo',
  ),
  home: split(
    'home house clean cleaning garden decor furniture family baby kid mom dad renovation',
    'maison ménage jardin meuble déco famille bébé enfant maman papa',
    'casa limpieza jardín mueble familia bebé niño mamá papá hogar',
  ),
} as const;

export const TOPIC_FEATURES: readonly Feature[] = (Object.keys(TOPIC_WORDS) as Topic[]).map((topic): Feature => ({
  name: `topic_${topic}`,
  version: 1,
  family: 'topic',
  unit: 'bool',
  range: [0, 1],
  tolerance: 0,
  known: 'draft',
  about: `Whether the words name the topic ${topic}.`,
  of: ({ draft }) => {
    if (draft.caption.trim() === '' && draft.shown.trim() === '') return 'not_given';
    const named = topicsOf(draft);
    return named.length === 0 ? 'no_evidence' : named.includes(topic) ? 1 : 0;
  },
}));

function split(...lines: string[]): readonly string[] {
  return lines.join(' ').split(' ');
}
