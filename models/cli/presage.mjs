#!/usr/bin/env node
/** `npx presage` in a checkout: loads the TypeScript of presage.ts and hands over. */
import { register } from 'tsx/esm/api';

register();
// `presage … | head` closes the pipe early: that is no failure.
process.stdout.on('error', (error) => {
  if (error.code !== 'EPIPE') throw error;
  process.exit(0);
});
const { main } = await import('./presage.ts');
process.exitCode = await main(process.argv.slice(2));
