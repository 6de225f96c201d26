/** The command line: what a table asks, what goes out, what a second run skips, and the exit codes. */
import { appendFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { toolNamed } from '#contracts/tools/all.ts';
import { parseToolRequest } from '#contracts/tools/tool.ts';
import { predictionHash, type Predicted } from '#core/learn/prediction.ts';
import { EXIT, main } from '../presage.ts';
import { answersTo } from './answers.ts';
import { clipsIn } from './clips.ts';
import { progressOn } from './progress.ts';
import { requestsFrom, type Usual } from './requests.ts';
import { namedTable } from './table.ts';

const USUAL: Usual = {
  platform: 'tiktok',
  caption: '',
  shown: '',
  zone: null,
  country: null,
  account: null,
  priors: true,
  worded: false,
  together: false,
  now: Date.UTC(2026, 10, 1),
};
/** Rows as a file has them. */
const csv = (...rows: readonly Readonly<Record<string, string>>[]) =>
  namedTable([Object.keys(rows[0] ?? {}), ...rows.map(Object.values)].map((cells) => cells.join(',')).join('\n'));

let folder: string;
let out: string;
let err: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'presage-cli-'));
  [out, err] = ['', ''];
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => ((out += String(text)), true));
  vi.spyOn(process.stderr, 'write').mockImplementation((text) => ((err += String(text)), true));
  vi.spyOn(console, 'error').mockImplementation((text) => void (err += `${String(text)}\n`));
  vi.spyOn(console, 'log').mockImplementation((text) => void (out += `${String(text)}\n`));
});
afterEach(() => {
  vi.restoreAllMocks();
  rmSync(folder, { recursive: true, force: true });
});
const file = (name: string, text: string): string => {
  writeFileSync(join(folder, name), text);
  return join(folder, name);
};

describe('a table', () => {
  it.each([
    ['score', { caption: 'bread', platform: 'reels' }],
    ['features', { caption: 'bread' }],
    ['sentiment', { text: 'lovely' }],
    ['peak', { video: 'a', age_h: '60', views: '4200', likes: '' }],
    ['timing', { time: '2026-05-01T12:00:00Z', views: '900' }],
    ['peers', { account: 'one', time: '2026-05-01T12:00:00Z', views: '900', caption: 'bread', dur_s: '21' }],
  ])('of %s gives requests that the tool takes', (name, record) => {
    const { asking, unread } = requestsFrom(name, csv(record as unknown as Record<string, string>), USUAL);
    const tool = toolNamed(name);
    if (!tool) throw new Error(name);
    expect(unread).toEqual([]);
    for (const { request } of asking) expect(parseToolRequest(tool, request)).toMatchObject({ ok: true });
    expect(asking).toHaveLength(1);
  });

  it('of accounts is one question about peers, and one for each account about likeness', () => {
    const rows = ['one', 'two', 'one', ''].map((account, i) => ({
      account,
      views: String(900 + i),
      followers: account === 'two' ? '2100' : '',
    }));
    const peers = requestsFrom('peers', csv(...rows), USUAL);
    expect(peers.unread).toEqual([{ where: 'line 5', why: 'names no account' }]);
    expect(peers.asking).toMatchObject([
      {
        row: 'all',
        request: { own: null, peers: [{ name: 'one', posts: [{ views: 900 }, { views: 902 }] }, { followers: 2100 }] },
      },
    ]);
    const affinity = requestsFrom('affinity', csv(...rows), USUAL);
    expect(affinity.asking).toMatchObject([{ row: 'two', request: { a: { name: 'one' }, b: { name: 'two' } } }]);
    const tool = toolNamed('affinity');
    expect(tool && parseToolRequest(tool, affinity.asking[0]?.request)).toMatchObject({ ok: true });
  });

  it('of peers, parts and covers has a row for each', async () => {
    const ask = async (name: string): Promise<string[]> => {
      out = '';
      const path = file(`${name}.json`, JSON.stringify(toolNamed(name)?.example));
      expect(await main([name, '--in', path, '--format', 'table'])).toBe(EXIT.well);
      return out.trimEnd().split('\n');
    };
    const peers = await ask('peers');
    expect(peers[0]).toMatch(/^row +account +posts +usual_views/);
    expect(peers.slice(1).map((line) => line.split(/ +/)[1])).toEqual(['own', 'one', 'two']);
    expect((await ask('affinity')).map((line) => line.split(/ +/)[1])).toEqual([
      'part',
      'all',
      'words',
      'tags',
      'topics',
      'size',
      'response',
      'hours',
    ]);
    expect((await ask('cover')).map((line) => line.split(/ +/)[1]).slice(0, 3)).toEqual(['place', '1', '2']);
  });

  it('of readings puts those of one video together, with the counts of the latest', () => {
    const rows = [
      { video: 'a', age_h: '98', plays: '5100', likes: '350' },
      { video: 'b', age_h: '3', plays: '7', likes: '' },
      { video: 'a', age_h: '50', plays: '4200', likes: '310' },
      { video: 'a', age_h: '', plays: '1', likes: '' },
    ];
    const { asking, unread } = requestsFrom('peak', csv(...rows), USUAL);
    expect(asking.map(({ row }) => row)).toEqual(['a', 'b']);
    expect(asking[0]?.request).toMatchObject({
      readings: [
        { ageH: 98, views: 5100 },
        { ageH: 50, views: 4200 },
      ],
      likes: 350,
    });
    expect(unread).toEqual([{ where: 'row 4', why: 'age_h is no number of hours' }]);
  });
});

