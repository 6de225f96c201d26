/** English: names and sentences of what the core can name: features, priors, advice, models. */
export const terms = {} as const;
