/** ffmpeg without ffmpeg: a command line and files enter, the file it writes leaves; runs @ffmpeg/core in headless Chromium. */
import { chromium } from '@playwright/test';
import { createReadStream, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';
import { LAUNCH_ARGUMENTS, findChromium, installChromium } from '../chromium.mjs';

const MODULES = fileURLToPath(new URL('../../node_modules/@ffmpeg', import.meta.url));

export interface WasmFfmpeg {
  /** @throws when ffmpeg wrote nothing, with the end of its log */
  run(args: readonly string[], inputs: Readonly<Record<string, string>>, output: string): Promise<void>;
  close(): Promise<void>;
}

export async function startWasmFfmpeg(): Promise<WasmFfmpeg> {
  const inputs = new Map<string, string>();
  const server = createServer((request, response) => {
    const path = normalize(new URL(request.url ?? '/', 'http://localhost').pathname);
    const file = inputs.get(path) ?? join(MODULES, path);
    if (path === '/')
      return response.writeHead(200, { 'Content-Type': 'text/html' }).end('<!doctype html><title>-</title>');
    if (!existsSync(file)) return response.writeHead(404).end();
    const type = path.endsWith('.wasm') ? 'application/wasm' : path.endsWith('.js') ? 'text/javascript' : 'video/mp4';
    response.writeHead(200, { 'Content-Type': type });
    return createReadStream(file).pipe(response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  // holds: a listening TCP server has an address object
  const { port } = server.address() as AddressInfo;
  const browser = await chromium.launch({
    executablePath: (await findChromium()) ?? (await installChromium()),
    args: [...LAUNCH_ARGUMENTS],
  });
  const page = await browser.newPage();
  await page.goto(`http://localhost:${port}/`);
  return {
    run: async (args, files, output) => {
      inputs.clear();
      for (const [name, path] of Object.entries(files)) inputs.set(`/input/${name}`, path);
      const [download] = await Promise.all([
        page.waitForEvent('download', { timeout: 1_800_000 }),
        page.evaluate(renderInPage, { args: [...args], names: Object.keys(files), ending: output.split('.').at(-1)! }),
      ]);
      writeFileSync(output, readFileSync(await download.path()));
    },
    close: async () => {
      await browser.close();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** Runs in the page; the result leaves as a download, since a page hands out bytes no other way at this size. */
async function renderInPage(job: { args: string[]; names: string[]; ending: string }): Promise<void> {
  const wrapper: string = '/ffmpeg/dist/esm/index.js';
  const { FFmpeg } = (await import(wrapper)) as typeof import('@ffmpeg/ffmpeg');
  const ffmpeg = new FFmpeg();
  const log: string[] = [];
  ffmpeg.on('log', ({ message }) => log.push(message));
  const core = `${location.origin}/core/dist/esm/ffmpeg-core`;
  await ffmpeg.load({ coreURL: `${core}.js`, wasmURL: `${core}.wasm` });
  try {
    for (const name of job.names) {
      const bytes = await (await fetch(`/input/${name}`)).arrayBuffer();
      await ffmpeg.writeFile(name, new Uint8Array(bytes));
    }
    const output = `made.${job.ending}`;
    await ffmpeg.exec([...job.args, output]);
    const made = await ffmpeg.readFile(output).catch(() => null);
    if (made === null || made.length < 200) throw new Error(`ffmpeg wrote nothing:\n${log.slice(-12).join('\n')}`);
    const link = document.createElement('a');
    link.href = URL.createObjectURL(new Blob([made as Uint8Array<ArrayBuffer>]));
    link.download = output;
    link.click();
  } finally {
    ffmpeg.terminate();
  }
}
