/** Samples are invented values in the shape of real exports (shared/exports/README.md); copied here whole. */
import fc from 'fast-check';
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readExport, readExportFile, type ReadFile } from './exports.ts';
import { mend } from './instagram.ts';
import { countOf, lengthOf, percentOf, timeOfTiktokId, writtenDate } from './numbers.ts';
import { knownEnds, tableOf } from './table.ts';

const SAMPLES = new URL('samples/', import.meta.url);
const text = (name: string): string => readFileSync(new URL(encodeURI(name), SAMPLES), 'utf8');
const OPTIONS = {
  instant: (y: number, m: number, d: number, h: number, min: number) => Date.UTC(y, m - 1, d, h, min) / 1000,
  monthFirst: false,
};
const read = (name: string, content = text(name)): ReadFile => {
  const found = readExportFile(name, content, OPTIONS);
  if (!found.ok) throw new Error(`${name}: ${found.why}`);
  return found.value;
};
const at = (when: string): number => Date.parse(when) / 1000;

describe('TikTok Studio', () => {
  it('titles with quotes left as they are stay whole, and the year comes from the id', () => {
    const { posts, skipped } = read('tiktok_studio_Content_ru.csv');
    expect(skipped).toEqual([]);
    expect(posts[1]).toMatchObject({ caption: '🧩 Title with "unescaped" quotes...', views: 41_870, likes: 1105 });
    expect(posts[2]?.caption).toBe('🚲 "Two" words quoted inside...');
    expect(posts[3]?.caption).toBe('Plain title, with a comma...');
    // 20 April is of the year before the export of January.
    expect(new Date((posts[4]?.time ?? 0) * 1000).getUTCFullYear()).toBe(2025);
    expect(posts.every(({ dayOnly }) => !dayOnly)).toBe(true);
  });
  it('a byte-order mark, doubled quotes and no newline at the end', () => {
    const { posts } = read('tiktok_studio_Content_en.csv');
    expect(posts).toHaveLength(3);
    expect(posts[0]).toMatchObject({ id: '7681579417844916048', time: at('2026-09-04T07:31:20Z'), views: 51 });
    expect(posts[1]?.caption).toBe('They said "wow" twice');
    expect(posts[2]?.caption).toBe('River day, picnic');
  });
  it.each(['tiktok_studio_Content_ja.csv', 'tiktok_studio_Content_vi.csv'])(
    '%s reads whatever its dates say',
    (name) => {
      const { posts, skipped } = read(name);
      expect(posts.length).toBeGreaterThan(0);
      expect(skipped).toEqual([]);
      for (const { time } of posts) expect(time).toBeGreaterThan(at('2024-01-01T00:00Z'));
    },
  );
  it('the longer variant: 1.3K likes, grouped views, a link with a language behind it', () => {
    const { posts, ignored } = read('tiktok_studio_Content_variant_long.csv');
    expect(posts.map(({ views, likes, saves }) => [views, likes, saves])).toEqual([
      [6100, 310, 38],
      [21_700, 1300, 14],
    ]);
    expect(ignored).toEqual(['Total play time', 'Average watch time', 'Watched full video']);
  });
  it('columns are found by name, never by place', () => {
    const { posts, ignored } = read('tiktok_studio_Content_variant_7day.csv');
    expect(posts.map(({ views, caption }) => [views, caption])).toEqual([
      [23_000, 'What changed?'],
      [3, null],
    ]);
    expect(ignored).toEqual(['Views in the last 7 days']);
  });
  it('follower history gives the newest count; tables without posts are named as such', () => {
    expect(read('tiktok_studio_FollowerHistory.csv').followers).toBeGreaterThan(0);
    for (const name of ['Overview', 'Viewers', 'FollowerActivity', 'FollowerGender', 'FollowerTopTerritories'])
      expect(readExportFile(name, text(`tiktok_studio_${name}.csv`), OPTIONS)).toEqual({
        ok: false,
        why: 'no_posts_inside',
      });
  });
});

