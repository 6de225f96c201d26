import { describe, expect, it } from 'vitest';
import { FailureError, type Failure } from '#core/failure.ts';
import type { Clip, DecoderName } from '#core/flow.ts';
import { hertz, seconds } from '#core/units.ts';
import { inOrder, mostTelling, withDecoder } from './choose.ts';
import type { Decoder, OpenClip } from './decoder.ts';

const FILE = new File([new Uint8Array(8)], 'a.mp4');
const HEVC: Failure = { code: 'codec_unsupported', codec: 'hevc', needs: 'ffmpeg' };

const clip = (decoder: DecoderName): Clip => ({
  hash: '00',
  name: FILE.name,
  bytes: FILE.size,
  container: 'mp4',
  length: seconds(1),
  video: { codec: 'avc', width: 9, height: 16, rotation: 0, frameRate: hertz(30), bitrate: null, hdr: null },
  audio: null,
  keyframes: [],
  decoder,
});

/** A decoder that opens, or fails as told; notes whether what it opened was closed again. */
function decoder(name: DecoderName, fails: Failure | null, soundReadable = true): Decoder & { open_: number } {
  const made = {
    name,
    open_: 0,
    open: async (): Promise<OpenClip> => {
      if (fails) throw new FailureError(fails);
      made.open_++;
      return {
        clip: clip(name),
        soundReadable,
        pictures: () => [],
        frames: async function* () {},
        every: async function* () {},
        patches: async function* () {},
        sound: () => null,
        close: async () => {
          made.open_--;
        },
      };
    },
  };
  return made;
}

const never = new AbortController().signal;
const who = async (open: OpenClip): Promise<DecoderName> => open.clip.decoder;

describe('the choice of a decoder', () => {
  it('takes the browser first and leaves ffmpeg in peace when that works', async () => {
    const ffmpeg = decoder('ffmpeg', { code: 'ffmpeg_left_out' });
    const decoders = inOrder('auto', { webcodecs: decoder('webcodecs', null), ffmpeg });
    expect(await withDecoder(FILE, decoders, never, who)).toBe('webcodecs');
  });

  it('takes ffmpeg for a codec that the browser lacks', async () => {
    expect(await withDecoder(FILE, [decoder('webcodecs', HEVC), decoder('ffmpeg', null)], never, who)).toBe('ffmpeg');
  });

  it('takes ffmpeg for a picture in a codec that the browser does not even list', async () => {
    const blind = decoder('webcodecs', { code: 'no_video_track' });
    expect(await withDecoder(FILE, [blind, decoder('ffmpeg', null)], never, who)).toBe('ffmpeg');
  });

  it('takes ffmpeg when the browser gives up on the way, and closes both', async () => {
    const decoders = [decoder('webcodecs', null), decoder('ffmpeg', null)];
    const made = await withDecoder(FILE, decoders, never, async (open) => {
      if (open.clip.decoder === 'webcodecs') throw new FailureError({ code: 'damaged', afterSeconds: null });
      return who(open);
    });
    expect(made).toBe('ffmpeg');
    expect(decoders.map(({ open_ }) => open_)).toEqual([0, 0]);
  });

  it('takes ffmpeg when the browser would lose the sound, and the browser again when ffmpeg cannot see', async () => {
    const mute = decoder('webcodecs', null, false);
    expect(await withDecoder(FILE, [mute, decoder('ffmpeg', null)], never, who)).toBe('ffmpeg');
    expect(await withDecoder(FILE, [mute, decoder('ffmpeg', HEVC)], never, who)).toBe('webcodecs');
  });

  it('does not try a second decoder on an encrypted clip', async () => {
    const attempt = withDecoder(
      FILE,
      [decoder('webcodecs', { code: 'encrypted' }), decoder('ffmpeg', null)],
      never,
      who,
    );
    await expect(attempt).rejects.toMatchObject({ failure: { code: 'encrypted' } });
  });

  it('lets a bug through as a bug', async () => {
    const attempt = withDecoder(FILE, [decoder('webcodecs', null), decoder('ffmpeg', null)], never, async () => {
      throw new RangeError('a bug');
    });
    await expect(attempt).rejects.toThrow(RangeError);
  });
});

describe('the most telling of two failures', () => {
  const damaged = (afterSeconds: number | null): Failure => ({ code: 'damaged', afterSeconds });
  const offline: Failure = { code: 'offline_and_missing', what: 'ffmpeg', bytes: 1 };
  it.each<[string, Failure, Failure, Failure]>([
    ['without ffmpeg, the codec and no promise', HEVC, { code: 'ffmpeg_left_out' }, { ...HEVC, needs: null }],
    ['offline with a codec that ffmpeg would read, the way online', HEVC, offline, offline],
    ['offline with a damaged file, the damage', damaged(2), offline, damaged(2)],
    ['of two places of damage, the later', damaged(2), damaged(null), damaged(2)],
    ['what ffmpeg says about the file', HEVC, damaged(null), damaged(null)],
  ])('is %s', (_, first, second, expected) => {
    expect(mostTelling([first, second])).toEqual(expected);
  });
});
