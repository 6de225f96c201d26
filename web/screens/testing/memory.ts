/** Shelves and an analyst in memory, for tests and screenshots only. Nothing here ships. */
import { postLink } from '#contracts/result-link.ts';
import { fail, ok, type Result } from '#core/failure.ts';
import type { Account, Platform, Report } from '#core/flow.ts';
import { readingsDue } from '#core/learn/reading-times.ts';
import type { AccountShelf } from '../../state/accounts.svelte.ts';
import type { ClipAnalyst } from '../../state/analysis.svelte.ts';
import type { PostDoor } from '../../state/link-reading.svelte.ts';
import type { LinksDoor } from '../../state/links.svelte.ts';
import type { FollowingDoor } from '../../state/following.svelte.ts';
import type { GivingDoor } from '../../state/giving.svelte.ts';
import type { AccountsDoor } from '../../state/field.svelte.ts';
import type { CommentPagesDoor } from '../../state/listening.svelte.ts';
import type { KeptShelf } from '../../state/planning.svelte.ts';
import type { TokenDoor, TokenShelf } from '../../state/tokens.svelte.ts';
import type { OutcomeShelf, ReportShelf } from '../../state/history.svelte.ts';
import type { SettingsShelf } from '../../state/preferences.svelte.ts';
import type { FollowRow } from '../../store/follows.ts';
import type { GivenRow } from '../../store/given.ts';
import type { LinkRow } from '../../store/links.ts';
import type { Outcome } from '../../store/outcomes.ts';
import type { TokenRow } from '../../store/tokens.ts';
import { DEFAULT_SETTINGS, type Settings } from '../../store/settings.ts';

export function memoryReports(start: readonly Report[] = []): ReportShelf & { readonly rows: Map<string, Report> } {
  const rows = new Map(start.map((report) => [report.id, report]));
  return {
    rows,
    list: async (limit = 100, before = Number.POSITIVE_INFINITY) =>
      ok(
        [...rows.values()]
          .filter((report) => report.madeAt < before)
          .sort((a, b) => b.madeAt - a.madeAt)
          .slice(0, limit),
      ),
    get: async (id) => ok(rows.get(id) ?? null),
    put: async (report) => ok(void rows.set(report.id, report)),
    remove: async (id) => ok(void rows.delete(id)),
    restore: async (report) => ok(void rows.set(report.id, report)),
  };
}

export function memoryOutcomes(start: readonly Outcome[] = []): OutcomeShelf {
  let rows = [...start];
  const same = (a: Outcome, id: string, at: number): boolean => a.reportId === id && a.readAt === at;
  return {
    all: async () => ok(rows.toSorted((a, b) => a.readAt - b.readAt)),
    put: async (outcome) => {
      rows = [...rows.filter((row) => !same(row, outcome.reportId, outcome.readAt)), outcome];
      return ok(undefined);
    },
    remove: async (id, at) => {
      rows = rows.filter((row) => !same(row, id, at));
      return ok(undefined);
    },
  };
}

export function memoryAccounts(start: readonly Account[] = []): AccountShelf {
  const rows = new Map<Platform, Account>(start.map((account) => [account.platform, account]));
  return {
    get: async (platform) => ok(rows.get(platform) ?? null),
    put: async (account) => ok(void rows.set(account.platform, account)),
  };
}

export function memorySettings(start: Partial<Settings> = {}): SettingsShelf & { readonly now: () => Settings } {
  let settings: Settings = { ...DEFAULT_SETTINGS, ...start };
  return {
    now: () => settings,
    all: async () => ok(settings),
    set: async (name, value) => {
      settings = { ...settings, [name]: value };
      return ok(undefined);
    },
  };
}

export function memoryKept(): KeptShelf {
  const rows = new Map<string, unknown>();
  return {
    get: async (room) => ok(rows.get(room) ?? null),
    put: async (room, value) => ok(void rows.set(room, value)),
  };
}

/** A server that answers, or one that cannot be reached; what it was sent is kept. */
export function memoryLinks(
  down = false,
): LinksDoor & { readonly sent: object[]; readonly rows: Map<string, LinkRow> } {
  const rows = new Map<string, LinkRow>();
  const sent: object[] = [];
  const gone = fail({ code: 'offline_and_missing', what: 'share', bytes: null });
  return {
    rows,
    sent,
    request: async (report, options) => (await import('../../remote/shares.ts')).shareRequest(report, options),
    make: async (request) => {
      sent.push(request);
      const id = `Ab3dEf6hIj9${sent.length}`;
      const expiresAt = Date.parse(request.forecast.date) + request.days * 86_400_000;
      return down ? gone : ok({ url: `https://presage.example/s/${id}`, deletion: { id, token: 'secret' }, expiresAt });
    },
    remove: async (deletion) => {
      sent.push(deletion);
      return down ? gone : ok(null);
    },
    shelf: {
      of: async (id) => ok([...rows.values()].filter(({ reportId }) => reportId === id)),
      put: async (link) => ok(void rows.set(link.url, link)),
      remove: async (url) => ok(void rows.delete(url)),
    },
  };
}

