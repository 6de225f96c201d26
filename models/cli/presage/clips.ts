/**
 * Clips and folders of clips enter; each is looked at by the app's own worker in headless Chromium, as `npm run score` does,
 * and its line goes out. What is asked of a tool then is numbers and words alone, here or of a running host.
 */
import { createHash } from 'node:crypto';
import { readdirSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { toolNamed } from '#contracts/tools/all.ts';
import type { Report } from '#core/flow.ts';
import { MOST_RANKED } from '#core/advise/rank.ts';
import { UsageError, accountOf, lineOf, platformOf, readJson, refusal } from '../clip-lines.ts';
import { openLab, type Lab, type LabOutcome, type LabRequest } from '../lab.ts';
import { answersTo, type Answer } from './answers.ts';
import { rowsOf } from './cells.ts';
import { progressOn, type Progress } from './progress.ts';
import { askFor, type BatchOutcome, type RowsAsked } from './rows.ts';

export interface ClipsAsked extends RowsAsked {
  readonly decoder?: string | undefined;
}

/** What a camera or an editor writes; other files of a folder are passed over. */
const VIDEO = /\.(mp4|m4v|mov|webm|mkv|avi|3gp|mts|ts|wmv|flv|mpg|mpeg)$/i;
const PICTURE = /\.(jpe?g|png|webp|avif|gif|bmp)$/i;

/** @throws UsageError for a path that is none, or a folder without clips */
export async function answerClips(name: string, asked: ClipsAsked): Promise<BatchOutcome> {
  if (asked.in !== undefined) throw new UsageError('--in takes a table instead of clips: give one of the two.');
  const request = requestOf(asked);
  const pictures = name === 'cover' ? asked.files.filter((path) => PICTURE.test(path)) : [];
  const paths = asked.files.filter((path) => !pictures.includes(path));
  for (const path of pictures)
    if (!statSync(path, { throwIfNoEntry: false })) throw new UsageError(`There is no file ${path}.`);
  const files = clipsIn(paths);
  if (name === 'compare' && (files.length < 2 || files.length > MOST_RANKED))
    throw new UsageError(`compare takes two to ${MOST_RANKED} clips, not ${files.length}.`);
  const answers = answersTo(asked, process.stdout);
  const jobs = jobsOf(name, files, pictures, request);
  const waiting = jobs.filter(({ key }) => !answers.has(key));
  const progress = progressOn(process.stderr, waiting.length);
  if (waiting.length < jobs.length) {
    progress.say(`${jobs.length - waiting.length} of ${jobs.length} are in ${asked.out ?? 'the file'} already.`);
  }
  if (waiting.length === 0) return 'well';
  const answer = answererOf(name, asked, request, progress);
  const lab = await openLab((line) => progress.say(line));
  let broken = false;
  try {
    for (const job of waiting) {
      if (asked.signal.aborted) break;
      const told = await answer(lab, job);
      // A lost worker or host says nothing of the clip: it is tried again by the next run.
      if (told === null) broken = true;
      else answers.add({ key: job.key, row: job.row, ...told });
      progress.step(job.row);
    }
  } finally {
    progress.end();
    answers.end();
    await lab.close();
  }
  return broken ? 'broken' : 'well';
}

interface Job {
  readonly key: string;
  readonly row: string;
  readonly files: readonly string[];
  readonly pictures: readonly string[];
}
type Told = Pick<Answer, 'whole' | 'cells'>;

/** One job a clip; versions to compare, and pictures without a clip, are one job together. */
function jobsOf(
  name: string,
  files: readonly string[],
  pictures: readonly string[],
  request: LabRequest,
): readonly Job[] {
  const job = (row: string, of: readonly string[]): Job => ({
    key: clipKey(name, [...of, ...pictures], request),
    row,
    files: of,
    pictures,
  });
  if (name === 'compare' || files.length === 0) return [job('all', files)];
  return files.map((file) => job(basename(file), [file]));
}

/** @returns what answers one job; null where the way there broke */
function answererOf(
  name: string,
  asked: ClipsAsked,
  request: LabRequest,
  progress: Progress,
): (lab: Lab, job: Job) => Promise<Told | null> {
  if (name === 'score') return (lab, { files: [file = ''] }) => scored(lab, file, request, progress);
  const tool = toolNamed(name);
  if (!tool) throw new UsageError(`There is no tool called "${name}".`);
  const ask = askFor(asked);
  return async (lab, job) => {
    const seen: { readonly file: string; readonly report: Report }[] = [];
    for (const file of job.files) {
      const outcome = await lab.score(file, request);
      if (outcome.ok) seen.push({ file, report: outcome.report });
      else return refused(name, file, outcome, progress);
    }
    const question = name === 'cover' ? await coverQuestion(lab, job, seen, request) : questionOf(name, seen, request);
    if (question === null)
      return { whole: { ok: false, message: NO_PICTURES }, cells: [{ ...blankOf(name), refused: NO_PICTURES }] };
    const told = await ask(tool, question);
    if (told.kind !== 'answered') {
      progress.say(`${job.row}: ${told.why}`);
      return null;
    }
    const whole = { files: [...job.files, ...job.pictures], ok: true, ...told.reply, ...measuresOf(name, question) };
    return { whole, cells: rowsOf(name, told.reply).map((row) => ({ ...row, refused: null })) };
  };
}

const NO_PICTURES = 'No picture could be drawn: this browser cannot play the clip, or read the picture.';

async function scored(lab: Lab, file: string, request: LabRequest, progress: Progress): Promise<Told | null> {
  const outcome = await lab.score(file, request);
  if (!outcome.ok) return refused('score', file, outcome, progress);
  const { score, explanation } = outcome.report;
  const [reason] = explanation.reasons;
  return {
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
  };
}

function refused(
  name: string,
  file: string,
  outcome: Extract<LabOutcome, { ok: false }>,
  progress: Progress,
): Told | null {
  if (outcome.failure.code === 'worker_lost') {
    progress.say(`${file}: ${outcome.message}`);
    return null;
  }
  return { whole: refusal(file, outcome), cells: [{ ...blankOf(name), refused: outcome.message }] };
}

/** The columns of a tool with nothing in them: a refused clip has a row like the others. */
function blankOf(name: string): Readonly<Record<string, null>> {
  if (name === 'score') return { score: null, low: null, high: null, basis: null, first_reason: null };
  const [first = {}] = rowsOf(name, BLANK_REPLY);
  return Object.fromEntries(Object.keys(first).map((column) => [column, null]));
}
/** With one of each that a row is made of. */
const BLANK_REPLY = { covers: [{}], values: {} } as const;

function questionOf(
  name: string,
  seen: readonly { readonly file: string; readonly report: Report }[],
  { draft, account, priors }: LabRequest,
): object {
  const [one] = seen;
  const { signals } = one?.report ?? {};
  switch (name) {
    case 'compare':
      return {
        schema: 1,
        account,
        priors,
        versions: seen.map(({ file, report }) => ({ name: basename(file), draft, signals: report.signals })),
      };
    case 'features':
      return { schema: 1, draft, account, signals };
    default:
      return { schema: 1, draft, account, priors, signals };
  }
}

async function coverQuestion(
  lab: Lab,
  { files, pictures }: Job,
  seen: readonly { readonly report: Report }[],
  { draft: { platform } }: LabRequest,
): Promise<object | null> {
  const covers = await lab.covers(files[0] ?? null, seen[0]?.report ?? null, pictures, platform);
  return covers.length === 0 ? null : { schema: 1, platform, covers };
}

/** What was measured goes along, so that a host can be asked without the clip. */
const measuresOf = (name: string, question: object): object => (name === 'cover' ? { asked: question } : {});

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
      country: asked.country ?? null,
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

/** The same files with the same words and options have the same key; an edited one is asked about anew. */
function clipKey(name: string, files: readonly string[], request: LabRequest): string {
  const known = files.map((file) => {
    const { size, mtimeMs } = statSync(file);
    return [basename(file), size, Math.round(mtimeMs)];
  });
  // As `score` alone was keyed before the others took clips: files of answers go on where they were.
  const asked = name === 'score' ? [...(known[0] ?? []), request] : [name, known, request];
  return createHash('sha256').update(JSON.stringify(asked)).digest('hex').slice(0, 16);
}
