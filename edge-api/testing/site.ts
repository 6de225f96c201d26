/** A small built app with invented weights, in a folder of its own: what both hosts serve in the contract suite. */
import { createHash, randomBytes } from 'node:crypto';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { ModelIndex } from '#contracts/manifest.ts';
import { encode } from '../setup/encode.ts';

export interface BuiltSite {
  /** Holds web/, encoded/ and static.json. */
  readonly dist: string;
  readonly index: ModelIndex;
  /** A JSON weight file that compresses well, and one that doesn't. */
  readonly plain: Weight;
  readonly dense: Weight;
  readonly script: string;
  remove(): Promise<void>;
}

export interface Weight {
  readonly name: string;
  readonly sha256: string;
  readonly body: Buffer;
  readonly url: string;
}

export async function buildSite(version = '1.0.0'): Promise<BuiltSite> {
  const dist = await mkdtemp(join(tmpdir(), 'presage-site-'));
  const put = async (path: string, body: string | Buffer): Promise<void> => {
    await mkdir(dirname(join(dist, 'web', path)), { recursive: true });
    await writeFile(join(dist, 'web', path), body);
  };
  const script = `export const answer = ${JSON.stringify('a line of script that repeats itself. '.repeat(100))};\n`;
  const plain = weight(
    'model.json',
    Buffer.from(JSON.stringify({ version, threshold: Array.from({ length: 4000 }, (_, i) => i / 8) })),
  );
  const dense = weight('reach.onnx', randomBytes(5000));
  const index: ModelIndex = {
    schema: 1,
    models: [
      {
        id: 'reach',
        version,
        createdFrom: [{ name: 'invented', sha256: '0'.repeat(64), rows: 0 }],
        featureSet: 'f00d',
        files: [entry(plain, 'plain'), entry(dense, 'onnx')],
        metrics: {},
        licence: 'MIT',
        trainedOn: 'invented numbers',
        notFor: 'anything but this test',
      },
    ],
  };
  await put(
    'index.html',
    '<!doctype html><html lang="en"><title>Presage</title><script type="module" src="/assets/app-Ab12Cd34.js"></script></html>',
  );
  await put('assets/app-Ab12Cd34.js', script);
  await put('sw.js', 'self.addEventListener("fetch", () => {});');
  await put('manifest.webmanifest', JSON.stringify({ name: 'Presage' }));
  await put('icon.png', Buffer.from('89504e470d0a1a0a', 'hex'));
  await put('ffmpeg/0123456789abcdef/ffmpeg-core.wasm.gz', gzipSync(randomBytes(2000)));
  await put('models/manifest.json', JSON.stringify(index));
  for (const file of [plain, dense]) await put(`models/${file.sha256}/${file.name}`, file.body);
  await encode(dist);
  return { dist, index, plain, dense, script, remove: () => rm(dist, { recursive: true, force: true }) };
}

function weight(name: string, body: Buffer): Weight {
  const sha256 = createHash('sha256').update(body).digest('hex');
  return { name, sha256, body, url: `/models/${sha256}/${name}` };
}

function entry(file: Weight, role: 'plain' | 'onnx'): ModelIndex['models'][number]['files'][number] {
  const { name, sha256, body, url } = file;
  return { name, role, sha256, bytes: body.length, gzBytes: gzipSync(body, { level: 9 }).length, url };
}
