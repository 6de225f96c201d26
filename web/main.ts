/** Start: the stores, the worker's bridge and the device are put together here and handed to the shell. The stores themselves come once it stands. */
import './no-eval.ts';
import './styles/tokens.css';
import './styles/font.css';
import './styles/base.css';
import './styles/waiting.css';
import { mount } from 'svelte';
import type { Result } from '#core/failure.ts';
import type { Report } from '#core/flow.ts';
import App from './App.svelte';
import { makeAnalyst } from './analyst.ts';
import { keepModels, versionsInUse } from './models-keeper.ts';
import { traffic } from './remote/door.ts';
import { Installation } from './shell/install.ts';
import { keepForOffline, offlineParts, type OfflinePart } from './shell/offline.ts';
import { keepStorage } from './shell/persist.ts';
import { storageUse } from './shell/quota.ts';
import { receive } from './shell/receive.ts';
import { reminding } from './shell/remind.ts';
import { notePlace, placeToResume } from './shell/resume.ts';
import { watchUpdates, whileAnalysing } from './shell/update.ts';
import { Accounts } from './state/accounts.svelte.ts';
import { Analysis, type ClipAnalyst } from './state/analysis.svelte.ts';
import { Announcer } from './state/announcer.svelte.ts';
import type { App as Shared } from './state/app.ts';
import { Device } from './state/device.svelte.ts';
import { localStorageIfAny } from './state/first-paint.ts';
import { History } from './state/history.svelte.ts';
import { Installing } from './state/installing.svelte.ts';
import { Intake } from './state/intake.svelte.ts';
import { Preferences } from './state/preferences.svelte.ts';
import { Postings, type DueReading } from './state/postings.svelte.ts';
import { clipTitle } from './state/reading.ts';
import { RememberingAnalyst, type Naming } from './state/remembering.ts';
import { OfflineParts } from './state/offline-parts.svelte.ts';
import { Router } from './state/router.svelte.ts';
import { Tokens } from './state/tokens.svelte.ts';
import { Updating } from './state/updating.svelte.ts';
import { Versions } from './state/versions.svelte.ts';
import { Words } from './state/words.svelte.ts';
import { painted } from './parts/later.ts';
import { asked, once, type Asked } from './store/asked.ts';
import type { Stores } from './store/stores.ts';

/** Bodies of links and given results: sent by choice, apart from everything else. */
let bytesChosen = 0;

const clock = (): number => Date.now();

const updating = new Updating();
const stores = once(async () =>
  (await import('./store/stores.ts')).openStores({
    onOutdated: () => updating.offer(async () => (location.reload(), true)),
    free: async () => {
      const use = await storageUse();
      return use === null ? null : use.quotaBytes - use.usedBytes;
    },
  }),
);
const store = <Name extends keyof Stores>(name: Name): Asked<Stores[Name]> => asked(async () => (await stores())[name]);
const preferences = new Preferences(store('settings'), localStorageIfAny());
const words = new Words(navigator.languages);
const reports = store('reports');
const outcomes = store('outcomes');
const history = new History(reports, outcomes);
const accounts = new Accounts(store('accounts'));
const router = new Router(window);
const kept = store('kept');
const backup = store('backup');
const everything = store('everything');
const tokens = new Tokens(store('tokens'), async (kind, token, signal) => {
  const { tryToken } = await import('./remote/outside.ts');
  const asked = { schema: 1, kind, token } as const;
  countChosen(asked);
  return tryToken(asked, signal);
});
const frames = store('frames');
const postings = new Postings(
  kept,
  (reportId) =>
    history.reports.some(({ id }) => id === reportId) ? history.readingsOf(reportId).map(({ readAt }) => readAt) : null,
  reminding({
    clock,
    storage: globalThis.caches,
    serviceWorker: navigator.serviceWorker,
    notifications: globalThis.Notification,
    badge: navigator,
    words: reminderWords,
  }),
);
const device = new Device({
  window,
  online: () => navigator.onLine,
  bytesSent: () => traffic().bytesOut,
  bytesChosen: () => bytesChosen,
  storageUse,
  keepStorage,
});

const analyst = new RememberingAnalyst(makeAnalyst(), reports, naming);
/**
 * An update waits while a clip is scored, in this tab or another: from the first look at the file on. What networks see
 * afterwards does not hold it back: it can be looked at again.
 */
const guarded: ClipAnalyst = {
  analyse: (...request) => whileAnalysing(() => analyst.analyse(...request)),
  rescore: (...request) => whileAnalysing(() => analyst.rescore(...request)),
  perceive: (...request) => analyst.perceive(...request),
};
const analysis = new Analysis(guarded, { keep }, clock, () => ({
  when: !preferences.looks ? 'never' : isMetered() ? 'asked' : 'now',
  languages: [words.language],
}));

