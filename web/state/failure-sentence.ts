/** A failure → one sentence with the next step, in the language on screen. */
import type { Failure } from '#core/failure.ts';
import type { Words } from './words.svelte.ts';

export function failureSentence(failure: Failure, words: Pick<Words, 't' | 'format'>): string {
  const { t, format } = words;
  switch (failure.code) {
    case 'not_a_video':
      return failure.looksLike === null
        ? t('failure.not_a_video')
        : t('failure.not_a_video_known', { kind: failure.looksLike });
    case 'codec_unsupported':
      return failure.needs === 'ffmpeg'
        ? t('failure.codec_needs_ffmpeg', { codec: codecName(failure.codec) })
        : failure.needs === 'browser'
          ? t('failure.codec_needs_browser', { codec: codecName(failure.codec) })
          : t('failure.codec_unsupported', { codec: codecName(failure.codec) });
    case 'damaged':
      return failure.afterSeconds === null
        ? t('failure.damaged')
        : t('failure.damaged_after', { t: format.seconds(failure.afterSeconds) });
    case 'storage_full':
      return failure.quotaBytes === null || failure.usedBytes === null
        ? t('failure.storage_full')
        : t('failure.storage_full_known', {
            used: format.bytes(failure.usedBytes),
            quota: format.bytes(failure.quotaBytes),
          });
    case 'offline_and_missing':
      return failure.bytes === null
        ? t('failure.offline_and_missing', { what: failure.what })
        : t('failure.offline_and_missing_size', { what: failure.what, size: format.bytes(failure.bytes) });
    case 'download_corrupt':
      return t('failure.download_corrupt', { what: failure.what });
    case 'server_failed':
      return failure.retryAfterS === null
        ? t('failure.server_failed', { status: failure.status })
        : t('failure.server_failed_wait', { status: failure.status, t: format.seconds(failure.retryAfterS, 0) });
    case 'too_often':
      return failure.retryAfterS === null
        ? t('failure.too_often')
        : t('failure.too_often_wait', { t: format.seconds(failure.retryAfterS, 0) });
    case 'server_refused':
      return t('failure.server_refused', { why: failure.why });
    case 'too_many_pixels':
      return t('failure.too_many_pixels', { w: String(failure.width), h: String(failure.height) });
    case 'empty_file':
    case 'no_video_track':
    case 'encrypted':
    case 'unreadable_file':
    case 'cancelled':
    case 'worker_lost':
    case 'out_of_memory':
    case 'device_lost':
    case 'storage_denied':
    case 'ffmpeg_left_out':
      return t(`failure.${failure.code}`);
  }
}

/** What people call a codec. Four-letter codes after ISO 14496-12 and RFC 6381 prefixes. */
function codecName(codec: string): string {
  const prefix = codec.toLowerCase().split('.')[0] ?? codec;
  const names: Readonly<Record<string, string>> = {
    avc: 'H.264',
    avc1: 'H.264',
    avc3: 'H.264',
    hevc: 'HEVC',
    hvc1: 'HEVC',
    hev1: 'HEVC',
    vp8: 'VP8',
    vp9: 'VP9',
    vp09: 'VP9',
    av1: 'AV1',
    av01: 'AV1',
    prores: 'ProRes',
    dvh1: 'Dolby Vision',
    dvhe: 'Dolby Vision',
  };
  return names[prefix] ?? codec;
}
