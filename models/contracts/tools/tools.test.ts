/** Each tool for programs on its own example, and on what it must refuse; the shipped models answer. */
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { measureCover } from '#core/advise/cover.ts';
import { someSignals } from '#core/invented-cases.ts';
import { FEATURES, FEATURE_SET, computeFeatures } from '#core/features/registry.ts';
import { frameOf, scene } from '#core/signals/rendered.ts';
import { makeReport } from '#core/report.ts';
import { parseEngageModel, parseTopModel } from '../account-models.ts';
import { parseGrowthModel, parseHoldModel, parseReachModel, parseSentimentModel } from '../model-file.ts';
import type { Parsed } from '../parse.ts';
import { TOOLS, toolNamed } from './all.ts';
import { isRefusal, parseToolRequest, type ToolModels } from './tool.ts';

const shipped = <T>(id: string, parse: (input: unknown) => Parsed<T>): T => {
  const path = new URL(`../../zoo/${id}/model.json`, import.meta.url);
  const parsed = parse(JSON.parse(readFileSync(path, 'utf8')));
  if (!parsed.ok) throw new Error(parsed.reason);
  return parsed.value;
};
const reach = shipped('reach', parseReachModel);
const hold = shipped('hold', parseHoldModel);
const growth = shipped('growth', parseGrowthModel);
const sentiment = shipped('sentiment', parseSentimentModel);
const top = shipped('top', parseTopModel);
const engage = shipped('engage', parseEngageModel);
const models: ToolModels = {
  reach,
  hold,
  growth,
  sentiment,
  top,
  engage,
  versions: Object.fromEntries(
    [reach, hold, growth, sentiment, top, engage].map(({ model, version }) => [model, version]),
  ),
};
const NONE: ToolModels = {
  reach: null,
  hold: null,
  growth: null,
  sentiment: null,
  top: null,
  engage: null,
  versions: {},
};
const NOW = Date.UTC(2026, 9, 1);

async function run(name: string, request: unknown, at: ToolModels = models): Promise<Record<string, unknown>> {
  const tool = toolNamed(name);
  if (!tool) throw new Error(`no tool ${name}`);
  const parsed = parseToolRequest(tool, request);
  if (!parsed.ok) throw new Error(parsed.reason);
  // As it travels.
  return JSON.parse(JSON.stringify(await tool.run(parsed.value, at, NOW))) as Record<string, unknown>;
}
const refuses = (name: string, request: unknown): string => {
  const tool = toolNamed(name);
  const parsed = tool && parseToolRequest(tool, request);
  return parsed && !parsed.ok ? parsed.reason : 'taken';
};
const signals = JSON.parse(JSON.stringify(someSignals())) as unknown;
const draft = { platform: 'tiktok', caption: 'Two minutes, one loaf #bread', shown: 'a loaf is cut open' };
const account = {
  platform: 'tiktok',
  followers: 4200,
  posts: [1800, 2600, 950].map((views, i) => ({ time: 1_788_000_000 + i * 86_400, views })),
};

describe.each(TOOLS.map((tool) => [tool.name, tool] as const))('%s', (name, tool) => {
  it('answers its own example in its own shape', async () => {
    const reply = await run(name, tool.example);
    expect(tool.reply.safeParse(reply).error?.issues ?? []).toEqual([]);
    expect(JSON.stringify(reply)).not.toMatch(/NaN|Infinity/);
  });

  it('refuses what is none of its fields, and a version from the future', () => {
    expect(refuses(name, { ...(tool.example as object), video: 'AAAA' })).toContain('Unrecognized key');
    expect(refuses(name, { ...(tool.example as object), schema: 2 })).toContain('newer than 1');
    expect(refuses(name, null)).toBe('not an object');
  });

  it('without models answers or says that they are missing', async () => {
    const reply = await run(name, tool.example, NONE);
    if (!isRefusal(reply)) expect(tool.reply.safeParse(reply).success).toBe(true);
  });
});