describe('tables as people write them', () => {
  const table = (text: string) => namedTable(text);

  it('with a byte-order mark, semicolons and quotes inside give the same questions', () => {
    const plain = requestsFrom('caption', table('caption,platform\n"One, two",reels\n'), USUAL);
    const other = requestsFrom('caption', table('\uFEFFTitre;Platform\r\n"One, two";reels\r\n'), USUAL);
    expect(other).toEqual(plain);
    const quoted = requestsFrom('caption', table('caption\n"He said ""wow"", twice"\n'), USUAL);
    expect(quoted.asking[0]?.request).toMatchObject({ draft: { caption: 'He said "wow", twice' } });
  });

  it('without the column a tool rests on are refused by name, not answered with nothing', () => {
    for (const tool of ['caption', 'sentiment', 'peak', 'peers', 'compare'])
      expect(() => requestsFrom(tool, table('a;b\n1;2\n'), USUAL)).toThrow(/has no column .*It has: a, b\./);
    expect(
      requestsFrom('caption', table('platform\nreels\n'), { ...USUAL, worded: true, caption: 'x' }).asking,
    ).toHaveLength(1);
  });

  it('may be empty, emoji only or ten thousand letters long; longer is refused by its row', async () => {
    const rows = ['""', '👍👍', '你好 мир', '"#a, #b-c!"', 'x'.repeat(10_000), 'y'.repeat(10_001)];
    expect(await main(['caption', '--in', file('c.csv', `caption\n${rows.join('\n')}\n`), '--format', 'json'])).toBe(
      EXIT.rows,
    );
    const answered = out
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as { row: string; why: string | null });
    expect(answered.map(({ row }) => row)).toEqual(['1', '2', '3', '4', '5']);
    expect(answered[0]?.why).toBe('empty');
    expect(err).toMatch(/row 6: .*10000/);
  });

  it('of posts are read with their own numbers and dates, on the clock of the audience', () => {
    const text =
      'Date;Vues\n12 septembre 2026 18:00;1 200\n13/09/2026;900\n14/09/2026 18:00;-5\n15/09/2026;2,3 k\n2031-01-01;5\n';
    const { asking, unread } = requestsFrom('timing', table(text), { ...USUAL, country: 'FR' });
    expect(asking[0]?.request).toMatchObject({
      posts: [
        { time: Date.UTC(2026, 8, 12, 16) / 1000, views: 1200 },
        // A day says nothing of the hour.
        { time: null, views: 900 },
        { time: null, views: 2300 },
      ],
    });
    expect(unread).toEqual([
      { where: 'line 4', why: 'has views that are no whole number' },
      { where: 'line 6', why: 'lies in the future' },
    ]);
  });

  it('of a hundred thousand posts are one question that the tool takes, and say what was left out', () => {
    const rows = Array.from({ length: 100_000 }, (_, i) => `20${10 + (i % 16)}-0${1 + (i % 9)}-11 0${i % 9}:00,${i}`);
    const { asking, unread } = requestsFrom('timing', table(`time,views\n${rows.join('\n')}\n`), {
      ...USUAL,
      zone: 'UTC',
    });
    const tool = toolNamed('timing');
    expect(tool && parseToolRequest(tool, asking[0]?.request)).toMatchObject({ ok: true });
    expect(unread).toEqual([{ where: 'the table', why: expect.stringContaining('95000 older posts') }]);
  });

  it('of comments are one question each, or one together', () => {
    const text = 'id,comment\n1,love it\n2,\n3,"part 2, please"\n';
    expect(requestsFrom('sentiment', table(text), USUAL)).toMatchObject({
      asking: [{ row: '1' }, { row: '3' }],
      unread: [{ where: 'row 2', why: 'has no words' }],
    });
    expect(requestsFrom('sentiment', table(text), { ...USUAL, together: true }).asking).toEqual([
      { row: 'all', request: { schema: 1, comments: ['love it', 'part 2, please'] } },
    ]);
  });

  it('of readings with an age that is no number of hours, or a count that is none, say so', () => {
    const { asking, unread } = requestsFrom('peak', table('video,age_h,views,likes\na,0:12,7,\nb,72,1.2K,x\n'), USUAL);
    expect(asking).toMatchObject([{ row: 'b', request: { readings: [{ ageH: 72, views: 1200 }], likes: null } }]);
    expect(unread.map(({ where }) => where)).toEqual(['row 1', 'row 2']);
  });
});

