/**
 * Opens the built app's lab page in headless Chromium; clips are scored there by the app's own worker.
 * The host is this repository's own, on a free port, with an empty database that goes away afterwards.
 */
import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { chromium, type Page } from '@playwright/test';
import type { Failure } from '#core/failure.ts';
import type { CoverMeasures } from '#core/advise/cover.ts';
import type { Account, Draft, Platform, Report } from '#core/flow.ts';

export interface LabRequest {
  readonly draft: Draft;
  readonly account: Account | null;
  readonly decoder: 'auto' | 'webcodecs' | 'ffmpeg';
  readonly priors: boolean;
}

export type LabOutcome =
  | {
      readonly ok: true;
      /** As the page made it, without the pictures of the keyframes. */
      readonly report: Report;
      readonly firstScoreMs: number | null;
      readonly totalMs: number;
    }
  | { readonly ok: false; readonly failure: Failure; readonly message: string };

export interface Lab {
  readonly page: Page;
  /** Process id of the browser. */
  readonly address: string;
  /** @param path of a local file; it reaches the page as a picked file and is read there in slices. */
  score(path: string, request: LabRequest): Promise<LabOutcome>;
  /**
   * Sampled moments of a scored clip and pictures, measured as the cover room measures them.
   *
   * @param clip path; null for pictures alone
   */
  covers(
    clip: string | null,
    report: Report | null,
    pictures: readonly string[],
    platform: Platform,
  ): Promise<readonly { readonly id: string; readonly measures: CoverMeasures }[]>;
  close(): Promise<void>;
}

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/**
 * @param say progress of installing and building, a line at a time
 * @param extra arguments of the browser, such as those that give WebGPU
 */
export async function openLab(say: (line: string) => void, extra: readonly string[] = []): Promise<Lab> {
  const { findChromium, installChromium, LAUNCH_ARGUMENTS } = (await import(
    pathToFileURL(join(ROOT, 'tests/chromium.mjs')).href
  )) as typeof import('../../tests/chromium.mjs');
  const data = mkdtempSync(join(tmpdir(), 'presage-lab-'));
  const host = await startHost(data, say);
  const executablePath = (await findChromium()) ?? (await installChromium(say));
  const browser = await chromium.launch({ executablePath, args: [...LAUNCH_ARGUMENTS, ...extra] });
  const page = await browser.newPage();
  await page.goto(`${host.address}/lab.html`);
  await page.waitForFunction(() => 'presageLab' in window);

  return {
    page,
    address: host.address,
    async score(path, request) {
      await page.setInputFiles('#file', resolve(path));
      return page.evaluate(async (asked): Promise<LabOutcome> => {
        const answer = await window.presageLab.score(0, asked);
        const { result } = answer;
        if (!result.ok) return { ok: false, failure: result.failure, message: answer.message ?? result.failure.code };
        const keyframes = result.value.keyframes.map((frame) => ({ ...frame, image: null }));
        const report = { ...result.value, keyframes };
        return { ok: true, report, firstScoreMs: answer.firstScoreMs, totalMs: answer.totalMs };
      }, request);
    },
    async covers(clip, report, pictures, platform) {
      const given = [...(clip === null ? [] : [clip]), ...pictures];
      await page.setInputFiles(
        '#file',
        given.map((path) => resolve(path)),
      );
      const names = pictures.map((path) => basename(path));
      return page.evaluate(([of, named, app]) => window.presageLab.covers(of, named, app), [
        report,
        names,
        platform,
      ] as const);
    },
    async close() {
      await browser.close();
      host.process.kill('SIGTERM');
      rmSync(data, { recursive: true, force: true });
    },
  };
}

/** What this side uses of the page; web/lab.ts defines it, and nothing here imports web. */
interface PageLab {
  score(
    which: number,
    request: LabRequest,
  ): Promise<{
    result: { ok: true; value: Report } | { ok: false; failure: Failure };
    message: string | null;
    firstScoreMs: number | null;
    totalMs: number;
  }>;
  covers(
    report: Report | null,
    pictures: readonly string[],
    platform: Platform,
  ): Promise<readonly { readonly id: string; readonly measures: CoverMeasures }[]>;
}

declare global {
  interface Window {
    presageLab: PageLab;
  }
}

/** Installs and builds what is missing, as `npm start` does, and waits for the address. */
function startHost(data: string, say: (line: string) => void): Promise<{ process: ChildProcess; address: string }> {
  const host = spawn(process.execPath, [join(ROOT, 'edge-api/start.mjs'), '--port', '0'], {
    env: { ...process.env, PRESAGE_DATA: data },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  return new Promise((found, failed) => {
    let last = '';
    createInterface({ input: host.stderr }).on('line', (line) => {
      last = line;
    });
    createInterface({ input: host.stdout }).on('line', (line) => {
      const address = /^Presage is at (\S+)/.exec(line)?.[1];
      if (address === undefined) {
        if (!line.startsWith('{')) say(line);
      } else found({ process: host, address: address.replace(/\/$/, '') });
    });
    host.once('exit', (code) => failed(new Error(`The host ended with ${code}: ${last}`)));
  });
}
