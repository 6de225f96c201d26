/** What was tried for sentiment and left out, and where it fails: one sentence each, with its figure. */
export const TRIED: readonly string[] = [];

export const FAILURES: readonly string[] = [
  'Irony ("bravo, another stolen video"): a word is worth what it was worth on average.',
  'Questions and plain reports that hold a word of feeling are read as that feeling.',
  'Complaints without a word of complaint ("it closes by itself since the update") are read as neutral, most of all in French and Spanish.',
  'One or two words: the language is then guessed from the lists, and a word that two languages share can be read in the wrong one.',
  'Languages other than English, French and Spanish: only emoji and borrowed words count.',
];
