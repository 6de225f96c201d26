/** What ffprobe and ffmpeg print about a file enters; what the decoder needs to know leaves. Pure text work. */
import type { Failure } from '#core/failure.ts';
import type { Packet } from './timeline.ts';

export interface Facts {
  /** Of the header; not believed where packets were listed. */
  readonly durationS: number | null;
  readonly picture: PictureFacts | null;
  /** The first one; null without sound. */
  readonly sound: SoundFacts | null;
  readonly soundTracks: number;
  /** Container time of the last sound listed, s; 0 without any. */
  readonly soundEndS: number;
  /** Of the picture; empty when they were not listed. */
  readonly packets: readonly Packet[];
}

export interface PictureFacts {
  readonly index: number;
  readonly codec: string;
  readonly codedWidth: number;
  readonly codedHeight: number;
  /** With square pixels, before rotation. */
  readonly width: number;
  readonly height: number;
  readonly rotation: 0 | 90 | 180 | 270;
  readonly pixelFormat: string;
  /** Seconds per tick of this stream's clock. */
  readonly tick: number;
  readonly matrix: string | null;
  readonly transfer: string | null;
  readonly fullRange: boolean | null;
}

export interface SoundFacts {
  readonly index: number;
  readonly codec: string;
  readonly sampleRate: number;
  readonly channels: number;
  /** Container time of the first sound, s; null when unknown. */
  readonly start: number | null;
}

/**
 * @param json of `-show_format -show_streams -show_entries packet=stream_index,pts,dts,duration,size,flags`
 * @returns null when ffprobe found no streams at all
 */
export function parseFacts(json: string): Facts | null {
  const probed = readJson(json);
  const streams = list(probed?.['streams']);
  if (streams.length === 0) return null;
  const format = record(probed?.['format']);
  const pictures = streams.filter((stream) => stream['codec_type'] === 'video' && !isCover(stream));
  const sounds = streams.filter((stream) => stream['codec_type'] === 'audio');
  const picture = pictures[0] ? pictureFacts(pictures[0]) : null;
  return {
    durationS: number(format?.['duration']),
    picture,
    sound: sounds[0] ? soundFacts(sounds[0]) : null,
    soundTracks: sounds.length,
    soundEndS: sounds[0] ? lastTime(list(probed?.['packets']), sounds[0]) : 0,
    packets: picture ? packetsOf(list(probed?.['packets']), picture) : [],
  };
}

/** Ticks of the pictures that passed, from showinfo's lines; null for one without a time. */
export function parseShown(log: readonly string[]): (number | null)[] {
  return log.flatMap((line) => {
    const match = /showinfo.*\bn:\s*\d+\s+pts:\s*(-?\d+|NOPTS)\b/.exec(line);
    return match ? [number(match[1])] : [];
  });
}

/** Whether the file ends before its own index says so. */
export const isCutOff = (log: readonly string[]): boolean =>
  log.some((line) => /partial file|ended prematurely|truncat/i.test(line));

/** What ffmpeg's complaints mean for the person; null when they say nothing known. */
export function failureOf(log: readonly string[], codec: string): Failure | null {
  const text = log.join('\n');
  // The core has ffmpeg's own AV1 decoder, which only hands on to hardware.
  if (/Decoder \(codec \S+\) not found|Unknown decoder|no decoder found|hardware accelerated AV1/i.test(text)) {
    return { code: 'codec_unsupported', codec, needs: 'browser' };
  }
  if (/Cannot enlarge memory|Cannot allocate memory|OOM|out of memory/i.test(text)) return { code: 'out_of_memory' };
  return null;
}

/** The names under which the app speaks of codecs, which are mediabunny's; others stay ffmpeg's own. */
const CODEC_NAMES: Readonly<Record<string, string>> = { h264: 'avc' };

type Fields = Readonly<Record<string, unknown>>;

