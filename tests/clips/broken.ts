/** Files that are no readable video, each made from bytes here or by hurting a rendered clip: name enters, path leaves. */
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FailureCode } from '#core/failure.ts';
import { rendered } from './render.ts';

/** What each must be told apart as. */
export const BROKEN = {
  'empty.mp4': 'empty_file',
  'photo.mp4': 'not_a_video',
  'paper.mp4': 'not_a_video',
  'letter.mp4': 'not_a_video',
  'noise.mp4': 'not_a_video',
  'cut-off.mp4': 'damaged',
  'no-index.mp4': 'damaged',
  'locked.mp4': 'encrypted',
  'song.mp4': 'no_video_track',
} as const satisfies Readonly<Record<string, FailureCode>>;

export type BrokenName = keyof typeof BROKEN;

const MAKE: { readonly [Name in BrokenName]: () => Promise<Uint8Array> } = {
  'empty.mp4': async () => new Uint8Array(0),
  'photo.mp4': async () => Buffer.concat([Buffer.from('ffd8ffe000104a464946000101', 'hex'), noise(4000)]),
  'paper.mp4': async () => Buffer.concat([Buffer.from('%PDF-1.7\n%âãÏÓ\n', 'latin1'), noise(4000)]),
  'letter.mp4': async () => Buffer.from('This is a letter and no video.\n'),
  'noise.mp4': async () => noise(65_536),
  // The index stands first in this clip, so it promises more than is there.
  'cut-off.mp4': async () => {
    const whole = await plain();
    return whole.subarray(0, Math.round(whole.length / 3));
  },
  'no-index.mp4': async () => renamed(await plain(), 'moov', 'free'),
  'locked.mp4': async () => renamed(await plain(), 'avc1', 'encv', 'stsd'),
  'song.mp4': async () => readFileSync(await rendered('sound_only')),
};

const plain = async (): Promise<Buffer> => readFileSync(await rendered('plain'));

export async function broken(name: BrokenName): Promise<string> {
  const path = join(mkdtempSync(join(tmpdir(), 'presage-broken-')), name);
  writeFileSync(path, await MAKE[name]());
  return path;
}

/** Gives a box another name; with `after`, the first one behind that box. */
function renamed(bytes: Buffer, box: string, name: string, after?: string): Buffer {
  const at = bytes.indexOf(box, after === undefined ? 0 : bytes.indexOf(after), 'latin1');
  if (at < 0) throw new Error(`no ${box} in the clip`);
  bytes.write(name, at, 'latin1');
  return bytes;
}

/** The same noise every time: a linear congruential generator (Numerical Recipes, section 7.1). */
function noise(length: number): Buffer {
  const bytes = Buffer.alloc(length);
  let state = 7;
  for (let i = 0; i < length; i++) {
    state = (state * 1_664_525 + 1_013_904_223) >>> 0;
    bytes[i] = state >>> 24;
  }
  return bytes;
}
