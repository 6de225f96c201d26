import { strToU8, zipSync } from 'fflate';
import { describe, expect, test } from 'vitest';
import { readExport, type ImportedPost } from '#contracts/exports/exports.ts';
import { ok } from '#core/failure.ts';
import type { Account, Post } from '#core/flow.ts';
import { Accounts, mergePosts } from './accounts.svelte.ts';
import { Importing } from './importing.svelte.ts';
import { mergeImported } from './merge-posts.ts';
import { unpack } from './unpack.ts';

const TABLE =
  '"Time","Video title","Video link","Post time","Total likes","Total comments","Total shares","Total views"\n' +
  '"d","Market walk","https://www.tiktok.com/@c/video/7681579417844916048","p","2","0","0","51"';
const zip = (files: Record<string, string>): { name: string; bytes: Uint8Array } => ({
  name: 'x.zip',
  bytes: zipSync(Object.fromEntries(Object.entries(files).map(([path, text]) => [path, strToU8(text)]))),
});

describe('what a person picks', () => {
  test('a zip gives its tables; hidden twins and everything else stay packed', async () => {
    const found = await unpack([
      zip({ 'Content.csv': TABLE, '__MACOSX/._Content.csv': 'x', 'messages/chat.json': '{}' }),
    ]);
    expect(found.texts).toEqual([{ name: 'Content.csv', text: TABLE }]);
    expect(found.untouched).toBe(2);
  });
  test('a wrapper folder makes no difference', async () => {
    const path = 'instagram-me/logged_information/past_instagram_insights/reels.json';
    expect((await unpack([zip({ [path]: '{}' })])).texts[0]?.name).toBe(path);
  });
  test('a spreadsheet, a bomb, a torn zip, and a zip of pictures are told apart', async () => {
    const torn = zip({ 'Content.csv': TABLE });
    const found = await unpack([
      { ...zip({ 'xl/workbook.xml': '<x/>' }), name: 'sheet.xlsx' },
      { ...zip({ 'big.csv': 'a'.repeat(5_000_000) }), name: 'bomb.zip' },
      { name: 'torn.zip', bytes: torn.bytes.slice(0, 60) },
      { ...zip({ 'a.jpg': 'x' }), name: 'pictures.zip' },
    ]);
    expect(found.left).toEqual([
      { file: 'sheet.xlsx', why: 'spreadsheet' },
      { file: 'bomb.zip', why: 'too_large' },
      { file: 'torn.zip', why: 'damaged' },
      { file: 'pictures.zip', why: 'not_needed' },
    ]);
  });
  test('UTF-16 with its mark is read as such', async () => {
    const text = 'Vues;Été';
    const bytes = Uint8Array.from([
      0xff,
      0xfe,
      ...[...text].flatMap((s) => [s.charCodeAt(0) & 255, s.charCodeAt(0) >> 8]),
    ]);
    expect((await unpack([{ name: 'x.csv', bytes }])).texts[0]?.text).toBe(text);
  });
});

const imported = (more: Partial<ImportedPost>): ImportedPost => ({
  platform: 'tiktok',
  id: null,
  time: null,
  dayOnly: false,
  views: null,
  likes: null,
  comments: null,
  shares: null,
  saves: null,
  caption: null,
  length: null,
  stayed: null,
  sound: null,
  ...more,
});
const post = (more: Partial<Post>): Post => ({ time: null, views: 1, caption: null, length: null, ...more });

