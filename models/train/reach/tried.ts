/** What was tried on the training folds and left out, and where the model is known to fail: sentences for the card. */
export const TRIED: readonly string[] = [
  'Without how long after posting the views were read, grouped five-fold R² of the ratio fell from .200 to .173 (TikTok 2020) and from .151 to .139 (2025): young posts had less time.',
  'Only views and followers: .160 and .104; with times too: .165 and .113.',
  'A Gaussian process over the own posts alone (days, order, age, followers): .155 and .090; as one input of the trees it adds .003 and .010.',
  'Fitted on one table alone: 2020 reaches .030 on 2025, 2025 reaches .074 on 2020 (views, followers and times only).',
  'Weighting the 2025 rows three times: .194 and .167 instead of .203 and .162.',
  'Squared loss instead of Huber: .203 and .183 instead of .204 and .179, AUC the same.',
];

export const FAILURES: readonly string[] = [
  'A jump out of the ordinary, such as the one hit in a hundred posts, is not foretold; the range does not promise to hold it.',
  'Hardly any account under 1,000 followers is in the tables, so small creators get ranges from larger ones.',
  'Every post in the tables was read at one moment. A creator who types in views of posts that are a day old understates them.',
  'With no earlier post the figure is a guess from the followers and rests on few rows.',
];
