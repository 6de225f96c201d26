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
import { account, flatbread, NOW } from './testing/invented.ts';
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

async function open(address: string, empty = false): Promise<string> {
  window.history.replaceState(null, '', address);
  const preferences = new Preferences(memorySettings({ language: 'en' }), null);
  await preferences.load();
  const words = new Words(['en']);
  await words.use('en');
  const clock = (): number => NOW;
  const history = new History(memoryReports(empty ? [] : [withImages]), memoryOutcomes([]));
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

describe('with nothing yet', () => {
  test.each([
    ['/plan', 'Add at least 14 dated posts'],
    ['/caption', 'Write a caption'],
    ['/cover', 'There are no pictures to choose from.'],
    ['/figures', 'No score yet'],
  ])('%s teaches: %s', async (address, words) => expect(await open(address, true)).toContain(words));
});
