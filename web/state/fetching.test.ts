/** What is fetched from other places: accounts of the field, and comments. */
import { describe, expect, it } from 'vitest';
import { fail, ok } from '#core/failure.ts';
import type { Platform } from '#core/flow.ts';
import type { CommentsReading } from '#core/advise/comments.ts';
import { memoryAccountsOutside, memoryCommentPages, memoryKept } from '../screens/testing/memory.ts';
import { Field, postAddress, type AccountsDoor } from './field.svelte.ts';
import { Listening, type CommentPagesDoor } from './listening.svelte.ts';

const NOW = Date.UTC(2026, 10, 5, 12);
const DAY = 86_400_000;
const aField = (door: AccountsDoor, shelf = memoryKept(), platform: Platform = 'shorts') =>
  new Field(
    shelf,
    { own: () => null, ownName: () => 'You', platform: () => platform, zone: 'UTC' },
    async () => fail({ code: 'cancelled' }),
    door,
  );
const until = (done: AbortSignal): Promise<never> =>
  new Promise((_, reject) => done.addEventListener('abort', () => reject(new DOMException('stopped', 'AbortError'))));

describe('a named account', () => {
  it('is fetched at a press, kept, and there offline with the day it was read', async () => {
    const shelf = memoryKept();
    const field = aField(memoryAccountsOutside(false, NOW), shelf);
    expect((await field.fetch('@invented', null, true))?.posts).toHaveLength(12);
    const again = aField(memoryAccountsOutside(true, NOW), shelf);
    await again.load(NOW);
    expect(again.peers).toMatchObject([
      {
        name: 'Invented',
        fetched: { account: '@invented', source: 'youtube_feed', readAt: NOW - 7_200_000, left: { notShort: 3 } },
      },
    ]);
    // Oldest first, as all accounts.
    expect(again.peers[0]?.posts.at(-1)).toMatchObject({ id: 'invented000', views: 5200 });
    expect(await again.fetch('@invented', null, false)).toBeNull();
    expect([again.trouble, again.peers.length]).toEqual(['offline', 1]);
    await again.fetch('@invented', null, true);
    expect([again.trouble, again.peers.length]).toEqual(['unreachable', 1]);
  });

  it('again is newer figures in the same place', async () => {
    const field = aField(memoryAccountsOutside(false, NOW));
    await field.fetch('@first', null, true);
    await field.fetch('@second', null, true);
    await field.fetch('@first', null, true);
    expect(field.peers.map(({ name }) => name)).toEqual(['First', 'Second']);
  });

  it('has its figures deleted on the day that its source asks for, and stays to be fetched again', async () => {
    const shelf = memoryKept();
    await aField(memoryAccountsOutside(false, NOW), shelf).fetch('@invented', null, true);
    const field = aField(memoryAccountsOutside(false, NOW), shelf);
    await field.load(NOW + 30 * DAY);
    expect(field.peers).toMatchObject([{ name: 'Invented', posts: [], fetched: { account: '@invented' } }]);
    expect(JSON.stringify(await shelf.get('peers'))).not.toMatch(/Loaf/);
  });

  it('that is none is not asked for; one that is not there is said', async () => {
    let asked = 0;
    const field = aField((...request) => ((asked += 1), memoryAccountsOutside(false, NOW)(...request)));
    await field.fetch('https://evil.example/x y', null, true);
    expect([field.trouble, asked]).toEqual(['wrong', 0]);
    await field.fetch('@nobody', null, true);
    expect([field.trouble, asked]).toEqual(['unread.not_there', 1]);
  });

  it('can be given up while it is fetched; nothing changes', async () => {
    const field = aField((_asked, signal) => until(signal));
    const going = field.fetch('@invented', null, true);
    expect(field.fetching).toBe('@invented');
    field.cancel();
    expect([await going, field.fetching, field.trouble, field.peers.length]).toEqual([null, null, 'cancelled', 0]);
  });

  it('sends the token of its platform along, once', async () => {
    const sent: unknown[] = [];
    const field = aField(
      async (asked) => (sent.push(asked), memoryAccountsOutside(false, NOW)(asked, AbortSignal.any([]))),
      memoryKept(),
      'reels',
    );
    await field.fetch('instagram.com/invented.kitchen', 'EAA-token', true);
    expect(sent).toEqual([{ platform: 'reels', account: '@invented.kitchen', token: 'EAA-token' }]);
  });

  it('has posts that can be seen where they are', () => {
    expect(postAddress('shorts', 'inventedS01')).toBe('https://www.youtube.com/shorts/inventedS01');
    expect(postAddress('reels', 'javascript:x')).toBeNull();
    expect(postAddress('tiktok', '7681549010683193153')).toBeNull();
  });
});

