/** `npm run fuzz [CASES]`: the fuzz test with 20,000 cases instead of the unit suite's 2,000. */
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));
const done = spawnSync(process.execPath, ['node_modules/vitest/vitest.mjs', 'run', 'edge-api/fuzz.test.ts'], {
  cwd: root,
  stdio: 'inherit',
  env: { ...process.env, FUZZ_CASES: process.argv[2] ?? '20000' },
});
process.exitCode = done.status ?? 1;
