/**
 * `npm run bench`: what a score costs, measured in a real browser beside native ffmpeg in the same run;
 * `npm run bench -- edge`: what the embedded host carries (edge.ts);
 * `npm run bench -- scroll`: how evenly lists of 5,000 rows scroll (scroll.ts);
 * `npm run bench -- perceive`: what looking and listening costs (perceive.ts), with --clips N the memory over N in a row;
 * --part kinds,first,peak,large names what of it (large, beyond Full HD, only when named).
 *
 * Times on a shared machine drift, so every figure that matters is also a ratio of two things measured in turn.
 * Nothing here passes or fails: it prints a table, and `--json FILE` keeps it.
 */
import { spawnSync } from 'node:child_process';
import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { cpus, loadavg } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync } from 'node:zlib';
import { parseArgs } from 'node:util';
import type { Draft, Report } from '#core/flow.ts';
import { rendered } from '../clips/render.ts';
import { openLab, type Lab, type LabOutcome } from '../../models/cli/lab.ts';
import { PERCEIVED_KINDS } from '../../web/analysis/perceive/kinds.ts';
import { benchClip, largeClip, nativeFfmpeg } from './bench-clips.ts';
import { benchEdge } from './edge.ts';
import { treeMemoryMb } from './memory.ts';
import { lookCosts, memoryInARow, peakOverIdle, type LookCost } from './perceive.ts';
import { predictionMs } from './prediction.ts';
import { longTasks } from './responsive.ts';
import { scrollLists } from './scroll.ts';
import { toolTimes } from './tools.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    json: { type: 'string' },
    runs: { type: 'string' },
    seconds: { type: 'string' },
    clips: { type: 'string' },
    part: { type: 'string' },
    rows: { type: 'string' },
  },
});
const RUNS = Number(values.runs ?? 5);
/** Browsers for the first look of a session. */
const FIRST_LOOKS = 3;
const NETWORKS = PERCEIVED_KINDS.filter((kind) => kind !== 'full');
const DRAFT: Draft = {
  platform: 'tiktok',
  caption: 'One pan, no yeast, eight minutes #recipe',
  shown: 'A man fries flatbread in a pan',
  country: null,
  posting: null,
  originalSound: null,
};

const rows: { what: string; value: string }[] = [];
const say = (what: string, value: string): void => {
  rows.push({ what, value });
  console.log(`${what.padEnd(58)} ${value}`);
};

if (positionals.includes('tools'))
  for (const { what, ms, cpuMs, worst, goal } of toolTimes())
    say(
      `${what} (ms, processor ms, worst; goal ${goal})`,
      `${ms.toFixed(1)}, ${cpuMs.toFixed(1)}, ${worst.toFixed(1)}`,
    );
else if (positionals.includes('edge')) await benchEdge(say, Number(values.seconds ?? 8));
else if (positionals.includes('scroll')) await benchScroll();
else if (positionals.includes('perceive')) await benchPerceive();
else await benchScore();
if (values.json !== undefined) writeFileSync(values.json, `${JSON.stringify(rows, null, 2)}\n`);

async function benchScroll(): Promise<void> {
  for await (const { what, frames, late, stalls, p95Ms, cpuMs, openMs, elements } of scrollLists(
    await rendered('plain'),
    Number(values.rows ?? 5000),
  ))
    say(
      `${what}: processor a frame; late, stalls of frames; p95`,
      `${cpuMs.toFixed(1)} ms; ${late}, ${stalls} of ${frames}; ${p95Ms.toFixed(1)} ms (open ${openMs} ms, ${elements} elements; load ${loadavg()[0]?.toFixed(1)})`,
    );
}

