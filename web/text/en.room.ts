/** English: the sentences of tables that come in, of deep links from a report, of examples and of the record so far. */
export const room = {
  'posts.reading': 'Reading the table…',
  'posts.older': '{n} older posts were left out: the newest 5,000 of an account are kept, more tell nothing more.',
  'posts.problem.no_account': 'names no account.',
  'peers.add.several':
    'A table with a column “account” adds all the accounts it names. Columns “followers” and “likes” are read too.',
  'peers.added.accounts': 'They are of {n} accounts.',
  'plan.clip': 'For “{name}”',
  'plan.clip.at': 'Planned for {when}, {zone} time.',
  'plan.clip.near':
    'Your posts near that hour: {times} your usual views, 8 times in 10 between {lo} and {hi}; {n} of them.',
  'plan.clip.chance': 'That lies within chance.',
  'plan.clip.none':
    'No moment is planned for it. What is told here is not tied to a clip: it rests on the hours of your earlier posts.',
  'plan.clip.country': 'The audience that the clip was scored for.',
  'peers.clip.length': 'It lasts {own}; usual among them is {usual}.',
  'peers.clip.hook': 'Its caption opens with {hook}, as {share} of their captions do.',
  'peers.clip.tags': 'Of its hashtags they use: {list}.',
  'peers.clip.not': 'This is what is usual there, not what works.',
  'example.show': 'Show an invented example',
  'example.end': 'Remove the example',
  'growth.example': 'Invented: a post with 4,200 views after two days and 5,100 after four. Nothing of it is kept.',
  'peers.example': 'Four accounts that do not exist, to see what this page tells. Nothing of them is kept.',
  'peers.example.own': 'You (invented)',
  'peers.example.a': 'Invented A',
  'peers.example.b': 'Invented B',
  'peers.example.c': 'Invented C',
  'peers.example.captions':
    'Rye bread, no knead #bread #easy|Which crust do you like? #bread|3 loaves, one bowl #baking|You need this pan|Soup in one pot #soup|Save this for Sunday #bread|My starter, day 5 #sourdough|Morning bake #bread',
  'record.wide': 'That is more than it should be, beyond chance. The ranges are wider than you need.',
  'record.sides': 'Outside their range: {under} ended under it, {over} over it.',
  'record.few':
    'From {n} results on, this also tells how far off the forecasts were, and whether they beat saying “as usual”.',
  'record.off': 'In the middle a result was off by {said}; saying “as usual” would have been off by {usual}.',
  'record.off.said': 'For you the forecast is better, beyond chance.',
  'record.off.usual':
    'For you “as usual” was the better guess, beyond chance: trust your own level more than the forecast.',
  'record.off.open': 'Which of the two is better for you cannot be told yet.',
  'record.lean': 'In the middle, results came to {value} × what was said (95 %: {lo} to {hi}).',
  'record.lean.low': 'Forecasts are too low for you.',
  'record.lean.high': 'Forecasts are too high for you.',
  'record.lean.none': 'No lean beyond chance.',
  'record.order': 'Higher forecasts went with higher results.',
  'record.order.wrong': 'Higher forecasts went with lower results: do not go by their order.',
  'record.order.none': 'Whether higher forecasts go with higher results cannot be told yet.',
  'record.order.range': 'Rank correlation {value} (95 %: {lo} to {hi}).',
  'record.beats': '{did} of the posts beat your usual views (95 %: {lo} to {hi}); on average {said} was said.',
  'record.lately': 'Of the last {n} results {k} landed in their range; before, {before} did.',
  'record.lately.worse':
    'That is worse, beyond chance: your account or its audience may have changed. Import newer posts, so that your level is up to date.',
  'record.rows': 'Show more than {n} of {of}',
  'trends.proof.error':
    'On hashtags it had not seen, its forecast of the next week errs {p} less than the best naive guess: that the week will be like the last.',
  'trends.proof.error.none':
    'On hashtags it had not seen, its forecast of the next week errs {p} more than the best naive guess: that the week will be like the last.',
  'trends.proof.walking': 'Fitted again at four dates, walking forward, it errs {p} less.',
  'trends.proof.unsure': 'That may be chance.',
  'trends.proof.kept': 'Of its 8-in-10 ranges {p} held what came (95 %: {lo} to {hi}).',
  'sure.server': 'The server deletes it at once. It cannot be brought back.',
  'sure.yes': 'Delete for good',
  'sure.no': 'Keep it',
  'import.map.forgot': 'The columns you named are forgotten.',
  'cover.remove': 'Remove added pictures',
  'cover.removed': 'Added pictures removed.',
  'comments.long':
    '{n} comments, one per line: too many to show here. They are read as they are; clear them to type others.',
} as const;
