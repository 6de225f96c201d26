// @vitest-environment jsdom
/** Each of the creator's rooms stands up on invented reports: its heading, its verdict, and its empty state that teaches. */
import { mount, tick, unmount } from 'svelte';
import { afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { measureCover } from '#core/advise/cover.ts';
import { fail, ok } from '#core/failure.ts';
import { frameOf, scene } from '#core/signals/rendered.ts';
import App from '../App.svelte';
import { Accounts } from '../state/accounts.svelte.ts';
import { Analysis } from '../state/analysis.svelte.ts';
import { Announcer } from '../state/announcer.svelte.ts';
import type { App as Shared } from '../state/app.ts';
import { Device } from '../state/device.svelte.ts';
import { History } from '../state/history.svelte.ts';
import { Installing } from '../state/installing.svelte.ts';
import { Intake } from '../state/intake.svelte.ts';
import { OfflineParts } from '../state/offline-parts.svelte.ts';
import { Preferences } from '../state/preferences.svelte.ts';
import { Router } from '../state/router.svelte.ts';
import { Tokens } from '../state/tokens.svelte.ts';
import { Updating } from '../state/updating.svelte.ts';
import { Versions } from '../state/versions.svelte.ts';
import { Words } from '../state/words.svelte.ts';
import { account, flatbread, NOW, other } from './testing/invented.ts';
import { inventedTrends } from './testing/invented-trends.ts';
import {
  memoryAccounts,
  memoryGiving,
  memoryKept,
  memoryLinks,
  memoryOutcomes,
  memoryReports,
  memorySettings,
  memoryTokens,
  tokenTaker,
  waitingAnalyst,
} from './testing/memory.ts';

let shown: ReturnType<typeof mount> | null = null;
afterEach(async () => {
  if (shown) await unmount(shown);
  shown = null;
  document.body.innerHTML = '';
});
beforeAll(() => {
  // What jsdom lacks and the screens ask of a browser.
  vi.stubGlobal('matchMedia', () => ({ matches: false, addEventListener: () => {}, removeEventListener: () => {} }));
  vi.stubGlobal('scrollTo', () => {});
  URL.createObjectURL = () => 'blob:invented';
  URL.revokeObjectURL = () => {};
});

const image = new Uint8Array([1]);
/** At hours of their own: the invented ones all stand at noon, which is how a day without an hour is kept. */
const posted = {
  ...account,
  posts: account.posts.map((post, i) => ({ ...post, time: (post.time ?? 0) + ((i * 7919) % 40_000) })),
};
const withImages = { ...flatbread, keyframes: flatbread.keyframes.map((frame) => ({ ...frame, image })) };

async function open(address: string, empty = false, results = 0): Promise<string> {
  window.history.replaceState(null, '', address);
  const preferences = new Preferences(memorySettings({ language: 'en' }), null);
  await preferences.load();
  const words = new Words(['en']);
  await words.use('en');
  const clock = (): number => NOW;
  // Every fifth ended far over what was said, the others as said.
  const more = Array.from({ length: results }, (_, i) =>
    other(`r${i}`, `Clip ${i}`, { reach: { value: 0.02 * (i % 7), low: -0.3, high: 0.4 } }, i + 1),
  );
  const outcomes = more.map(({ id, score }, i) => ({
    reportId: id,
    readAt: NOW - i,
    postedAt: null,
    views: Math.round(10 ** ((score.level ?? 3) + 0.02 * (i % 7) + (i % 5 === 0 ? 1 : 0))),
    source: 'typed' as const,
  }));
  const history = new History(memoryReports(empty ? [] : [withImages, ...more]), memoryOutcomes(outcomes));
  const accounts = new Accounts(memoryAccounts(empty ? [] : [posted]));
  const analysis = new Analysis(waitingAnalyst(), history, clock);
  const router = new Router(window);
  const device = new Device({
    window,
    online: () => true,
    bytesSent: () => 0,
    bytesChosen: () => 0,
    storageUse: async () => ({ usedBytes: 1, quotaBytes: 2, persistent: false }),
    keepStorage: async () => 'kept',
  });
  await Promise.all([history.load(), accounts.load()]);
  const app = {
    words,
    router,
    preferences,
    history,
    accounts,
    analysis,
    intake: new Intake(analysis, accounts, preferences, router),
    announcer: new Announcer(clock),
    device,
    installing: new Installing(() => ({ state: 'promptable', prompt: async () => 'dismissed' })),
    updating: new Updating(),
    versions: new Versions(async () => null),
    backup: { exportAll: async () => ok(new Blob([])), importAll: async () => fail({ code: 'unreadable_file' }) },
    parts: new OfflineParts({ list: async () => ok([]), keep: async () => ok(undefined) }),
    trends: async (region: string) => ({
      kept: { snapshot: inventedTrends(region, 'all'), fetchedAt: NOW },
      failure: null,
    }),
    giving: memoryGiving(false),
    links: memoryLinks(false),
    hold: async () => null,
    importer: async () => fail({ code: 'cancelled' }),
    postsReader: async () => fail({ code: 'cancelled' }),
    keptFrames: async () => [],
    coverMeter: async () => ({
      measure: async () => measureCover(frameOf(scene(3)), null, 'tiktok'),
      close: () => {},
    }),
    isClip: async () => true,
    kept: memoryKept(),
    tokens: new Tokens(memoryTokens(), tokenTaker),
    version: 'test',
    clock,
    forgetEverything: async () => true,
  } as unknown as Shared; // holds for the rooms below: they ask for nothing else
  shown = mount(App, { target: document.body, props: { app } });
  await vi.waitFor(() => expect(document.querySelector('main')?.textContent?.trim()).toBeTruthy(), { timeout: 20_000 });
  await tick();
  await new Promise((later) => setTimeout(later, 50));
  return document.body.textContent?.replace(/\s+/g, ' ') ?? '';
}

describe('with a report and posts', () => {
  test.each([
    ['/plan', 'No evidence that the hour matters for you.'],
    ['/caption?report=flatbread', 'Trends as of'],
    ['/cover?report=flatbread', 'The best that differ'],
    ['/figures', 'Write down what a scored clip got'],
    ['/trends?report=flatbread', 'what fits it comes first'],
    ['/you', 'Import your export'],
    ['/history', 'Scores over time'],
  ])('%s says: %s', async (address, words) => expect(await open(address)).toContain(words));
});

describe('accuracy so far', () => {
  test('with five results counts them, and says what comes with more', async () => {
    const shown = await open('/figures', false, 5);
    expect(shown).toContain('4 of 5 results landed in their range');
    expect(shown).toContain('From 10 results on');
    expect(shown).not.toContain('as usual” would');
  });
  test('with thirty tells how far off, which way, and whether the order holds', async () => {
    const shown = await open('/figures', false, 30);
    for (const words of [
      '24 of 30 results',
      'In the middle a result was off by',
      'results came to',
      'Rank correlation',
    ])
      expect(shown).toContain(words);
    expect(shown).not.toContain('Of the last');
  });
  test('with three hundred looks back, too, and shows the rest of the table at a press', async () => {
    const shown = await open('/figures', false, 300);
    expect(shown).toContain('240 of 300 results');
    expect(shown).toContain('Of the last 20 results');
    expect(shown).toContain('Show more than 100 of 300');
  });
});

describe('with nothing yet', () => {
  test.each([
    ['/plan', 'Add at least 14 dated posts'],
    ['/caption', 'Write a caption'],
    ['/cover', 'There are no pictures to choose from.'],
    ['/figures', 'No score yet'],
  ])('%s teaches: %s', async (address, words) => expect(await open(address, true)).toContain(words));
});
