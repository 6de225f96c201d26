/** `npm run bench -- tools`: what each of the creator's tools takes once its data is at hand; the brief asks for under 100 ms. */
import { readFileSync } from 'node:fs';
import { readExportFile } from '#contracts/exports/exports.ts';
import { parseGrowthModel, parseHoldModel, parseSentimentModel } from '#contracts/model-file.ts';
import { affinityOf } from '#core/advise/affinity.ts';
import { adviseCaption } from '#core/advise/caption.ts';
import { readComments } from '#core/advise/comments.ts';
import { versus } from '#core/advise/compare.ts';
import { measureCover, rankCovers } from '#core/advise/cover.ts';
import { rankHashtags } from '#core/advise/hashtags.ts';
import { ownPatterns } from '#core/advise/own-patterns.ts';
import { readPeers } from '#core/advise/peers.ts';
import { MOST_RANKED, rankOf } from '#core/advise/rank.ts';
import { matchTrends } from '#core/advise/sounds.ts';
import { calendarOf, planExperiment, timing } from '#core/advise/timing/timing.ts';
import type { Post, Score } from '#core/flow.ts';
import { frameOf, scene } from '#core/signals/rendered.ts';
import { peakForecast } from '#core/tools/peak.ts';
import { seconds } from '#core/units.ts';

/** What the brief asks of each tool. */
const GOAL_MS = 100;
const WARM_UP = 3;
const RUNS = 15;

/** Invented: one post every twelve hours or so, views that wander. */
const posts = (count: number): Post[] =>
  Array.from({ length: count }, (_, i) => ({
    time: 1_600_000_000 + i * 43_200 + ((i * 7919) % 20_000),
    views: Math.round(3000 * 10 ** (0.4 * Math.sin(i * 1.7))),
    caption: `Bread number ${i}, would you try it? #bread #recipe${i % 40}`,
    length: seconds(10 + (i % 60)),
  }));

const CAPTION = 'OMG you will NEVER believe this!!! #fyp One pan, no yeast, eight minutes 😂 #recipe #bread';
const SHOWN = 'A man fries flatbread in a pan';

const COMMENTS = [
  'I love this bread so much',
  'where did you get the pan?',
  'the music is awful, too loud',
  'tu peux faire un tuto pain ?',
  'qué rico, me encanta',
  'part 2 please',
  '❤️❤️',
];

export interface ToolTime {
  readonly what: string;
  readonly ms: number;
  /** Processor time, which others on the machine do not lengthen. */
  readonly cpuMs: number;
  readonly worst: number;
  readonly goal: number;
}

