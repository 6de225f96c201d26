/**
 * Memory of a process and all it started, as the kernel counts it: what was written and what is shared between them
 * (pictures of a decoder), each page once. The program itself, mapped from its file, is left out: those pages are shared
 * with every other browser on the machine, so that the figure would move by 150 MB when one of them starts or ends.
 */
import { readFileSync, readdirSync } from 'node:fs';

/**
 * @param root id of the process; it does not count itself, only what it started
 * @returns MB; 0 where the system has no /proc
 */
export const treeMemoryMb = (root: number): number =>
  [...treeMemoryByKind(root).values()].reduce((sum, mb) => sum + mb, 0);

/** The same, apart by kind: 'browser', 'renderer', 'gpu-process' and 'utility' of Chromium, 'node' for the host and other tools. */
export function treeMemoryByKind(root: number): ReadonlyMap<string, number> {
  const parents = new Map<number, number>();
  let ids: number[];
  try {
    ids = readdirSync('/proc').map(Number).filter(Number.isInteger);
  } catch {
    return new Map();
  }
  for (const id of ids) {
    try {
      // The name stands in brackets and may hold blanks; the parent's id is the second field after it.
      const stat = readFileSync(`/proc/${id}/stat`, 'utf8');
      parents.set(id, Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]));
    } catch {
      // The process ended while we looked.
    }
  }
  const isOurs = (id: number): boolean => {
    for (let at = parents.get(id); at !== undefined && at > 1; at = parents.get(at)) if (at === root) return true;
    return false;
  };
  const kinds = new Map<string, number>();
  for (const id of parents.keys()) {
    if (!isOurs(id)) continue;
    try {
      const rollup = readFileSync(`/proc/${id}/smaps_rollup`, 'utf8');
      const of = (line: string): number => Number(new RegExp(`^${line}:\\s+(\\d+)`, 'm').exec(rollup)?.[1] ?? 0);
      // Kernels before 5.14 tell only the sum.
      const kb = /^Pss_Anon:/m.test(rollup) ? of('Pss_Anon') + of('Pss_Shmem') : of('Pss');
      const kind = kindOf(readFileSync(`/proc/${id}/cmdline`, 'utf8'));
      kinds.set(kind, (kinds.get(kind) ?? 0) + kb / 1024);
    } catch {
      // Ended, or not ours to read.
    }
  }
  return kinds;
}

/** Chromium names the kind of each process it starts; the first one is the browser itself. */
function kindOf(command: string): string {
  const kind = /--type=([\w-]+)/.exec(command)?.[1];
  if (kind !== undefined) return kind;
  return /chrom/i.test(command.split('\0')[0] ?? '') ? 'browser' : 'node';
}
