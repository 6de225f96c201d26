/** `npm run build [-- --without-ffmpeg]`: builds app and host anew, whatever was there. */
import { SetupError, build, checkNode, install } from './prepare.mjs';

try {
  checkNode();
  install();
  build(undefined, { withoutFfmpeg: process.argv.includes('--without-ffmpeg'), force: true });
} catch (error) {
  if (!(error instanceof SetupError)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}
