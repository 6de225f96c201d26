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
  test('a spreadsheet gives the table of each of its sheets, days as they stand there', async () => {
    const sheet = (rows: string): string =>
      `<?xml version="1.0"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>${rows}</sheetData></worksheet>`;
    const main = 'http://schemas.openxmlformats.org';
    const found = await unpack([
      {
        ...zip({
          '[Content_Types].xml': `<?xml version="1.0"?><Types xmlns="${main}/package/2006/content-types"><Default Extension="xml" ContentType="application/xml"/></Types>`,
          '_rels/.rels': `<?xml version="1.0"?><Relationships xmlns="${main}/package/2006/relationships"><Relationship Id="r1" Type="${main}/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
          'xl/workbook.xml': `<?xml version="1.0"?><workbook xmlns="${main}/spreadsheetml/2006/main" xmlns:r="${main}/officeDocument/2006/relationships"><sheets><sheet name="Posts" sheetId="1" r:id="rId1"/></sheets></workbook>`,
          'xl/_rels/workbook.xml.rels': `<?xml version="1.0"?><Relationships xmlns="${main}/package/2006/relationships"><Relationship Id="rId1" Type="${main}/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="${main}/officeDocument/2006/relationships/styles" Target="styles.xml"/></Relationships>`,
          'xl/styles.xml': `<?xml version="1.0"?><styleSheet xmlns="${main}/spreadsheetml/2006/main"><cellXfs count="2"><xf numFmtId="0"/><xf numFmtId="14" applyNumberFormat="1"/></cellXfs></styleSheet>`,
          'xl/worksheets/sheet1.xml': sheet(
            // 46279 days after 30 December 1899 is 2026-09-14.
            '<row r="1"><c r="A1" t="inlineStr"><is><t>Date</t></is></c><c r="B1" t="inlineStr"><is><t>Views, all</t></is></c></row><row r="2"><c r="A2" s="1"><v>46279</v></c><c r="B2"><v>1204</v></c></row>',
          ),
        }),
        name: 'posts.xlsx',
      },
    ]);
    expect(found.left).toEqual([]);
    expect(found.texts).toEqual([{ name: 'posts.xlsx · Posts', text: '"Date","Views, all"\n"2026-09-14","1204"' }]);
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
      older: 0,
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

describe('a table nobody here knows', () => {
  const NAMELESS = 'a;b;c\n2026-10-01;A loaf;1.204\n2026-10-04;Soup;8.950';
  const instant = (year: number, month: number, day: number): number => Date.UTC(year, month - 1, day) / 1000;
  const door: ConstructorParameters<typeof Importing>[0] = async (files, { mappings }) => {
    const texts = await Promise.all(files.map(async (file) => ({ name: file.name, text: await file.text() })));
    return ok({ ...readExport(texts, { instant, monthFirst: false, mappings }), untouched: 0, older: 0 });
  };
  const shelf = () => {
    const kept = new Map<string, unknown>();
    return {
      get: async (room: string) => ok(structuredClone(kept.get(room) ?? null)),
      put: async (room: string, value: unknown) => ok(void kept.set(room, value)),
    };
  };
  const accounts = () => ({ of: () => null, replace: async () => ok(undefined) });
  const file = (): File => new File([NAMELESS], 'mine.csv');

  test('is asked about once, and read by itself the next time', async () => {
    const kept = shelf();
    const first = new Importing(door, accounts(), kept);
    await first.read([file()], false, 0);
    const [table] = first.reading?.unknown ?? [];
    if (!table) throw new Error('it was not asked about');
    await first.map(table, { platform: 'reels', columns: table.guess });
    expect(first.posts.map(({ views, platform }) => [views, platform])).toEqual([
      [1204, 'reels'],
      [8950, 'reels'],
    ]);
    const next = new Importing(door, accounts(), kept);
    await next.read([file()], false, 0);
    expect([next.reading?.unknown.length, next.posts.length]).toEqual([0, 2]);
    await next.forgetMapping();
    expect(next.reading?.unknown).toHaveLength(1);
  });
  test('is not read without a column of views', async () => {
    const importing = new Importing(door, accounts(), shelf());
    await importing.read([file()], false, 0);
    const [table] = importing.reading?.unknown ?? [];
    if (table) await importing.map(table, { platform: 'reels', columns: { ...table.guess, views: null } });
    expect(importing.posts).toEqual([]);
  });
});

test('a hundred thousand rows are read, and joined with those at hand, to the last', async () => {
  const rows = Array.from({ length: 100_000 }, (_, i) => `2025-01-${1 + (i % 28)};Post ${i};${1000 + i}`);
  const text = `date;title;views\n${rows.join('\n')}`;
  const read = readExport([{ name: 'x.csv', text }], {
    instant: (year, month, day) => Date.UTC(year, month - 1, day) / 1000,
    monthFirst: false,
  });
  const [table] = read.unknown;
  if (!table) throw new Error('it was not asked about');
  const again = readExport([{ name: 'x.csv', text }], {
    instant: (year, month, day) => Date.UTC(year, month - 1, day) / 1000,
    monthFirst: false,
    mappings: { [table.key]: { platform: 'tiktok', columns: table.guess } },
  });
  const posts = again.read[0]?.posts ?? [];
  expect([posts.length, again.read[0]?.skipped.length]).toEqual([100_000, 0]);
  expect(mergeImported([], posts).added).toBe(100_000);
});
