/** Sample replies for listenbrainz: hand-written, invented; see sample.ts. */
import { ERROR_PAGE, type Samples } from './sample.ts';

const payload = (recordings: readonly object[]): string =>
  JSON.stringify({
    payload: {
      count: recordings.length,
      from_ts: 1_794_182_400,
      last_updated: 1_794_800_000,
      offset: 0,
      range: 'week',
      recordings,
      to_ts: 1_794_787_200,
    },
  });

export const listenbrainzSamples: Samples = {
  source: 'listenbrainz',
  layout: 'https://listenbrainz.readthedocs.io/en/latest/users/api/statistics.html (GET /1/stats/sitewide/recordings)',
  written: '2026-11-20',
  valid: payload([
    {
      artist_name: 'Invented Duo',
      track_name: 'First Light',
      listen_count: 4211,
      recording_mbid: '00000000-0000-4000-8000-000000000001',
    },
    { artist_name: 'Invented Choir', track_name: 'Second Wind', listen_count: 3980, recording_mbid: null },
    { artist_name: 'Invented Trio', listen_count: 3100 },
  ]),
  empty: payload([]),
  changed: JSON.stringify({ payload: { tracks: [{ title: 'First Light', plays: 4211 }] } }),
  error: ERROR_PAGE,
};
