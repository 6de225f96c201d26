import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { importedPackages, noticeText, partsOf, shippedModels, type Part } from './notice.ts';
import { ROOT } from './prepare.mjs';

const notice = readFileSync(join(ROOT, 'NOTICE'), 'utf8');
/** "name version (licence)" in the chapter of packages. */
const listed = new Map(
  Array.from(notice.matchAll(/^(\S+) (\d\S*) \((.+)\)$/gm), ([, name = '', version = '', licence = '']) => [
    name,
    { version, licence },
  ]),
);

describe('NOTICE', () => {
  it('lists every package that our code brings to a device (else: npm run notice)', () => {
    const missing = importedPackages().filter((name) => name !== '@ffmpeg/core' && !listed.has(name));
    expect(missing).toEqual([]);
    expect(listed.size).toBeGreaterThan(5);
  });

  it('holds the installed version and the text of each (else: npm run notice)', () => {
    for (const part of partsOf([...listed.keys()])) {
      expect([part.name, listed.get(part.name)]).toEqual([part.name, { version: part.version, licence: part.licence }]);
      expect([part.name, notice.includes(part.text)]).toEqual([part.name, true]);
    }
  });

  it('names ffmpeg as a separate program under the GPL, with the text of that licence', () => {
    expect(notice).toMatch(/@ffmpeg\/core \d+\.\d+\.\d+, GPL-2\.0-or-later/);
    expect(notice).toContain('GNU GENERAL PUBLIC LICENSE');
    expect(notice).toContain('--without-ffmpeg');
  });

  it('says under which licence each model stands (else: npm run notice)', () => {
    for (const { id, licence } of shippedModels()) expect(notice).toContain(`${id}: ${licence}. Learned from: `);
  });

  it('is the same for a reader of the app', () => {
    expect(readFileSync(join(ROOT, 'public/NOTICE.txt'), 'utf8')).toBe(notice);
  });

  it('lists no package under a licence that the app could not be given away with', () => {
    const fine =
      /^(MIT|ISC|BSD-[23]-Clause|0BSD|Apache-2\.0|OFL-1\.1|MPL-2\.0|Unlicense|CC0-1\.0|Apache-2\.0 AND MIT)$/;
    expect([...listed].filter(([, { licence }]) => !fine.test(licence))).toEqual([]);
  });
});

it('weights by others are named with their package, licence and origin', () => {
  const network = { id: 'ears', package: 'p', version: '1.2.3', licence: 'MIT', origin: 'Made by A.' };
  expect(noticeText([], [], [network])).toContain('ears, from p 1.2.3: MIT. Made by A.');
});

it('a text that several packages share stands there once', () => {
  const part = (name: string): Part => ({ name, version: '1.0.0', licence: 'MIT', text: 'Do what you like.' });
  const text = noticeText([part('a'), part('b')], []);
  expect(text.match(/Do what you like/g)).toHaveLength(1);
  expect(text).toContain('a, b\n\nDo what you like.');
});
