/**
 * The history of the repository enters; every model that ever shipped leaves, with the figures its manifest had then.
 *
 * A commit that left a model's plain file as it was is no new run of it.
 */
import { execFileSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { parseManifest, type ModelManifest } from '#contracts/manifest.ts';
import type { ShippedRun, ShippedRuns } from '#contracts/shipped-runs.ts';

/** @param root of a checkout with its history; one commit alone gives the runs of that commit */
export function shippedRuns(root: string): ShippedRuns {
  const git = (...args: string[]): string =>
    execFileSync('git', args, { cwd: root, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim();
  const runs = readdirSync(join(root, 'models/zoo'))
    .sort()
    .flatMap((id) => {
      const path = `models/zoo/${id}/manifest.json`;
      const commits = git('log', '--reverse', '--format=%H %cI', '--', path).split('\n').filter(Boolean);
      return onlyNew(
        commits.flatMap((line) => {
          const [commit = '', at = ''] = line.split(' ');
          const parsed = parseManifest(JSON.parse(git('show', `${commit}:${path}`)));
          return parsed.ok ? runOf(parsed.value, at) : [];
        }),
      );
    });
  return { schema: 1, runs: runs.sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : a.model < b.model ? -1 : 1)) };
}

function runOf({ id, version, files, metrics }: ModelManifest, at: string): ShippedRun[] {
  const plain = files.find(({ role }) => role === 'plain');
  return plain === undefined ? [] : [{ model: id, version, at, sha256: plain.sha256, metrics }];
}

const onlyNew = (runs: readonly ShippedRun[]): ShippedRun[] =>
  runs.filter((run, i) => run.sha256 !== runs[i - 1]?.sha256);
