/**
 * How ffmpeg hands out pictures: the wanted times enter as a filter, raw planes come back and leave as working frames.
 *
 * Note [Reference resize] With area+accurate_rnd+full_chroma_int+full_chroma_inp ffmpeg's planes are bit-exact between
 * native and wasm and at 72 dB of signals/resize.ts; its default flags are at 27 (media note, section 3). Matrix and
 * range stay as they are here: signals/resize.ts applies them for both decoders.
 */
import type { Frame } from '#core/flow.ts';
import { WORKING_SIZE } from '#core/signals/plan.ts';
import { toWorkingFrame, workingSize, type Plane, type Target, type YuvImage } from '#core/signals/resize.ts';
import { seconds } from '#core/units.ts';
import { streamColour } from './colour.ts';
import { parseShown, type PictureFacts } from './ffmpeg-facts.ts';

const FLAGS = 'area+accurate_rnd+full_chroma_int+full_chroma_inp';

/**
 * Up to here pictures come at their own size, 12 MB for an opening: swscale enlarges by another rule than the reference
 * resize, and where few source pixels make one its rounding shows.
 */
const SMALL_PIXELS = 1024 * 576;

/** Pictures whose time is at most so much before the wanted one count as it; containers round to 1 ms. */
const SLACK_S = 0.001;

/** How far beyond the last wanted picture to look for it in a damaged stream, s. */
const BEYOND_S = 1;

type Planar = { readonly format: 'I420' | 'I422' | 'I444'; readonly bits: 8 | 10 | 12 | 16 };

export class FramesOutput {
  readonly hdr: 'pq' | 'hlg' | null;
  readonly #picture: PictureFacts;
  readonly #target: Target;
  readonly #planar: Planar;
  readonly #width: number;
  readonly #height: number;
  readonly #colour: Pick<YuvImage, 'matrix' | 'fullRange' | 'transfer'>;

  /**
   * @param longest side of what leaves, px
   * @param many whether so many pictures come that none may come at its own size
   */
  constructor(picture: PictureFacts, longest: number = WORKING_SIZE, many = false) {
    this.#picture = picture;
    const { rotation, codedWidth, codedHeight, pixelFormat } = picture;
    const lying = rotation === 90 || rotation === 270;
    const size = lying
      ? workingSize(picture.height, picture.width, longest)
      : workingSize(picture.width, picture.height, longest);
    this.#target = { ...size, rotation };
    const isEnlarged = longest > Math.max(codedWidth, codedHeight);
    const isSmall = isEnlarged || (!many && codedWidth * codedHeight <= SMALL_PIXELS);
    this.#width = isSmall ? codedWidth : lying ? size.height : size.width;
    this.#height = isSmall ? codedHeight : lying ? size.width : size.height;
    this.#planar = { format: isSmall ? sampling(pixelFormat) : 'I444', bits: depth(pixelFormat) };
    const said = isRgb(pixelFormat) ? { matrix: 'bt709', fullRange: false } : picture;
    const { matrix, fullRange, transfer } = streamColour(said, picture.width, picture.height);
    const range = fullRange ?? pixelFormat.startsWith('yuvj');
    this.#colour = { matrix, fullRange: range, transfer: transfer ?? 'sdr' };
    this.hdr = transfer === 'pq' || transfer === 'hlg' ? transfer : null;
  }

  /** @param wanted container times, ascending */
  args(index: number, wanted: readonly number[]): string[] {
    // The first picture at or behind each time; a gap in the stream must not end the search for the next.
    const select = wanted
      .map((time) => time - SLACK_S)
      .map((time) => `gte(t,${time})*(isnan(prev_selected_t)+lt(prev_selected_t,${time}))`)
      .join('+');
    const filter = `trim=end=${(wanted.at(-1) ?? 0) + BEYOND_S},select='${select}',${this.#scaled()}`;
    return [
      ['-map', `0:${index}`, '-an', '-vf', filter],
      ['-frames:v', String(wanted.length), '-vsync', 'passthrough', '-f', 'rawvideo'],
    ].flat();
  }

  /** All pictures of a stretch of container time. */
  argsOfAll(index: number, from: number, to: number): string[] {
    const filter = `trim=start=${from - SLACK_S}:end=${to - SLACK_S},${this.#scaled()}`;
    return ['-map', `0:${index}`, '-an', '-vf', filter, '-vsync', 'passthrough', '-f', 'rawvideo'];
  }

  #scaled(): string {
    const range = this.#colour.fullRange ? 'pc' : 'tv';
    const ranges = isRgb(this.#picture.pixelFormat)
      ? `out_color_matrix=bt709:out_range=${range}`
      : `in_range=${range}:out_range=${range}`;
    return [
      `scale=${this.#width}:${this.#height}:flags=${FLAGS}:${ranges}`,
      `format=${ffmpegName(this.#planar)}`,
      'showinfo=checksum=0',
    ].join(',');
  }

  /**
   * @param raw as many pictures as the log shows, one after the other
   * @param start container time of the first picture
   */
  frames(raw: Uint8Array, log: readonly string[], start: number): Frame[] {
    const { format, bits } = this.#planar;
    const wide = bits > 8;
    const samples = wide ? new Uint16Array(raw.buffer, raw.byteOffset, raw.byteLength >> 1) : raw;
    const sizes = planeSizes(format, this.#width, this.#height);
    const whole = sizes.reduce((sum, { width, height }) => sum + width * height, 0);
    const shown = parseShown(log);
    const frames: Frame[] = [];
    for (let n = 0; (n + 1) * whole <= samples.length; n++) {
      const ticks = shown[n];
      if (ticks === undefined || ticks === null) continue;
      let at = n * whole;
      const planes = sizes.map(({ width, height }): Plane => {
        const plane = { data: samples.subarray(at, at + width * height), stride: width };
        at += width * height;
        return plane;
      });
      const image: YuvImage = { format, bits, width: this.#width, height: this.#height, planes, ...this.#colour };
      frames.push(toWorkingFrame(image, this.#target, seconds(Math.max(0, ticks * this.#picture.tick - start))));
    }
    return frames;
  }
}

function planeSizes(format: Planar['format'], width: number, height: number): { width: number; height: number }[] {
  const chroma = {
    width: format === 'I444' ? width : Math.ceil(width / 2),
    height: format === 'I420' ? Math.ceil(height / 2) : height,
  };
  return [{ width, height }, chroma, chroma];
}

function ffmpegName({ format, bits }: Planar): string {
  return `yuv${format.slice(1)}p${bits > 8 ? `${bits}le` : ''}`;
}

const isRgb = (pixelFormat: string): boolean => /^(rgb|bgr|gbr|argb|abgr|0rgb|0bgr|pal8|mono|gray)/.test(pixelFormat);

function sampling(pixelFormat: string): Planar['format'] {
  if (/^(yuvj?a?420|nv12|nv21|p01\d)/.test(pixelFormat)) return 'I420';
  return /^(yuvj?a?422|yuyv|uyvy)/.test(pixelFormat) ? 'I422' : 'I444';
}

/** Bits of a sample. */
export function depth(pixelFormat: string): Planar['bits'] {
  if (isRgb(pixelFormat)) return 8;
  const bits = /p?0?(9|10|12|14|16)(le|be)$/.exec(pixelFormat)?.[1];
  if (bits === undefined) return 8;
  return bits === '9' || bits === '10' ? 10 : bits === '12' ? 12 : 16;
}
