/** Builds web/shell/sw.ts into /sw.js with the precise list of files that make up the shell. */
import { VitePWA } from 'vite-plugin-pwa';
import type { PluginOption } from 'vite';

export function serviceWorker(folder: string): PluginOption[] {
  return [
    VitePWA({
      disable: process.env.VITEST !== undefined,
      strategies: 'injectManifest',
      srcDir: folder,
      filename: 'sw.ts',
      // The page registers it itself (shell/update.ts); the manifest is a file of public/.
      injectRegister: false,
      manifest: false,
      injectManifest: {
        // One classic script: Firefox has no module service workers.
        rollupFormat: 'iife',
        globPatterns: ['index.html', 'manifest.webmanifest', 'favicon.svg', 'assets/**/*.{js,css,woff2,svg}'],
        // Hashed names need no revision of their own.
        dontCacheBustURLsMatching: /^assets\//,
        maximumFileSizeToCacheInBytes: 2_000_000,
      },
    }),
  ];
}
