/** Shipped models and an invented account enter; how long one prediction with its attribution takes leaves. */
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseHoldModel, parseReachModel } from '#contracts/model-file.ts';
import { computeFeatures } from '#core/features/registry.ts';
import type { Account, Draft } from '#core/flow.ts';
import { holdVote } from '#core/scoring/hold.ts';
import { reachVote } from '#core/scoring/reach.ts';
import { seconds } from '#core/units.ts';

const DRAFT: Draft = {
  platform: 'tiktok',
  caption: 'One pan, no yeast, eight minutes #recipe',
  shown: 'A man fries flatbread in a pan',
  country: null,
  posting: { hour: 18, weekday: 3 },
  originalSound: null,
};

/** Invented: forty posts, two days apart, views that wander. */
const ACCOUNT: Account = {
  platform: 'tiktok',
  followers: 12_000,
  posts: Array.from({ length: 40 }, (_, i) => ({
    time: 1_760_000_000 + i * 172_800,
    views: Math.round(3000 * 10 ** (0.4 * Math.sin(i * 1.7))),
    caption: null,
    length: seconds(15 + (i % 5)),
  })),
};

/** @returns ms, median of 200 after 50 to warm up: features of words and account, both votes, their exact shares */
export async function predictionMs(): Promise<number> {
  const zoo = (name: string): string => fileURLToPath(new URL(`../../models/zoo/${name}/model.json`, import.meta.url));
  const read = (name: string): unknown => JSON.parse(readFileSync(zoo(name), 'utf8'));
  const hold = parseHoldModel(read('hold'));
  const reach = existsSync(zoo('reach')) ? parseReachModel(read('reach')) : null;
  if (!hold.ok || reach?.ok === false) throw new Error('a shipped model does not parse');
  const times: number[] = [];
  for (let run = 0; run < 250; run++) {
    const began = performance.now();
    const features = computeFeatures({ signals: null, draft: DRAFT, account: ACCOUNT });
    holdVote(hold.value, DRAFT);
    if (reach !== null) reachVote(reach.value, features, ACCOUNT);
    if (run >= 50) times.push(performance.now() - began);
  }
  return times.toSorted((a, b) => a - b)[100] ?? NaN;
}
