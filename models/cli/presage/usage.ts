/** What `presage help` prints: every tool by its contract, and the options. */
import { TOOLS } from '#contracts/tools/all.ts';

export const usage = (): string => `presage TOOL [clips or folders] [options]

  score clip.mp4 folder/   scores clips in this app's own worker, in headless Chromium; analyze, features and cover
                           take clips in the same way, cover pictures too, and compare two to nine clips at once
${TOOLS.map(({ name, summary }) => `  ${name.padEnd(12)} ${summary}`).join('\n')}
  score-table  a table for outsiders; see npm run score-table
  fingerprint report.json  the fingerprint of an exported report, as a link made before posting shows it

  --in FILE        a table (.csv, .tsv, .txt, also gzipped; parted by commas, semicolons or tabs) with one request a row,
                   or JSON: one request, a list, or one a line (.jsonl); - reads either from standard input
  --out FILE       .jsonl or .csv; a second run skips what is in it already
  --format NAME    table (default on a terminal), json (one line each) or csv
  --account FILE   {"platform", "followers", "posts": [{"time", "views", "caption"?, "dur_s"?}]}
  --platform NAME  tiktok (default), reels or shorts;  --caption "…"  --shown "…": for rows and clips that bring none
  --zone NAME      IANA zone of the audience, or --country XX: for timing
  --host URL       asks a running host instead of this machine;  --token presage_…: with the scope tools
  --decoder NAME   webcodecs or ffmpeg, --no-priors: for clips
  --together       sentiment: all comments of the table as one question, with shares, intervals and themes

Columns of a table: caption or title, shown, platform, country (score, analyze, features and the caption's tools); text or comment
(sentiment); video, age_h, views or plays, likes, comments, shares, saves, followers (peak: rows of one video are its
readings); time and views (timing: the whole table is one question); account, views, time, caption, dur_s, likes, followers
(peers: the whole table is one question; affinity: each account beside that of --account, or beside the first). Counts and
dates may be written as people and platforms write them; a date without an offset is one of --zone, else of UTC.

Exit code: 0 well, 1 something broke (run it again to go on), 2 a wrong command, 3 some rows could not be read, 130 stopped.`;
