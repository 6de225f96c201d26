/** Version and revision as build-time constants: `import.meta.env.VITE_VERSION` and `VITE_REVISION`. */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Plugin } from 'vite';

export function buildConstants(root: string): Plugin {
  return {
    name: 'presage:constants',
    config: () => {
      const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string };
      return {
        define: {
          'import.meta.env.VITE_VERSION': JSON.stringify(version),
          'import.meta.env.VITE_REVISION': JSON.stringify(revision(root)),
        },
      };
    },
  };
}

/** Short commit, or 'unknown' where the sources came without git. */
function revision(root: string): string {
  try {
    return execFileSync('git', ['rev-parse', '--short=10', 'HEAD'], { cwd: root, stdio: ['ignore', 'pipe', 'ignore'] })
      .toString()
      .trim();
  } catch {
    return 'unknown';
  }
}
