/** Environment variables enter, what the operator chose leaves; what is misspelt is dropped and named. */
import { CHANNEL } from './youtube-rss.ts';
import { POST } from './tiktok-oembed.ts';
import type { SourceSettings } from './source.ts';

export interface TrendSettings extends SourceSettings {
  readonly on: boolean;
  /** Sentences about what was dropped. */
  readonly dropped: readonly string[];
}

/** The languages of the app: one large country each. PRESAGE_TRENDS_REGIONS=US,MX,… replaces them. */
const REGIONS = ['US', 'FR', 'ES'];

export function trendSettings(env: Readonly<Record<string, unknown>>): TrendSettings {
  const text = (name: string): string => (typeof env[name] === 'string' ? env[name].trim() : '');
  const dropped: string[] = [];
  const list = (name: string, fits: RegExp): string[] => {
    const all = text(name)
      .split(/[\s,]+/)
      .filter((part) => part !== '');
    const wrong = all.filter((part) => !fits.test(part));
    if (wrong.length > 0)
      dropped.push(`${name}: ${wrong.length} of ${all.length} entries are not of the form ${fits.source}`);
    return [...new Set(all.filter((part) => fits.test(part)))];
  };
  const regions = list('PRESAGE_TRENDS_REGIONS', /^[A-Z]{2}$/);
  const key = text('PRESAGE_YOUTUBE_KEY');
  return {
    on: text('PRESAGE_TRENDS') === 'on',
    regions: regions.length > 0 ? regions : REGIONS,
    channels: list('PRESAGE_TRENDS_CHANNELS', CHANNEL),
    posts: list('PRESAGE_TRENDS_POSTS', POST),
    youtubeKey: key === '' ? null : key,
    youtubeDerived: text('PRESAGE_YOUTUBE_AMENDMENT') === 'accepted',
    contact: text('PRESAGE_CONTACT'),
    dropped,
  };
}

/** Wikimedia asks for a name and a way to reach the operator; without one it says so. */
export const userAgentOf = ({ contact }: Pick<SourceSettings, 'contact'>): string =>
  `Presage/0.1 (${contact === '' ? 'self-hosted, no contact given' : contact.replace(/[^\x20-\x7e]|[()]/g, '')})`;