describe('posts that meet', () => {
  test('the same id is one post, the newer views win, what was known stays', () => {
    const merged = mergeImported(
      [post({ id: 'a', time: 100, views: 5, caption: 'old' })],
      [imported({ id: 'a', time: 100, views: 9 })],
    );
    expect(merged).toMatchObject({ added: 0, updated: 1, posts: [{ id: 'a', views: 9, caption: 'old' }] });
  });
  test('an export without views completes the post of the same minute, else nothing of it is kept', () => {
    const merged = mergeImported(
      [post({ id: 'a', time: 1000, views: 5 })],
      [imported({ time: 1030, caption: 'from JSON', sound: 's' }), imported({ time: 9000, caption: 'unknown' })],
    );
    expect(merged).toMatchObject({
      completed: 1,
      unmatched: 1,
      posts: [{ views: 5, caption: 'from JSON', sound: 's' }],
    });
  });
  test('two candidates within the minute: left unjoined', () => {
    const known = [post({ id: 'a', time: 1000 }), post({ id: 'b', time: 1040 })];
    expect(mergeImported(known, [imported({ time: 1020, caption: 'x' })])).toMatchObject({
      completed: 0,
      unmatched: 1,
    });
  });
  test('Takeout gives the hour to a day of Studio, in whichever order they come', () => {
    const studio = imported({ platform: 'shorts', id: 'v', time: 43_200, dayOnly: true, views: 7 });
    const takeout = imported({ platform: 'shorts', id: 'v', time: 66_000 });
    for (const files of [
      [studio, takeout],
      [takeout, studio],
    ]) {
      const [one] = mergeImported([], files).posts;
      expect(one).toMatchObject({ time: 66_000, views: 7 });
      expect(one?.dayOnly).toBeUndefined();
    }
    const later = mergeImported(mergeImported([], [studio, takeout]).posts, [studio]).posts[0];
    expect(later).toMatchObject({ time: 66_000 });
  });
  test('two posts of one day stay two', () => {
    const day = { time: 43_200, dayOnly: true };
    expect(mergePosts([], [post({ ...day, caption: 'a' }), post({ ...day, caption: 'b' })])).toHaveLength(2);
    expect(
      mergeImported([], [imported({ ...day, id: 'a', views: 1 }), imported({ ...day, id: 'b', views: 2 })]).added,
    ).toBe(2);
  });
  test('a post typed with its day alone is the one that the export has on that day; with two on the day both stay', () => {
    const noon = new Date(2026, 8, 4, 12).getTime() / 1000;
    const typed = post({ time: noon, views: 50 });
    const one = imported({ id: 'a', time: noon + 7000, views: 51 });
    expect(mergeImported([typed], [one])).toMatchObject({
      added: 0,
      updated: 1,
      posts: [{ id: 'a', time: noon + 7000, views: 51 }],
    });
    const two = imported({ id: 'b', time: noon - 7000, views: 9 });
    expect(mergeImported([typed], [one, two])).toMatchObject({ added: 2, updated: 0 });
  });
  test('importing the same file again changes nothing', () => {
    const file = readExport([{ name: 'x', text: TABLE }], { instant: () => 0, monthFirst: false }).read[0]?.posts ?? [];
    const once = mergeImported([], file).posts;
    expect(mergeImported(once, file)).toMatchObject({ posts: once, added: 0, updated: 1 });
  });
});

describe('an import', () => {
  const start: Account = { platform: 'tiktok', followers: 12, posts: [post({ time: 5, views: 3 })] };
  const accounts = async (): Promise<Accounts> => {
    const made = new Accounts({ get: async (p) => ok(p === 'tiktok' ? start : null), put: async () => ok(undefined) });
    await made.load();
    return made;
  };
  const door = async () =>
    ok({
      ...readExport([{ name: 'Content.csv', text: TABLE }], { instant: () => 0, monthFirst: false }),
      untouched: 0,
    });
  test('is shown before it is kept, kept with the day of the file, and can be taken back', async () => {
    const own = await accounts();
    const importing = new Importing(door, own);
    await importing.read(
      [new File([TABLE], 'Content.csv', { lastModified: 1_800_000_000_000 })],
      false,
      1_900_000_000_000,
    );
    expect([importing.platforms, importing.countOf('tiktok'), own.of('tiktok')?.posts.length]).toEqual([
      ['tiktok'],
      1,
      1,
    ]);
    await importing.keep();
    expect(own.of('tiktok')).toMatchObject({ followers: 12, readAt: 1_800_000_000 });
    expect(own.of('tiktok')?.posts).toHaveLength(2);
    await importing.undo();
    expect(own.of('tiktok')).toEqual(start);
  });
});

describe('deleting posts', () => {
  test('can be undone for ten seconds, two deletions together; a new post makes it final', async () => {
    const waiting: (() => void)[] = [];
    const own = new Accounts(
      { get: async () => ok(null), put: async () => ok(undefined) },
      { set: (run) => waiting.push(run), clear: () => undefined },
    );
    await own.addPosts('tiktok', [post({ time: 1 }), post({ time: 2 }), post({ time: 3 })]);
    await own.removePost('tiktok', 0);
    await own.removePost('tiktok', 0);
    expect(own.removed).toEqual({ platform: 'tiktok', count: 2 });
    await own.undo();
    expect([own.of('tiktok')?.posts.length, own.removed]).toEqual([3, null]);
    await own.forgetPosts('tiktok');
    expect(own.removed?.count).toBe(3);
    await own.addPosts('tiktok', [post({ time: 9 })]);
    expect(own.removed).toBeNull();
    await own.forgetPosts('tiktok');
    waiting.at(-1)?.();
    expect(own.removed).toBeNull();
  });
});
