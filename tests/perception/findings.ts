/**
 * `npx tsx tests/perception/findings.ts [CODE …]`: whether each finding of the pre-flight check is told of a clip that has
 * the fault and not of one that has not, by the built app's own worker in headless Chromium. Prints place, value, limit
 * and source of each; all of them together go into findings.measured.json. --shared looks at the phone clips instead.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Advice, PerceptKind, Platform, Report } from '#core/flow.ts';
import { openLab, type Lab } from '../../models/cli/lab.ts';
import { CASES, clipOf, lacking, type Case } from './findings-clips.ts';
import { SHARED } from './frames.ts';

/** web/lab.ts, as far as it is used here. */
interface LookingLab {
  readonly presageLab: {
    score(which: number, request: object): Promise<{ readonly result: Answer }>;
    look(
      which: number,
      report: Report,
      request: { readonly kinds: readonly string[] },
    ): Promise<{ readonly result: Answer }>;
  };
}
type Answer = { readonly ok: true; readonly value: Report } | { readonly ok: false; readonly failure: unknown };

async function adviceOn(
  lab: Lab,
  path: string,
  platform: Platform,
  kinds: readonly PerceptKind[],
): Promise<readonly Advice[]> {
  await lab.page.setInputFiles('#file', path);
  return lab.page.evaluate(
    async ([where, asked]) => {
      const { presageLab } = window as unknown as LookingLab;
      const { result: scored } = await presageLab.score(0, { now: 0, draft: { platform: where } });
      if (!scored.ok) throw new Error(JSON.stringify(scored.failure));
      if (asked.length === 0) return scored.value.explanation.advice;
      const { result } = await presageLab.look(0, scored.value, { kinds: asked });
      if (!result.ok) throw new Error(JSON.stringify(result.failure));
      return result.value.explanation.advice;
    },
    [platform, kinds] as const,
  );
}

const told = (advice: Advice | undefined): advice is Advice => advice !== undefined && advice.severity !== 'fine';
const shown = (advice: Advice | undefined): string =>
  advice === undefined
    ? 'does not apply'
    : `${advice.severity}: ${advice.value?.toFixed(3) ?? '–'} ${advice.unit}, limit ${advice.threshold?.toFixed(3) ?? '–'}, ${advice.at === null ? 'whole clip' : `at ${advice.at.toFixed(2)} s`}, ${advice.source}`;

interface Row {
  readonly what: string;
  readonly value: string;
}
const FILE = new URL('findings.measured.json', import.meta.url);

const nameOf = ({ isFault, code, name }: Case): string => `${isFault ? 'fault' : 'clean'}: ${code}, ${name}`;

const why = lacking();
if (why !== null) console.log(`${why}: nothing was checked.`);
else {
  const asked = process.argv.slice(2).filter((argument) => !argument.startsWith('--'));
  const lab = await openLab((line) => console.error(line));
  try {
    if (process.argv.includes('--shared')) await lookAtPhones(lab);
    else await checkAll(lab, asked);
  } finally {
    await lab.close();
  }
}

/** Those asked for, or all; figures of the others stay as they were. */
async function checkAll(lab: Lab, asked: readonly string[]): Promise<void> {
  const kept = new Map(
    existsSync(FILE) ? (JSON.parse(readFileSync(FILE, 'utf8')) as Row[]).map((row) => [row.what, row]) : [],
  );
  const cases = CASES.filter(({ code }) => asked.length === 0 || asked.includes(code));
  let right = 0;
  for (const each of cases) {
    const found = (await adviceOn(lab, clipOf(each), each.platform, each.kinds)).find(({ code }) => code === each.code);
    const isRight = told(found) === each.isFault;
    if (isRight) right++;
    const row = { what: nameOf(each), value: `${told(found) ? 'told' : 'quiet'}; ${shown(found)}` };
    kept.set(row.what, row);
    console.log(`${isRight ? '  ' : '! '}${row.what.padEnd(72)}${row.value}`);
  }
  console.log(`\n${right} of ${cases.length} as they should be`);
  const rows = CASES.flatMap((each) => kept.get(nameOf(each)) ?? []);
  writeFileSync(FILE, `${JSON.stringify(rows, null, 2)}\n`);
}

/** What is told of real clips that nobody made for it; for a person to judge. */
async function lookAtPhones(lab: Lab): Promise<void> {
  for (const name of ['spotlight-a.mp4', 'spotlight-b.mp4', 'spotlight-c.mp4']) {
    const kinds = ['voice', 'faces', 'words', 'full'] as const;
    for (const advice of await adviceOn(lab, join(SHARED, 'clips/phone', name), 'reels', kinds))
      if (told(advice)) console.log(name.padEnd(18), advice.code.padEnd(18), shown(advice));
  }
}