async function benchPerceive(): Promise<void> {
  const ffmpeg = nativeFfmpeg();
  if (ffmpeg === null) {
    console.log('No native ffmpeg here: the clips of the bench cannot be made. Install it, or set PRESAGE_FFMPEG.');
    return;
  }
  const parts = (values.part ?? 'kinds,first,peak').split(',');
  const clip = benchClip(ffmpeg, 30);
  if (parts.includes('first'))
    for (const kinds of [['voice', 'faces'], [...PERCEIVED_KINDS]]) {
      const what = `30 s 1080x1920: ${kinds.length === PERCEIVED_KINDS.length ? 'all' : kinds.join(' and ')}`;
      const tell = (how: string, runs: readonly LookCost[]): void => {
        for (const kind of kinds)
          say(`${what}, ${how}: until ${kind} (ms)`, spread(runs.map(({ came }) => came[kind] ?? NaN)));
      };
      const ever: LookCost[] = [];
      const fresh: LookCost[] = [];
      // A browser each: nothing is kept, nothing compiled. Then with all kept, as when the app is opened another day.
      for (let run = 0; run < FIRST_LOOKS; run++)
        await withLab(async (lab) => {
          ever.push(...(await lookCosts(lab, clip, kinds, 1, true)));
          fresh.push(...(await lookCosts(lab, clip, kinds, kinds.length > 2 ? 1 : 2, true)));
        });
      tell('first ever', ever);
      tell('fresh worker, files kept', fresh);
    }
  if (parts.includes('kinds'))
    await withLab(async (lab) => {
      for (const kinds of [['voice', 'faces'], ['objects'], ['quality'], ['words'], ['things'], ['full']]) {
        // The first one loads runtime and weights.
        const [cold, ...warm] = await lookCosts(lab, clip, kinds, RUNS + 1);
        const own = Object.entries(warm.at(-1)?.own ?? {}).map(
          ([kind, ms]) => `${kind} ${typeof ms === 'number' ? whole(ms) : ms}`,
        );
        const name = kinds.join(' and ');
        say(
          `30 s 1080x1920: ${name}, cold: told, in the report (ms)`,
          `${whole(cold?.toldMs ?? NaN)}, ${whole(cold?.totalMs ?? NaN)}`,
        );
        say(
          `30 s 1080x1920: ${name}, warm (ms)`,
          `${spread(warm.map(({ toldMs }) => toldMs))}; itself: ${own.join(', ')}`,
        );
      }
    });
  const peak = async (what: string, path: string, kinds: readonly string[]): Promise<void> =>
    // A browser each: the first look of a session, when all is loaded and compiled.
    withLab(async (lab) => {
      const { scoring, looking, left } = await peakOverIdle(lab, path, kinds);
      say(
        `${what}: ${kinds.join(', ')}: peak over the idle page (MB)`,
        `${whole(looking)}; while scored before: ${whole(scoring)}; left: ${whole(left)}`,
      );
    });
  if (parts.includes('peak')) for (const kinds of [NETWORKS, ['full']]) await peak('30 s 1080x1920', clip, kinds);
  if (parts.includes('large'))
    for (const [width, height] of [
      [2160, 3840],
      [4320, 7680],
    ] as const)
      for (const kinds of [NETWORKS, ['full']])
        await peak(`3 s ${width}x${height}`, largeClip(ffmpeg, width, height), kinds);
  const clips = Number(values.clips ?? 0);
  if (clips < 6) return;
  await withLab(async (lab) => {
    const kinds = ['voice', 'faces', 'objects', 'things', 'quality'];
    const told = (mb: ReadonlyMap<string, number>): string =>
      [...mb].map(([kind, n]) => `${kind} ${whole(n)}`).join(', ');
    const after = await memoryInARow(lab, benchClip(ffmpeg, 10), kinds, clips, (n, mb) => {
      if (n % 5 === 0) console.log(`  clip ${n}: ${told(mb)} MB`);
    });
    const browser = after.map((mb) => [...mb].reduce((sum, [kind, n]) => sum + (kind === 'node' ? 0 : n), 0));
    const fifth = browser[4] ?? NaN;
    const last = browser.slice(-5).toSorted((a, b) => a - b)[2] ?? NaN;
    say(
      `browser after ${clips} clips in a row / after the fifth (MB)`,
      `${whole(last)} / ${whole(fifth)} = ${(last / fifth).toFixed(2)}`,
    );
  });
}

async function benchScore(): Promise<void> {
  console.log(
    `${cpus().length} cores, ${cpus()[0]?.model ?? 'unknown processor'}; node ${process.version}; ${RUNS} runs, medians`,
  );
  firstLoad();
  say('one prediction with attribution, Node (ms)', (await predictionMs()).toFixed(2));

  const ffmpeg = nativeFfmpeg();
  if (ffmpeg === null)
    console.log('No native ffmpeg here: the clips of the bench cannot be made. Install it, or set PRESAGE_FFMPEG.');
  else await measure(ffmpeg);
}

async function measure(ffmpeg: string): Promise<void> {
  const clip = benchClip(ffmpeg, 30);

  const cold = await withLab((lab) => score(lab, clip));
  say('30 s 1080x1920, cold: first score (ms)', whole(cold.firstScoreMs));
  say('30 s 1080x1920, cold: all features (ms)', whole(cold.totalMs));

  await withLab(async (lab) => {
    await score(lab, clip);
    const first: number[] = [];
    const total: number[] = [];
    const native: number[] = [];
    for (let run = 0; run < RUNS; run++) {
      const warm = await score(lab, clip);
      first.push(warm.firstScoreMs ?? warm.totalMs);
      total.push(warm.totalMs);
      native.push(nativeMs(ffmpeg, clip, warm.report));
    }
    say('30 s 1080x1920, warm: first score (ms)', spread(first));
    say('30 s 1080x1920, warm: all features (ms)', spread(total));
    say('native ffmpeg, the same frames and the sound (ms)', spread(native));
    say(
      'warm all features / native, pair by pair',
      spread(
        total.map((t, i) => t / (native[i] ?? NaN)),
        2,
      ),
    );
    const [line] = [await score(lab, clip)];
    say(
      'decoder and rung',
      `${line.report.decoder}, ${line.report.rung}; ${line.report.signals.picture?.frames.length ?? 0} frames`,
    );
  });

  const short = await peakMb(benchClip(ffmpeg, 10));
  const long = await peakMb(benchClip(ffmpeg, 360));
  say('peak memory, 10 s clip: over idle, in all (MB, whole browser)', `${whole(short.over)}, ${whole(short.all)}`);
  say('peak memory, 6 min clip: over idle, in all (MB, whole browser)', `${whole(long.over)}, ${whole(long.all)}`);
  say(
    '6 min / 10 s: over idle, in all',
    `${(long.over / short.over).toFixed(2)}, ${(long.all / short.all).toFixed(2)}`,
  );

  const tasks = await longTasks(clip);
  say(
    'main thread while a clip is analysed: tasks over 50 ms',
    `${tasks.over50}, longest ${whole(tasks.longestMs)} ms`,
  );
  say('main thread: worst gap between frames on screen (ms)', whole(tasks.worstGapMs));
}

