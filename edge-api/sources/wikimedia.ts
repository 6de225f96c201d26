/** Wikimedia's most viewed pages of a country and of the world's English Wikipedia → topics with their views of that day. */
import { at, clean, countOf, dayOf, jsonOf, readEach, unreadable, type Source, type SourceItem } from './source.ts';

const HOST = 'wikimedia.org';
const BASE = `https://${HOST}/api/rest_v1/metrics/pageviews`;
const DAY_MS = 86_400_000;
/** The lists are published the day after; by the second day they are there (Wikimedia's documentation). */
const DAYS_BACK = 2;

/** Pages that are no topic: the front page under its names, and anything in a namespace (Special:Search, Wikipedia:…). */
const NO_TOPIC =
  /^(main_page|accueil_principal|wikipédia:accueil_principal|portada|hauptseite|cleopatra_search|-|search|undefined|[\p{L}_]{2,20}:\S.*)$/iu;

export const wikimedia = {
  id: 'wikimedia',
  name: 'Wikimedia pageviews',
  licence: 'CC0 1.0 (Wikimedia Analytics)',
  everyHours: 24,
  keepDays: null,
  hosts: [HOST],
  mayDerive: () => true,
  requests: ({ regions }, now) => {
    const [year, month, day] = new Date(now - DAYS_BACK * DAY_MS).toISOString().slice(0, 10).split('-');
    return [
      { label: 'world', region: 'world', url: `${BASE}/top/en.wikipedia/all-access/${year}/${month}/${day}` },
      ...regions.map((region) => ({
        label: region,
        region,
        url: `${BASE}/top-per-country/${region}/all-access/${year}/${month}/${day}`,
      })),
    ];
  },
  parse(text) {
    const json = jsonOf(text);
    if (!json.ok) return unreadable(json.reason, text);
    const list = at(json.value, 'items', 0, 'articles');
    if (!Array.isArray(list)) return unreadable('no articles', text);
    const [year, month, day] = ['year', 'month', 'day'].map((part) => Number(at(json.value, 'items', 0, part)));
    const ms = Date.UTC(year ?? Number.NaN, (month ?? Number.NaN) - 1, day ?? Number.NaN);
    if (!Number.isFinite(ms)) return unreadable('no date', text);
    return readEach(list, (entry): SourceItem | readonly SourceItem[] | string => {
      const article = at(entry, 'article');
      if (typeof article !== 'string' || article === '') return 'no article';
      const name = clean(article.replaceAll('_', ' '));
      // Per country the views are rounded up, and named so.
      const views = countOf(at(entry, 'views')) ?? countOf(at(entry, 'views_ceil'));
      if (views === null) return 'no views';
      if (NO_TOPIC.test(article) || name === '') return [];
      const rank = countOf(at(entry, 'rank'));
      return {
        kind: 'topic',
        key: article.slice(0, 200),
        name,
        by: null,
        category: 'all',
        value: views,
        measure: 'rate',
        unit: 'views',
        rank: rank !== null && rank > 0 ? rank : null,
        day: dayOf(ms),
      };
    });
  },
} as const satisfies Source;
