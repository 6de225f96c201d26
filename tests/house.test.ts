/** The finer arrows of the house: who imports whom, how things are named, and what must never be committed. */
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, readdirSync, statSync } from 'node:fs';
import { basename, dirname, extname, join, relative, resolve, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, it } from 'vitest';
import { FEATURES } from '#core/features/registry.ts';

const ROOT = fileURLToPath(new URL('..', import.meta.url)).replace(/[/\\]$/, '');
const SHARED = resolve(ROOT, process.env['PRESAGE_SHARED'] || '../shared');

/** Files of types whose few values belong to them: the closed sets, the makers of branded numbers. */
const TYPE_FILES = ['models/core/flow.ts', 'models/core/units.ts'];

/** What each folder may import of ours; `types:` allows `import type` only. The first folder that fits a file counts. */
const MAY_IMPORT: readonly (readonly [folder: string, allowed: readonly string[]])[] = [
  ['models/core', ['models/core']],
  ['models/contracts', ['models/contracts', 'models/core']],
  ['models/train', ['models/train', 'models/data', 'models/core', 'models/contracts']],
  ['models/data', ['models/data', 'models/core', 'models/contracts']],
  [
    'models/cli',
    ['models/cli', 'models/core', 'models/contracts', 'models/data', 'models/train', 'tests/chromium.mjs'],
  ],
  ['web/analysis', ['web/analysis', 'models/core', 'models/contracts']],
  ['web/store', ['web/store', 'models/core', 'models/contracts']],
  ['web/remote', ['web/remote', 'models/core', 'models/contracts']],
  [
    'web/state',
    ['web/state', 'web/analysis', 'web/store', 'web/remote', 'web/text', 'models/core', 'models/contracts'],
  ],
  ['web/screens', ['web/screens', 'web/state', 'web/parts', 'web/text', 'types:models/core', ...TYPE_FILES]],
  ['web/parts', ['web/parts']],
  ['web/text', ['web/text']],
  [
    'web/shell',
    ['web/shell', 'web/state', 'web/store', 'web/remote', 'web/parts', 'web/text', 'models/core', 'models/contracts'],
  ],
  ['web/build', ['web/build', 'models/contracts']],
  // The page itself puts the parts together.
  ['web', ['web', 'models/core', 'models/contracts']],
  ['edge-api', ['edge-api', 'models/core', 'models/contracts']],
];

/** Packages that core and contracts may lean on: pure, and the same in page, worker, edge and Node. */
const PURE_PACKAGES: Readonly<Record<string, readonly string[]>> = {
  'models/core': ['@noble/hashes'],
  'models/contracts': ['zod', '@noble/hashes'],
};

interface Import {
  readonly file: string;
  readonly typeOnly: boolean;
  /** Path in the tree, or the package's name. */
  readonly to: string;
  readonly ours: boolean;
}

