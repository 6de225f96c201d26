/** A trend snapshot of every kind, stage and reason, invented, for tests and screenshots only. Nothing here ships. */
import type { TrendCategory, TrendItem, TrendSnapshot } from '#contracts/trends.ts';
import { NOW } from './invented.ts';

const DAY_MS = 86_400_000;
const DAY = Math.floor(NOW / DAY_MS) - 1;

const told = {
  category: 'all',
  measure: 'total',
  unit: 'views',
  rank: null,
  by: null,
  source: 'charts',
  day: DAY,
  days: 28,
  momentum: null,
  why: null,
  horizonDays: 7,
  tested: true,
} as const;
const untold = {
  ...told,
  value: null,
  stage: 'cannot_tell',
  velocity: null,
  score: null,
  higher: null,
  horizonDays: null,
} as const;
const hashtag = (name: string): Pick<TrendItem, 'kind' | 'key' | 'name'> => ({ kind: 'hashtag', key: name, name });

const ITEMS: readonly TrendItem[] = [
  {
    ...told,
    ...hashtag('#sourdough'),
    value: 4_120_000,
    velocity: 0.118,
    stage: 'rising',
    score: { value: 88, low: 41, high: 97 },
    higher: 0.61,
  },
  {
    ...told,
    kind: 'sound',
    key: 'r1',
    name: 'Paper Boats',
    by: 'The Invented Five',
    source: 'listens',
    unit: 'listens',
    value: 81_400,
    velocity: 0.021,
    stage: 'cannot_tell',
    why: 'untested',
    tested: false,
    score: { value: 63, low: 22, high: 90 },
    higher: 0.48,
  },
  {
    ...told,
    ...hashtag('#gardentok'),
    value: 912_000,
    velocity: 0.001,
    stage: 'peaking',
    score: { value: 44, low: 12, high: 79 },
    higher: 0.24,
  },
  {
    ...told,
    ...hashtag('#thelongestnameofahashtagthatanybodywouldeverwriteonaphone'),
    value: 77_300,
    velocity: -0.064,
    stage: 'fading',
    score: { value: 17, low: 4, high: 52 },
    higher: 0.19,
  },
  {
    ...told,
    ...hashtag('#oneday'),
    value: 12_000,
    velocity: 0.01,
    stage: 'cannot_tell',
    why: 'unsure',
    score: { value: 51, low: 20, high: 81 },
    higher: 0.41,
    horizonDays: 1,
    days: 5,
  },
  { ...untold, kind: 'topic', key: 't1', name: 'Lunar eclipse', unit: 'searches', value: 20_000, why: 'too_coarse' },
  { ...untold, kind: 'topic', key: 't2', name: 'A new topic', days: 1, rank: 3, why: 'too_short' },
  { ...untold, kind: 'video', key: 'v1', name: 'A video in the charts', by: 'A channel', rank: 1, why: 'not_allowed' },
  { ...untold, ...hashtag('#listed'), unit: 'posts', days: 0, rank: 7, why: 'no_numbers' },
  { ...untold, ...hashtag('#nomodel'), value: 510, why: 'no_model' },
];

export const inventedTrends = (
  region: string,
  category: TrendCategory,
  madeAt = NOW - 5 * 3_600_000,
): TrendSnapshot => ({
  schema: 1,
  region,
  category,
  madeAt,
  model: '1.0.0',
  sources: [
    { id: 'charts', name: 'A chart of hashtags', licence: 'CC BY 4.0', readAt: NOW - 6 * 3_600_000 },
    { id: 'listens', name: 'A chart of listens', licence: 'CC0', readAt: NOW - 3 * DAY_MS },
    { id: 'topics', name: 'A list of topics', licence: 'terms of its owner', readAt: null },
  ],
  items: [...ITEMS],
});