/** As above, for results that are given. */
export function memoryGiving(
  down = false,
): GivingDoor & { readonly sent: object[]; readonly rows: Map<string, GivenRow> } {
  const rows = new Map<string, GivenRow>();
  const sent: object[] = [];
  const gone = fail({ code: 'offline_and_missing', what: 'sample', bytes: null });
  return {
    rows,
    sent,
    sample: async (report, outcome, noisy) => {
      const [{ sampleToGive }, { FEATURE_SET }] = await Promise.all([
        import('../../remote/samples.ts'),
        import('#core/features/registry.ts'),
      ]);
      return sampleToGive({ ...report, features: { ...report.features, set: FEATURE_SET } }, outcome, noisy);
    },
    give: async (sample) => {
      sent.push(sample);
      return down ? gone : ok({ receipt: `receipt-of-a-sample-${sent.length}` });
    },
    takeBack: async () => (down ? gone : ok(null)),
    key: () => 'a-key-made-anew-1',
    shelf: {
      all: async () => ok([...rows.values()]),
      put: async (row) => ok(void rows.set(row.receipt, row)),
      remove: async (receipt) => ok(void rows.delete(receipt)),
    },
  };
}

/** A shelf on a full disk. */
export const fullReports = (): ReportShelf => {
  const full = async (): Promise<Result<never>> => fail({ code: 'storage_full', usedBytes: 10, quotaBytes: 10 });
  return { ...memoryReports(), put: full, restore: full };
};

interface Look {
  readonly report: Report;
  readonly file: File;
  readonly kinds: Parameters<ClipAnalyst['perceive']>[3];
  readonly request: Parameters<ClipAnalyst['perceive']>[4];
}

/** Never answers until told to; what it was asked is kept. */
export function waitingAnalyst(): ClipAnalyst & {
  readonly calls: { readonly file: File; readonly request: Parameters<ClipAnalyst['analyse']>[3] }[];
  readonly looks: readonly Look[];
  readonly answer: (result: Result<Report>) => void;
} {
  const calls: { readonly file: File; readonly request: Parameters<ClipAnalyst['analyse']>[3] }[] = [];
  const looks: Look[] = [];
  const waiting: ((result: Result<Report>) => void)[] = [];
  const wait = (signal: AbortSignal): Promise<Result<Report>> =>
    new Promise((resolve) => {
      waiting.push(resolve);
      signal.addEventListener('abort', () => resolve(fail({ code: 'cancelled' })), { once: true });
    });
  return {
    calls,
    looks,
    answer: (result) => waiting.shift()?.(result),
    analyse: (file, _draft, _account, request) => {
      calls.push({ file, request });
      return wait(request.signal);
    },
    rescore: (_report, _draft, _account, request) => wait(request.signal),
    perceive: (file, report, _account, kinds, request) => {
      looks.push({ file, report, kinds, request });
      return wait(request.signal);
    },
  };
}

/** A server that follows YouTube's posts only, as one with a key does; `down`: it cannot be reached. */
export function memoryFollowing(down: boolean, now: number): FollowingDoor {
  const rows = new Map<string, FollowRow>();
  const nowhere = fail({ code: 'offline_and_missing', what: 'result', bytes: null });
  const at = { platform: 'shorts', post: 'inventedS01' } as const;
  const postedAt = now - 30 * 3_600_000;
  const due = readingsDue(postedAt, now);
  return {
    follow: async (link) => {
      if (down) return nowhere;
      const told = { ...at, postedAt, due: [...due] };
      return ok(
        postLink(link)?.platform === 'shorts'
          ? { outcome: 'followed', ...told, receipt: 'r'.repeat(43), endsAt: now + 30 * 86_400_000 }
          : { outcome: 'unread', ...told, why: 'needs_consent', detail: 'Consent is wanted.', title: null },
      );
    },
    readings: async () =>
      down
        ? nowhere
        : ok({
            due,
            gone: false,
            readings: [
              {
                ...at,
                title: 'A loaf in 30 seconds',
                readAt: now,
                postedAt,
                views: 12_345,
                likes: 678,
                comments: 9,
                shares: null,
                saves: null,
                source: 'youtube_videos',
                retention: null,
                watchedMs: null,
                skipped: null,
                reached: null,
                keepUntil: now + 30 * 86_400_000,
              },
            ],
          }),
    unfollow: async () => (down ? nowhere : ok(null)),
    shelf: {
      of: async (reportId) => ok(rows.get(reportId) ?? null),
      put: async (row) => ok(void rows.set(row.reportId, row)),
      remove: async (reportId) => ok(void rows.delete(reportId)),
    },
  };
}

