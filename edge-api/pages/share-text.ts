/** The words of a share page in three languages, and the choice among them. */

export const LANGUAGES = ['en', 'fr', 'es'] as const;
export type Language = (typeof LANGUAGES)[number];

export interface ShareWords {
  readonly title: (score: number) => string;
  readonly lead: (score: number, low: number, high: number) => string;
  readonly lands: (low: number, high: number) => string;
  readonly of100: string;
  /** What the score means, whoever it is compared with. */
  readonly beats: (score: number) => string;
  /** The few words of the picture and of the scale. */
  readonly tag: string;
  readonly eight: string;
  readonly typical: string;
  readonly how: string;
  readonly basis: Readonly<Record<'learned' | 'mixed' | 'prior', string>>;
  readonly meaning: string;
  readonly made: (date: string) => string;
  readonly models: (list: string) => string;
  readonly noModels: string;
  readonly before: (date: string) => string;
  readonly beforeWhat: string;
  readonly ends: (date: string) => string;
  readonly claim: string;
  readonly try: string;
  readonly gone: string;
  readonly goneWhy: string;
}

export const SHARE_WORDS = {
  en: {
    title: (score) => `${score} of 100: a forecast before posting`,
    lead: (score, low, high) => `${score} of 100. Eight times in ten the outcome lies between ${low} and ${high}.`,
    lands: (low, high) => `8 times in 10 it lands between ${low} and ${high}.`,
    of100: 'of 100',
    beats: (score) => `Should do better than ${score} of 100 comparable posts.`,
    tag: 'A forecast, not a promise',
    eight: '8 times in 10',
    typical: 'a typical post',
    how: 'How this was made',
    basis: {
      learned: 'Learned from videos whose outcome is known.',
      mixed: 'Partly learned from videos whose outcome is known, partly a stated assumption.',
      prior: 'A stated assumption, not learned from outcomes.',
    },
    meaning: 'A forecast of how a short video will land, made on its maker’s own device. The video was not uploaded.',
    made: (date) => `Forecast made on ${date}`,
    models: (list) => `Models: ${list}`,
    noModels: 'No model took part.',
    before: (date) => `This link was made on ${date}, by this server’s clock, and fixes the whole forecast under`,
    beforeWhat: 'Whoever holds the forecast can show later that it is the same.',
    ends: (date) => `This page ends on ${date}.`,
    claim: 'The numbers are those that the maker’s app sent. This server vouches that they have not changed since.',
    try: 'Try it with your own video',
    gone: 'There is no forecast here',
    goneWhy: 'The link is wrong or cut off, has ended, or was deleted by its maker.',
  },
  fr: {
    title: (score) => `${score} sur 100 : une prévision avant publication`,
    lead: (score, low, high) => `${score} sur 100. Huit fois sur dix, le résultat se situe entre ${low} et ${high}.`,
    lands: (low, high) => `8 fois sur 10, elle finit entre ${low} et ${high}.`,
    of100: 'sur 100',
    beats: (score) => `Devrait faire mieux que ${score} posts comparables sur 100.`,
    tag: 'Une prévision, pas une promesse',
    eight: '8 fois sur 10',
    typical: 'un post habituel',
    how: 'Comment elle a été faite',
    basis: {
      learned: 'Appris sur des vidéos dont le résultat est connu.',
      mixed: 'En partie appris sur des vidéos dont le résultat est connu, en partie une hypothèse déclarée.',
      prior: 'Une hypothèse déclarée, non apprise sur des résultats.',
    },
    meaning:
      'La prévision de l’accueil d’une vidéo courte, faite sur l’appareil de son auteur. La vidéo n’a pas été envoyée.',
    made: (date) => `Prévision faite le ${date}`,
    models: (list) => `Modèles : ${list}`,
    noModels: 'Aucun modèle n’y a pris part.',
    before: (date) => `Ce lien a été créé le ${date}, à l’horloge de ce serveur, et fixe toute la prévision sous`,
    beforeWhat: 'Qui détient la prévision pourra montrer plus tard que c’est la même.',
    ends: (date) => `Cette page prend fin le ${date}.`,
    claim:
      'Les nombres sont ceux que l’application de l’auteur a envoyés. Ce serveur garantit qu’ils n’ont pas changé depuis.',
    try: 'Essaie avec ta propre vidéo',
    gone: 'Il n’y a pas de prévision ici',
    goneWhy: 'Le lien est faux ou coupé, a pris fin, ou a été supprimé par son auteur.',
  },
  es: {
    title: (score) => `${score} de 100: un pronóstico antes de publicar`,
    lead: (score, low, high) => `${score} de 100. Ocho de cada diez veces el resultado queda entre ${low} y ${high}.`,
    lands: (low, high) => `8 de cada 10 veces queda entre ${low} y ${high}.`,
    of100: 'de 100',
    beats: (score) => `Debería superar a ${score} de cada 100 publicaciones comparables.`,
    tag: 'Un pronóstico, no una promesa',
    eight: '8 de cada 10 veces',
    typical: 'una publicación habitual',
    how: 'Cómo se ha hecho',
    basis: {
      learned: 'Aprendido de vídeos cuyo resultado se conoce.',
      mixed: 'En parte aprendido de vídeos cuyo resultado se conoce, en parte una suposición declarada.',
      prior: 'Una suposición declarada, no aprendida de resultados.',
    },
    meaning:
      'El pronóstico de cómo irá un vídeo corto, hecho en el dispositivo de quien lo creó. El vídeo no se ha subido.',
    made: (date) => `Pronóstico hecho el ${date}`,
    models: (list) => `Modelos: ${list}`,
    noModels: 'No intervino ningún modelo.',
    before: (date) => `Este enlace se creó el ${date}, según el reloj de este servidor, y fija todo el pronóstico bajo`,
    beforeWhat: 'Quien tenga el pronóstico podrá mostrar más adelante que es el mismo.',
    ends: (date) => `Esta página termina el ${date}.`,
    claim:
      'Los números son los que envió la aplicación del autor. Este servidor garantiza que no han cambiado desde entonces.',
    try: 'Pruébalo con tu propio vídeo',
    gone: 'Aquí no hay ningún pronóstico',
    goneWhy: 'El enlace está mal o cortado, ha terminado, o lo borró quien lo creó.',
  },
} as const satisfies Readonly<Record<Language, ShareWords>>;

/** The best-liked of ours in an Accept-Language header; else the other, such as the maker's own. RFC 9110 section 12.5.4. */
export function languageFor(header: string | undefined, other: Language = 'en'): Language {
  let best: { readonly language: Language; readonly q: number } | null = null;
  for (const part of (header ?? '').slice(0, 500).split(',')) {
    const [range = '', ...parameters] = part.trim().toLowerCase().split(';');
    const language = LANGUAGES.find((name) => range.trim().split('-')[0] === name);
    const q = Number(parameters.map((p) => /^\s*q=([\d.]+)\s*$/.exec(p)?.[1]).find((found) => found) ?? 1);
    if (language && q > (best?.q ?? 0)) best = { language, q };
  }
  return best?.language ?? other;
}

/** What stands in an address as a language of ours; null when it is none. */
export const languageNamed = (name: string | undefined): Language | null =>
  LANGUAGES.find((language) => language === name) ?? null;

/** @param at Unix ms or a calendar day; days of a calendar have no zone */
export const dayIn = (language: Language, at: number | string): string =>
  new Intl.DateTimeFormat(language, { dateStyle: 'long', timeZone: 'UTC' }).format(
    typeof at === 'string' ? Date.parse(`${at}T00:00:00Z`) : at,
  );