/** @returns medians and worst of RUNS after WARM_UP, in ms */
export function toolTimes(): readonly ToolTime[] {
  const hold = shipped('hold', parseHoldModel);
  const sentiment = shipped('sentiment', parseSentimentModel);
  const growth = shipped('growth', parseGrowthModel);
  const account = (name: string, count: number) => ({
    name,
    platform: 'tiktok' as const,
    followers: 5000,
    posts: posts(count),
  });
  const peers = Array.from({ length: 20 }, (_, i) => account(`peer ${i}`, 250));
  const comments = Array.from({ length: 20_000 }, (_, i) => `${COMMENTS[i % COMMENTS.length] ?? ''} ${i}`);
  const many = posts(5000);
  const own = posts(200);
  const trends = Array.from({ length: 500 }, (_, i) => ({
    kind: 'hashtag' as const,
    key: `#trend${i}bread`,
    name: `#trend${i}bread`,
    by: null,
    value: 1e6 * i,
    unit: 'views',
    stage: 'rising' as const,
    velocity: 0.01,
    day: 20_000,
    score: null,
    tested: true,
  }));
  const frames = Array.from({ length: 34 }, (_, i) => frameOf(scene(i), i, 144, 256));
  const covers = frames.map((frame, i) => ({ id: String(i), measures: measureCover(frame, null, 'tiktok') }));
  const score = { reference: 'own_posts', dots: Array.from({ length: 20 }, (_, i) => 5 * i) } as unknown as Score; // holds: versus reads these two
  const table = [
    '"Time","Video title","Video link","Post time","Total likes","Total comments","Total shares","Total views"',
    ...many.map(
      (post, i) =>
        `"d","Title "${i}", more","https://www.tiktok.com/@c/video/${(BigInt(post.time ?? 0) << 32n) + BigInt(i)}","p","1","2","3","${post.views}"`,
    ),
  ].join('\n');
  const options = { instant: () => 0, monthFirst: false };
  const tools: readonly (readonly [what: string, run: () => unknown])[] = [
    ['when: 200 posts', () => timing({ posts: own, country: 'US', zone: null, readAt: null })],
    ['when: 5,000 posts', () => timing({ posts: many, country: 'US', zone: null, readAt: null })],
    [
      'when: a plan of 84 posts, with its calendar',
      () => {
        const slots = [18, 8, 12].map((hour) => ({ weekday: 1, hour }));
        const plan = planExperiment({
          zone: 'Europe/Paris',
          from: 1_790_000_000,
          slots,
          postsPerWeek: 7,
          weeks: 12,
          noise: 2,
        });
        const events = plan.posts.map(({ time, arm }) => ({
          uid: `${time}`,
          time,
          minutes: 15,
          title: `${arm}`,
          text: 'x',
        }));
        return calendarOf(events, 'Plan', 0);
      },
    ],
    [
      'caption: score, reading, candidates',
      () =>
        adviseCaption({
          draft: { platform: 'tiktok', caption: CAPTION, shown: SHOWN },
          hold,
          language: 'en',
        }),
    ],
    [
      'caption of 10,000 characters',
      () =>
        adviseCaption({
          draft: { platform: 'reels', caption: `${CAPTION} `.repeat(110), shown: SHOWN },
          hold,
          language: 'en',
        }),
    ],
    [
      'hashtags: 500 trends, 5,000 posts',
      () => rankHashtags({ draft: { caption: CAPTION, shown: SHOWN }, trends, posts: many }),
    ],
    [
      'trends: 500 held against a clip',
      () => matchTrends({ items: trends, draft: { caption: CAPTION, shown: SHOWN }, tempo: null }),
    ],
    ['cover: one picture measured', () => measureCover(frames[0] ?? frameOf(scene(1)), null, 'tiktok')],
    ['cover: 34 ranked', () => rankCovers({ covers, others: [], platform: 'tiktok' })],
    ['compare: two', () => versus({ score }, { score })],
    ['figures: patterns in 5,000 posts', () => ownPatterns(many)],
    ['rank: nine', () => rankOf(Array.from({ length: MOST_RANKED }, () => ({ score })))],
    ['comments: 100', () => readComments(sentiment, comments.slice(0, 100))],
    ['comments: 1,000', () => readComments(sentiment, comments.slice(0, 1000))],
    ['comments: 20,000, the most (in a worker)', () => readComments(sentiment, comments)],
    ['peers: 20 accounts of 250 posts', () => readPeers(account('own', 250), peers, 'Europe/Paris')],
    [
      'affinity: two accounts of 250 posts',
      () => affinityOf(account('own', 250), account('other', 250), 'Europe/Paris'),
    ],
    [
      'growth: two readings, a week and a month',
      () =>
        peakForecast(
          growth,
          [
            { ageH: 72, views: 4200 },
            { ageH: 144, views: 5100 },
          ],
          [168, 720],
          {},
        ),
    ],
    ['import: a table of 5,000 rows', () => readExportFile('x', table, options)],
  ];
  return tools.map(([what, run]) => {
    const times: number[] = [];
    const cpu: number[] = [];
    for (let i = 0; i < WARM_UP + RUNS; i++) {
      const began = performance.now();
      const used = process.cpuUsage();
      run();
      const { user, system } = process.cpuUsage(used);
      if (i < WARM_UP) continue;
      times.push(performance.now() - began);
      cpu.push((user + system) / 1000);
    }
    times.sort((a, b) => a - b);
    cpu.sort((a, b) => a - b);
    return {
      what,
      ms: times[RUNS >> 1] ?? NaN,
      cpuMs: cpu[RUNS >> 1] ?? NaN,
      worst: times.at(-1) ?? NaN,
      goal: GOAL_MS,
    };
  });
}

function shipped<Model>(
  id: string,
  parse: (
    value: unknown,
  ) => { readonly ok: true; readonly value: Model } | { readonly ok: false; readonly reason: string },
): Model {
  const parsed = parse(JSON.parse(readFileSync(new URL(`../../models/zoo/${id}/model.json`, import.meta.url), 'utf8')));
  if (!parsed.ok) throw new Error(parsed.reason);
  return parsed.value;
}