describe('fetched comments', () => {
  const READING = { n: 0, skipped: { empty: 0, repeated: 0, tooMany: 0 }, feelings: null, typical: [], kinds: [] };
  const read: string[][] = [];
  const reader = async (source: string | File) => (
    read.push(String(source).split('\n')),
    ok({ reading: READING satisfies CommentsReading, lines: null })
  );
  const SHORT = 'https://youtube.com/shorts/inventedS01';
  const ask = (over: object = {}) => ({ link: SHORT, token: null, most: 1000, online: true, ...over });

  it('of a large file are read without a field that would take long to lay out', async () => {
    const lines = Array.from({ length: 20_000 }, (_, n) => `a comment ${n}`).join('\n');
    const listening = new Listening(memoryKept(), 'new', async () => ok({ reading: READING, lines }));
    await listening.open(new File(['x'], 'many.csv'));
    expect([listening.longLines, listening.text.length > 100_000]).toEqual([20_000, true]);
    listening.clear();
    expect(listening.longLines).toBeNull();
    listening.undo();
    expect(listening.longLines).toBe(20_000);
  });

  it('come page after page, a line each, and are read on the device', async () => {
    const listening = new Listening(memoryKept(), 'new', reader);
    await listening.fetch(memoryCommentPages(false, NOW), ask());
    expect(listening.text.split('\n')).toHaveLength(12);
    expect(read.at(-1)).toContain('Please do a gluten-free one, number 2');
    expect(listening.from).toEqual({ link: SHORT, readAt: NOW, keepUntil: NOW + 30 * DAY });
  });

  it('that were pasted are kept by the time their answer stands, and no older ones come over them', async () => {
    const shelf = memoryKept();
    const pasted = new Listening(shelf, 'new', reader);
    pasted.text = 'What flour is this?';
    await pasted.read();
    const next = new Listening(shelf, 'new', reader);
    const loading = next.load(NOW);
    next.text = 'Written while it loads';
    await loading;
    expect(next.text).toBe('Written while it loads');
    next.leave();
    const third = new Listening(shelf, 'new', reader);
    await third.load(NOW);
    expect(third.text).toBe('What flour is this?');
  });

  it('are no more than were asked for', async () => {
    let pages = 0;
    const door: CommentPagesDoor = (...request) => ((pages += 1), memoryCommentPages(false, NOW)(...request));
    const listening = new Listening(memoryKept(), 'new', reader);
    await listening.fetch(door, ask({ most: 5 }));
    expect([listening.text.split('\n').length, pages]).toEqual([5, 2]);
  });

  it('that came before the person had enough are read', async () => {
    const door: CommentPagesDoor = (asked, signal) =>
      asked.page === null ? memoryCommentPages(false, NOW)(asked, signal) : until(signal);
    const listening = new Listening(memoryKept(), 'new', reader);
    const going = listening.fetch(door, ask());
    while (listening.fetched !== 4) await Promise.resolve();
    listening.stopFetching();
    await going;
    expect(listening.text.split('\n')).toHaveLength(4);
    expect(listening.fetched).toBeNull();
  });

  it('go from the device on their day', async () => {
    const shelf = memoryKept();
    await new Listening(shelf, 'new', reader).fetch(memoryCommentPages(false, NOW), ask());
    const later = new Listening(shelf, 'new', reader);
    await later.load(NOW + 29 * DAY);
    expect(later.text).not.toBe('');
    const over = new Listening(shelf, 'new', reader);
    await over.load(NOW + 30 * DAY);
    expect([over.text, over.over]).toEqual(['', true]);
    expect(JSON.stringify(await shelf.get('comments:new'))).not.toMatch(/flour/);
  });

  it('come back with their day after they were cleared', async () => {
    const listening = new Listening(memoryKept(), 'new', reader);
    await listening.fetch(memoryCommentPages(false, NOW), ask());
    listening.clear();
    expect(listening.from).toBeNull();
    listening.undo();
    expect(listening.from?.link).toBe(SHORT);
  });

  it('of TikTok are said not to be had, and what is no link is not asked for', async () => {
    const listening = new Listening(memoryKept(), 'new', reader);
    await listening.fetch(
      memoryCommentPages(false, NOW),
      ask({ link: 'https://www.tiktok.com/@a/video/7681549010683193153' }),
    );
    expect(listening.trouble).toBe('unread.no_interface');
    await listening.fetch(memoryCommentPages(false, NOW), ask({ link: 'bread' }));
    expect(listening.trouble).toBe('wrong');
    await listening.fetch(memoryCommentPages(true, NOW), ask());
    expect(listening.trouble).toBe('unreachable');
  });

  it('pasted by an older version of the app are still there', async () => {
    const shelf = memoryKept();
    await shelf.put('comments:new', 'so good');
    const listening = new Listening(shelf, 'new', reader);
    await listening.load(NOW);
    expect([listening.text, listening.from]).toEqual(['so good', null]);
  });
});
