/** Sample files for the Creative Center import: hand-written, invented; see sample.ts. */
import { ERROR_PAGE, type Samples } from './sample.ts';

export const creativeCenterSamples: Samples = {
  source: 'creative_center_import',
  layout: 'data.list[] as described in shared notes, edge.md section 9 (hashtag_name, publish_cnt, video_views, rank)',
  written: '2026-11-20',
  valid: JSON.stringify({
    code: 0,
    msg: 'OK',
    data: {
      list: [
        { hashtag_name: 'inventeddance', publish_cnt: 24_000, video_views: 147_300_000, rank: 1 },
        { hashtag_name: 'Invented Soup', publish_cnt: 1200, video_views: 2_400_000, rank: 2 },
        { hashtag_name: 'nothingcounted', rank: 3 },
      ],
    },
  }),
  empty: JSON.stringify({ code: 0, msg: 'OK', data: { list: [] } }),
  changed: JSON.stringify({ code: 40101, msg: 'no permission' }),
  error: ERROR_PAGE,
};

/** The same as a table that a person saved: another separator, a BOM, numbers as people write them. */
export const creativeCenterCsv =
  '\ufeffRank;Hashtag;Posts;Views\r\n1;#InventedDance;"24,000";147.3M\r\n2;"Invented ""Soup""";1.2K;2.4M\r\n3;Nothing counted;;\r\n';
