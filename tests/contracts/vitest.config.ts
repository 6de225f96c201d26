/** `npm run contracts`: the edge's contract on both hosts. The unit tests run the Node half too, for coverage. */
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  root: fileURLToPath(new URL('../..', import.meta.url)),
  test: { include: ['tests/contracts/*.test.ts'], testTimeout: 30_000, fileParallelism: false },
});