describe('what the models beside reach expect', () => {
  type Expect = {
    topQuarter: { chance: number | null; low: number; high: number; posts: number; why: string | null };
    engagement: { rate: { value: number; low: number; high: number } | null; from: string; why: string | null };
  };
  const posts = [1800, 2600, 950, 3100, 2200].map((views, i) => ({
    time: 1_788_000_000 + i * 86_400,
    views,
    likes: views / 20,
  }));
  const expectedOf = async (over: object): Promise<Expect> =>
    (await run('score', { schema: 1, draft, account: { ...account, posts }, ...over }))['expect'] as Expect;

  it('is a chance between its two tellings, and a rate within its range', async () => {
    const { topQuarter, engagement } = await expectedOf({});
    expect(topQuarter.posts).toBe(5);
    expect(topQuarter.chance).toBeGreaterThanOrEqual(topQuarter.low);
    expect(topQuarter.chance).toBeLessThanOrEqual(topQuarter.high);
    expect(engagement.from).toBe('own_posts');
    expect(engagement.rate?.low).toBeLessThanOrEqual(engagement.rate?.value ?? 0);
    expect(engagement.rate?.high).toBeGreaterThanOrEqual(engagement.rate?.value ?? 1);
  });

  it('is not told from three posts, nor of an app it never learned from, nor without the models', async () => {
    expect((await expectedOf({ account })).topQuarter).toMatchObject({ chance: null, why: 'few_posts', posts: 3 });
    const reels = await expectedOf({
      draft: { ...draft, platform: 'reels' },
      account: { ...account, platform: 'reels', posts },
    });
    expect([reels.topQuarter.why, reels.engagement.why]).toEqual(['learned_on_tiktok', 'learned_on_tiktok']);
    const none = (await run('score', { schema: 1, draft, account: { ...account, posts } }, NONE))['expect'] as Expect;
    expect([none.topQuarter.why, none.engagement.why]).toEqual(['no_model', 'no_model']);
  });

  it('stands beside each version that is compared', async () => {
    const example = toolNamed('compare')?.example as object;
    const { ranking } = (await run('compare', { ...example, account: { ...account, posts } })) as {
      ranking: { expect: Expect }[];
    };
    expect(ranking.every(({ expect: one }) => one.topQuarter.chance !== null)).toBe(true);
  });
});

describe('peers', () => {
  it('are those of the app’s own room', async () => {
    const reply = await run('peers', toolNamed('peers')?.example);
    // By hand: medians 2200 (own), 4650 (one), 1050 (two): the own account is second of three.
    expect(reply).toMatchObject({ place: { rank: 2, of: 3 }, own: { usual: { value: 2200 } } });
    expect(reply['field']).toMatchObject({ usual: 2850 });
  });
});

describe('score', () => {
  it('is that of the app’s own report', async () => {
    const report = makeReport({
      now: NOW,
      signals: someSignals(),
      keyframeImages: [],
      draft: { ...draft, platform: 'tiktok', country: null, posting: null, originalSound: null },
      account: {
        platform: 'tiktok',
        followers: 4200,
        posts: account.posts.map((post) => ({ ...post, caption: null, length: null })),
      },
      models,
      priors: true,
      decoder: 'webcodecs',
      ms: { decode: 0, signals: 0, models: 0, total: 0 },
    });
    const reply = await run('score', { schema: 1, draft, account, signals });
    expect(reply['score']).toEqual(JSON.parse(JSON.stringify(report.score)));
    expect(reply['reasons']).toEqual(JSON.parse(JSON.stringify(report.explanation.reasons)));
    const analysed = await run('analyze', { schema: 1, draft, account, signals });
    expect(analysed['advice']).toEqual(JSON.parse(JSON.stringify(report.explanation.advice)));
    expect(analysed['features']).toEqual(JSON.parse(JSON.stringify(report.features)));
  });

  it('from the features of a file is that from its signals', async () => {
    const all = computeFeatures({
      signals: someSignals(),
      draft: { ...draft, platform: 'tiktok', country: null, posting: null, originalSound: null },
      account: null,
    });
    const fromSignals = await run('score', { schema: 1, draft, account, signals });
    const fromFeatures = await run('score', {
      schema: 1,
      draft,
      account,
      features: { set: all.set, values: all.values },
    });
    expect(fromFeatures['score']).toEqual(fromSignals['score']);
  });

  it('takes words and account from what is sent, never from numbers of another caption', async () => {
    const others = FEATURES.filter(({ family }) => ['caption', 'hashtags', 'account'].includes(family));
    expect(others.length).toBeGreaterThan(10);
    const values = Object.fromEntries(others.map(({ name, range }) => [name, range[1]]));
    const plain = await run('score', { schema: 1, draft, account });
    const mixed = await run('score', { schema: 1, draft, account, features: { set: FEATURE_SET, values } });
    expect(mixed['score']).toEqual(plain['score']);
  });

  it('has reasons that add up to it', async () => {
    const reply = (await run('score', { schema: 1, draft, account, signals })) as unknown as {
      base: number;
      score: { value: number };
      reasons: { points: number }[];
    };
    const sum = reply.reasons.reduce((total, { points }) => total + points, reply.base);
    expect(sum).toBeCloseTo(reply.score.value, 9);
  });

  it('of nothing at all is a rank of which nothing is known', async () => {
    const reply = (await run('score', { schema: 1, draft: {} })) as { score: { reference: string; low: number } };
    expect(reply.score.reference).toBe('none');
    expect(reply.score.low).toBeLessThan(20);
  });

  it('refuses numbers of another feature set, unknown names and values out of range', () => {
    const ask = (features: unknown): string => refuses('score', { schema: 1, draft, features });
    expect(ask({ set: 'f'.repeat(64), values: {} })).toContain('another feature set');
    expect(ask({ set: FEATURE_SET, values: { no_such_feature: 1 } })).toContain('feature of this set');
    expect(ask({ set: FEATURE_SET, values: { length_s: -5 } })).toContain('feature of this set');
  });
});

