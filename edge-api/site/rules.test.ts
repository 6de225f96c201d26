import { describe, expect, it } from 'vitest';
import { lifeOf, wantsPage } from './rules.ts';

describe('how long a file is kept', () => {
  it.each(['assets/app-Ab12Cd34.js', 'runtimes/ort-00ff00ff.wasm', 'ffmpeg/0123456789abcdef/ffmpeg-core.js'])(
    '%s for ever',
    (name) => {
      expect(lifeOf(name)).toContain('immutable');
    },
  );
  it.each(['index.html', 'sw.js', 'manifest.webmanifest', 'icons/192.png', 'ffmpeg/readme.txt'])(
    '%s is asked for again',
    (name) => {
      expect(lifeOf(name)).toBe('no-cache');
    },
  );
});

describe('who gets the page of the app', () => {
  const asks = (path: string, headers: Record<string, string> = {}, method = 'GET'): boolean =>
    wantsPage(new Request(`http://here${path}`, { method, headers }));

  it('a person who goes there', () => {
    expect(asks('/history', { accept: 'text/html' })).toBe(true);
    expect(asks('/history', { accept: 'text/html' }, 'HEAD')).toBe(true);
  });
  it('no file, no program and no form', () => {
    expect(asks('/history')).toBe(false);
    expect(asks('/x.js', { accept: 'text/html' })).toBe(false);
    expect(asks('/history', { accept: 'application/json' })).toBe(false);
    expect(asks('/history', { accept: 'text/html' }, 'POST')).toBe(false);
  });
});
