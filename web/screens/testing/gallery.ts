/** The whole app on invented reports, for screenshots: `/screens/testing/index.html?lang=fr&theme=dark#/report/flatbread`. */
import '../../styles/tokens.css';
import '../../styles/font.css';
import '../../styles/base.css';
import { mount } from 'svelte';
import { fail, ok } from '#core/failure.ts';
import type { Report } from '#core/flow.ts';
import App from '../../App.svelte';
import type { App as Shared } from '../../state/app.ts';
import { Accounts } from '../../state/accounts.svelte.ts';
import { Analysis } from '../../state/analysis.svelte.ts';
import { Announcer } from '../../state/announcer.svelte.ts';
import { Device } from '../../state/device.svelte.ts';
import { History } from '../../state/history.svelte.ts';
import { Installing } from '../../state/installing.svelte.ts';
import { Intake } from '../../state/intake.svelte.ts';
import { OfflineParts } from '../../state/offline-parts.svelte.ts';
import { Postings } from '../../state/postings.svelte.ts';
import { Preferences } from '../../state/preferences.svelte.ts';
import { Router } from '../../state/router.svelte.ts';
import { Tokens } from '../../state/tokens.svelte.ts';
import { Updating } from '../../state/updating.svelte.ts';
import { Versions } from '../../state/versions.svelte.ts';
import { Words } from '../../state/words.svelte.ts';
import { ART, drawArt } from './art.ts';
import { account, flatbread, NOW, other } from './invented.ts';
import { inventedPercepts, inventedTranscript } from './invented-percepts.ts';
import { parseGrowthModel, parseHoldModel, parseSentimentModel } from '#contracts/model-file.ts';
import type { TrendCategory } from '#contracts/trends.ts';
import { inventedTrends } from './invented-trends.ts';
import {
  memoryAccounts,
  memoryAccountsOutside,
  memoryCommentPages,
  memoryFollowing,
  memoryGiving,
  memoryKept,
  memoryLinks,
  memoryOutcomes,
  memoryPost,
  memoryReports,
  memorySettings,
  memoryTokens,
  tokenTaker,
  waitingAnalyst,
} from './memory.ts';

/** By glob: the rows lie outside the project of the page. */
const zoo = import.meta.glob<unknown>('../../../models/zoo/{hold,growth,sentiment}/model.json', { import: 'default' });

const asked = new URLSearchParams(location.search);
const language = asked.get('lang');
const theme = asked.get('theme');
const empty = asked.has('empty');
window.history.replaceState(null, '', location.hash.slice(1) || '/');

const images = await Promise.all(ART.map((svg) => drawArt(svg, 270, 480)));
/** `?seen`: the networks and the full check have been over it; `?said`: the person gave its words, too. */
const seenFlatbread: Report = {
  ...flatbread,
  signals: {
    ...flatbread.signals,
    percepts: inventedPercepts,
    ...(asked.has('said') ? { transcript: inventedTranscript } : {}),
  },
};
const withPictures = (report: Report, first: number): Report => ({
  ...report,
  keyframes: report.keyframes.map((frame, index) => ({
    ...frame,
    image: images[(first + index) % images.length] ?? null,
  })),
});

const prior = {
  basis: 'prior',
  reference: 'none',
  hold: null,
  reach: null,
  level: null,
  pBeats: null,
  value: 52,
  low: 14,
  high: 88,
} as const;
const reports = empty
  ? []
  : [
      withPictures(asked.has('seen') ? seenFlatbread : flatbread, 0),
      withPictures(other('ridge', 'Ridge walk at dusk', { value: 47, low: 29, high: 71 }, 2), 5),
      withPictures(other('plant', 'Repotting the big one', { value: 73, low: 52, high: 88 }, 4), 6),
      withPictures(other('dance', 'Rehearsal, take nine', prior, 9), 3),
    ];

const preferences = new Preferences(
  memorySettings({
    theme: theme === 'light' || theme === 'dark' ? theme : null,
    language: language === 'fr' || language === 'es' ? language : 'en',
  }),
  null,
);
await preferences.load();
const words = new Words(['en']);
await words.use(preferences.language ?? 'en');
const clock = (): number => NOW;
const history = new History(
  memoryReports(reports),
  memoryOutcomes([
    { reportId: 'ridge', readAt: NOW, postedAt: NOW - 8 * 86_400_000, views: 5200, source: 'typed' },
    { reportId: 'plant', readAt: NOW, postedAt: null, views: 1100, source: 'typed' },
  ]),
);
const accounts = new Accounts(memoryAccounts(empty ? [] : [account]));
/** `?token`: one is kept. */
const tokens = new Tokens(
  memoryTokens(
    asked.has('token')
      ? [
          { kind: 'youtube', token: 'ya29.invented-for-a-picture-9f3c', savedAt: NOW - 4 * 86_400_000 },
          { kind: 'instagram_discovery', token: 'EAAinvented-ended-77aa', savedAt: NOW - 60 * 86_400_000 },
        ]
      : [],
  ),
  tokenTaker,
);
await tokens.load();
/** `?posted`: two videos went up, a reading of each is due. */
const postings = new Postings(
  memoryKept(),
  (reportId) =>
    history.reports.some(({ id }) => id === reportId) ? history.readingsOf(reportId).map(({ readAt }) => readAt) : null,
  {
    may: () => 'ask',
    ask: async () => 'yes',
    plan: async () => {},
  },
);
await postings.load();
if (asked.has('posted')) {
  await postings.note('flatbread', 'https://www.instagram.com/reel/InventedAa1/', NOW - 25 * 3_600_000, NOW);
  await postings.note('ridge', null, NOW - 8 * 86_400_000, NOW);
}
const analyst = waitingAnalyst();
const analysis = new Analysis(analyst, history, clock);
const router = new Router(window);
const device = new Device({
  window,
  online: () => true,
  bytesSent: () => (asked.has('sent') ? 214 : 0),
  bytesChosen: () => (asked.has('sent') ? 214 : 0),
  storageUse: async () => ({ usedBytes: 14_200_000, quotaBytes: 2_100_000_000, persistent: false }),
  keepStorage: async () => 'kept',
});
device.becameReady();
const intake = new Intake(analysis, accounts, preferences, router);
await Promise.all([history.load(), accounts.load(), device.measureStorage()]);

