/**
 * First bytes of a file → what kind of file it is, before any decoder is asked.
 *
 * A picture or a document gets its own sentence instead of a decoder's; unknown bytes are left to the decoders.
 */

export type Sniffed =
  | { readonly kind: 'media'; readonly container: string }
  | { readonly kind: 'other'; readonly looksLike: string }
  | { readonly kind: 'unknown' };

/** Enough for every signature below and for telling text from noise. */
export const SNIFF_BYTES = 512;

/** @param head first SNIFF_BYTES of the file, fewer when it is shorter */
export function sniff(head: Uint8Array): Sniffed {
  const brand = text(head, 4, 8) === 'ftyp' ? text(head, 8, 12) : null;
  if (brand !== null) {
    const picture = PICTURE_BRANDS[brand];
    return picture === undefined ? media('mp4') : other(picture);
  }
  // QuickTime files from before ftyp, and MP4 with something else in front.
  if (['moov', 'mdat', 'wide', 'free', 'skip', 'moof', 'styp', 'pnot'].includes(text(head, 4, 8))) return media('mp4');
  if (text(head, 0, 4) === 'RIFF') {
    const form = text(head, 8, 12);
    if (form === 'WEBP') return other('WebP');
    return media(form === 'WAVE' ? 'wav' : 'avi');
  }
  if (startsWith(head, EBML)) return media(text(head, 0, 64).includes('matroska') ? 'mkv' : 'webm');
  for (const [signature, found] of SIGNATURES) if (startsWith(head, signature)) return found;
  if (isTransportStream(head)) return media('ts');
  return looksLikeText(head) ? other(markup(head)) : { kind: 'unknown' };
}

const media = (container: string): Sniffed => ({ kind: 'media', container });
const other = (looksLike: string): Sniffed => ({ kind: 'other', looksLike });

/** Brands of ISO/IEC 23008-12 (HEIF) and of AVIF: a still picture in the same boxes as a video. */
const PICTURE_BRANDS: Readonly<Record<string, string>> = {
  heic: 'HEIC',
  heix: 'HEIC',
  heim: 'HEIC',
  heis: 'HEIC',
  mif1: 'HEIC',
  avif: 'AVIF',
};

/** Matroska and WebM; which of the two stands in DocType, within the first 64 bytes. */
const EBML = [0x1a, 0x45, 0xdf, 0xa3] as const;

/** Leading bytes, as listed by each format's own specification. */
const SIGNATURES: readonly (readonly [signature: string | readonly number[], found: Sniffed])[] = [
  ['FLV', media('flv')],
  ['OggS', media('ogg')],
  ['GIF8', media('gif')],
  [[0x00, 0x00, 0x01, 0xba], media('mpeg')],
  [[0x00, 0x00, 0x01, 0xb3], media('mpeg')],
  [[0x30, 0x26, 0xb2, 0x75, 0x8e, 0x66, 0xcf, 0x11], media('asf')],
  ['ID3', media('mp3')],
  ['fLaC', media('flac')],
  [[0xff, 0xd8, 0xff], other('JPEG')],
  [[0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a], other('PNG')],
  ['BM', other('BMP')],
  ['II*\0', other('TIFF')],
  ['MM\0*', other('TIFF')],
  ['8BPS', other('PSD')],
  ['%PDF', other('PDF')],
  ['{\\rtf', other('RTF')],
  ['PK\x03\x04', other('ZIP')],
  ['PK\x05\x06', other('ZIP')],
  ['Rar!', other('RAR')],
  ['7z\xbc\xaf\x27\x1c', other('7z')],
  [[0x1f, 0x8b], other('gzip')],
  ['MZ', other('EXE')],
  ['\x7fELF', other('ELF')],
  ['SQLite format 3\0', other('SQLite')],
  [[0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1], other('DOC')],
];

function startsWith(head: Uint8Array, signature: string | readonly number[]): boolean {
  const bytes = typeof signature === 'string' ? Array.from(signature, (c) => c.charCodeAt(0)) : signature;
  return head.length >= bytes.length && bytes.every((byte, i) => head[i] === byte);
}

function text(head: Uint8Array, from: number, to: number): string {
  return String.fromCharCode(...head.subarray(from, to));
}

/** ISO/IEC 13818-1: a sync byte every 188 bytes; with the 4-byte time stamp of Blu-ray and AVCHD every 192. */
function isTransportStream(head: Uint8Array): boolean {
  const synced = (from: number, distance: number): boolean =>
    head.length > from + distance && head[from] === 0x47 && head[from + distance] === 0x47;
  return synced(0, 188) || synced(4, 192);
}

/** UTF-8 without control bytes; a text of one line counts. */
function looksLikeText(head: Uint8Array): boolean {
  if (head.length === 0) return false;
  if (head.some((byte) => byte < 0x20 && ![0x09, 0x0a, 0x0c, 0x0d].includes(byte))) return false;
  try {
    // `stream` forgives a character cut in two by the end of the head.
    new TextDecoder('utf-8', { fatal: true }).decode(head, { stream: true });
    return true;
  } catch {
    return false;
  }
}

function markup(head: Uint8Array): string {
  const start = text(head, 0, Math.min(head.length, SNIFF_BYTES)).trimStart().toLowerCase();
  if (start.startsWith('<!doctype html') || start.startsWith('<html')) return 'HTML';
  if (start.startsWith('<svg') || (start.startsWith('<?xml') && start.includes('<svg'))) return 'SVG';
  return 'text';
}
