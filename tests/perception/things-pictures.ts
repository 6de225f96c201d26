/**
 * Pictures labelled in things.labels.json: a folder of unpacked Debian packages enters, frames leave, by the hash of
 * their bytes. Nothing is kept. Read by the machine's own ffmpeg; what is cut out is put on middle grey.
 */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Frame } from '#core/flow.ts';
import { seconds } from '#core/units.ts';

/** First 16 hex digits of the SHA-256 → the bytes, of every picture and film below the folder. */
export function picturesIn(folder: string): ReadonlyMap<string, Uint8Array> {
  const found = new Map<string, Uint8Array>();
  const keep = (bytes: Uint8Array): void => {
    found.set(createHash('sha256').update(bytes).digest('hex').slice(0, 16), bytes);
  };
  for (const path of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
    if (/\.(jpe?g|png|webp|mp4)$/iu.test(path)) keep(readFileSync(join(folder, path)));
    else if (path.endsWith('.rcc')) for (const bytes of webpsIn(readFileSync(join(folder, path)))) keep(bytes);
  }
  return found;
}

/** A resource file of Qt keeps what would not shrink as it is: RIFF, length, WEBP. Small ones are buttons. */
function webpsIn(bytes: Buffer): readonly Uint8Array[] {
  const out: Uint8Array[] = [];
  for (let at = bytes.indexOf('RIFF'); at >= 0; at = bytes.indexOf('RIFF', at + 4)) {
    if (bytes.toString('latin1', at + 8, at + 12) !== 'WEBP') continue;
    const size = bytes.readUInt32LE(at + 4) + 8;
    if (size > 8000) out.push(bytes.subarray(at, at + size));
  }
  return out;
}

/** Made smaller as the app does, never larger; null where it cannot be read. */
export function pictureOf(bytes: Uint8Array, size: number, at = 0): Frame | null {
  const filter = `scale='if(gt(iw,ih),min(iw,${size}),-2)':'if(gt(iw,ih),-2,min(ih,${size}))':flags=area+accurate_rnd+full_chroma_int`;
  const { stdout } = spawnSync(
    'ffmpeg',
    [
      ...['-v', 'error', '-i', 'pipe:0', '-ss', String(at), '-frames:v', '1', '-vf', filter],
      ...['-f', 'image2pipe', '-pix_fmt', 'rgba', '-c:v', 'pam', '-'],
    ],
    { input: bytes, maxBuffer: 1 << 28 },
  );
  const head = stdout.subarray(0, 128).toString('latin1');
  const start = head.indexOf('ENDHDR\n') + 7;
  const [width, height] = [/WIDTH (\d+)/u, /HEIGHT (\d+)/u].map((each) => Number(each.exec(head)?.[1] ?? 0));
  if (!width || !height || start < 7) return null;
  const rgba = new Uint8ClampedArray(stdout.subarray(start, start + width * height * 4));
  for (let i = 0; i < rgba.length; i += 4) {
    const opaque = rgba[i + 3]! / 255;
    for (let c = 0; c < 3; c++) rgba[i + c] = rgba[i + c]! * opaque + 128 * (1 - opaque);
    rgba[i + 3] = 255;
  }
  return { at: seconds(at), width, height, rgba };
}