function pictureFacts(stream: Fields): PictureFacts {
  const codedWidth = number(stream['width']) ?? 0;
  const codedHeight = number(stream['height']) ?? 0;
  const [num, den] = ratio(stream['sample_aspect_ratio']);
  return {
    index: number(stream['index']) ?? 0,
    codec: codecOf(stream),
    codedWidth,
    codedHeight,
    // As mediabunny does: pixels are widened or heightened, never made smaller.
    width: num > den ? Math.round((codedWidth * num) / den) : codedWidth,
    height: num > den ? codedHeight : Math.round((codedHeight * den) / num),
    rotation: rotationOf(stream),
    pixelFormat: String(stream['pix_fmt'] ?? ''),
    tick: tickOf(stream['time_base']),
    matrix: known(stream['color_space']),
    transfer: known(stream['color_transfer']),
    fullRange: stream['color_range'] === 'pc' ? true : stream['color_range'] === 'tv' ? false : null,
  };
}

function lastTime(packets: readonly Fields[], stream: Fields): number {
  const own = packets.filter((packet) => packet['stream_index'] === stream['index']);
  const last = own.reduce((most, packet) => Math.max(most, number(packet['pts']) ?? 0), 0);
  return last * tickOf(stream['time_base']);
}

/** A missing pts is filled with dts, as ffmpeg does; flag D marks what an edit list hides. */
function packetsOf(packets: readonly Fields[], { index, tick }: PictureFacts): Packet[] {
  return packets.flatMap((packet) => {
    const at = number(packet['pts']) ?? number(packet['dts']);
    const flags = String(packet['flags'] ?? '');
    if (number(packet['stream_index']) !== index || at === null || flags.includes('D')) return [];
    return [
      {
        at: at * tick,
        duration: (number(packet['duration']) ?? 0) * tick,
        bytes: number(packet['size']) ?? 0,
        key: flags.startsWith('K'),
      },
    ];
  });
}

function soundFacts(stream: Fields): SoundFacts {
  return {
    index: number(stream['index']) ?? 0,
    codec: codecOf(stream),
    sampleRate: number(stream['sample_rate']) ?? 0,
    channels: number(stream['channels']) ?? 0,
    start: number(stream['start_time']),
  };
}

function codecOf(stream: Fields): string {
  const name = stream['codec_name'];
  if (typeof name !== 'string' || name === 'unknown' || name === 'none') {
    return String(stream['codec_tag_string'] ?? 'unknown');
  }
  return CODEC_NAMES[name] ?? name;
}

/** A cover of an MP3 or a thumbnail of an MP4 is a track of its own. */
function isCover(stream: Fields): boolean {
  const disposition = record(stream['disposition']);
  return disposition?.['attached_pic'] === 1 || disposition?.['timed_thumbnails'] === 1;
}

/** ffprobe counts the display matrix against the clock; the app turns with it. */
function rotationOf(stream: Fields): PictureFacts['rotation'] {
  const matrix = list(stream['side_data_list']).find((data) => number(data['rotation']) !== null);
  const turned = matrix ? -number(matrix['rotation'])! : (number(record(stream['tags'])?.['rotate']) ?? 0);
  const quarter = (((Math.round(turned / 90) % 4) + 4) % 4) * 90;
  return quarter === 90 || quarter === 180 || quarter === 270 ? quarter : 0;
}

function ratio(value: unknown): readonly [num: number, den: number] {
  const [num, den] = String(value ?? '')
    .split(':')
    .map(Number);
  return num && den && num > 0 && den > 0 ? [num, den] : [1, 1];
}

function tickOf(value: unknown): number {
  const [num, den] = String(value ?? '')
    .split('/')
    .map(Number);
  return num && den ? num / den : 1 / 1000;
}

const known = (value: unknown): string | null =>
  typeof value === 'string' && !['unknown', 'reserved', 'unspecified'].includes(value) ? value : null;

function number(value: unknown): number | null {
  if (typeof value === 'number') return Number.isFinite(value) ? value : null;
  if (typeof value !== 'string' || value.trim() === '') return null;
  const parsed = Number(value);
  return Number.isFinite(parsed) ? parsed : null;
}

const record = (value: unknown): Fields | null =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : null;

const list = (value: unknown): Fields[] =>
  Array.isArray(value) ? value.map(record).filter((entry) => entry !== null) : [];

function readJson(text: string): Fields | null {
  try {
    return record(JSON.parse(text));
  } catch {
    return null;
  }
}
