import { describe, expect, it } from 'vitest';
import { postLink, postedAtOf } from './result-link.ts';

describe('a posted link', () => {
  it.each([
    ['https://www.youtube.com/shorts/abcDEF123_-', 'shorts', 'abcDEF123_-'],
    ['youtube.com/shorts/abcDEF123_-?feature=share', 'shorts', 'abcDEF123_-'],
    ['https://youtu.be/abcDEF123_-?si=x', 'shorts', 'abcDEF123_-'],
    ['https://m.youtube.com/watch?app=desktop&v=abcDEF123_-&t=3', 'shorts', 'abcDEF123_-'],
    [' https://www.tiktok.com/@creator.name/video/7681549010683193153?lang=en ', 'tiktok', '7681549010683193153'],
    ['https://www.instagram.com/reel/C9aB_d-EfGh/?igsh=1', 'reels', 'C9aB_d-EfGh'],
    ['instagram.com/creator.name/reel/C9aB_d-EfGh', 'reels', 'C9aB_d-EfGh'],
    ['https://www.instagram.com/p/C9aB_d-EfGh/', 'reels', 'C9aB_d-EfGh'],
  ])('%s is a post of its platform', (link, platform, post) => {
    expect(postLink(link)).toEqual({ platform, post });
  });

  it.each([
    '',
    'not a link',
    'https://evil.example/shorts/abcDEF123_-',
    'https://youtube.com.evil.example/shorts/abcDEF123_-',
    'https://youtube.com@evil.example/shorts/abcDEF123_-',
    'https://user:pass@youtube.com/shorts/abcDEF123_-',
    'https://youtube.com:444/shorts/abcDEF123_-',
    'https://evil.example/?https://youtu.be/abcDEF123_-',
    'ftp://youtu.be/abcDEF123_-',
    'https://youtu.be/short',
    'https://youtu.be/abcDEF123_-X',
    'https://vm.tiktok.com/ZMabc/',
    'https://www.tiktok.com/@a/video/12',
    'https://www.tiktok.com/@a/photo/7681549010683193153',
    'https://www.instagram.com/creator/',
    'http://169.254.169.254/latest/meta-data',
    `https://youtu.be/abcDEF123_-?${'x'.repeat(3000)}`,
  ])('%s is none', (link) => {
    expect(postLink(link)).toBeNull();
  });
});

describe('the time of a post', () => {
  it('is in the id on TikTok', () => {
    // 7681579417844916048 >> 32 is 2026-09-04 07:31:20 UTC (shared notes, platform-exports.md section 6).
    expect(postedAtOf({ platform: 'tiktok', post: '7681579417844916048' })).toBe(Date.UTC(2026, 8, 4, 7, 31, 20));
  });
  it('is not told by an id that was made up, nor by other platforms', () => {
    expect(postedAtOf({ platform: 'tiktok', post: '100000000000000' })).toBeNull();
    expect(postedAtOf({ platform: 'shorts', post: 'abcDEF123_-' })).toBeNull();
  });
});
