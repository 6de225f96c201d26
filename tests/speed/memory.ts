/** Memory of a process and all it started, as the kernel counts it: proportional set size, so shared pages count once. */
import { readFileSync, readdirSync } from 'node:fs';

/**
 * @param root id of the process; it does not count itself, only what it started
 * @returns MB; 0 where the system has no /proc
 */
export function treeMemoryMb(root: number): number {
  const parents = new Map<number, number>();
  let ids: number[];
  try {
    ids = readdirSync('/proc').map(Number).filter(Number.isInteger);
  } catch {
    return 0;
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
  let kb = 0;
  for (const id of parents.keys()) {
    if (!isOurs(id)) continue;
    try {
      kb += Number(/^Pss:\s+(\d+)/m.exec(readFileSync(`/proc/${id}/smaps_rollup`, 'utf8'))?.[1] ?? 0);
    } catch {
      // Ended, or not ours to read.
    }
  }
  return kb / 1024;
}
