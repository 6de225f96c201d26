import { describe, expect, it } from 'vitest';
import { accountName } from './account-name.ts';

describe('the name of an account', () => {
  it.each([
    ['shorts', '@Invented.Kitchen', 'handle', 'Invented.Kitchen'],
    ['shorts', 'https://www.youtube.com/@invented/shorts?si=abc', 'handle', 'invented'],
    ['shorts', 'youtube.com/channel/UCinvented00000000000000', 'id', 'UCinvented00000000000000'],
    ['shorts', ' UCinvented00000000000000 ', 'id', 'UCinvented00000000000000'],
    ['shorts', '@料理チャンネル', 'handle', '料理チャンネル'],
    ['reels', 'https://www.instagram.com/invented.kitchen/reels/', 'handle', 'invented.kitchen'],
    ['reels', '@a_b', 'handle', 'a_b'],
    ['tiktok', 'https://www.tiktok.com/@invented?lang=en', 'handle', 'invented'],
  ] as const)('of %s: %s', (platform, text, kind, name) => {
    expect(accountName(platform, text)).toEqual({ platform, kind, name });
  });

  it.each([
    ['reels', 'https://www.instagram.com/reel/InventedAa1/'],
    ['reels', 'name){id},followers'],
    ['reels', 'https://youtube.com/@invented'],
    ['shorts', 'https://www.youtube.com/watch?v=inventedS01'],
    ['shorts', 'https://evil.example/youtube.com/@invented'],
    ['shorts', 'two words'],
    ['tiktok', ''],
    ['tiktok', `@${'a'.repeat(400)}`],
  ] as const)('is none of %s: %s', (platform, text) => {
    expect(accountName(platform, text)).toBeNull();
  });
});