describe('answers', () => {
  const answer = (row: string) => ({
    key: `k${row}`,
    row,
    whole: { score: Number(row) },
    cells: [{ score: Number(row), said: 'a, "b"' }],
  });

  it.each(['answers.jsonl', 'answers.csv'])(
    'in %s are not asked for again, also after a run that was cut off',
    (name) => {
      const path = join(folder, name);
      const first = answersTo({ out: path }, process.stdout);
      for (const row of ['1', '2']) first.add(answer(row));
      first.end();
      appendFileSync(path, '{"row":"3","key":"k3","sc'); // killed in the middle of a line
      const second = answersTo({ out: path }, process.stdout);
      expect(['1', '2', '3'].map((row) => second.has(`k${row}`))).toEqual([true, true, false]);
      second.add(answer('3'));
      const lines = readFileSync(path, 'utf8').trimEnd().split('\n');
      expect(lines).toHaveLength(name.endsWith('csv') ? 4 : 3);
      if (name.endsWith('csv')) expect(lines.slice(0, 2)).toEqual(['key,row,score,said', 'k1,1,1,"a, ""b"""']);
    },
  );

  it('go into no file of another tool', () => {
    const path = join(folder, 'x.csv');
    answersTo({ out: path }, process.stdout).add(answer('1'));
    const other = answersTo({ out: path }, process.stdout);
    expect(() => other.add({ ...answer('2'), cells: [{ label: 'positive' }] })).toThrow('other columns');
  });

  it('on a terminal are a table with columns below one another', () => {
    const answers = answersTo({}, { isTTY: true, write: (text) => process.stdout.write(text) });
    answers.add(answer('1'));
    answers.add({ ...answer('22'), cells: [{ score: null, said: 'y' }] });
    answers.end();
    expect(out).toBe('row  score  said\n1    1      a, "b"\n22   –      y\n');
  });
});

describe('progress', () => {
  it('rewrites one line on a terminal, and says each tenth elsewhere', () => {
    let text = '';
    let now = 0;
    const bar = progressOn({ isTTY: true, write: (part) => (text += part) }, 4, () => now);
    now = 1000;
    bar.step('one.mp4');
    expect(text).toBe('\r\u001b[K[######------------------] 1/4 one.mp4, 3 s left');
    text = '';
    const lines = progressOn({ write: (part) => (text += part) }, 40, () => now);
    for (let i = 0; i < 40; i++) lines.step('x');
    expect(text.split('\n').filter((line) => line !== '')).toHaveLength(10);
  });
});

describe('presage', () => {
  const captions = 'caption,platform\n"One, two",tiktok\nSoup,reels\n';

  it('answers every row, and nothing when it runs again', async () => {
    const path = file('captions.csv', captions);
    const into = join(folder, 'answers.jsonl');
    expect(await main(['features', '--in', path, '--out', into])).toBe(EXIT.well);
    const lines = readFileSync(into, 'utf8').trimEnd().split('\n');
    expect(lines.map((line) => (JSON.parse(line) as { row: string }).row)).toEqual(['1', '2']);
    expect(await main(['features', '--in', path, '--out', into])).toBe(EXIT.well);
    expect(readFileSync(into, 'utf8').trimEnd().split('\n')).toEqual(lines);
    expect(err).toContain('2 of 2 are in');
  });

  it('names a row that cannot be read, answers the others, and ends with 3', async () => {
    const path = file('captions.csv', `${captions}Bread,myspace\n`);
    expect(await main(['features', '--in', path, '--format', 'json'])).toBe(EXIT.rows);
    expect(err).toContain('row 3: draft.platform');
    expect(out.trimEnd().split('\n')).toHaveLength(2);
  });

  it('takes JSON: one request, a list, or one a line', async () => {
    const one = '{"draft":{"caption":"Soup"}}';
    for (const [text, n] of [
      [one, 1],
      [`[${one},${one}]`, 2],
      [`${one}\n${one}\n${one}\n`, 3],
    ] as const) {
      out = '';
      expect(await main(['features', '--in', file('asked.json', text), '--format', 'json'])).toBe(EXIT.well);
      expect(out.trimEnd().split('\n')).toHaveLength(n);
    }
  });

  it.each([
    [[]],
    [['no-such-tool', '--caption', 'x']],
    [['features']],
    [['features', '--in', 'no-such-file.csv']],
    [['features', '--caption', 'x', '--out', 'answers.xlsx']],
    [['features', '--caption', 'x', '--format', 'xml']],
    [['features', '--captoin', 'x']],
    [['features', '--caption', 'x', '--host', 'not an address']],
    [['features', 'no-such-clip.mp4']],
    [['caption', 'clip.mp4']],
    [['compare', 'no-such-clip.mp4']],
    [['cover', 'no-such-picture.jpg']],
    [['timing', '--together', '--in', 'posts.csv']],
    [['score', 'no-such-clip.mp4']],
  ])('ends %j with 2 and a sentence', async (argv) => {
    expect(await main(argv)).toBe(EXIT.usage);
    expect(`${out}${err}`).not.toBe('');
  });

  it('lists every tool', async () => {
    expect(await main(['help'])).toBe(EXIT.well);
    for (const name of ['score', 'analyze', 'features', 'timing', 'sentiment', 'peak', 'score-table'])
      expect(out).toContain(`\n  ${name}`);
  });

  it('finds the clips of a folder, and says when there are none', () => {
    file('b.mp4', '');
    file('a.MOV', '');
    file('notes.txt', '');
    expect(clipsIn([folder]).map((path) => path.slice(folder.length + 1))).toEqual(['a.MOV', 'b.mp4']);
    const empty = mkdtempSync(join(folder, 'empty-'));
    expect(() => clipsIn([empty])).toThrow('holds no clips');
  });
});