/** JavaScript that the first screen asks for, brotli; counted from the built page and its static imports. */
function firstLoad(): void {
  const dist = fileURLToPath(new URL('../../dist/web', import.meta.url));
  let html: string;
  try {
    html = readFileSync(join(dist, 'index.html'), 'utf8');
  } catch {
    console.log(
      'No build yet: it is made when the browser starts; run the bench again for the size of the first load.',
    );
    return;
  }
  const seen = new Set<string>();
  const queue = [...html.matchAll(/(?:src|href)="\/(assets\/[^"]+\.js)"/g)].map((m) => m[1] ?? '');
  for (let file = queue.pop(); file !== undefined; file = queue.pop()) {
    if (seen.has(file)) continue;
    seen.add(file);
    const code = readFileSync(join(dist, file), 'utf8');
    for (const m of code.matchAll(/(?:^|[;}])import(?:[^"'();]*from)?["']\.\/([^"']+\.js)["']/g))
      queue.push(`assets/${m[1]}`);
  }
  const bytes = [...seen].reduce((sum, file) => sum + brotliCompressSync(readFileSync(join(dist, file))).length, 0);
  say('first load: JavaScript with static imports, brotli (KB)', `${(bytes / 1000).toFixed(1)} in ${seen.size} files`);
  const all = readdirSync(join(dist, 'assets')).filter((name) => name.endsWith('.js')).length;
  say('JavaScript files in the build', String(all));
}

async function withLab<T>(use: (lab: Lab) => Promise<T>): Promise<T> {
  const lab = await openLab((line) => console.log(line));
  try {
    return await use(lab);
  } finally {
    await lab.close();
  }
}

async function score(lab: Lab, clip: string): Promise<Extract<LabOutcome, { ok: true }>> {
  const outcome = await lab.score(clip, { draft: DRAFT, account: null, decoder: 'auto', priors: true });
  if (!outcome.ok) throw new Error(`the bench clip was refused: ${outcome.message}`);
  return outcome;
}

/** One ffmpeg process that decodes the same frames to the same size, and the sound. */
function nativeMs(ffmpeg: string, clip: string, report: Report): number {
  const times = (report.signals.picture?.frames ?? []).map(({ at }) => at);
  const select = times.map((t) => `between(t,${(t - 0.004).toFixed(3)},${(t + 0.004).toFixed(3)})`).join('+');
  const began = performance.now();
  const { status } = spawnSync(
    ffmpeg,
    [
      ...['-hide_banner', '-loglevel', 'error', '-i', clip],
      ...['-map', '0:v:0', '-vf', `select='${select}',scale=144:256:flags=area`, '-vsync', '0', '-f', 'null', '-'],
      ...['-map', '0:a:0', '-f', 'null', '-'],
    ],
    { stdio: ['ignore', 'ignore', 'inherit'] },
  );
  if (status !== 0) throw new Error('native ffmpeg failed on the bench clip');
  return performance.now() - began;
}

/** Highest memory of the browser's processes while a clip is scored: over that of the idle page, and in all. */
async function peakMb(clip: string): Promise<{ readonly over: number; readonly all: number }> {
  return withLab(async (lab) => {
    const idle = treeMemoryMb(process.pid);
    let peak = idle;
    const watch = setInterval(() => {
      peak = Math.max(peak, treeMemoryMb(process.pid));
    }, 50);
    try {
      await score(lab, clip);
    } finally {
      clearInterval(watch);
    }
    return { over: peak - idle, all: peak };
  });
}

function spread(values: readonly number[], digits = 0): string {
  const sorted = values.toSorted((a, b) => a - b);
  const at = (p: number): string => (sorted[Math.round(p * (sorted.length - 1))] ?? NaN).toFixed(digits);
  return `${at(0.5)} (${at(0)} to ${at(1)})`;
}

function whole(value: number | null): string {
  return value === null ? '–' : Math.round(value).toString();
}
