/** Steps between sampled frames enter; which of them hold a cut leaves. */

/** What is known of one step when the whole clip has been seen. */
export interface CutEvidence {
  /** Distance of the colour histograms, 0..1. */
  readonly change: number;
  /** Likeness of structure after the best small shift, 0..1. */
  readonly alike: number;
  /** The frame between this step and the next is plain white or black, and the frames around it are alike. */
  readonly blink: 'into' | 'out_of' | null;
}

/**
 * A step is as unlike as its colours changed and its structure was lost. A pan loses structure and keeps colours,
 * an exposure change keeps structure: only a new shot does both. On 15 clips of shared/clips and a montage of six of
 * them, steps with a cut lie between .11 and .9; steps within a shot that lose half of their structure stay under .03.
 */
const UNLIKE_MIN = 0.08;
/** Structure that a step keeps without any cut: fades and fast pans keep .55 and more, cuts under .46 on the same clips. */
const ALIKE_MAX = 0.5;
/** A step must also stand out of its neighbourhood: fast motion is unlike at every step. */
const TIMES_NEIGHBOURS = 2.5;
/** Neighbours on each side. */
const NEIGHBOURS = 4;
/** So unlike that no neighbourhood excuses it: in a montage each step is a cut. */
const UNLIKE_SURE = 0.18;

/** A long gap between samples holds at most one cut, however many shots it skips: what was not seen is not counted. */
export function findCuts(steps: readonly CutEvidence[]): boolean[] {
  const scores = steps.map(unlike);
  return scores.map((score, i) => {
    const { alike, blink } = steps[i]!;
    if (blink !== null || alike > ALIKE_MAX || score < UNLIKE_MIN) return false;
    if (score >= UNLIKE_SURE) return true;
    const near = scores
      .slice(Math.max(0, i - NEIGHBOURS), i + NEIGHBOURS + 1)
      .filter((_, k) => k !== Math.min(i, NEIGHBOURS));
    return near.length === 0 || score >= TIMES_NEIGHBOURS * median(near);
  });
}

/** 0 the same shot, towards 1 another one. */
export function unlike({ change, alike }: Pick<CutEvidence, 'change' | 'alike'>): number {
  return change * (1 - alike);
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const half = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1 ? sorted[half]! : (sorted[half - 1]! + sorted[half]!) / 2;
}