describe('presage with a host', () => {
  let server: Server;
  const answers: { status: number; headers?: Record<string, string>; body: unknown }[] = [];
  let asked: { url: string; token: string | undefined }[] = [];
  beforeEach(async () => {
    [answers.length, asked] = [0, []];
    server = createServer((request, reply) => {
      asked.push({ url: request.url ?? '', token: request.headers.authorization });
      const { status, headers, body } = answers.shift() ?? { status: 500, body: {} };
      reply.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  });
  afterEach(() => void server.close());
  const ask = (): Promise<number> => {
    const { port } = server.address() as AddressInfo;
    return main([
      'timing',
      '--in',
      file('posts.csv', 'time,views\n1788000000,900\n'),
      '--host',
      `http://127.0.0.1:${port}`,
      '--token',
      'presage_x',
      '--format',
      'json',
    ]);
  };
  const good = { schema: 1, timing: null, why: 'no_zone', plan: null };

  it('asks its tool with the token, and waits as long as it says', async () => {
    answers.push({ status: 429, headers: { 'retry-after': '0' }, body: {} }, { status: 200, body: good });
    expect(await ask()).toBe(EXIT.well);
    expect(asked).toEqual([1, 2].map(() => ({ url: '/v1/tools/timing', token: 'Bearer presage_x' })));
    expect(JSON.parse(out)).toMatchObject({ why: 'no_zone' });
  });

  it('that fails ends with 1, one that refuses with 3', async () => {
    answers.push({ status: 500, body: {} });
    expect(await ask()).toBe(EXIT.broken);
    const detail = 'The body was not taken.';
    const problem = { type: 'about:blank', title: 'x', status: 422, code: 'invalid', detail, requestId: 'r' };
    answers.push({ status: 422, body: problem });
    expect(await ask()).toBe(EXIT.rows);
    expect(err).toContain(detail);
  });
});

describe('a fingerprint', () => {
  const report = {
    id: 'r1',
    madeAt: 1_790_000_000_000,
    clip: { hash: 'c'.repeat(64), name: 'bread.mp4' },
    features: { set: 'f', values: {} },
    models: [{ id: 'reach', version: '1.0', sha256: 'a'.repeat(64) }],
    score: { value: 64, low: 38, high: 80, basis: 'learned', reference: 'own_posts', dots: [38, 64, 80], pBeats: 0.7 },
  };
  const write = (value: unknown): string => {
    const path = join(folder, 'report.json');
    writeFileSync(path, JSON.stringify(value));
    return path;
  };

  it('is the one that a link made before posting carries, and another once a number was changed', async () => {
    expect(await main(['fingerprint', write(report)])).toBe(EXIT.well);
    expect(await main(['fingerprint', write({ ...report, score: { ...report.score, value: 65 } })])).toBe(EXIT.well);
    const [first, second] = out.split('\n').map((line) => line.split(' ')[0]);
    expect(first).toBe(predictionHash(report as Predicted));
    expect(second).not.toBe(first);
  });

  it('of something else is refused in one sentence', async () => {
    expect(await main(['fingerprint', write({ id: 'r1' })])).toBe(EXIT.usage);
    expect(err).toContain('is no report of this app');
    expect(await main(['fingerprint'])).toBe(EXIT.usage);
  });
});
