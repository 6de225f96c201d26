/** Nothing but a seed enters; tables of invented authors with known truth leave, in the columns of the real ones. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { below, normal, seeded, type Random } from '#core/stats/random.ts';
import { GROWTH_TABLE } from './growth/rows.ts';
import { ACCOUNT_TABLE } from './growth/stages.ts';
import { syntheticAccountTable, syntheticGrowthTable } from './growth/synthetic.ts';
import { HOLD_TABLE } from './hold/graph.ts';
import { syntheticHoldTable } from './hold/synthetic.ts';
import { TABLES } from './reach/table.ts';
import { COMMENTS_TABLE } from './sentiment/rows.ts';
import { syntheticComments } from './sentiment/synthetic.ts';

/** Authors per table: small enough to run in a minute, large enough for bands of 40. */
const AUTHORS = 220;
const VIDEOS = 1500;
const DAY = 86_400;

/**
 * The truth: a level that follows the followers, wanders from post to post (autoregressive, .8), gains .2 for clips near
 * the author's usual length and loses what a young post has yet to gather.
 */
export function writeSyntheticTables(folder: string): void {
  write(folder, TABLES.tiktok_2020, table(seeded(11), 18_574, false));
  write(folder, TABLES.tiktok_vn_2025, table(seeded(12), 20_244, true));
  write(folder, HOLD_TABLE, syntheticHoldTable(13, VIDEOS));
  write(folder, GROWTH_TABLE, syntheticGrowthTable(14, VIDEOS));
  write(folder, ACCOUNT_TABLE, syntheticAccountTable(15, 60));
  write(folder, COMMENTS_TABLE, syntheticComments(16, VIDEOS));
}

function table(random: Random, scrapeDay: number, recent: boolean): string {
  const head =
    'author,hour_utc,scrape_day,plays,likes,comments,shares,followers,dur_s,sound,orig_sound,n_tags,n_generic_tags,tags';
  const lines = [recent ? `${head},cap_len,cap_words,timeline` : head];
  for (let a = 0; a < AUTHORS; a++) {
    const followers = Math.round(10 ** (3 + 3 * random()));
    const level = 0.5 + 0.8 * Math.log10(followers) + 0.4 * normal(random);
    const usual = 8 + 30 * random();
    const posts = 6 + below(random, 20);
    let wander = 0.4 * normal(random);
    let time = (scrapeDay - 3 - 2 * posts) * DAY;
    for (let p = 0; p < posts; p++) {
      time += Math.floor((1 + 60 * random()) * 3600);
      wander = 0.8 * wander + 0.24 * normal(random);
      const length = usual * Math.exp(0.4 * normal(random));
      const age = Math.max(0.1, scrapeDay - time / DAY);
      const views =
        level + wander + 0.2 * Math.exp(-(Math.log(length / usual) ** 2)) - 0.5 / (1 + age) + 0.3 * normal(random);
      const plays = Math.max(1, Math.round(10 ** views));
      const tags = ['dinner', 'dance', 'dog'].slice(0, below(random, 4));
      const cells = [
        `author${a}`,
        time,
        scrapeDay,
        plays,
        Math.round(plays * 0.1),
        Math.round(plays * 0.01),
        Math.round(plays * 0.005),
        followers,
        length.toFixed(1),
        '',
        below(random, 2),
        tags.length,
        0,
        tags.join(' '),
      ];
      lines.push((recent ? [...cells, below(random, 80), below(random, 15), 1] : cells).join(','));
    }
  }
  return `${lines.join('\n')}\n`;
}

function write(folder: string, name: string, text: string): void {
  const path = join(folder, name);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, gzipSync(text, { level: 9 }));
}
