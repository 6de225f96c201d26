/** What anybody may read: the current models and the trend snapshot. */
import { parseModelIndex, type ModelIndex } from '../manifest.ts';
import { parseTrendSnapshot, type TrendCategory, type TrendSnapshot } from '../trends.ts';
import { nothing, type Endpoint } from './endpoint.ts';

export const modelIndex: Endpoint<{ readonly channel?: 'stable' | 'candidate' }, ModelIndex> = {
  method: 'GET',
  route: '/api/models/manifest',
  what: 'models',
  request: ({ channel }) => ({ query: channel === undefined ? {} : { channel } }),
  replies: { 200: parseModelIndex },
};

/** null where the host has none for this region and category. */
export const trendSnapshot: Endpoint<
  { readonly region: string; readonly category: TrendCategory },
  TrendSnapshot | null
> = {
  method: 'GET',
  route: '/api/trends',
  what: 'trends',
  request: (query) => ({ query: { ...query, none: 'empty' } }),
  // 404: a host of before `none`.
  replies: { 200: parseTrendSnapshot, 204: nothing, 404: nothing },
};