const files = committedFiles();
const sources = files.filter((path) => /\.(ts|mjs|svelte)$/.test(path));
/** What runs at people's; tests and their helpers may reach further. */
const shipped = sources.filter((path) => !/\.test\.ts$|(^|\/)testing\/|^tests\//.test(path));

describe('who imports whom', () => {
  const imports = shipped.flatMap(importsOf);

  it('finds imports at all', () => {
    expect(imports.filter(({ ours }) => ours).length).toBeGreaterThan(50);
  });

  it('follows the table of the house', () => {
    const wrong = imports.filter(({ ours }) => ours).filter((entry) => !allowed(entry));
    expect(wrong.map(({ file, to, typeOnly }) => `${file} → ${to}${typeOnly ? ' (type)' : ''}`)).toEqual([]);
  });

  it('keeps web and edge apart, and lets nothing but tests and the build reach into web', () => {
    const outside = imports.filter(({ ours, file, to }) => ours && to.startsWith('web/') && !file.startsWith('web/'));
    expect(outside.filter(({ file }) => file !== 'vite.config.ts').map(({ file, to }) => `${file} → ${to}`)).toEqual(
      [],
    );
  });

  it('leaves core and contracts with pure packages only', () => {
    const wrong = imports.filter(({ file, to, ours }) => {
      const folder = Object.keys(PURE_PACKAGES).find((name) => file.startsWith(`${name}/`));
      return (
        folder !== undefined &&
        !ours &&
        !PURE_PACKAGES[folder]?.some((name) => to === name || to.startsWith(`${name}/`))
      );
    });
    expect(wrong.map(({ file, to }) => `${file} → ${to}`)).toEqual([]);
  });

  it('hands clock and chance into core as arguments', () => {
    const impure = /\bDate\.now\(|\bnew Date\(\)|\bMath\.random\(|\bperformance\.now\(|\bcrypto\.randomUUID\(/;
    const found = shipped.filter((path) => path.startsWith('models/core/') && impure.test(withoutComments(text(path))));
    expect(found).toEqual([]);
  });

  it('reads every file with its ending, so that Node, Vite and the compiler agree', () => {
    const bare = imports.filter(({ ours, to }) => ours && !/\.(ts|mjs|svelte|css|json|svg)(\?\w+)?$/.test(to));
    expect(bare.map(({ file, to }) => `${file} → ${to}`)).toEqual([]);
  });
});

describe('names', () => {
  it('are kebab-case for files and PascalCase for components', () => {
    const wrong = sources.filter((path) => {
      const name = basename(path);
      if (name.endsWith('.svelte')) return !/^[A-Z][A-Za-z0-9]*\.svelte$/.test(name);
      return !/^[a-z0-9]+(-[a-z0-9]+)*(\.[a-z0-9-]+)*\.(ts|mjs)$/.test(name);
    });
    expect(wrong).toEqual([]);
  });

  it('say what a folder holds', () => {
    const vague = files.filter((path) =>
      path.split('/').some((part) => /^(utils?|common|helpers?|misc|lib)(\.ts)?$/.test(part)),
    );
    expect(vague).toEqual([]);
  });

  it('are snake_case and single for features, each with what the registry promises', () => {
    expect(FEATURES.length).toBeGreaterThanOrEqual(60);
    const names = FEATURES.map(({ name }) => name);
    expect(names.filter((name) => !/^[a-z][a-z0-9]*(_[a-z0-9]+)*$/.test(name))).toEqual([]);
    expect(new Set(names).size).toBe(names.length);
    for (const feature of FEATURES) {
      expect([feature.name, feature.known]).toEqual([feature.name, 'draft']);
      expect([feature.name, feature.range[0] < feature.range[1], feature.version >= 1]).toEqual([
        feature.name,
        true,
        true,
      ]);
    }
  });

  it('open each file with what it is about', () => {
    const silent = shipped.filter(
      (path) => /^(models|edge-api|web)\/.*\.ts$/.test(path) && !/^(\/\*\*|\/\/|#!)/.test(text(path).trimStart()),
    );
    expect(silent).toEqual([]);
  });
});

describe('what is committed', () => {
  it('holds no unfinished business', () => {
    // In pieces, so that this line does not find itself.
    const words = [
      ['TO', 'DO'],
      ['FIX', 'ME'],
      ['X', 'XX'],
      ['HA', 'CK'],
    ].map((parts) => parts.join(''));
    const unfinished = new RegExp(`\\b(${words.join('|')})\\b`);
    expect(sources.filter((path) => unfinished.test(text(path)))).toEqual([]);
  });

  it('names no folder of the machine it was written on', () => {
    // In pieces, so that this line does not find itself.
    const places = ['work/main', 'work/shared', 'work/.library', 'root/', 'tmp/team'].map((place) => `/${place}`);
    const readable = files.filter(
      (path) => /\.(ts|mjs|js|json|svelte|html|css|md|toml|yml|sh|sql)$/.test(path) || !extname(path),
    );
    const found = readable.filter((path) => places.some((place) => mentions(text(path), place)));
    expect(found).toEqual([]);
  });

  it('lets npm choose where packages come from', () => {
    expect(text('package-lock.json')).not.toMatch(/"resolved"/);
  });

  it('locks every optional package that a locked one names: npm ci refuses a lock file that lacks one', () => {
    const { packages } = JSON.parse(text('package-lock.json')) as {
      packages: Record<string, { optionalDependencies?: Record<string, string> }>;
    };
    const missing = Object.entries(packages).flatMap(([path, { optionalDependencies = {} }]) =>
      Object.keys(optionalDependencies).filter((name) => {
        // npm looks beside the package, then in each folder above it.
        for (let at = path; ; at = at.slice(0, Math.max(0, at.lastIndexOf('/node_modules/')))) {
          if (packages[`${at === '' ? '' : `${at}/`}node_modules/${name}`]) return false;
          if (!at.includes('/node_modules/')) return at === '' || !packages[`node_modules/${name}`];
        }
      }),
    );
    expect(missing).toEqual([]);
  });

  it('holds no file over 25 MiB', () => {
    expect(files.filter((path) => statSync(join(ROOT, path)).size > 25 * 1024 * 1024)).toEqual([]);
  });
});

describe.runIf(sharedIsThere())('beside the shared clips and tables', () => {
  /** Size first: hashing is only worth it where sizes agree. */
  const bySize = new Map<number, string[]>();
  beforeAll(() => {
    for (const folder of ['clips', 'data', 'exports']) {
      for (const path of walk(join(SHARED, folder))) {
        // Made-up or MIT licensed accounts, which may travel with the code.
        if (relative(SHARED, path).split(sep).join('/').startsWith('data/account/')) continue;
        // Sample exports may be copied as fixtures, says their README; all but the one with real values.
        if (path.startsWith(join(SHARED, 'exports')) && !path.includes('shorts23')) continue;
        const { size } = statSync(path);
        if (size > 0) bySize.set(size, [...(bySize.get(size) ?? []), path]);
      }
    }
  });

  it('commits none of their files', () => {
    const copies = files.filter((path) => {
      const twins = bySize.get(statSync(join(ROOT, path)).size) ?? [];
      return twins.some((twin) => hash(twin) === hash(join(ROOT, path)));
    });
    expect(bySize.size).toBeGreaterThan(10);
    expect(copies).toEqual([]);
  });
});

function sharedIsThere(): boolean {
  const there = existsSync(join(SHARED, 'clips'));
  if (!there) console.info(`No shared clips at ${SHARED} (PRESAGE_SHARED): not compared with what is committed.`);
  return there;
}

/** What git knows, or all files where the sources came without git. */
function committedFiles(): readonly string[] {
  try {
    const listed = execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], {
      cwd: ROOT,
      maxBuffer: 1e8,
    });
    return listed
      .toString()
      .split('\0')
      .filter((path) => path !== '' && existsSync(join(ROOT, path)));
  } catch {
    const skipped = /^(node_modules|dist|data|coverage|test-results|\.git|\.wrangler)\//;
    return walk(ROOT)
      .map((path) => relative(ROOT, path).split(sep).join('/'))
      .filter((path) => !skipped.test(path));
  }
}

function walk(folder: string): readonly string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    if (entry.name === 'node_modules' || entry.name === '.git') return [];
    const path = join(folder, entry.name);
    return entry.isDirectory() ? walk(path) : entry.isFile() ? [path] : [];
  });
}

function importsOf(file: string): readonly Import[] {
  const code = withoutComments(text(file));
  // `import … from 'x'`, `export … from 'x'`, `import 'x'`, `import('x')`, `new URL('x', import.meta.url)`
  const statement =
    /\b(?:(import|export)\s+(type\s)?[^'"();]*?from\s*|import\s*\(\s*|import\s+|new\s+URL\(\s*(?=['"]\.[^'"]*\.(?:ts|mjs|svelte)['"]\s*,\s*import\.meta\.url))['"]([^'"\n]+)['"]/g;
  return Array.from(code.matchAll(statement), ([, , typeOnly, specifier = '']) => {
    const bare = specifier.replace(/\?.*$/, '');
    const to = bare.startsWith('#')
      ? `models/${bare.slice(1)}`
      : bare.startsWith('.')
        ? relative(ROOT, resolve(ROOT, dirname(file), bare))
            .split(sep)
            .join('/')
        : null;
    return { file, typeOnly: typeOnly !== undefined, to: to ?? bare, ours: to !== null };
  }).filter(({ to, ours }) => !ours || (!to.endsWith('/') && !to.startsWith('..') && to !== ''));
}

function allowed({ file, to, typeOnly }: Import): boolean {
  const rule = MAY_IMPORT.find(([folder]) => file.startsWith(`${folder}/`));
  if (!rule) return true;
  return rule[1].some((entry) => {
    const folder = entry.replace(/^types:/, '');
    return (to === folder || to.startsWith(`${folder}/`)) && (typeOnly || !entry.startsWith('types:'));
  });
}

/** A place as a path, not as the tail of another word or address. */
function mentions(content: string, place: string): boolean {
  for (let at = content.indexOf(place); at >= 0; at = content.indexOf(place, at + 1)) {
    if (!/[\w.-]/.test(content[at - 1] ?? ' ')) return true;
  }
  return false;
}

const withoutComments = (code: string): string =>
  code.replace(/\/\*[\s\S]*?\*\//g, '').replace(/(^|\s)\/\/.*$/gm, '$1');
const text = (path: string): string => readFileSync(join(ROOT, path), 'utf8');
const hash = (path: string): string => createHash('sha256').update(readFileSync(path)).digest('hex');