const app: Shared = {
  words,
  router,
  preferences,
  history,
  accounts,
  analysis,
  intake: new Intake(analysis, accounts, preferences, router),
  announcer: new Announcer(clock),
  device,
  installing: new Installing((onChange) => new Installation(window, onChange)),
  updating,
  versions: new Versions(versionsInUse),
  backup: {
    exportAll: () => backup.exportAll(clock()),
    importAll: (file) => backup.importAll(file),
  },
  parts: new OfflineParts<OfflinePart>({
    list: () => offlineParts(),
    keep: (part, onProgress) => keepForOffline(part, { onProgress }),
  }),
  trends: async (region, category, signal) => {
    const { currentTrends } = await import('./remote/trends.ts');
    return currentTrends(region, category, { shelf: store('trends'), now: clock(), signal });
  },
  links: {
    request: async (report, options) => (await import('./remote/shares.ts')).shareRequest(report, options),
    make: async (request) => {
      const { makeShare } = await import('./remote/shares.ts');
      countChosen(request);
      return makeShare(request);
    },
    remove: async (deletion) => (await import('./remote/shares.ts')).deleteShare(deletion),
    shelf: store('links'),
  },
  giving: {
    sample: async (report, outcome, noisy) =>
      (await import('./remote/samples.ts')).sampleToGive(report, outcome, noisy),
    give: async (sample, key) => {
      const { giveSample } = await import('./remote/samples.ts');
      countChosen(sample);
      return giveSample(sample, key);
    },
    takeBack: async (receipt) => (await import('./remote/samples.ts')).takeBackSample(receipt),
    key: () => crypto.randomUUID(),
    shelf: store('given'),
  },
  outside: {
    account: async (asked, signal) => {
      const { readAccount } = await import('./remote/outside.ts');
      const body = { schema: 1, ...asked } as const;
      countChosen(body);
      return readAccount(body, signal);
    },
    comments: async (asked, signal) => {
      const { readComments } = await import('./remote/outside.ts');
      const body = { schema: 1, ...asked } as const;
      countChosen(body);
      return readComments(body, signal);
    },
    post: async ({ link, token }, signal) => {
      const { readPost } = await import('./remote/results.ts');
      countChosen({ schema: 1, link, token });
      return readPost(link, token, signal);
    },
  },
  postings,
  tokens,
  hold: async () => {
    const found = await (await import('./remote/models.ts')).loadModel('hold');
    return found.ok ? found.value.model : null;
  },
  growth: async () => {
    const found = await (await import('./remote/models.ts')).loadModel('growth');
    if (!found.ok) return null;
    const { understandsGrowth } = await import('#core/scoring/growth.ts');
    return understandsGrowth(found.value.model) ? found.value.model : null;
  },
  commenter: async (...request) => (await import('./commenter.ts')).commenter(...request),
  importer: async (...request) => (await import('./importer.ts')).importer(...request),
  postsReader: async (...request) => (await import('./posts-reader.ts')).postsReader(...request),
  coverMeter: async () => (await import('./coverer.ts')).coverMeter(),
  keptFrames: async (clipHash) => {
    const found = await frames.of(clipHash);
    return found.ok ? found.value : [];
  },
  isClip: async (file, report) => {
    const { clipHash } = await import('./analysis/clip-hash.ts');
    return (await clipHash(file).catch(() => null)) === report.clip.hash;
  },
  following: {
    follow: async (link, postedAt) => {
      const { followPost } = await import('./remote/results.ts');
      countChosen({ schema: 1, link, postedAt });
      return followPost(link, postedAt);
    },
    readings: async (receipt) => (await import('./remote/results.ts')).followedReadings(receipt),
    unfollow: async (receipt) => (await import('./remote/results.ts')).unfollowPost(receipt),
    shelf: store('follows'),
  },
  kept,
  version: import.meta.env.VITE_VERSION,
  clock,
  forgetEverything,
};

// As noted beside the database, which answers later.
await words.use(preferences.language ?? 'auto');
const left = placeToResume(
  localStorageIfAny(),
  location.pathname + location.search,
  matchMedia('(display-mode: standalone)').matches,
  clock(),
);
// Home stays behind it, so that Back leads there.
if (left !== null) router.follow(new URL(left, location.origin));
document.addEventListener('visibilitychange', () => {
  if (document.visibilityState === 'hidden')
    notePlace(localStorageIfAny(), location.pathname + location.search, clock());
});
const target = document.getElementById('app');
if (!target) throw new Error('index.html has no place for the app');
// What index.html draws until here.
target.replaceChildren();
mount(App, { target, props: { app } });
// What stands on screen is drawn before the stores are asked.
await painted();

void preferences.load().then(() => {
  if (words.choice !== (preferences.language ?? 'auto')) void words.use(preferences.language ?? 'auto');
});
const accountsLoaded = accounts.load();
void tokens.load();
void outcomes
  .prune(clock())
  .then(() => history.load())
  .then(() => frames.prune())
  .then(() => postings.load())
  .then(() => postings.remind(clock()))
  .then(() => device.measureStorage());
