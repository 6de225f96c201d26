/**
 * How well cuts are found: precision and recall of the full check and of ffmpeg's scene filter on the same clips, hard
 * cuts and dissolves apart. Needs shared/clips and a native ffmpeg; the figure goes into cuts.measured.json.
 *
 *   npx tsx tests/perception/cuts.ts           the figure: real clips, joined ones and hard ones that no threshold was set on
 *   npx tsx tests/perception/cuts.ts --tuning  the clips on which thresholds were set
 *   … --list                                   every miss and every false one
 */
import { spawnSync } from 'node:child_process';
import { existsSync, writeFileSync } from 'node:fs';
import type { Clip } from '#core/flow.ts';
import { FULL_SIZE, FullMeter } from '#core/signals/full.ts';
import { seconds } from '#core/units.ts';
import {
  BLEND_KINDS,
  CLIPS,
  CUT_KINDS,
  HARD_SEEDS,
  hardClip,
  joinedClip,
  realClips,
  TEST_SEEDS,
  TUNING_SEEDS,
  type Labelled,
} from './cuts-clips.ts';

/** Half a picture at 15 a second: a cut is found at its picture or at the one beside it. */
const NEAR_S = 0.05;

interface Found {
  readonly cuts: readonly number[];
  readonly dissolves: readonly (readonly [from: number, to: number])[];
}

function ours(path: string): Found {
  const probe = spawnSync('ffprobe', [
    '-v',
    'error',
    '-select_streams',
    'v:0',
    '-show_entries',
    'stream=width,height',
    '-of',
    'csv=p=0',
    path,
  ]);
  const [w, h] = probe.stdout.toString().trim().split('\n')[0]!.split(',').map(Number);
  const scale = FULL_SIZE / Math.max(w!, h!);
  const [width, height] = [Math.max(2, Math.round(w! * scale)), Math.max(2, Math.round(h! * scale))];
  const { stdout, stderr } = spawnSync(
    'ffmpeg',
    [
      [
        '-hide_banner',
        '-noautorotate',
        '-i',
        path,
        '-map',
        '0:v:0',
        '-vf',
        `scale=${width}:${height}:flags=area,showinfo`,
      ],
      ['-vsync', 'passthrough', '-pix_fmt', 'rgba', '-f', 'rawvideo', '-'],
    ].flat(),
    { maxBuffer: 1 << 30 },
  );
  const times = [...stderr.toString().matchAll(/showinfo.*?pts_time:\s*(-?[\d.]+)/g)].map((match) => Number(match[1]));
  const meter = new FullMeter();
  const bytes = width * height * 4;
  let last = -1;
  for (let n = 0; (n + 1) * bytes <= stdout.length; n++) {
    const at = times[n]! - times[0]!;
    if (at <= last) continue;
    last = at;
    meter.push({
      at: seconds(at),
      width,
      height,
      rgba: new Uint8ClampedArray(stdout.subarray(n * bytes, (n + 1) * bytes)),
    });
  }
  // holds: only the length of the clip is read
  const full = meter.finish({ length: seconds(last) } as Clip);
  return { cuts: full.cuts, dissolves: full.dissolves.map(({ from, to }) => [from, to]) };
}

/** ffmpeg's own: the change of each picture against the one before, over .3. */
function sceneFilter(path: string): Found {
  const { stderr } = spawnSync(
    'ffmpeg',
    [
      '-hide_banner',
      '-i',
      path,
      '-map',
      '0:v:0',
      '-vf',
      "select='gt(scene,0.3)',showinfo",
      '-vsync',
      'passthrough',
      '-f',
      'null',
      '-',
    ],
    { maxBuffer: 1 << 30 },
  );
  return {
    cuts: [...stderr.toString().matchAll(/showinfo.*?pts_time:\s*([\d.]+)/g)].map((match) => Number(match[1])),
    dissolves: [],
  };
}

class Tally {
  hit = 0;
  missed = 0;
  wrong = 0;
  add(hit: number, missed: number, wrong: number): void {
    this.hit += hit;
    this.missed += missed;
    this.wrong += wrong;
  }
  toString(): string {
    if (this.hit + this.missed + this.wrong === 0) return 'none there, none found';
    const [p, r] = [this.hit / (this.hit + this.wrong), this.hit / (this.hit + this.missed)];
    const of = (value: number, n: number, k: number): string =>
      n === 0 ? '–' : `${value.toFixed(3)} [${wilson(k, n)}]`;
    return `precision ${of(p, this.hit + this.wrong, this.hit)}, recall ${of(r, this.hit + this.missed, this.hit)}, n ${this.hit + this.missed}, false ${this.wrong}`;
  }
}

/** 95 % interval of a share (Wilson 1927). */
function wilson(k: number, n: number): string {
  if (n === 0) return '-';
  const [p, z] = [k / n, 1.96];
  const middle = (p + (z * z) / (2 * n)) / (1 + (z * z) / n);
  const half = (z / (1 + (z * z) / n)) * Math.sqrt((p * (1 - p)) / n + (z * z) / (4 * n * n));
  return `${Math.max(0, middle - half).toFixed(2)}, ${Math.min(1, middle + half).toFixed(2)}`;
}

