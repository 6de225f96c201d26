/** Clips and folders of clips enter; each is scored by the app's own worker in headless Chromium, as `npm run score` does, and its line goes out. */
import { createHash } from 'node:crypto';
import { readdirSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { UsageError, accountOf, lineOf, platformOf, readJson, refusal } from '../clip-lines.ts';
import { openLab, type LabRequest } from '../lab.ts';
import { answersTo } from './answers.ts';
import { progressOn } from './progress.ts';
import type { BatchOutcome } from './rows.ts';

export interface ClipsAsked {
  readonly files: readonly string[];
  readonly out?: string | undefined;
  readonly format?: string | undefined;
  readonly account?: string | undefined;
  readonly platform?: string | undefined;
  readonly caption?: string | undefined;
  readonly shown?: string | undefined;
  readonly decoder?: string | undefined;
  readonly 'no-priors'?: boolean | undefined;
  readonly signal: AbortSignal;
}

/** What a camera or an editor writes; other files of a folder are passed over. */
const VIDEO = /\.(mp4|m4v|mov|webm|mkv|avi|3gp|mts|ts|wmv|flv|mpg|mpeg)$/i;

/** @throws UsageError for a path that is none, or a folder without clips */
export async function scoreClips(asked: ClipsAsked): Promise<BatchOutcome> {
  const request = requestOf(asked);
  const files = clipsIn(asked.files);
  const answers = answersTo(asked, process.stdout);
  const waiting = files.map((file) => ({ file, key: keyOf(file, request) })).filter(({ key }) => !answers.has(key));
  const progress = progressOn(process.stderr, waiting.length);
  if (waiting.length < files.length) {
    progress.say(`${files.length - waiting.length} of ${files.length} are in ${asked.out ?? 'the file'} already.`);
  }
  if (waiting.length === 0) return 'well';
  const lab = await openLab((line) => progress.say(line));
  let broken = false;
  try {
    for (const { file, key } of waiting) {
      if (asked.signal.aborted) break;
      const outcome = await lab.score(file, request);
      // A lost worker says nothing of the clip: it is tried again by the next run.
      if (!outcome.ok && outcome.failure.code === 'worker_lost') {
        broken = true;
        progress.say(`${file}: ${outcome.message}`);
      } else if (outcome.ok) {
        const { score, explanation } = outcome.report;
        const [reason] = explanation.reasons;
        answers.add({
          key,
          row: basename(file),
          whole: { file, ...lineOf(outcome.report) },
          cells: [
            {
              score: score.value,
              low: score.low,
              high: score.high,
              basis: score.basis,
              first_reason: reason?.name ?? null,
              refused: null,
            },
          ],
        });
      } else {
        answers.add({
          key,
          row: basename(file),
          whole: refusal(file, outcome),
          cells: [{ score: null, low: null, high: null, basis: null, first_reason: null, refused: outcome.message }],
        });
      }
      progress.step(basename(file));
    }
  } finally {
    progress.end();
    answers.end();
    await lab.close();
  }
  return broken ? 'broken' : 'well';
}

function requestOf(asked: ClipsAsked): LabRequest {
  const platform = platformOf(asked.platform ?? 'tiktok');
  const { decoder = 'auto' } = asked;
  if (decoder !== 'auto' && decoder !== 'webcodecs' && decoder !== 'ffmpeg') {
    throw new UsageError(`--decoder takes webcodecs or ffmpeg, not "${decoder}".`);
  }
  return {
    draft: {
      platform,
      caption: asked.caption ?? '',
      shown: asked.shown ?? '',
      country: null,
      posting: null,
      originalSound: null,
    },
    account: asked.account === undefined ? null : { ...accountOf(readJson(asked.account), platform), platform },
    decoder,
    priors: asked['no-priors'] !== true,
  };
}

export function clipsIn(paths: readonly string[]): readonly string[] {
  return paths.flatMap((path) => {
    const found = statSync(path, { throwIfNoEntry: false });
    if (!found) throw new UsageError(`There is no file ${path}.`);
    if (!found.isDirectory()) return [path];
    const clips = readdirSync(path)
      .filter((name) => VIDEO.test(name))
      .sort();
    if (clips.length === 0) throw new UsageError(`${path} holds no clips.`);
    return clips.map((name) => join(path, name));
  });
}

/** The same file with the same words and options has the same key; an edited one is scored anew. */
function keyOf(file: string, request: LabRequest): string {
  const { size, mtimeMs } = statSync(file);
  return createHash('sha256')
    .update(JSON.stringify([basename(file), size, Math.round(mtimeMs), request]))
    .digest('hex')
    .slice(0, 16);
}
