/** Invented comments for the golden cases: a sentiment file → what it says of them, to be replayed wherever it runs. */
import type { SentimentModel } from '#core/scoring/model-files.ts';
import { sentimentFor } from '#core/scoring/sentiment.ts';

const INVENTED: readonly string[] = [
  'This made my whole week, thank you so much',
  'the second half drags on and the sound is terrible',
  'which lens did you use for the last shot',
  'not bad at all 👍',
  'I don’t like where this is going',
  'Une vidéo magnifique, merci à toute l’équipe',
  'j’aime pas du tout cette couleur',
  'Vous filmez avec quel téléphone ?',
  'Una receta deliciosa, gracias por compartir',
  'esto no sirve, una estafa total',
  '¿En qué ciudad grabaste esto?',
  '😍😍😍',
  '👎',
  'ok',
  '',
];

export const goldenCases = (model: SentimentModel) => ({
  schema: 1,
  model: 'sentiment',
  version: model.version,
  cases: INVENTED.map((text) => ({ text, answer: sentimentFor(model, text) })),
});
