import { describe, expect, it } from 'vitest';
import { detectLanguage } from './language.ts';
import { sentimentOf } from './sentiment.ts';

/** Written for this test, as captions are written; 14 a language. */
const SENTENCES: Record<'en' | 'fr' | 'es', readonly string[]> = {
  en: [
    'One pan, no yeast, eight minutes',
    'Wait for the end',
    'How I clean my kitchen in the morning',
    'My dog thinks she is a cat',
    'You are doing it wrong',
    'This is what happens when you sleep late',
    'Three things I wish I knew before moving',
    'Trying the cheapest restaurant in town',
    'Get ready with me for work',
    'She said yes!',
    'I built a boat from old doors',
    'Why nobody talks about this',
    'Best view in the whole city',
    'Day 12 of learning the piano',
  ],
  fr: [
    'Voici comment je fais mon pain',
    'Attends, ce n’est pas la fin',
    'Ma routine du matin avec les enfants',
    'Mon chien croit que c’est un chat',
    'Tu le fais mal depuis toujours',
    'Ce que personne ne dit sur ce métier',
    'On teste le resto le moins cher de la ville',
    'Prépare-toi avec moi pour le travail',
    'Elle a dit oui !',
    'J’ai construit un bateau avec des portes',
    'Trois choses à savoir avant de partir',
    'La plus belle vue de Paris',
    'Jour 12 : j’apprends le piano',
    'Pourquoi tout le monde en parle',
  ],
  es: [
    'Así hago pan en casa',
    'Espera hasta el final',
    'Mi rutina de la mañana con los niños',
    'Mi perro cree que es un gato',
    'Lo estás haciendo mal',
    'Lo que nadie te dice de este trabajo',
    'Probamos el restaurante más barato de la ciudad',
    'Arréglate conmigo para ir al trabajo',
    '¡Ella dijo que sí!',
    'Construí un barco con puertas viejas',
    'Tres cosas que debes saber antes de viajar',
    'La mejor vista de toda la ciudad',
    'Día 12 aprendiendo a tocar el piano',
    'Por qué todo el mundo habla de esto',
  ],
};

describe('the language of a caption', () => {
  for (const [language, sentences] of Object.entries(SENTENCES)) {
    it.each(sentences)(`${language}: %s`, (sentence) => {
      expect(detectLanguage(sentence)).toBe(language);
    });
  }
  it('is not told from one or two words', () => {
    expect(detectLanguage('super video')).toBeNull();
    expect(detectLanguage('')).toBeNull();
    expect(detectLanguage('#fyp #viral 😍')).toBeNull();
  });
  it('is another one for other scripts and for running text of none of the three', () => {
    expect(detectLanguage('صباح الخير')).toBe('other');
    expect(detectLanguage('おはようございます')).toBe('other');
    expect(detectLanguage('Heute backen wir Brot ohne Hefe')).toBe('other');
  });
});

describe('the feeling of words', () => {
  it('turns round after a negation', () => {
    expect(sentimentOf('This is not good')).toBe(-1);
    expect(sentimentOf("I don't like it")).toBe(-1);
    expect(sentimentOf('Ce n’est pas mauvais')).toBe(1);
  });
  it('weighs both sides and reads French, Spanish and emoji', () => {
    expect(sentimentOf('love it, hate it')).toBe(0);
    expect(sentimentOf('C’est magnifique')).toBe(1);
    expect(sentimentOf('qué asco')).toBe(-1);
    expect(sentimentOf('😍😍😡')).toBeCloseTo(1 / 3, 12);
  });
  it('is unknown, not neutral, where no listed word occurs', () => {
    expect(sentimentOf('flour, water, salt')).toBeNull();
  });
});
