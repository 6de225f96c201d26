/** ListenBrainz' most listened recordings of the week, everywhere → sounds with their listens. */
import { at, countOf, dayOf, jsonOf, readEach, textAt, unreadable, type Source, type SourceItem } from './source.ts';

const HOST = 'api.listenbrainz.org';

export const listenbrainz = {
  id: 'listenbrainz',
  name: 'ListenBrainz',
  licence: 'ListenBrainz data, CC0 1.0 (MetaBrainz Foundation); the operator confirms the terms.',
  everyHours: 24,
  keepDays: null,
  hosts: [HOST],
  mayDerive: () => true,
  requests: () => [
    { label: 'week', region: 'world', url: `https://${HOST}/1/stats/sitewide/recordings?range=week&count=100` },
  ],
  parse(text) {
    // 204 No Content: the week's figures are not worked out yet.
    if (text.trim() === '') return { items: [], quarantined: [] };
    const json = jsonOf(text);
    if (!json.ok) return unreadable(json.reason, text);
    const list = at(json.value, 'payload', 'recordings');
    if (!Array.isArray(list)) return unreadable('no recordings', text);
    const to = countOf(at(json.value, 'payload', 'to_ts'));
    return readEach(list, (entry, index): SourceItem | string => {
      const track = textAt(entry, 'track_name');
      const artist = textAt(entry, 'artist_name');
      if (track === null) return 'no track';
      const value = countOf(at(entry, 'listen_count'));
      if (value === null) return 'no listens';
      return {
        kind: 'sound',
        // Without an id the names stand for it.
        key: textAt(entry, 'recording_mbid') ?? `${artist ?? ''} – ${track}`.toLowerCase().slice(0, 200),
        name: track,
        by: artist,
        category: 'music',
        value,
        measure: 'rate',
        unit: 'listens',
        rank: index + 1,
        day: to === null ? null : dayOf(to * 1000),
      };
    });
  },
} as const satisfies Source;
