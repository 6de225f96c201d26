/**
 * Clips → one line each: `npm run score -- clip.mp4 [more.mp4 …] --json`.
 *
 * Drives the built app's own worker in headless Chromium, so the command line, training, the bench and
 * outside judges see exactly the numbers that a creator sees.
 *
 * Exit code 0 when every file ended in a report or a clear refusal.
 */
import { basename } from 'node:path';
import { parseArgs } from 'node:util';
import type { Account, Draft, Platform } from '#core/flow.ts';
import { UsageError, accountOf, lineOf, platformOf, readJson, refusal } from './clip-lines.ts';
import { openLab, type LabOutcome, type LabRequest } from './lab.ts';

const USAGE = `Usage: npm run score -- clip.mp4 [more.mp4 …]
  --caption "…"          the words it will be posted with
  --shown "…"            in one line: what do we see?
  --drafts drafts.json   {"clip.mp4": {"caption", "shown", "platform"}}
  --platform NAME        tiktok (default), reels or shorts
  --account account.json {"platform", "followers", "posts": [{"time", "views", "caption"?, "dur_s"?}]}
  --decoder NAME         webcodecs or ffmpeg; both by default, the fast one first
  --no-priors            leave the declared terms out of the score
  --json                 one JSON line per clip`;

interface DraftEntry {
  readonly caption?: string;
  readonly shown?: string;
  readonly platform?: string;
}

const { values, positionals } = readArguments();
if (values.help === true || positionals.length === 0) {
  console.log(USAGE);
  process.exit(values.help === true ? 0 : 2);
}

const { platform, drafts, account } = readGiven();
if (values.decoder !== undefined && values.decoder !== 'webcodecs' && values.decoder !== 'ffmpeg') {
  stop(`--decoder takes webcodecs or ffmpeg, not "${values.decoder}".`);
}

const lab = await openLab((line) => process.stderr.write(`${line}\n`));
let broken = false;
try {
  for (const file of positionals) {
    const outcome = await lab.score(file, optionsFor(file));
    print(file, outcome);
    if (!outcome.ok && outcome.failure.code === 'worker_lost') broken = true;
  }
} finally {
  await lab.close();
}
process.exit(broken ? 1 : 0);

function readArguments() {
  try {
    return parseArgs({
      allowPositionals: true,
      options: {
        caption: { type: 'string' },
        shown: { type: 'string' },
        drafts: { type: 'string' },
        platform: { type: 'string' },
        account: { type: 'string' },
        decoder: { type: 'string' },
        'no-priors': { type: 'boolean' },
        json: { type: 'boolean' },
        help: { type: 'boolean' },
      },
    });
  } catch (cause) {
    return stop(`${(cause as Error).message}\n${USAGE}`);
  }
}

function readGiven(): { platform: Platform; drafts: Record<string, DraftEntry>; account: Account | null } {
  try {
    const given = platformOf(values.platform ?? 'tiktok');
    const entries = values.drafts === undefined ? {} : (readJson(values.drafts) as Record<string, DraftEntry>);
    for (const { platform: name } of Object.values(entries)) if (name !== undefined) platformOf(name);
    return {
      platform: given,
      drafts: entries,
      account: values.account === undefined ? null : accountOf(readJson(values.account), given),
    };
  } catch (cause) {
    if (cause instanceof UsageError) return stop(cause.message);
    throw cause;
  }
}

function optionsFor(file: string): LabRequest {
  const entry = drafts[file] ?? drafts[basename(file)] ?? {};
  const draft: Draft = {
    platform: entry.platform === undefined ? platform : platformOf(entry.platform),
    caption: entry.caption ?? values.caption ?? '',
    shown: entry.shown ?? values.shown ?? '',
    country: null,
    posting: null,
    originalSound: null,
  };
  return {
    draft,
    account: account === null ? null : { ...account, platform: draft.platform },
    decoder: values.decoder === 'webcodecs' || values.decoder === 'ffmpeg' ? values.decoder : 'auto',
    priors: values['no-priors'] !== true,
  };
}

function print(file: string, outcome: LabOutcome): void {
  if (values.json === true) {
    console.log(JSON.stringify(outcome.ok ? { file, ...lineOf(outcome.report) } : refusal(file, outcome)));
    return;
  }
  if (!outcome.ok) {
    console.log(`${file}: ${outcome.message}`);
    return;
  }
  const { score, explanation, decoder, rung, ms } = outcome.report;
  console.log(
    `${file}: ${Math.round(score.value)} of 100, 8 times in 10 between ${Math.round(score.low)} and ${Math.round(score.high)}` +
      ` (${score.basis}; ${decoder}, ${rung}, ${Math.round(ms.total)} ms)`,
  );
  for (const reason of explanation.reasons.slice(0, 6)) {
    const points = `${reason.points >= 0 ? '+' : '−'}${Math.abs(reason.points).toFixed(1)}`;
    console.log(
      `  ${points.padStart(6)}  ${reason.name}${reason.value === null ? '' : ` = ${reason.value}`} (${reason.basis})`,
    );
  }
}

function stop(message: string): never {
  console.error(message);
  process.exit(2);
}
