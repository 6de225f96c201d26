/**
 * `npm run notice`: every part that a visitor's device receives, with its licence → NOTICE and public/NOTICE.txt.
 *
 * The parts are read from the source maps of a build, so a package that is only a tool is not listed and one that comes
 * in through another is; what travels as a file of its own (wasm, fonts) is read from the imports that name it.
 * Run it after adding or moving a package; a test says when it is due.
 */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseManifest } from '#contracts/manifest.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const TEXTS = fileURLToPath(new URL('licences/', import.meta.url));

/** Stays apart from everything else and has a chapter of its own. */
const FFMPEG_CORE = '@ffmpeg/core';

export interface Part {
  readonly name: string;
  readonly version: string;
  /** SPDX expression. */
  readonly licence: string;
  readonly text: string;
}

/** Weights by others, as percepts/manifest.json of a build tells of them. */
export interface Network {
  readonly id: string;
  readonly package: string;
  readonly version: string;
  readonly licence: string;
  readonly origin: string;
}

/** Packages that our own code names: every one of them must be listed. */
export function importedPackages(root = ROOT): readonly string[] {
  const names = new Set<string>();
  for (const folder of ['web', 'models/core', 'models/contracts']) {
    for (const path of sourcesUnder(join(root, folder))) {
      const code = readFileSync(path, 'utf8').replace(/\/\*[\s\S]*?\*\//g, '');
      for (const [statement, specifier = ''] of code.matchAll(
        /(?:from|import|@import)\s*\(?\s*['"]([^'"./#][^'"\n]*)['"]/g,
      )) {
        if (!/^(@[\w.-]+\/)?[a-z][\w.-]*(\/|$)/.test(specifier) || /^(vite|virtual)(\/|$)/.test(specifier)) continue;
        if (isTypeOnly(code, statement)) continue;
        names.add(packageOf(specifier));
      }
    }
  }
  return [...names].sort();
}

/** @param names of packages in node_modules */
export function partsOf(names: readonly string[], root = ROOT): readonly Part[] {
  return [...new Set(names)].sort().map((name) => {
    const folder = join(root, 'node_modules', name);
    // holds: npm does not install a package without name and version
    const about = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as {
      version: string;
      license?: string;
      author?: string | { name?: string };
      contributors?: readonly (string | { name?: string })[];
    };
    const licence = about.license ?? 'unknown';
    return { name, version: about.version, licence, text: licenceText(folder, name, licence, about) };
  });
}

export function noticeText(
  parts: readonly Part[],
  models: readonly { id: string; licence: string; trainedOn: string }[],
  networks: readonly Network[] = [],
): string {
  const core = parts.find(({ name }) => name === FFMPEG_CORE);
  const others = parts.filter(({ name }) => name !== FFMPEG_CORE);
  const chapters = [
    `Presage is licensed under the MIT licence; see LICENSE.

This file is made by a script (npm run notice). It lists every part that a visitor's device receives, with its licence.`,
    core
      ? `1. ffmpeg, a separate program

${core.name} ${core.version}, ${core.licence}. It is FFmpeg built to WebAssembly with x264 and x265 by the project ffmpeg.wasm.
It is no part of Presage's own code: it lies unchanged in a file of its own (ffmpeg/…/ffmpeg-core.js and
ffmpeg-core.wasm.gz), is fetched and started only when the browser cannot read a clip, and is left out of a build with
"npm start -- --without-ffmpeg". Its source: https://github.com/ffmpegwasm/ffmpeg.wasm and https://ffmpeg.org.
The text of its licence stands at the end of this file.`
      : '1. ffmpeg: left out of this version.',
    `2. Models

The weights under models/ are Presage's own work.

${models.map(({ id, licence, trainedOn }) => `${id}: ${licence}. Learned from: ${trainedOn}`).join('\n') || 'None are shipped.'}

Networks that look and listen are the work of others and travel as they are, or written anew in another format, out of
these packages:

${networks.map((one) => `${one.id}, from ${one.package} ${one.version}: ${one.licence}. ${one.origin}`).join('\n') || 'None are shipped.'}`,
    `3. Packages

${others.map(({ name, version, licence }) => `${name} ${version} (${licence})`).join('\n')}`,
    `4. Texts of the licences\n\n${grouped(others)}`,
    ...(core ? [`5. GNU General Public License, version 2 or later, for ${core.name}\n\n${core.text}`] : []),
  ];
  return `NOTICE\n\n${chapters.join(`\n\n${'='.repeat(100)}\n\n`)}\n`;
}

/** Each text once, under the names of all packages that carry it. */
function grouped(parts: readonly Part[]): string {
  const byText = new Map<string, Part[]>();
  for (const part of parts) byText.set(part.text, [...(byText.get(part.text) ?? []), part]);
  return Array.from(byText, ([text, group]) => `${group.map(({ name }) => name).join(', ')}\n\n${text}`).join(
    `\n\n${'-'.repeat(100)}\n\n`,
  );
}

function licenceText(
  folder: string,
  name: string,
  licence: string,
  about: { author?: string | { name?: string }; contributors?: readonly (string | { name?: string })[] },
): string {
  const files = readdirSync(folder)
    .filter((file) => /^(licen[cs]e|copying|notice)(\.|$)/i.test(file))
    .sort();
  if (files.length > 0) return files.map((file) => tidy(readFileSync(join(folder, file), 'utf8'))).join('\n\n');
  const text = readdirSync(TEXTS).find((file) => licence.startsWith(file.replace(/\.txt$/, '')));
  if (!text) throw new Error(`${name} is under ${licence} and brings no text; put one into edge-api/setup/licences`);
  const people = [about.author, ...(about.contributors ?? [])].map((who) =>
    typeof who === 'string' ? who : who?.name,
  );
  const holder =
    people.find((who) => who !== undefined && who !== '')?.replace(/\s*[<(].*$/, '') ?? `the authors of ${name}`;
  const line = /^(MIT|ISC)/.test(licence) ? `Copyright (c) ${holder}\n\n` : '';
  return `${line}${tidy(readFileSync(join(TEXTS, text), 'utf8'))}`;
}

const tidy = (text: string): string =>
  text
    .replaceAll('\r\n', '\n')
    .replace(/[ \t]+$/gm, '')
    .trim();

/** "@scope/name/deep" → "@scope/name". */
const packageOf = (specifier: string): string =>
  specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/');

function isTypeOnly(code: string, statement: string): boolean {
  const at = code.indexOf(statement);
  const start = Math.max(code.lastIndexOf('import', at), code.lastIndexOf('export', at));
  return statement.startsWith('from') && /^(import|export)\s+type\s/.test(code.slice(start));
}

function sourcesUnder(folder: string): readonly string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return ['build', 'testing'].includes(entry.name) ? [] : sourcesUnder(path);
    return /\.(ts|svelte|css)$/.test(entry.name) && !/\.test\.ts$|\.config\.js$/.test(entry.name) ? [path] : [];
  });
}