describe('TikTok, download your data', () => {
  it.each([
    ['tiktok_user_data_2022.json', 2, 'Video.Videos.VideoList.Date'],
    ['tiktok_user_data_tiktok_2025.json', null, 'Post.Posts.VideoList.Date'],
    ['tiktok_user_data_tiktok_2026.json', 1, 'Post.Posts.VideoList.Date'],
  ] as const)('%s', (name, count, column) => {
    const { posts, columns } = read(name);
    if (count !== null) expect(posts).toHaveLength(count);
    expect(columns).toContain(column);
    for (const post of posts) expect(post).toMatchObject({ views: null, id: null });
  });
  it('an empty list is null, and no failure', () => {
    expect(read('x.json', '{"Post":{"Posts":{"VideoList":null}}}').posts).toEqual([]);
  });
});

describe('YouTube', () => {
  it('the row of totals is named, an id behind a blank is read, an empty share is unknown', () => {
    const { posts, skipped } = read('youtube_studio_Table data_en.csv');
    expect(skipped).toEqual([{ file: 'youtube_studio_Table data_en.csv', line: 2, why: 'summary_row' }]);
    expect(posts[0]).toMatchObject({
      id: '92SwV_4exBa',
      views: 1457,
      stayed: 0.604,
      length: 51,
      dayOnly: true,
      time: at('2026-09-01T12:00Z'),
    });
    expect(posts.find(({ id }) => id === '-ERnpEc53_w')?.stayed).toBeCloseTo(0.717, 9);
    expect(posts.filter(({ stayed }) => stayed === null)).toHaveLength(1);
  });
  it('French numbers, dates and names say the same as English ones', () => {
    const en = read('youtube_studio_Table data_en.csv').posts;
    const fr = read('youtube_studio_Donnees du tableau_fr.csv').posts;
    expect(fr).toEqual(en);
  });
  it('the same table saved again with semicolons', () => {
    const again = text('youtube_studio_Donnees du tableau_fr.csv')
      .split('\n')
      .map((line) => (line.match(/"[^"]*"|[^,]+|(?<=,)(?=,|$)/g) ?? []).join(';'))
      .join('\n');
    expect(read('again.csv', again).posts).toEqual(read('youtube_studio_Donnees du tableau_fr.csv').posts);
  });
  it('long videos are left out of a table, and revenue is never read', () => {
    const name = 'youtube_studio_Table data_longform.csv';
    const { posts, ignored, skipped } = read(name);
    expect([posts, skipped.map(({ why }) => why)]).toEqual([[], ['summary_row', 'too_long']]);
    expect(ignored).toContain('Estimated revenue (USD)');
    const short = read(name, text(name).replace(',812,', ',52,')).posts;
    expect(short[0]).toMatchObject({ caption: 'How to, step by step', length: 52, stayed: null });
    expect(JSON.stringify(short)).not.toContain('1.05');
  });
  it('Takeout knows the hour, not the counts', () => {
    const { posts, ignored } = read('takeout_video metadata_videos.csv');
    expect(posts[0]).toMatchObject({ id: 'zRc5uLFvJgq', time: at('2026-09-02T06:00Z'), length: 82, views: null });
    expect(ignored).toContain('Channel ID');
  });
});

describe('Instagram', () => {
  it('texts read as latin-1 are mended', () => {
    const { posts } = read('instagram_logged_information_past_instagram_insights_reels_en.json');
    expect(posts[0]).toMatchObject({
      caption: 'Café tour ☕ #reels',
      views: 15_000,
      likes: 410,
      length: 32,
      time: 1_735_732_800,
    });
    expect(mend('plain')).toBe('plain');
    expect(mend('déjà vu')).toBe('déjà vu');
  });
  it('photos are no clips, each is named', () => {
    const { posts, skipped } = read('instagram_logged_information_past_instagram_insights_posts_de.json');
    expect(posts).toEqual([]);
    expect(skipped).toEqual([expect.objectContaining({ line: 1, why: 'not_a_reel' })]);
  });
  it('a German account of reels: keys and numbers in German', () => {
    const photo = text('instagram_logged_information_past_instagram_insights_posts_de.json');
    const { posts } = read('reels.json', photo.replace('organic_insights_posts', 'organic_insights_reels'));
    expect(posts[0]).toMatchObject({
      views: 12_860,
      likes: 180,
      comments: 4,
      shares: 41,
      saves: 13,
      caption: 'Grüße aus Köln',
    });
  });
  it('Meta Business Suite has months first', () => {
    const { posts, ignored } = read('meta_business_suite_instagram_content_en.csv');
    expect(posts[0]).toMatchObject({ views: 15_000, saves: 55, time: at('2026-09-15T18:00Z'), dayOnly: false });
    expect(ignored).toEqual(expect.arrayContaining(['Account ID', 'Account username', 'Account name']));
  });
});

describe('files that are something else', () => {
  it.each([
    ['', 'empty'],
    ['\uFEFF \n', 'empty'],
    ['<!DOCTYPE html><html>', 'html_download'],
    ['{"a": 1', 'damaged'],
    ['{"a": 1}', 'unknown_layout'],
    ['Name,Price\nBread,3', 'unknown_layout'],
  ])('%j is %s', (content, why) => expect(readExportFile('x', content, OPTIONS)).toMatchObject({ ok: false, why }));
  it('an empty table of a known layout has no posts and nothing skipped', () => {
    expect(read('x', text('meta_business_suite_instagram_content_en.csv').split('\n')[0])).toMatchObject({
      posts: [],
      skipped: [],
    });
  });
});

describe('rows that cannot be read', () => {
  const HEAD =
    '"Time","Video title","Video link","Post time","Total likes","Total comments","Total shares","Total views"';
  const LINK = 'https://www.tiktok.com/@c/video/7681579417844916048';
  it('are listed with line and reason, the others are kept', () => {
    const { posts, skipped } = read(
      'x',
      [
        HEAD,
        `"d","ok","${LINK}","p","1","2","3","10.000"`,
        `"d","no link","nowhere","p","1","2","3","5"`,
        `"d","no views","${LINK}","p","1","2","3","undefined"`,
        `"d","negative","${LINK}","p","1","2","3","-5"`,
        '"half a row"',
        '',
        `"d","a "b", "c"","${LINK}","p","","","","1.2K"`,
      ].join('\r\n'),
    );
    expect(posts.map(({ caption, views, likes }) => [caption, views, likes])).toEqual([
      ['ok', 10_000, 1],
      ['a "b", "c"', 1200, null],
    ]);
    expect(skipped.map(({ line, why }) => [line, why])).toEqual([
      [3, 'no_id'],
      [4, 'no_views'],
      [5, 'bad_number'],
      [6, 'broken_row'],
    ]);
  });
  it('100,000 rows are read, each', () => {
    const row = `"d","Title with "quotes", commas","${LINK}","p","1","2","3","1,234"`;
    const { posts } = read('x', [HEAD, ...Array.from({ length: 100_000 }, () => row)].join('\n'));
    expect(posts).toHaveLength(100_000);
    expect(posts.at(-1)?.views).toBe(1234);
  });
});

describe('cells', () => {
  it.each([
    ['1200', 1200],
    ['1,200', 1200],
    ['10.000', 10_000],
    ['85\u202F361', 85_361],
    ['12’400', 12_400],
    ['1.2K', 1200],
    ['1,2 M', 1_200_000],
    ['3 mil', 3000],
    ['1200.0', 1200],
    ['0', 0],
    ['-3', null],
    ['undefined', null],
    ['', null],
    ['N/A', null],
    ['many', null],
    ['12,34', null],
  ])('%j is the count %s', (cell, count) => expect(countOf(cell)).toBe(count));
  it.each([
    ['63.8', false, 0.638],
    ['63,8', false, 0.638],
    ['38%', true, 0.38],
    ['0.31', true, 0.31],
    ['', false, null],
  ] as const)('%j as a share', (cell, asShare, share) => {
    const found = percentOf(cell, asShare);
    if (share === null) expect(found).toBeNull();
    else expect(found).toBeCloseTo(share, 12);
  });
  it.each([
    ['0:12', 12],
    ['1:05', 65],
    ['0:00:34', 34],
    ['11.5', 11.5],
    ['51', 51],
    ['x', null],
  ])('%j lasts %s s', (cell, length) => expect(lengthOf(cell)).toBe(length));
  it.each([
    ['Sep 14, 2026', '2026-9-14'],
    ['28 sept. 2026', '2026-9-28'],
    ['14 September 2026', '2026-9-14'],
    ['1 août 2026', '2026-8-1'],
    ['3 de enero de 2026', '2026-1-3'],
    ['15.09.2026', '2026-9-15'],
    ['2026-09-14', '2026-9-14'],
    ['25/12/2026', '2026-12-25'],
    ['12/25/2026', '2026-12-25'],
    ['03/04/2026', '2026-4-3'],
    ['2026年9月13日', '2026-9-13'],
    ['18 января', null],
    ['September 4', null],
    ['2026-02-31', null],
    ['', null],
  ])('%j is the day %s', (cell, day) => {
    const found = writtenDate(cell, false);
    expect(found && `${found.year}-${found.month}-${found.day}`).toBe(day);
  });
  it('an id of TikTok holds its second', () => {
    expect(timeOfTiktokId('7681579417844916048')).toBe(at('2026-09-04T07:31:20Z'));
    expect(timeOfTiktokId('123')).toBeNull();
    expect(timeOfTiktokId('99999999999999999999')).toBeNull();
  });
});

describe('tables', () => {
  it('quotes that never close end with their line, line ends inside quotes count as lines', () => {
    expect(tableOf('a,b\n"x\ny",2\n3,"4').rows).toEqual([
      { line: 2, cells: ['x\ny', '2'] },
      { line: 4, cells: ['3', '4'] },
    ]);
  });
  it('what was written as RFC 4180 is read back', () => {
    const cell = fc.string({ unit: 'grapheme', maxLength: 12 }).map((s) => s.replace(/[\r\0\uFEFF]/g, ''));
    fc.assert(
      fc.property(fc.array(fc.tuple(cell, cell, cell), { minLength: 1, maxLength: 8 }), (rows) => {
        const written = ['h,i,j', ...rows.map((row) => row.map((c) => `"${c.replaceAll('"', '""')}"`).join(','))].join(
          '\r\n',
        );
        expect(tableOf(written).rows.map(({ cells }) => cells)).toEqual(rows);
      }),
    );
  });
  it('known ends', () => expect(knownEnds('"a","b","c","d"', 1, 1)).toEqual(['a', 'b","c', 'd']));
});

describe('what nobody asked for', () => {
  it('other people, places, messages and money reach nothing that is handed on', () => {
    const SECRET = 'SECRET-9f3';
    const user = JSON.parse(text('tiktok_user_data_tiktok_2026.json')) as Record<string, unknown>;
    const poisoned = JSON.stringify({
      ...user,
      'Direct Message': { 'Chat History': { [SECRET]: [{ From: SECRET, Content: SECRET }] } },
      'Login History': [{ IP: SECRET }],
      Post: {
        Posts: {
          VideoList: [
            {
              Date: '2026-09-04 05:33:20',
              Link: SECRET,
              Likes: '1',
              Location: SECRET,
              CoverImage: SECRET,
              Title: 'ok',
            },
          ],
        },
      },
    });
    const meta = text('meta_business_suite_instagram_content_en.csv').replace(
      '1784,creator,Creator',
      `${SECRET},${SECRET},${SECRET}`,
    );
    const longform = text('youtube_studio_Table data_longform.csv').replace('1.05', SECRET);
    const reading = readExport(
      [
        { name: 'a', text: poisoned },
        { name: 'b', text: meta },
        { name: 'c', text: longform },
      ],
      OPTIONS,
    );
    expect(reading.read).toHaveLength(3);
    expect(JSON.stringify(reading)).not.toContain(SECRET);
  });
  it('every sample is read or named', () => {
    for (const name of readdirSync(SAMPLES).filter((each) => !each.endsWith('.zip'))) {
      const found = readExportFile(name, text(name), OPTIONS);
      if (!found.ok) expect(found.why).toBe('no_posts_inside');
    }
  });
});
