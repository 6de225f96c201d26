import { describe, expect, it } from 'vitest';
import { failureOf, isCutOff, parseFacts, parseShown } from './ffmpeg-facts.ts';

/** Cut down from what ffprobe 5.1 prints for a phone clip that is stored lying. */
const PHONE = JSON.stringify({
  streams: [
    {
      index: 0,
      codec_name: 'hevc',
      codec_type: 'video',
      width: 1920,
      height: 1080,
      sample_aspect_ratio: '1:1',
      pix_fmt: 'yuv420p10le',
      color_range: 'tv',
      color_space: 'bt2020nc',
      color_transfer: 'arib-std-b67',
      time_base: '1/600',
      disposition: { attached_pic: 0 },
      side_data_list: [{ side_data_type: 'DOVI configuration record' }, { rotation: -90 }],
    },
    { index: 1, codec_name: 'aac', codec_type: 'audio', sample_rate: '44100', channels: 2 },
    { index: 2, codec_name: 'aac', codec_type: 'audio', sample_rate: '48000', channels: 4 },
  ],
  format: { duration: '12.5' },
});

describe('what ffprobe says of a clip', () => {
  it('is turned as the phone shows it, with the first sound of two', () => {
    expect(parseFacts(PHONE)).toMatchObject({
      durationS: 12.5,
      picture: { codec: 'hevc', rotation: 90, tick: 1 / 600, transfer: 'arib-std-b67', fullRange: false },
      sound: { index: 1, sampleRate: 44100 },
      soundTracks: 2,
    });
  });

  it('makes pixels square by widening or heightening', () => {
    const shaped = (sar: string): unknown => {
      const stream = { codec_type: 'video', codec_name: 'h264', width: 800, height: 640, sample_aspect_ratio: sar };
      const { width, height } = parseFacts(JSON.stringify({ streams: [stream] }))!.picture!;
      return [width, height];
    };
    expect(shaped('64:45')).toEqual([1138, 640]);
    expect(shaped('1:2')).toEqual([800, 1280]);
    expect(shaped('0:1')).toEqual([800, 640]);
    expect(shaped('N/A')).toEqual([800, 640]);
  });

  it('does not take the cover of a song for a picture', () => {
    const cover = { codec_type: 'video', codec_name: 'mjpeg', disposition: { attached_pic: 1 } };
    expect(parseFacts(JSON.stringify({ streams: [cover] }))!.picture).toBeNull();
  });

  it('is nothing for a file without streams, and for no JSON at all', () => {
    expect(parseFacts('{}')).toBeNull();
    expect(parseFacts('')).toBeNull();
  });
});

describe('the list of packets', () => {
  it('counts time in ticks, fills a missing pts and leaves out the sound and what is not shown', () => {
    const packets = [
      { stream_index: 0, pts: 0, dts: -512, duration: 512, size: '9000', flags: 'K_' },
      { stream_index: 1, pts: 0, dts: 0, duration: 1024, size: '300', flags: 'K_' },
      { stream_index: 0, pts: 512, dts: 0, duration: 512, size: '100', flags: '__' },
      { stream_index: 0, dts: 1024, size: '50', flags: '__' },
      { stream_index: 0, pts: 1536, dts: 1024, duration: 512, size: '60', flags: '_D' },
    ];
    const streams = [{ index: 0, codec_type: 'video', codec_name: 'h264', time_base: '1/512' }];
    expect(parseFacts(JSON.stringify({ packets, streams }))!.packets).toEqual([
      { at: 0, duration: 1, bytes: 9000, key: true },
      { at: 1, duration: 1, bytes: 100, key: false },
      { at: 2, duration: 0, bytes: 50, key: false },
    ]);
  });
});

describe("ffmpeg's log", () => {
  it('tells the tick of each picture that passed', () => {
    const log = [
      '[Parsed_showinfo_4 @ 0xe73470] config in time_base: 1001/24000, frame_rate: 24000/1001',
      '[Parsed_showinfo_4 @ 0xe73470] n:   0 pts:      0 pts_time:0       pos:    10396 fmt:yuv444p',
      'frame=    1 fps=0.0 q=-0.0 size=      80kB time=00:00:00.00',
      '[Parsed_showinfo_4 @ 0xe73470] n:   1 pts:  15360 pts_time:1       pos:    17996 fmt:yuv444p',
    ];
    expect(parseShown(log)).toEqual([0, 15360]);
  });

  it('names a codec that it lacks', () => {
    const log = ['Decoder (codec av1) not found for input stream #0:0'];
    expect(failureOf(log, 'av1')).toEqual({ code: 'codec_unsupported', codec: 'av1', needs: 'browser' });
    expect(failureOf(['frame=    1 fps=0.0'], 'av1')).toBeNull();
  });

  it('tells a file that was cut off', () => {
    expect(isCutOff(['[mov,mp4,m4a,3gp,3g2,mj2 @ 0xe318e0] stream 0, offset 0x49869: partial file'])).toBe(true);
    expect(isCutOff(['[h264 @ 0xdf4920] mmco: unref short failure'])).toBe(false);
  });
});
