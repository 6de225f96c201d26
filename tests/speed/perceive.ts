/**
 * `npm run bench -- perceive`: what looking and listening costs after the first score, in a real browser: 30 s of upright
 * Full HD, each kind alone and faces with speech and sound together, the memory at its highest and over 50 clips in a row.
 *
 * The bench clip has no face: each frame is still looked at in every square. Sound is measured with the first score.
 */
import type { Report } from '#core/flow.ts';
import type { Lab } from '../../models/cli/lab.ts';
import { treeMemoryByKind, treeMemoryMb } from './memory.ts';

/** web/lab.ts, as far as it is used here. */
interface LookingLab {
  readonly presageLab: {
    close(): void;
    score(
      which: number,
      request: object,
    ): Promise<{ readonly result: { readonly ok: boolean; readonly value: Report } }>;
    look(
      which: number,
      report: Report,
      request: { readonly kinds: readonly string[] },
    ): Promise<{
      readonly result: { readonly ok: boolean; readonly value: Report };
      readonly came: Readonly<Record<string, number>>;
      readonly totalMs: number;
    }>;
  };
}

export interface LookCost {
  /** Until the last percept was told; until the report was made again. */
  readonly toldMs: number;
  readonly totalMs: number;
  /** Until each percept was told, ms. */
  readonly came: Readonly<Record<string, number>>;
  /** Milliseconds inside each perceiver; or why it saw nothing. */
  readonly own: Readonly<Record<string, number | string>>;
}

/** Scores the clip once, then looks at it: one result per run; `afresh` with a fresh worker for each. */
export async function lookCosts(
  lab: Lab,
  clip: string,
  kinds: readonly string[],
  runs: number,
  afresh = false,
): Promise<LookCost[]> {
  await lab.page.setInputFiles('#file', clip);
  return lab.page.evaluate(
    async ([asked, times, isFresh]) => {
      const { presageLab } = window as unknown as LookingLab;
      const scored = await presageLab.score(0, { now: 0 });
      const out: LookCost[] = [];
      for (let run = 0; run < times; run++) {
        if (isFresh) presageLab.close();
        const { result, came, totalMs } = await presageLab.look(0, scored.result.value, { kinds: asked });
        const percepts = Object.entries(result.value.signals.percepts ?? {});
        const own = percepts.map(([kind, one]) => [kind, one.state === 'seen' ? one.ms : one.why] as const);
        out.push({ toldMs: Math.max(...Object.values(came)), totalMs, came, own: Object.fromEntries(own) });
      }
      return out;
    },
    [kinds, runs, afresh] as const,
  );
}

/**
 * Highest memory of the browser while a clip is scored and then looked at with all that is asked, over the idle page,
 * MB; and what is left of it after the last percept.
 */
export async function peakOverIdle(
  lab: Lab,
  clip: string,
  kinds: readonly string[],
): Promise<{ readonly scoring: number; readonly looking: number; readonly left: number }> {
  await lab.page.setInputFiles('#file', clip);
  // The page's own start is over.
  await new Promise((resolve) => setTimeout(resolve, 2000));
  const idle = treeMemoryMb(process.pid);
  let peak = idle;
  const watch = setInterval(() => {
    peak = Math.max(peak, treeMemoryMb(process.pid));
  }, 50);
  try {
    await lab.page.evaluate(async () => {
      const { presageLab } = window as unknown as LookingLab;
      Object.assign(window, { scored: (await presageLab.score(0, { now: 0 })).result.value });
    });
    const scoring = peak - idle;
    peak = idle;
    await lab.page.evaluate(async (asked) => {
      const { presageLab, scored } = window as unknown as LookingLab & { readonly scored: Report };
      await presageLab.look(0, scored, { kinds: asked });
    }, kinds);
    return { scoring, looking: peak - idle, left: treeMemoryMb(process.pid) - idle };
  } finally {
    clearInterval(watch);
  }
}

/** MB by kind of process after each of so many clips in a row: score, look, next. 'node' is the host, all else the browser. */
export async function memoryInARow(
  lab: Lab,
  clip: string,
  kinds: readonly string[],
  clips: number,
  onClip: (n: number, mb: ReadonlyMap<string, number>) => void = () => undefined,
): Promise<ReadonlyMap<string, number>[]> {
  await lab.page.setInputFiles('#file', clip);
  const after: ReadonlyMap<string, number>[] = [];
  for (let n = 0; n < clips; n++) {
    await lab.page.evaluate(async (asked) => {
      const { presageLab } = window as unknown as LookingLab;
      const scored = await presageLab.score(0, { now: 0 });
      await presageLab.look(0, scored.result.value, { kinds: asked });
    }, kinds);
    const mb = treeMemoryByKind(process.pid);
    after.push(mb);
    onClip(n + 1, mb);
  }
  return after;
}