describe('peak', () => {
  it('grows from the reading, and never tells the hour', async () => {
    const reply = (await run('peak', {
      schema: 1,
      readings: [{ ageH: 60, views: 10_000 }],
      targetsH: [60, 168, 720],
    })) as unknown as { ages: { views: { value: number; low: number; high: number } }[]; peak: unknown };
    const [now, week, month] = reply.ages.map(({ views }) => views);
    expect(now?.value).toBeCloseTo(10_000, 3);
    expect((week?.value ?? 0) <= (month?.value ?? 0)).toBe(true);
    for (const views of [week, month]) expect((views?.low ?? 1) <= (views?.high ?? 0)).toBe(true);
    expect(reply.peak).toEqual({ hour: null, why: 'peak_hour_not_in_data' });
  });

  it('of a reading in the first hours says that nobody can tell', async () => {
    const reply = await run('peak', { schema: 1, readings: [{ ageH: 3, views: 500 }] });
    expect(reply['ages']).toEqual([
      { ageH: 168, views: null, why: 'reading_too_early' },
      { ageH: 720, views: null, why: 'reading_too_early' },
    ]);
  });
});

describe('sentiment', () => {
  it('counts what it read, with the interval of counting', async () => {
    const reply = (await run('sentiment', {
      schema: 1,
      comments: ['I love this', 'I hate this', 'I love it so much', 'great'],
    })) as unknown as {
      comments: { label: string }[];
      parts: Record<'positive', { count: number; value: number; low: number; high: number }>;
    };
    const positive = reply.comments.filter(({ label }) => label === 'positive').length;
    expect(reply.parts.positive).toMatchObject({ count: positive, value: positive / 4 });
    expect(positive).toBeGreaterThanOrEqual(2);
    expect(reply.parts.positive.low < reply.parts.positive.value).toBe(true);
  });
});

describe('timing', () => {
  it('says when the zone is not known, and when posts are too few', async () => {
    const posts = [{ time: 1_788_000_000, views: 100 }];
    expect(await run('timing', { schema: 1, posts })).toMatchObject({ timing: null, why: 'no_zone' });
    expect(await run('timing', { schema: 1, posts, zone: 'Mars/Base' })).toMatchObject({ why: 'unknown_zone' });
    expect(await run('timing', { schema: 1, posts, country: 'FR' })).toMatchObject({
      timing: { zone: 'Europe/Paris', evidence: false, why: 'few_posts' },
    });
  });
});

