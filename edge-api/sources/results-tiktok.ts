/** TikTok Display API, video query with the creator's token → counts of their own videos. It tells no retention and no saves. */
import { at, countOf, jsonOf, textAt } from './source.ts';
import { NO_COUNTS, countUpTo, notUnderstood, type PostsReply } from './results-source.ts';

export const TIKTOK_API_HOST = 'open.tiktokapis.com';

const FIELDS = 'id,create_time,title,video_description,like_count,comment_count,share_count,view_count';

export const tiktokVideosUrl = (): string =>
  `https://${TIKTOK_API_HOST}/v2/video/query/?${new URLSearchParams({ fields: FIELDS }).toString()}`;

export const tiktokVideosBody = (ids: readonly string[]): string => JSON.stringify({ filters: { video_ids: ids } });

/** Ids are text: as numbers they would lose their last digits. */
export function parseTiktokVideos(text: string): PostsReply {
  const json = jsonOf(text);
  if (!json.ok) return notUnderstood(json.reason, text);
  const code = at(json.value, 'error', 'code');
  if (typeof code === 'string' && code !== 'ok') return notUnderstood(`error ${code.slice(0, 60)}`, text);
  const videos = at(json.value, 'data', 'videos');
  if (!Array.isArray(videos)) return notUnderstood('no data.videos', text);
  const posts = new Map(
    videos.flatMap((video: unknown) => {
      const id = textAt(video, 'id');
      const views = countUpTo(countOf(at(video, 'view_count')));
      if (id === null || views === null) return [];
      const seconds = countOf(at(video, 'create_time'));
      return [
        [
          id,
          {
            ...NO_COUNTS,
            title: textAt(video, 'title') ?? textAt(video, 'video_description'),
            postedAt: seconds !== null && seconds >= 1_262_304_000 && seconds <= 4_102_444_800 ? seconds * 1000 : null,
            views,
            likes: countUpTo(countOf(at(video, 'like_count'))),
            comments: countUpTo(countOf(at(video, 'comment_count'))),
            shares: countUpTo(countOf(at(video, 'share_count'))),
          },
        ] as const,
      ];
    }),
  );
  return videos.length > 0 && posts.size === 0
    ? notUnderstood('no id or no view count', text)
    : { ok: true, value: posts };
}
