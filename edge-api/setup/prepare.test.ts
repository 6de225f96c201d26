import { execFile, spawn } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ROOT, SetupError, checkNode, install, installedAsLocked, sourcesHash } from './prepare.mjs';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'presage-setup-'));
});
afterEach(() => rm(folder, { recursive: true }));

const write = async (path: string, content: string): Promise<void> => {
  await mkdir(join(folder, path, '..'), { recursive: true });
  await writeFile(join(folder, path), content);
};

describe('Node', () => {
  it.each(['20.19.0', '20.20.2', '22.0.0', '24.1.0'])('%s will do', (version) => {
    expect(() => checkNode(version)).not.toThrow();
  });
  it.each(['18.20.0', '20.9.0', '20.18.3'])('%s is told to be too old, with what to do', (version) => {
    expect(() => checkNode(version)).toThrow(SetupError);
    expect(() => checkNode(version)).toThrow(new RegExp(`20\\.19 or newer; this is Node ${version}`));
  });
});

describe('packages', () => {
  const lock = (version: string): string =>
    JSON.stringify({
      packages: {
        '': {},
        'node_modules/a': { version },
        'node_modules/only-on-other-machines': { version: '1.0.0', optional: true },
      },
    });

  it('count as installed when npm itself says so', async () => {
    await write('package-lock.json', lock('1.2.3'));
    expect(installedAsLocked(folder)).toBe(false);
    await write(
      'node_modules/.package-lock.json',
      JSON.stringify({ packages: { 'node_modules/a': { version: '1.2.3' } } }),
    );
    expect(installedAsLocked(folder)).toBe(true);
    await write('package-lock.json', lock('1.2.4'));
    expect(installedAsLocked(folder)).toBe(false);
  });

  it('are not installed twice for the same lock file', async () => {
    await write('package-lock.json', lock('1.2.3'));
    await write(
      'node_modules/.package-lock.json',
      JSON.stringify({ packages: { 'node_modules/a': { version: '1.2.3' } } }),
    );
    const said: string[] = [];
    install(folder, (line: string) => said.push(line));
    await write('node_modules/.package-lock.json', '{}'); // the stamp is enough now
    install(folder, (line: string) => said.push(line));
    expect(said).toEqual([]);
  });
});

describe('what the build is made from', () => {
  it('changes with a source, an option or a removed file, not with a test', async () => {
    await write('web/main.ts', 'one');
    await write('models/core/cuts.ts', 'one');
    const first = sourcesHash(folder, false);
    await write('web/main.test.ts', 'a test');
    expect(sourcesHash(folder, false)).toBe(first);
    expect(sourcesHash(folder, true)).not.toBe(first);
    await write('web/main.ts', 'two');
    const second = sourcesHash(folder, false);
    expect(second).not.toBe(first);
    await rm(join(folder, 'models/core/cuts.ts'));
    expect(sourcesHash(folder, false)).not.toBe(second);
  });
});

describe('npm start', () => {
  const start = join(ROOT, 'edge-api/start.mjs');

  it.each(['eighty', '-1', '70000', '80.5'])('says what is wrong with port %s', async (port) => {
    const failed = promisify(execFile)(process.execPath, [start, '--port', port], {
      env: { ...process.env, PRESAGE_DATA: folder },
    });
    await expect(failed).rejects.toMatchObject({ code: 1, stderr: expect.stringContaining(`"${port}" is no port`) });
  });

  it('says so when Node is too old, before anything else is loaded', async () => {
    // The real program under a version number of another Node.
    const code = `Object.defineProperty(process.versions, 'node', { value: '18.1.0' }); await import(${JSON.stringify(`file://${start}`)});`;
    const child = spawn(process.execPath, ['--input-type=module', '-e', code]);
    let stderr = '';
    child.stderr.on('data', (part: Buffer) => (stderr += part.toString()));
    const exit = await new Promise((resolve) => child.on('exit', resolve));
    expect([exit, stderr]).toEqual([1, expect.stringContaining('this is Node 18.1.0')]);
  });
});