describe('compare', () => {
  it('ranks by score, and a version against itself is open', async () => {
    const version = (name: string) => ({ name, draft });
    const reply = (await run('compare', {
      schema: 1,
      account,
      versions: [version('one'), version('two'), { name: 'three', draft: { caption: '' }, signals }],
    })) as unknown as {
      ranking: { name: string; score: { value: number } }[];
      pairs: { a: string; b: string; apart: number; alike: number; verdict: string; reasons: unknown[] }[];
    };
    const values = reply.ranking.map(({ score }) => score.value);
    expect(values).toEqual(values.toSorted((x, y) => y - x));
    expect(reply.pairs).toHaveLength(3);
    const same = reply.pairs.find(({ a, b }) => [a, b].sort().join() === 'one,two');
    expect(same).toMatchObject({ alike: 0.5, verdict: 'open', reasons: [] });
    expect(same?.apart).toBeCloseTo(0.5, 9);
  });

  it('takes two to nine', () => {
    const versions = (n: number) => Array.from({ length: n }, (_, i) => ({ name: String(i), draft }));
    for (const n of [1, 10]) expect(refuses('compare', { schema: 1, versions: versions(n) })).not.toBe('taken');
    expect(refuses('compare', { schema: 1, versions: versions(9) })).toBe('taken');
  });
});

describe('affinity', () => {
  it('of an account with itself is close, and of one without posts cannot be told', async () => {
    const [a] = Object.values((toolNamed('affinity')?.example ?? {}) as Record<string, unknown>).slice(2);
    const self = (await run('affinity', { schema: 1, a, b: a })) as { likeness: { value: number }; potential: string };
    expect(self.likeness.value).toBeCloseTo(1, 6);
    const empty = { platform: 'tiktok', name: 'nobody' };
    expect(await run('affinity', { schema: 1, a, b: empty })).toMatchObject({ potential: 'cannot_tell' });
    expect(refuses('affinity', { schema: 1, a, b: empty, zone: 'Mars/Base' })).toContain('IANA zone');
  });
});

describe('cover', () => {
  it('takes whatever the app measured, faces at any place', () => {
    const at = fc.double({ min: 0, max: 0.9, noNaN: true });
    const size = fc.double({ min: 0.01, max: 0.6, noNaN: true });
    fc.assert(
      fc.property(
        fc.nat(5),
        at,
        at,
        size,
        size,
        fc.constantFrom('tiktok', 'reels', 'shorts'),
        (seed, x, y, w, h, platform) => {
          const measures = measureCover(frameOf(scene(seed), 0, 36, 64), [{ x, y, w, h }], platform);
          const asked = JSON.parse(JSON.stringify({ schema: 1, platform, covers: [{ id: 'a', measures }] })) as unknown;
          expect(refuses('cover', asked)).toBe('taken');
        },
      ),
      { numRuns: 60 },
    );
  });

  it('puts the sharp one before the dim one and says what is wrong with it', async () => {
    const reply = (await run('cover', toolNamed('cover')?.example)) as unknown as {
      covers: { id: string; issues: { code: string }[] }[];
    };
    expect(reply.covers.map(({ id }) => id)).toEqual(['second 3', 'second 7']);
    expect(reply.covers[1]?.issues.map(({ code }) => code)).toContain('too_dark');
  });
});

describe('caption', () => {
  it('offers other ways to put it and says which beat their noise', async () => {
    const reply = (await run('caption', { schema: 1, draft })) as unknown as {
      candidates: { text: string; beyondNoise: boolean; difference: { low: number; high: number } | null }[];
    };
    expect(reply.candidates.length).toBeGreaterThan(0);
    for (const { difference, beyondNoise } of reply.candidates) {
      expect(beyondNoise).toBe(difference !== null && (difference.low > 0 || difference.high < 0));
    }
  });
});

describe('hashtags', () => {
  it('puts what names the clip first and generic tags last, without any promise', async () => {
    const reply = (await run('hashtags', toolNamed('hashtags')?.example)) as unknown as {
      hashtags: { tag: string; generic: boolean; rank: number }[];
    };
    expect(reply.hashtags[0]?.tag).toBe('bread');
    expect(reply.hashtags.find(({ tag }) => tag === 'fyp')).toMatchObject({ generic: true, rank: 0 });
  });
});