/** Builds the app with source maps into a folder that is thrown away, and reads which packages' code and weights are inside. */
function bundled(): { readonly packages: readonly string[]; readonly networks: readonly Network[] } {
  const folder = mkdtempSync(join(tmpdir(), 'presage-notice-'));
  try {
    const vite = join(ROOT, 'node_modules/vite/bin/vite.js');
    execFileSync(
      process.execPath,
      [vite, 'build', '--sourcemap', '--outDir', folder, '--emptyOutDir', '--logLevel', 'error'],
      {
        cwd: ROOT,
        stdio: ['ignore', 'inherit', 'inherit'],
        env: { ...process.env, NODE_ENV: 'production' },
      },
    );
    const names = new Set<string>();
    for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
      if (!entry.name.endsWith('.map')) continue;
      const { sources } = JSON.parse(readFileSync(join(entry.parentPath, entry.name), 'utf8')) as {
        sources: readonly string[];
      };
      for (const source of sources) {
        const inside = source.replace(/^.*node_modules\//, '');
        if (inside !== source && existsSync(join(ROOT, 'node_modules', packageOf(inside), 'package.json')))
          names.add(packageOf(inside));
      }
    }
    // holds: written by the same build
    const { percepts } = JSON.parse(readFileSync(join(folder, 'percepts/manifest.json'), 'utf8')) as {
      percepts: readonly (Omit<Network, 'package'> & { readonly package: string | null })[];
    };
    // Our own stand among the models.
    const networks = percepts.flatMap((one) => (one.package === null ? [] : [{ ...one, package: one.package }]));
    return { packages: [...names, ...networks.map((network) => network.package)], networks };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** What the zoo says of its models. */
export function shippedModels(root = ROOT): readonly { id: string; licence: string; trainedOn: string }[] {
  const zoo = join(root, 'models/zoo');
  if (!existsSync(zoo)) return [];
  return readdirSync(zoo)
    .sort()
    .flatMap((id) => {
      const path = join(zoo, id, 'manifest.json');
      if (!existsSync(path)) return [];
      const parsed = parseManifest(JSON.parse(readFileSync(path, 'utf8')));
      return parsed.ok ? [parsed.value] : [];
    });
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { packages, networks } = bundled();
  const parts = partsOf([...packages, ...importedPackages(), FFMPEG_CORE]);
  const text = noticeText(parts, shippedModels(), networks);
  writeFileSync(join(ROOT, 'NOTICE'), text);
  writeFileSync(join(ROOT, 'public/NOTICE.txt'), text);
  console.log(`NOTICE lists ${parts.length} packages (${(text.length / 1000).toFixed(0)} KB).`);
}