if (router.route.screen === 'analysing') {
  void intake.take(new File([], 'One-pan flatbread.mp4'));
  const on = analyst.calls[0]?.request.on;
  on?.({ kind: 'opened', id: 1, clip: flatbread.clip });
  on?.({ kind: 'stage', id: 1, stage: 'open', done: 1, total: 1 });
  on?.({ kind: 'stage', id: 1, stage: 'frames', done: 14, total: 34 });
  [0, 0.75, 1.5, 2.25, 3, 4.5, 6.5].forEach((at, index) => {
    const image = images[index % images.length];
    if (image) on?.({ kind: 'frame', id: 1, at, width: 270, height: 480, image });
  });
  on?.({ kind: 'download', id: 1, what: 'hold', done: 310_000, total: 820_000 });
}
const target = document.getElementById('app');
if (!target) throw new Error('the page has no place for the app');
mount(App, {
  target,
  props: {
    app: {
      words,
      router,
      preferences,
      history,
      accounts,
      analysis,
      intake,
      announcer: new Announcer(clock),
      device,
      installing: new Installing(() => ({ state: 'promptable', prompt: async () => 'dismissed' })),
      updating: new Updating(),
      versions: new Versions(async () => ({
        featureSet: 'invented',
        models: flatbread.models.map(({ sha256 }) => sha256),
      })),
      backup: {
        exportAll: async () => ok(new Blob(['{}'])),
        importAll: async () => fail({ code: 'unreadable_file' }),
      },
      parts: new OfflineParts({
        list: async () =>
          ok([
            { name: 'runtimes', files: [{ bytes: 14_200_000, gzBytes: 3_300_000 }] },
            { name: 'ffmpeg', files: [{ bytes: 32_200_000, gzBytes: 10_100_000 }] },
          ]),
        keep: async () => ok(undefined),
      }),
      trends: async (region: string, category: TrendCategory) =>
        asked.get('trends') === 'none'
          ? { kept: null, failure: null }
          : asked.get('trends') === 'down'
            ? { kept: null, failure: { code: 'offline_and_missing', what: 'trends', bytes: null } }
            : { kept: { snapshot: inventedTrends(region, category), fetchedAt: NOW }, failure: null },
      giving: memoryGiving(asked.has('down')),
      following: memoryFollowing(asked.has('down'), NOW),
      outside: {
        account: memoryAccountsOutside(asked.has('down'), NOW),
        comments: memoryCommentPages(asked.has('down'), NOW),
        post: memoryPost(asked.has('down'), NOW),
      },
      postings,
      tokens,
      links: memoryLinks(asked.has('down')),
      hold: async () => {
        const parsed = parseHoldModel(await zoo['../../../models/zoo/hold/model.json']?.());
        return parsed.ok ? parsed.value : null;
      },
      growth: async () => {
        const parsed = parseGrowthModel(await zoo['../../../models/zoo/growth/model.json']?.());
        return parsed.ok ? parsed.value : null;
      },
      // In this page: the gallery has no host that hands out models to a worker.
      commenter: async (source) => {
        const parsed = parseSentimentModel(await zoo['../../../models/zoo/sentiment/model.json']?.());
        if (!parsed.ok) return fail({ code: 'download_corrupt', what: 'sentiment' });
        const [{ readComments }, { commentsIn }] = await Promise.all([
          import('#core/advise/comments.ts'),
          import('../../state/comment-lines.ts'),
        ]);
        const text = typeof source === 'string' ? source : await source.text();
        return ok({ reading: readComments(parsed.value, commentsIn(text)), lines: text });
      },
      importer: async (...request) => (await import('../../importer.ts')).importer(...request),
      postsReader: async (...request) => (await import('../../posts-reader.ts')).postsReader(...request),
      coverMeter: async () => (await import('../../coverer.ts')).coverMeter(),
      keptFrames: async () => [],
      isClip: async (file, report) => {
        const { clipHash } = await import('../../analysis/clip-hash.ts');
        return (await clipHash(file).catch(() => null)) === report.clip.hash;
      },
      kept: memoryKept(),
      version: '0.1.0',
      clock,
      forgetEverything: async () => true,
    } satisfies Shared,
  },
});