void receive({
  window,
  now: clock(),
  onReceived: (received) => {
    if (received.kind === 'file') void accountsLoaded.then(() => app.intake.take(received.file));
    else app.intake.tell(received.kind);
  },
});
const registered = watchUpdates({
  onReady: () => {
    void registered.then((updates) => updates && updating.offer(() => updates.apply()));
  },
  onActive: () => {
    void keepModels().then((complete) => complete && device.becameReady());
  },
});

/** With the first score there is something to lose: the browser is asked not to clear it by itself. */
async function keep(report: Report, key?: string): Promise<Result<void>> {
  const kept = await history.keep(report, key);
  // Nobody waits for them, and where there is no room covers are chosen from the file itself.
  void keepFrames(report);
  if (kept.ok && history.reports.length === 1) void device.keepStorage();
  return kept;
}

/** The longer side of a kept picture, px: as large as those shown while a clip is read. */
const FRAME_PX = 256;
/** Looking and listening come first; then at the latest, ms. */
const FRAMES_WITHIN_MS = 15_000;

/** A few pictures are drawn on the way to the score; the rest of the sampled moments by the browser's own player, when it is idle. */
async function keepFrames(report: Report): Promise<void> {
  const { hash } = report.clip;
  const moments = report.signals.picture?.frames.map(({ at }) => Number(at)) ?? [];
  await frames.put(hash, analysis.framesOf(report), clock());
  const kept = await frames.of(hash);
  const file = analysis.fileOf(report);
  if (!file || (kept.ok && kept.value.length >= moments.length)) return;
  await new Promise<void>((resolve) => {
    if (typeof requestIdleCallback === 'function') requestIdleCallback(() => resolve(), { timeout: FRAMES_WITHIN_MS });
    else setTimeout(resolve, 3000);
  });
  const { picturesAt } = await import('./state/clip-pictures.ts');
  const found = await picturesAt(file, moments, FRAME_PX, new AbortController().signal);
  const images = await Promise.all(
    found.map(async ({ at, picture }) => ({ at, image: new Uint8Array(await picture.arrayBuffer()) })),
  );
  await frames.put(hash, images, clock());
}

/** Names of clips and requests; loaded with the first clip, because the list of features comes along. */
async function naming(): Promise<Naming> {
  const [{ clipHash }, { cacheKey }, { modelsInPlace }] = await Promise.all([
    import('./analysis/clip-hash.ts'),
    import('#core/hash.ts'),
    import('./remote/models.ts'),
  ]);
  return { clipHash, cacheKey, models: () => modelsInPlace() };
}

/** @param body as remote/ sends it */
function countChosen(body: object): void {
  bytesChosen += new TextEncoder().encode(JSON.stringify(body)).length;
}

/** A reminder is written when it is planned, in the language of that day. */
function reminderWords({ ageH, posting }: DueReading) {
  const report = history.reports.find(({ id }) => id === posting.reportId);
  const { t, format } = words;
  const age =
    ageH === 1
      ? t('growth.hour')
      : ageH < 48
        ? t('growth.hours', { n: format.number(ageH) })
        : t('growth.days', { n: format.number(ageH / 24) });
  const clip = report ? clipTitle(report) : t('reading.push.clip');
  return {
    title: t('reading.push.title', { age }),
    body: t('reading.push.body', { clip }),
    path: `/growth?report=${encodeURIComponent(posting.reportId)}`,
  };
}

async function forgetEverything(): Promise<boolean> {
  await Promise.all([deleteLinks(), unfollowAll()]);
  if (!(await everything.clear()).ok) return false;
  history.forgetAll();
  accounts.forgetAll();
  tokens.forgetAll();
  await postings.forgetAll(clock());
  await device.measureStorage();
  return true;
}

/** The server stops reading and deletes, as far as it can be reached; the others end on their day. */
async function unfollowAll(): Promise<void> {
  const found = await everything.follows();
  const follows = found.ok ? found.value : [];
  if (follows.length === 0) return;
  const { unfollowPost } = await import('./remote/results.ts');
  await Promise.all(follows.map(({ receipt }) => unfollowPost(receipt)));
}

/** Off the server, as far as it can be reached; the others end on their day. */
async function deleteLinks(): Promise<void> {
  const found = await everything.links();
  const links = found.ok ? found.value.filter(({ expiresAt }) => expiresAt > clock()) : [];
  if (links.length === 0) return;
  const { deleteShare } = await import('./remote/shares.ts');
  await Promise.all(links.map(({ deletion }) => deletion && deleteShare(deletion)));
}

/** Where the browser tells: the person saves data, or the line is a mobile one. */
function isMetered(): boolean {
  const { connection } = navigator as { readonly connection?: { readonly saveData?: boolean; readonly type?: string } };
  return connection?.saveData === true || connection?.type === 'cellular';
}