export function memoryTokens(
  start: readonly TokenRow[] = [],
): TokenShelf & { readonly rows: Map<TokenRow['kind'], TokenRow> } {
  const rows = new Map(start.map((row) => [row.kind, row]));
  return {
    rows,
    all: async () => ok([...rows.values()]),
    put: async (row) => ok(void rows.set(row.kind, row)),
    remove: async (kind) => ok(void rows.delete(kind)),
  };
}

/** Platforms that take every token but one that says «ended». */
export const tokenTaker: TokenDoor = async (_kind, token) =>
  ok(token.includes('ended') ? { outcome: 'unread', why: 'consent_refused' } : { outcome: 'works' });

/** A server that finds every channel and account but «nobody», with twelve invented posts each. */
export function memoryAccountsOutside(down: boolean, now: number): AccountsDoor {
  return async ({ platform, account, token }) => {
    if (down) return fail({ code: 'offline_and_missing', what: 'account', bytes: null });
    if (platform === 'tiktok') return ok({ outcome: 'unread', platform, why: 'no_interface', detail: 'None.' });
    if (platform === 'reels' && token === null)
      return ok({ outcome: 'unread', platform, why: 'needs_consent', detail: 'A token is wanted.' });
    if (account.includes('nobody'))
      return ok({ outcome: 'unread', platform, why: 'not_there', detail: 'There is no such account.' });
    return ok({
      outcome: 'read',
      account: {
        platform,
        account,
        name: account.replace(/^@/, '').replace(/^\w/, (letter) => letter.toUpperCase()),
        followers: platform === 'reels' ? 8400 : null,
        posts: Array.from({ length: 12 }, (_, i) => ({
          post: `invented${String(i).padStart(3, '0')}`,
          time: now - (i + 1) * 3 * 86_400_000,
          views: [5200, 4100, 61_000, 3900, 7200, 5100, 4600, 8800, 3100, 5900, 4700, 6100][i] ?? 0,
          likes: null,
          comments: null,
          caption: i % 3 === 0 ? 'Why does nobody do this? #bread #quick' : `Loaf number ${i} #bread`,
          length: null,
        })),
        left: { notShort: 3, noViews: 0 },
        source: platform === 'reels' ? 'instagram_discovery' : 'youtube_feed',
        readAt: now - 2 * 3_600_000,
        keepUntil: platform === 'reels' ? null : now + 30 * 86_400_000,
      },
    });
  };
}

/** Comments of a Short in three pages; of a reel only with a token. */
export function memoryCommentPages(down: boolean, now: number): CommentPagesDoor {
  return async ({ link, token, page }) => {
    if (down) return fail({ code: 'offline_and_missing', what: 'comments', bytes: null });
    const found = postLink(link);
    if (found === null) return fail({ code: 'server_refused', what: 'comments', why: 'invalid', detail: 'No link.' });
    if (found.platform === 'tiktok') return ok({ outcome: 'unread', ...found, why: 'no_interface', detail: 'None.' });
    if (found.platform === 'reels' && token === null)
      return ok({ outcome: 'unread', ...found, why: 'needs_consent', detail: 'A token is wanted.' });
    const at = Number(page ?? '0');
    const comments = [
      `So good, made it ${at + 2} times`,
      `Which flour is it? (${at})`,
      `Please do\na gluten-free one, number ${at}`,
      `Burnt mine, number ${at}, do not like it`,
    ];
    return ok({
      outcome: 'read',
      ...found,
      comments,
      next: at < 2 ? String(at + 1) : null,
      source: 'youtube_comments',
      readAt: now,
      keepUntil: now + 30 * 86_400_000,
    });
  };
}

/** Counts of a posted link: YouTube tells them to all, the others with a token. */
export function memoryPost(down: boolean, now: number): PostDoor {
  return async ({ link, token }) => {
    const found = postLink(link);
    if (down || found === null) return fail({ code: 'offline_and_missing', what: 'result', bytes: null });
    if (token === null && found.platform !== 'shorts')
      return ok({
        outcome: 'unread',
        ...found,
        why: 'needs_consent',
        detail: 'Consent is wanted.',
        title: null,
        postedAt: null,
      });
    return ok({
      outcome: 'read',
      without: [],
      reading: {
        ...found,
        title: null,
        readAt: now,
        postedAt: now - 30 * 3_600_000,
        views: 12_345,
        likes: null,
        comments: null,
        shares: null,
        saves: null,
        source: 'youtube_videos',
        retention: null,
        watchedMs: null,
        skipped: null,
        reached: null,
        keepUntil: null,
      },
    });
  };
}
