/**
 * The name of a clip enters, the path of its file leaves. What was rendered once is kept under node_modules/.cache.
 *
 * ffmpeg.wasm renders, so that the same bytes come out on every machine, with or without an ffmpeg of its own.
 * By hand: `npx tsx tests/clips/render.ts [name …]`; without names all of them.
 */
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ALL_RECIPES, CLIP_NAMES, type ClipName, type Recipe } from './recipes.ts';
import { startWasmFfmpeg, type WasmFfmpeg } from './wasm.ts';

const CACHE = fileURLToPath(new URL('../../node_modules/.cache/presage-clips', import.meta.url));

export async function rendered(name: ClipName): Promise<string> {
  const [path] = await renderedAll([name]);
  return path!;
}

/** Several at once share one browser. */
export async function renderedAll(names: readonly ClipName[]): Promise<string[]> {
  let ffmpeg: WasmFfmpeg | null = null;
  const make = async (name: ClipName): Promise<string> => {
    const recipe: Recipe = ALL_RECIPES[name];
    const path = pathOf(name);
    if (existsSync(path)) return path;
    const inputs: Record<string, string> = {};
    // holds: recipes name only other recipes, which a test of this folder checks
    for (const input of recipe.from ?? []) inputs[input] = await make(input as ClipName);
    const args = recipe.args.map((arg) => arg.replace(/^\{(\w+)\}$/u, '$1'));
    mkdirSync(CACHE, { recursive: true });
    const draft = join(CACHE, `draft-${process.pid}-${recipe.file}`);
    ffmpeg ??= await startWasmFfmpeg();
    await ffmpeg.run(args, inputs, draft);
    renameSync(draft, path);
    return path;
  };
  try {
    const paths: string[] = [];
    for (const name of names) paths.push(await make(name));
    return paths;
  } finally {
    await (ffmpeg as WasmFfmpeg | null)?.close();
  }
}

/** A changed recipe has another folder, so nobody tests on yesterday's clip. */
function pathOf(name: ClipName): string {
  const recipe: Recipe = ALL_RECIPES[name];
  const parts = [recipe, ...(recipe.from ?? []).map((input) => ALL_RECIPES[input as ClipName])];
  const hash = createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 8);
  return join(CACHE, `${hash}-${recipe.file}`);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const named = process.argv.slice(2) as ClipName[];
  for (const path of await renderedAll(named.length > 0 ? named : CLIP_NAMES)) console.log(path);
}
