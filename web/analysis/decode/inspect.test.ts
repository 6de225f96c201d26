import { describe, expect, it } from 'vitest';
import { inspect } from './inspect.ts';

const ascii = (text: string): Uint8Array<ArrayBuffer> => Uint8Array.from(text, (c) => c.charCodeAt(0));

/** A box after ISO/IEC 14496-12: size, name, content. */
function box(type: string, ...content: readonly (Uint8Array | string)[]): Uint8Array<ArrayBuffer> {
  const parts = content.map((part) => (typeof part === 'string' ? ascii(part) : part));
  const size = 8 + parts.reduce((sum, part) => sum + part.length, 0);
  const bytes = new Uint8Array(size);
  new DataView(bytes.buffer).setUint32(0, size);
  bytes.set(ascii(type), 4);
  let at = 8;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}

const FTYP = box('ftyp', 'isom\0\0\0\0');
const track = (coding: string | null, kind = 'vide'): Uint8Array => {
  const description = box('stsd', '\0\0\0\0', '\0\0\0\x01', box(coding ?? '    ', new Uint8Array(78)));
  const table = coding === null ? box('stbl') : box('stbl', description);
  return box('trak', box('mdia', box('hdlr', '\0\0\0\0', '\0\0\0\0', kind, new Uint8Array(12)), box('minf', table)));
};
const file = (...parts: readonly Uint8Array[]): Blob => new Blob(parts as Uint8Array<ArrayBuffer>[]);

describe('a file before any decoder', () => {
  it('may be empty, or something else', async () => {
    expect((await inspect(new Blob([]))).failure).toEqual({ code: 'empty_file' });
    expect((await inspect(new Blob(['%PDF-1.7']))).failure).toEqual({ code: 'not_a_video', looksLike: 'PDF' });
  });

  it('is left to the decoders when its index is whole, in front or at the end', async () => {
    const index = box('moov', track('avc1'), track('mp4a', 'soun'));
    expect((await inspect(file(FTYP, index, box('mdat', new Uint8Array(50))))).failure).toBeNull();
    expect((await inspect(file(FTYP, box('mdat', new Uint8Array(50)), index))).failure).toBeNull();
  });

  it('is damaged when the recording ended before its index was written', async () => {
    const failure = { code: 'damaged', afterSeconds: null };
    expect((await inspect(file(FTYP, box('mdat', new Uint8Array(50))))).failure).toEqual(failure);
    expect((await inspect(file(FTYP, box('moov', track('avc1')).subarray(0, 60)))).failure).toEqual(failure);
  });

  it('is damaged when a track does not say how it is coded', async () => {
    const made = file(FTYP, box('moov', track('avc1'), track(null, 'soun')));
    expect((await inspect(made)).failure).toEqual({ code: 'damaged', afterSeconds: null });
  });

  it('is encrypted when a track hides its coding', async () => {
    expect((await inspect(file(FTYP, box('moov', track('encv'))))).failure).toEqual({ code: 'encrypted' });
    const webm = ascii('\x1aE\xdf\xa3\x84webm\x6d\x80\x87\x62\x40\x84\x50\x35\x81\x00');
    expect((await inspect(new Blob([webm]))).failure).toEqual({ code: 'encrypted' });
  });

  it('does not mind tracks that are neither picture nor sound', async () => {
    expect((await inspect(file(FTYP, box('moov', track('avc1'), track(null, 'meta'))))).failure).toBeNull();
  });

  it('is damaged when an AVI has half of what it claims', async () => {
    const head = ascii('RIFF\x00\x04\x00\x00AVI LIST');
    expect((await inspect(new Blob([head, new Uint8Array(1016)]))).failure).toBeNull();
    expect((await inspect(new Blob([head, new Uint8Array(400)]))).failure).toMatchObject({ code: 'damaged' });
  });
});
