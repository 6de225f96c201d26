import { createHmac } from 'node:crypto';
import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { secretIn } from '../secret.ts';
import { Keys, base62, base64url, fromBase64url, hashOfToken, sameText, sha256Hex, sha256HexInScript } from './keys.ts';

const SECRET = new Uint8Array(32).fill(9);

describe('keys', () => {
  it('sign as HMAC-SHA-256 does, each purpose apart', () => {
    const keys = new Keys(SECRET);
    const inScript = new Keys(SECRET, true);
    for (const text of ['', 'abc', 'é'.repeat(300)]) {
      expect(inScript.sign('share', text)).toBe(keys.sign('share', text));
      expect(sha256HexInScript(text)).toBe(sha256Hex(text));
    }
    // Node's own crypto is the other tool.
    expect(keys.sign('share', 'abc')).toBe(createHmac('sha256', SECRET).update('share\nabc').digest('base64url'));
    expect(keys.holds('share', 'abc', keys.sign('share', 'abc'))).toBe(true);
    expect(keys.holds('receipt', 'abc', keys.sign('share', 'abc'))).toBe(false);
    expect(keys.holds('share', 'abd', keys.sign('share', 'abc'))).toBe(false);
    expect(keys.holds('share', 'abc', '')).toBe(false);
  });

  it('take no short secret', () => {
    expect(() => new Keys(new Uint8Array(31))).toThrow(RangeError);
  });

  it('turn an address into another name every day, one for a household', () => {
    const keys = new Keys(SECRET);
    const day = Date.UTC(2026, 4, 1);
    expect(keys.addressHash('203.0.113.9', day)).toBe(keys.addressHash('203.0.113.9', day + 3_600_000));
    expect(keys.addressHash('203.0.113.9', day)).not.toBe(keys.addressHash('203.0.113.9', day + 86_400_000));
    expect(keys.addressHash('203.0.113.9', day)).not.toBe(keys.addressHash('203.0.113.8', day));
    expect(keys.addressHash('2001:db8:1:2::9', day)).toBe(keys.addressHash('2001:db8:1:2:3:4:5:6', day));
    expect(keys.addressHash('2001:db8:1:2::9', day)).not.toBe(keys.addressHash('2001:db8:1:3::9', day));
    expect(keys.addressHash('203.0.113.9', day)).not.toContain('203');
  });
});

it('base62 favours no character', () => {
  // Bytes of 248 and above are passed over: 248 = 4 · 62, so that each character stands for four bytes.
  const every = (bytes: Uint8Array): Uint8Array => bytes.map((_, i) => i % 256);
  const text = base62(248, every);
  const counts = new Map<string, number>();
  for (const letter of text) counts.set(letter, (counts.get(letter) ?? 0) + 1);
  expect([counts.size, ...new Set(counts.values())]).toEqual([62, 4]);
});

it('base64url there and back, and nothing else', () => {
  const bytes = new Uint8Array([251, 255, 0, 1]);
  expect(base64url(bytes)).toBe('-_8AAQ');
  expect(fromBase64url('-_8AAQ')).toEqual(bytes);
  for (const wrong of ['a+b/', 'a', 'ab=', 'ä']) expect(fromBase64url(wrong)).toBeNull();
});

it('texts are compared whole', () => {
  expect([sameText('abc', 'abc'), sameText('abc', 'abd'), sameText('abc', 'abcd'), sameText('', '')]).toEqual([
    true,
    false,
    false,
    true,
  ]);
  // printf abc | sha256sum
  expect(hashOfToken('abc')).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
});

describe("the embedded host's secret", () => {
  it('is made once, for its owner only, and kept', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'presage-secret-'));
    const first = secretIn(folder);
    expect(first).toHaveLength(32);
    expect(secretIn(folder)).toEqual(first);
    if (process.platform !== 'win32') expect((await stat(join(folder, 'secret'))).mode & 0o777).toBe(0o600);
    await writeFile(join(folder, 'secret'), 'short');
    expect(() => secretIn(folder)).toThrow(/is no secret of ours/);
    await rm(folder, { recursive: true });
  });
});
