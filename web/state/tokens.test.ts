import { describe, expect, it } from 'vitest';
import { fail, ok } from '#core/failure.ts';
import { memoryTokens, tokenTaker } from '../screens/testing/memory.ts';
import { Tokens, tokenOfOthers, tokenOfOwn } from './tokens.svelte.ts';

const NOW = Date.UTC(2026, 10, 5);
const TOKEN = 'ya29.invented-token-9f3c';

describe('a creator’s own token', () => {
  it('is kept on the device, shown by its last characters only, and used as it was pasted', async () => {
    const shelf = memoryTokens();
    const tokens = new Tokens(shelf, tokenTaker);
    expect(await tokens.save('youtube', ` Bearer ${TOKEN}\n`, NOW)).toBe(true);
    expect(tokens.masked('youtube')).toEqual({ end: '9f3c', savedAt: NOW });
    expect(tokens.of('youtube')).toBe(TOKEN);
    expect(tokens.of('tiktok')).toBeNull();
    const again = new Tokens(shelf, tokenTaker);
    await again.load();
    expect(again.of('youtube')).toBe(TOKEN);
  });

  it('is none with blanks in it, or when it is too short', async () => {
    const tokens = new Tokens(memoryTokens(), tokenTaker);
    for (const text of ['', 'short', 'two words of a sentence', 'jeton-é-accentué'])
      expect(await tokens.save('tiktok', text, NOW)).toBe(false);
    expect(tokens.any).toBe(false);
  });

  it('that was deleted is gone from the device, and comes back with undo', async () => {
    const shelf = memoryTokens();
    const tokens = new Tokens(shelf, tokenTaker);
    await tokens.save('instagram', TOKEN, NOW);
    await tokens.remove('instagram');
    expect([tokens.of('instagram'), shelf.rows.size, tokens.removed]).toEqual([null, 0, 'instagram']);
    await tokens.undo();
    expect([tokens.of('instagram'), shelf.rows.size, tokens.removed]).toEqual([TOKEN, 1, null]);
  });

  it('is tried at the platform, and what it says is told until another token takes its place', async () => {
    const tokens = new Tokens(memoryTokens(), tokenTaker);
    await tokens.save('youtube', TOKEN, NOW);
    await tokens.test('youtube', true);
    expect(tokens.told('youtube')).toBe('works');
    await tokens.save('youtube', 'an-ended-token', NOW);
    expect(tokens.told('youtube')).toBeNull();
    await tokens.test('youtube', true);
    expect(tokens.told('youtube')).toBe('unread.consent_refused');
    await tokens.test('youtube', false);
    expect(tokens.told('youtube')).toBe('offline');
  });

  it('goes to nobody when it is only kept', async () => {
    let asked = 0;
    const tokens = new Tokens(memoryTokens(), async () => ((asked += 1), ok({ outcome: 'works' })));
    await tokens.save('youtube', TOKEN, NOW);
    await tokens.remove('youtube');
    await tokens.undo();
    expect(asked).toBe(0);
  });

  it('that the device cannot keep lasts as long as the app is open, and that is said', async () => {
    const denied = { ...memoryTokens(), put: async () => fail({ code: 'storage_denied' }) };
    const tokens = new Tokens(denied, tokenTaker);
    await tokens.save('youtube', TOKEN, NOW);
    expect([tokens.of('youtube'), tokens.unkept]).toEqual([TOKEN, true]);
  });

  it('opens what its platform offers: TikTok tells nothing of others', () => {
    expect([tokenOfOwn('reels'), tokenOfOthers('reels'), tokenOfOthers('tiktok')]).toEqual([
      'instagram',
      'instagram_discovery',
      null,
    ]);
  });
});
