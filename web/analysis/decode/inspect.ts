/**
 * A file enters; what is plainly wrong with it leaves, before any decoder is asked: empty, another kind of file,
 * encrypted, or an MP4 whose index is missing or broken. Null means that a decoder may try.
 *
 * Only headers are read: 16 bytes per box, the index of an MP4, 64 KiB of a WebM.
 */
import type { Failure } from '#core/failure.ts';
import { sniff, SNIFF_BYTES } from './sniff.ts';
import { WHOLE_SHARE } from './timeline.ts';

export interface Inspected {
  /** 'mp4', 'webm'…; 'unknown' when no signature fits. */
  readonly container: string;
  readonly failure: Failure | null;
}

export async function inspect(file: Blob): Promise<Inspected> {
  if (file.size === 0) return { container: 'unknown', failure: { code: 'empty_file' } };
  const head = await read(file, 0, SNIFF_BYTES);
  const found = sniff(head);
  if (found.kind === 'other') {
    return { container: 'unknown', failure: { code: 'not_a_video', looksLike: found.looksLike } };
  }
  if (found.kind === 'unknown') return { container: 'unknown', failure: null };
  const { container } = found;
  if (container === 'mp4') return { container, failure: await mp4Failure(file) };
  if (container === 'webm' || container === 'mkv')
    return { container, failure: webmFailure(await read(file, 0, WEBM_HEADER)) };
  if (container === 'avi') return { container, failure: aviFailure(head, file.size) };
  return { container, failure: null };
}

/** A larger index is left to the decoders; that of a film of 3 h has about 8 MB. */
const INDEX_MAX = 64 * 1024 * 1024;
/** Top-level boxes looked at; an hour in fragments of one second has 7,200. */
const BOXES_MAX = 20_000;
/** Track entries of a WebM stand before the first cluster, far within this. */
const WEBM_HEADER = 64 * 1024;

const DAMAGED: Failure = { code: 'damaged', afterSeconds: null };

async function mp4Failure(file: Blob): Promise<Failure | null> {
  let at = 0;
  for (let n = 0; n < BOXES_MAX && at + 8 <= file.size; n++) {
    const box = boxAt(await read(file, at, 16), 0, file.size - at);
    // ISO/IEC 14496-12 allows nothing but boxes here; a decoder may still find its way.
    if (box === null) return null;
    if (box.type === 'moov') {
      if (at + box.size > file.size) return DAMAGED;
      return box.size > INDEX_MAX ? null : indexFailure(await read(file, at, box.size), box);
    }
    at += box.size;
  }
  // A recording that was cut off before its index was written, or half a copy.
  return DAMAGED;
}

/** Every picture and sound track must say how it is coded. */
function indexFailure(bytes: Uint8Array, index: Box): Failure | null {
  for (const track of children(bytes, index).filter(({ type }) => type === 'trak')) {
    const media = child(bytes, track, 'mdia');
    const handler = media && child(bytes, media, 'hdlr');
    if (!media || !handler) continue;
    const kind = fourCharacters(bytes, handler.from + 8);
    if (kind !== 'vide' && kind !== 'soun') continue;
    const information = child(bytes, media, 'minf');
    const table = information && child(bytes, information, 'stbl');
    if (!table) return DAMAGED;
    const description = child(bytes, table, 'stsd');
    // Version and flags, number of entries, then size and name of the first entry.
    if (!description || description.to - description.from < 16) return DAMAGED;
    const coding = fourCharacters(bytes, description.from + 12);
    // ISO/IEC 23001-7: the real coding is hidden behind these names.
    if (coding === 'encv' || coding === 'enca') return { code: 'encrypted' };
  }
  return null;
}

/** ContentEncodings (6D80) that hold a ContentEncryption (5035), after the Matroska specification. */
function webmFailure(header: Uint8Array): Failure | null {
  for (let i = 0; i + 1 < header.length; i++) {
    if (header[i] !== 0x6d || header[i + 1] !== 0x80) continue;
    const within = header.subarray(i + 2, i + 2 + 64);
    if (within.some((byte, k) => byte === 0x50 && within[k + 1] === 0x35)) return { code: 'encrypted' };
  }
  return null;
}

/** Size of the RIFF chunk, little end first, behind its name. */
function aviFailure(head: Uint8Array, size: number): Failure | null {
  if (head.length < 12) return DAMAGED;
  const claimed = new DataView(head.buffer, head.byteOffset).getUint32(4, true);
  // Written while recording: the size was not known.
  if (claimed === 0xffff_ffff) return null;
  return size < WHOLE_SHARE * (claimed + 8) ? DAMAGED : null;
}

interface Box {
  readonly type: string;
  /** With its header. */
  readonly size: number;
  /** Content, as positions in the bytes at hand. */
  readonly from: number;
  readonly to: number;
}

/** @param left bytes to the end of what holds the box: a box of size 0 reaches there */
function boxAt(bytes: Uint8Array, at: number, left: number): Box | null {
  if (at + 8 > bytes.length) return null;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const type = fourCharacters(bytes, at + 4);
  if (!/^[\x20-\x7e\xa9]{4}$/.test(type)) return null;
  let size = view.getUint32(at);
  let header = 8;
  if (size === 0) size = left;
  else if (size === 1) {
    if (at + 16 > bytes.length) return null;
    size = Number(view.getBigUint64(at + 8));
    header = 16;
  }
  return size < header ? null : { type, size, from: at + header, to: at + size };
}

function children(bytes: Uint8Array, parent: Box): Box[] {
  const found: Box[] = [];
  for (let at = parent.from; at + 8 <= parent.to;) {
    const box = boxAt(bytes, at, parent.to - at);
    if (box === null || box.to > parent.to) break;
    found.push(box);
    at = box.to;
  }
  return found;
}

function child(bytes: Uint8Array, parent: Box, type: string): Box | undefined {
  return children(bytes, parent).find((box) => box.type === type);
}

function fourCharacters(bytes: Uint8Array, at: number): string {
  return String.fromCharCode(...bytes.subarray(at, at + 4));
}

async function read(file: Blob, from: number, length: number): Promise<Uint8Array> {
  return new Uint8Array(await file.slice(from, from + length).arrayBuffer());
}
