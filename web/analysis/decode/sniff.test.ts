import { describe, expect, it } from 'vitest';
import { sniff } from './sniff.ts';

const bytes = (text: string): Uint8Array => Uint8Array.from(text, (c) => c.charCodeAt(0));

describe('a file is told by its first bytes, not by its name', () => {
  it.each([
    ['\xff\xd8\xff\xe0\0\x10JFIF', 'JPEG'],
    ['\x89PNG\r\n\x1a\n', 'PNG'],
    ['%PDF-1.7\n', 'PDF'],
    ['PK\x03\x04\x14', 'ZIP'],
    ['\0\0\0\x18ftypheic', 'HEIC'],
    ['RIFF\x10\0\0\0WEBPVP8 ', 'WebP'],
    ['this is text', 'text'],
    ['<!DOCTYPE html><title>x', 'HTML'],
    ['<?xml version="1.0"?><svg xmlns="', 'SVG'],
  ])('%j looks like %s', (head, looksLike) => {
    expect(sniff(bytes(head))).toEqual({ kind: 'other', looksLike });
  });

  it.each([
    ['\0\0\0\x18ftypisom', 'mp4'],
    ['\0\0\0\x14ftypqt  ', 'mp4'],
    ['\0\0\x10\0moov', 'mp4'],
    ['\x1aE\xdf\xa3\x9fB\x86', 'webm'],
    ['RIFF\x10\0\0\0AVI LIST', 'avi'],
    ['FLV\x01\x05', 'flv'],
    ['GIF89a', 'gif'],
  ])('%j is a container: %s', (head, container) => {
    expect(sniff(bytes(head))).toEqual({ kind: 'media', container });
  });

  it('a transport stream has a sync byte every 188 bytes', () => {
    const head = new Uint8Array(512).fill(7);
    head[0] = head[188] = head[376] = 0x47;
    expect(sniff(head)).toEqual({ kind: 'media', container: 'ts' });
  });

  it('noise is left to the decoders', () => {
    const head = Uint8Array.from({ length: 512 }, (_, i) => (i * 197 + 13) % 256);
    expect(sniff(head)).toEqual({ kind: 'unknown' });
  });

  it('a text cut in the middle of a letter is still text', () => {
    expect(sniff(new TextEncoder().encode('olé').subarray(0, 3))).toEqual({ kind: 'other', looksLike: 'text' });
  });
});
