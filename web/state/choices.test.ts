import { describe, expect, test } from 'vitest';
import { ok } from '#core/failure.ts';
import { account, flatbread } from '../screens/testing/invented.ts';
import { memoryAccounts, memorySettings } from '../screens/testing/memory.ts';
import { Accounts, mergePosts } from './accounts.svelte.ts';
import { Announcer } from './announcer.svelte.ts';
import { OfflineParts } from './offline-parts.svelte.ts';
import { Preferences } from './preferences.svelte.ts';
import { clipTitle, fileTitle } from './reading.ts';
import { adviceWords, changeWords, reasonWords, unitValue } from './saying.ts';
import { Words } from './words.svelte.ts';

const words = new Words(['en']);
await words.use('auto');

describe('choices', () => {
  const storage = () => {
    const kept = new Map<string, string>();
    return {
      kept,
      getItem: (key: string) => kept.get(key) ?? null,
      setItem: (key: string, value: string) => void kept.set(key, value),
    };
  };
  test('are stored, and theme and language are known before the database answers', async () => {
    const hints = storage();
    const shelf = memorySettings();
    const first = new Preferences(shelf, hints);
    await first.set('theme', 'dark');
    await first.set('language', 'fr');
    expect(shelf.now()).toMatchObject({ theme: 'dark', language: 'fr' });
    const next = new Preferences(memorySettings(), hints);
    expect([next.theme, next.language]).toEqual(['dark', 'fr']);
  });
  test('a damaged hint is no hint', () => {
    const hints = storage();
    hints.kept.set('presage.first-paint', '{"theme":"plaid"');
    expect(new Preferences(memorySettings(), hints).theme).toBeNull();
  });
  test('the button turns round what is seen, not what was chosen', async () => {
    const own = new Preferences(memorySettings(), null);
    await own.flipTheme(true);
    expect(own.theme).toBe('light');
  });
});

describe('an account', () => {
  test('belongs to one app', async () => {
    const accounts = new Accounts(memoryAccounts([account]));
    await accounts.load();
    await accounts.setFollowers('reels', 900);
    expect(accounts.of('reels')).toEqual({ platform: 'reels', followers: 900, posts: [], readAt: null });
    expect(accounts.of('tiktok')?.posts).toHaveLength(42);
    expect(accounts.of('shorts')).toBeNull();
  });
  test('posts stay oldest first; the same moment read again takes the newer views', () => {
    const post = (time: number | null, views: number) => ({ time, views, caption: null, length: null });
    expect(mergePosts([post(20, 5), post(null, 1)], [post(10, 7), post(20, 9)]).map(({ views }) => views)).toEqual([
      1, 7, 9,
    ]);
  });
});

describe('words of a report', () => {
  test('a title is the first line without hashtags, else the name of the file', () => {
    expect(clipTitle(flatbread)).toBe('One pan, no yeast, eight minutes');
    expect(clipTitle({ ...flatbread, draft: { ...flatbread.draft, caption: '#fyp' } })).toBe('One-pan flatbread');
    expect(fileTitle('IMG_2031.MOV')).toBe('IMG 2031');
    expect(fileTitle('.mp4')).toBe('.mp4');
  });
  test('a log10 of recent views is told as times', () => {
    const said = reasonWords({ name: 'recent_posts', value: Math.log10(2), points: 3, basis: 'learned' }, words);
    expect(said.because).toContain('2.0\u00A0×');
  });
  test('a word of the caption is told by itself', () => {
    expect(reasonWords({ name: 'word:pan', value: 'pan', points: 1, basis: 'learned' }, words).name).toBe(
      'The word “pan”',
    );
  });
  test('a check tells value, limit and next step; a fine one is named plainly', () => {
    const check = { code: 'text_contrast', value: 2.6, threshold: 4.5, unit: 'ratio', severity: 'fix' } as const;
    expect(adviceWords(check, words)).toEqual({
      name: 'Text is hard to read',
      because: 'Contrast 2.6\u00A0:\u00A01; 4.5\u00A0:\u00A01 is the limit (WCAG 1.4.3).',
      todo: 'Add a dark plate behind it.',
      value: '2.6\u00A0:\u00A01',
    });
    expect(adviceWords({ ...check, severity: 'fine' }, words).name).toBe('Contrast of text');
  });
  test('an edit says from what to what', () => {
    const { change } = flatbread.explanation;
    expect(change && changeWords(change, words).todo).toBe(
      'Take the edge off the sound: from 5,200\u00A0Hz down to 3,500\u00A0Hz.',
    );
  });
  test('a code without words keeps its name', () => {
    expect(reasonWords({ name: 'brand_new', value: 1, points: 1, basis: 'learned' }, words)).toEqual({
      name: 'brand new',
      because: null,
    });
  });
  test('a tiny share is not told as nothing', () => {
    expect(unitValue(0.0004, 'share', words.format)).toBe('0.04\u00A0%');
  });
});

test('a screen reader hears at most one sentence in two seconds, and the newest', () => {
  let now = 0;
  const timers: (() => void)[] = [];
  const announcer = new Announcer(() => now, { set: (run) => timers.push(run) });
  announcer.say('one');
  announcer.say('two');
  announcer.say('three');
  expect(announcer.said).toBe('one');
  now = 2000;
  timers[0]?.();
  expect(announcer.said).toBe('three');
  expect(timers).toHaveLength(1);
});

test('a part kept for offline shows its progress, then that it is here', async () => {
  let release = (): void => {};
  const parts = new OfflineParts({
    list: async () => ok([{ name: 'ffmpeg', files: [{ bytes: 30, gzBytes: 10 }] }]),
    keep: async (_part, onProgress) => {
      onProgress(15, 30);
      await new Promise<void>((resolve) => (release = resolve));
      return ok(undefined);
    },
  });
  await parts.load();
  const keeping = parts.keep('ffmpeg');
  expect(parts.all).toEqual([{ name: 'ffmpeg', gzBytes: 10, bytes: 30, progress: 0.5, kept: false }]);
  release();
  await keeping;
  expect(parts.all[0]).toMatchObject({ progress: null, kept: true });
});