type Outcome = { readonly cuts: readonly boolean[]; readonly dissolves: readonly boolean[] };

/** @returns for each cut and each dissolve whether it was found */
function compare(truth: Labelled, found: Found, hard: Tally, soft: Tally, note: (text: string) => void): Outcome {
  const left = [...found.cuts];
  const cuts = truth.cuts.map((cut) => {
    const at = left.findIndex((time) => Math.abs(time - cut) <= NEAR_S);
    if (at >= 0) left.splice(at, 1);
    else note(`${truth.name}: cut at ${cut.toFixed(2)} missed`);
    hard.add(at >= 0 ? 1 : 0, at >= 0 ? 0 : 1, 0);
    return at >= 0;
  });
  for (const time of left) note(`${truth.name}: cut at ${time.toFixed(2)} is none`);
  hard.add(0, 0, left.length);
  const spans = [...found.dissolves];
  const dissolves = truth.dissolves.map(([from, to]) => {
    const at = spans.findIndex(([a, b]) => Math.min(b, to) - Math.max(a, from) > 0.3 * Math.min(to - from, b - a));
    if (at >= 0) spans.splice(at, 1);
    else note(`${truth.name}: dissolve from ${from.toFixed(2)} to ${to.toFixed(2)} missed`);
    soft.add(at >= 0 ? 1 : 0, at >= 0 ? 0 : 1, 0);
    return at >= 0;
  });
  for (const [a, b] of spans) note(`${truth.name}: dissolve from ${a.toFixed(2)} to ${b.toFixed(2)} is none`);
  soft.add(0, 0, spans.length);
  return { cuts, dissolves };
}

/** Found of all, for each way in which the hard clips were put together. */
function byKind(clips: readonly Labelled[], outcomes: readonly Outcome[]): string[] {
  const counts = new Map<string, { found: number; all: number }>();
  const count = (name: string, found: boolean): void => {
    const before = counts.get(name) ?? { found: 0, all: 0 };
    counts.set(name, { found: before.found + (found ? 1 : 0), all: before.all + 1 });
  };
  for (const [n, { kinds }] of clips.entries()) {
    for (const [k, kind] of (kinds?.cuts ?? []).entries()) count(`cut, ${kind}`, outcomes[n]!.cuts[k]!);
    for (const [k, kind] of (kinds?.dissolves ?? []).entries())
      count(kind === 'over black' ? 'fade over black' : `dissolve, ${kind}`, outcomes[n]!.dissolves[k]!);
  }
  return [
    ...CUT_KINDS.map((kind) => `cut, ${kind}`),
    ...BLEND_KINDS.map((kind) => (kind === 'over black' ? 'fade over black' : `dissolve, ${kind}`)),
  ].flatMap((name) => {
    const counted = counts.get(name);
    return counted ? [`${name}: ${counted.found} of ${counted.all}`] : [];
  });
}

if (!existsSync(CLIPS)) {
  console.log('shared/clips is not here (set PRESAGE_SHARED): nothing was measured.');
} else if (spawnSync('ffmpeg', ['-version']).status !== 0) {
  console.log('There is no native ffmpeg here: nothing was measured.');
} else {
  const tuning = process.argv.includes('--tuning');
  const sets: readonly (readonly [string, readonly Labelled[]])[] = tuning
    ? [['tuning', TUNING_SEEDS.map((seed) => joinedClip(seed, true))]]
    : [
        ['real clips', realClips()],
        ['joined from real shots', TEST_SEEDS.map((seed) => joinedClip(seed, false))],
        ['hard cases from real shots', HARD_SEEDS.map(hardClip)],
      ];
  const note = process.argv.includes('--list') ? (text: string) => console.log(`  ${text}`) : () => undefined;
  const measured: { what: string; value: string }[] = [];
  const say = (what: string, value: string): void => {
    console.log(`${what}: ${value}`);
    measured.push({ what, value });
  };
  for (const [name, find] of [
    ['full check', ours],
    ["ffmpeg select='gt(scene,0.3)'", sceneFilter],
  ] as const) {
    const [allHard, allSoft] = [new Tally(), new Tally()];
    for (const [set, clips] of sets) {
      const [hard, soft] = [new Tally(), new Tally()];
      const outcomes = clips.map((clip) => {
        const found = find(clip.path);
        compare(clip, found, allHard, allSoft, () => undefined);
        return compare(clip, found, hard, soft, note);
      });
      say(`${name}, ${set}, ${clips.length} clips, hard cuts`, `${hard}`);
      say(`${name}, ${set}, dissolves and fades`, `${soft}`);
      for (const line of byKind(clips, outcomes)) say(`${name}, ${set}`, line);
    }
    if (sets.length > 1) {
      say(`${name}, all, hard cuts`, `${allHard}`);
      say(`${name}, all, dissolves and fades`, `${allSoft}`);
    }
  }
  if (!tuning) writeFileSync(new URL('cuts.measured.json', import.meta.url), `${JSON.stringify(measured, null, 2)}\n`);
}
