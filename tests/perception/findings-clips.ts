/**
 * One clip for each finding of the pre-flight check, and near misses that must stay quiet: made by the machine's own
 * ffmpeg from footage of shared/clips (nothing of it is kept in the repository), with espeak-ng for a voice.
 *
 * The clean clip is the base of nearly all: a drawn Full HD film turned upright (no recorded one of this size is long
 * enough), a voice, captions in the middle. A fault is one change to it, so that a finding answers to that change and to nothing else.
 */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { PerceptKind, Platform } from '#core/flow.ts';
import { SHARED } from './frames.ts';

const CACHE = fileURLToPath(new URL('../../node_modules/.cache/presage-findings', import.meta.url));
const FONT = '/usr/share/fonts/truetype/dejavu/DejaVuSans-Bold.ttf';

export interface Case {
  readonly name: string;
  readonly code: string;
  /** Whether the finding must be told. */
  readonly isFault: boolean;
  readonly platform: Platform;
  /** What has to look before it can be told. */
  readonly kinds: readonly PerceptKind[];
  readonly clip: Recipe;
}

/** A file of shared/clips as it is, or a change to the clean clip. */
export type Recipe = { readonly shared: string } | { readonly made: Change };

interface Change {
  /** Footage, of shared/clips; the film where left out. */
  readonly from?: string;
  /** Filters of the picture after it was turned upright. */
  readonly picture?: string;
  /** Filters of the voice; null: no sound at all. */
  readonly sound?: string | null;
  /** Captions; the usual ones where left out. */
  readonly captions?: readonly string[];
  readonly bitrate?: string;
  readonly vfr?: boolean;
  readonly seconds?: number;
}

/** A caption in a dark box: text, size as share of the height, top as share, from and to in s. */
export function caption(text: string, size = 0.034, y = 0.42, from = 0, to = 99, style = 'fontcolor=white'): string {
  // The cap height is about .73 of the size of the font.
  const px = Math.round((size / 0.73) * 1920);
  return `drawtext=fontfile=${FONT}:text='${text}':${style}:fontsize=${px}:box=1:boxcolor=black@0.85:boxborderw=18:x=(w-tw)/2:y=${y}*h:enable='between(t,${from},${to})'`;
}

const VOICE =
  'Here is one thing that I did every day for a month, and what it changed. You can do it, too, it takes five minutes.';
const PHONE = 'phone/spotlight-c.mp4';
const FILM = 'formats/video.mp4';
/** One second of somebody who looks into the camera, 1080 x 720. */
const FACE = 'formats/sample_video_only.mp4';
const CAPTIONS = [caption('One thing a day', 0.034, 0.42, 0, 2.6), caption('Five minutes only', 0.034, 0.42, 2.6, 9)];

const DARK_BOX = 'drawbox=c=black:t=fill';
const on = (when: string): string => `enable='${when}'`;

function fault(
  code: string,
  name: string,
  made: Change,
  kinds: readonly PerceptKind[] = [],
  platform: Platform = 'tiktok',
): Case {
  return { name, code, isFault: true, platform, kinds, clip: { made } };
}
function clean(
  code: string,
  name: string,
  made: Change,
  kinds: readonly PerceptKind[] = [],
  platform: Platform = 'tiktok',
): Case {
  return { name, code, isFault: false, platform, kinds, clip: { made } };
}
const shared = (
  code: string,
  name: string,
  file: string,
  isFault: boolean,
  platform: Platform,
  kinds: readonly PerceptKind[] = [],
): Case => ({
  ...{ name, code, isFault, platform, kinds },
  clip: { shared: file },
});

/** The film has the full range of levels: black is 0 there, and 16 once it is brought to the usual range. */
const USUAL = 'scale=in_range=full:out_range=limited,format=yuv420p';

/** Made before the sound is changed: one channel put on two later would be 3 dB lower. */
const STEREO = 'aformat=channel_layouts=stereo';

const FULL = ['full'] as const;
const WORDS = ['words'] as const;

export const CASES: readonly Case[] = [
  fault(
    'flashes',
    'white five times a second',
    { picture: `drawbox=c=white:t=fill:${on('lt(mod(t,0.2),0.08)*between(t,1,4)')}` },
    FULL,
  ),
  clean(
    'flashes',
    'white twice a second',
    { picture: `drawbox=c=white:t=fill:${on('lt(mod(t,0.5),0.16)*between(t,1,4)')}` },
    FULL,
  ),
  fault(
    'red_flashes',
    'red five times a second',
    { picture: `drawbox=c=red:t=fill:${on('lt(mod(t,0.2),0.08)*between(t,1,4)')}` },
    FULL,
  ),
  clean('red_flashes', 'red from the second second on', { picture: `drawbox=c=red:t=fill:${on('gt(t,2)')}` }, FULL),
  shared('length_limit', 'six minutes for Reels', 'formats/long_1080p_lowbitrate.mp4', true, 'reels'),
  shared('length_limit', 'six minutes for TikTok', 'formats/long_1080p_lowbitrate.mp4', false, 'tiktok'),
  shared('ratio_limit', 'a wide film for Shorts', FILM, true, 'shorts'),
  clean('ratio_limit', 'a square for Shorts', { picture: 'crop=1080:1080' }, [], 'shorts'),
  fault('black_start', 'black for half a second', { picture: `${USUAL},${DARK_BOX}:${on('lt(t,0.5)')}`, captions: [] }),
  clean('black_start', 'a dim start', { picture: `${USUAL},lutyuv=y='16+(val-16)*0.35'`, captions: [] }),
  fault('dead_start', 'nothing moves or sounds for 1.5 s', {
    picture: 'tpad=start_mode=clone:start_duration=1.5',
    sound: 'adelay=1500:all=1',
    seconds: 6,
  }),
  clean('dead_start', 'a still start with a voice', {
    picture: 'tpad=start_mode=clone:start_duration=1.5',
    seconds: 6,
  }),
  fault(
    'frozen_start',
    'the first picture stands for 1.5 s',
    { picture: 'tpad=start_mode=clone:start_duration=1.5', seconds: 6, captions: [] },
    FULL,
  ),
  clean(
    'frozen_start',
    'a start with little motion',
    { picture: `tpad=start_mode=clone:start_duration=0.3`, captions: [] },
    FULL,
  ),
  fault('text_zone', 'a caption at the bottom', { captions: [caption('One thing a day', 0.034, 0.86)] }, WORDS),
  fault(
    'text_zone',
    'a caption at the bottom, Reels',
    { captions: [caption('One thing a day', 0.034, 0.86)] },
    WORDS,
    'reels',
  ),
  clean('text_zone', 'a caption in the middle', {}, WORDS),
  fault(
    'face_zone',
    'a face moved to the bottom',
    { from: FACE, picture: 'crop=540:720:310:0,pad=540:960:0:240', captions: [] },
    ['faces'],
    'reels',
  ),
  clean(
    'face_zone',
    'the same face in the middle',
    { from: FACE, picture: 'crop=540:720:310:0,pad=540:960:0:0', captions: [] },
    ['faces'],
    'reels',
  ),
  fault(
    'reading_time',
    'eight words for half a second',
    { captions: [caption('I did this every day for one month', 0.03, 0.42, 1, 1.5)] },
    WORDS,
  ),
  clean('reading_time', 'three words for half of the clip', {}, WORDS),
  fault(
    'text_contrast',
    'grey on grey',
    {
      captions: [
        `drawbox=x=100:y=760:w=880:h=220:c=0x707070:t=fill,drawtext=fontfile=${FONT}:text='One thing a day':fontcolor=0xb0b0b0:fontsize=90:x=(w-tw)/2:y=0.42*h`,
      ],
    },
    WORDS,
  ),
  clean('text_contrast', 'white on a dark box', {}, WORDS),
  fault(
    'text_size',
    'letters of 1.5 %',
    { captions: [caption('Five minutes a day is all it takes', 0.015, 0.42)] },
    WORDS,
  ),
  clean('text_size', 'letters of 3.4 %', {}, WORDS),
  fault('captions', 'a voice and no captions', { captions: [] }, ['voice', 'words']),
  clean('captions', 'a voice with captions', {}, ['voice', 'words']),
  fault('loudness', '12 dB too quiet', { sound: 'volume=-12dB' }),
  fault('loudness', 'pressed 8 dB too loud', { sound: `${STEREO},volume=14dB,alimiter=limit=0.9:level=0` }),
  clean('loudness', '-14 LUFS', {}),
  fault('clipping', '18 dB over full scale', { sound: `${STEREO},volume=18dB,aformat=sample_fmts=s16` }),
  clean('clipping', 'the voice as it is', {}),
  fault('true_peak', 'peaks at full scale', { sound: `${STEREO},volume=9dB,alimiter=limit=0.99:level=0` }),
  clean('true_peak', 'peaks under -1 dB', {}),
  fault('late_sound', 'the voice comes at 1.2 s', { sound: 'adelay=1200:all=1' }),
  clean('late_sound', 'the voice comes at once', {}),
  fault('no_sound', 'no sound', { sound: null }),
  clean('no_sound', 'a voice', {}),
  fault('noise', 'hiss at -26 dB', { sound: 'HISS' }),
  clean('noise', 'the voice alone', {}),
  fault('silence', 'a gap of 2.6 s', { sound: "volume=0:enable='between(t,1.5,4.1)'" }),
  clean('silence', 'a gap of 1.2 s', { sound: "volume=0:enable='between(t,1.5,2.7)'" }),
  fault('border', 'bars above and below', { picture: 'crop=1080:1200,pad=1080:1920:0:360' }),
  fault('border', 'bars at the sides', { picture: 'crop=760:1920,pad=1080:1920:160:0' }),
  clean('border', 'one plain side', { picture: 'crop=900:1920,pad=1080:1920:180:0' }),
  fault('corner_mark', 'a name in the corner of a phone clip', {
    from: PHONE,
    picture: `drawtext=fontfile=${FONT}:text='@somebody':fontcolor=white:fontsize=30:x=20:y=h-60`,
    captions: [],
    seconds: 12,
  }),
  fault('corner_mark', 'another name in another corner of another clip', {
    from: 'phone/spotlight-b.mp4',
    picture: `drawtext=fontfile=${FONT}:text='a.name_2':fontcolor=white:fontsize=28:x=w-tw-18:y=24`,
    captions: [],
    seconds: 8,
  }),
  clean('corner_mark', 'no mark', {}),
  shared('corner_mark', 'a phone clip without a mark', PHONE, false, 'tiktok'),
  shared('not_vertical', 'a wide film', FILM, true, 'tiktok'),
  clean('not_vertical', 'an upright film', {}),
  fault('resolution', '360 x 640', { picture: 'scale=360:640' }),
  clean('resolution', '1080 x 1920', {}),
  fault(
    'soft_picture',
    'blown up three times',
    { picture: 'scale=360:640,scale=1080:1920:flags=bicubic', captions: [] },
    FULL,
  ),
  fault('soft_picture', 'out of focus', { picture: 'gblur=sigma=3', captions: [] }, FULL),
  clean('soft_picture', 'the film as it is', { captions: [] }, FULL),
  fault('bitrate', '300 kbit a second', { bitrate: '300k' }),
  clean('bitrate', '8 Mbit a second', {}),
  fault('frame_rate', '12 pictures a second', { picture: 'fps=12' }),
  clean('frame_rate', '24 pictures a second', { picture: 'fps=24000/1001' }),
  fault('uneven_rate', 'every third picture and some more are missing', {
    picture: `select='gt(mod(n,3),0)*gt(mod(n,7),0)'`,
    vfr: true,
  }),
  clean('uneven_rate', 'two pictures are missing', { picture: `select='not(eq(n,30)+eq(n,80))'`, vfr: true }),
  fault('repeated_pictures', 'ten pictures shown as thirty', { picture: 'fps=10,fps=30', captions: [] }, FULL),
  clean('repeated_pictures', '25 pictures as they are', { captions: [] }, FULL),
  fault(
    'interlaced',
    'two moments of a phone clip woven',
    {
      from: PHONE,
      picture: 'tinterlace=interleave_top,fps=30',
      captions: [],
    },
    FULL,
  ),
  clean('interlaced', 'whole pictures', { captions: [] }, FULL),
  fault('dark', 'a fifth of the light', { from: PHONE, picture: `lutyuv=y='16+(val-16)*0.2'`, captions: [] }),
  shared('dark', 'a phone clip as it was filmed', PHONE, false, 'tiktok'),
  fault('blown', 'two and a half times the light', {
    from: PHONE,
    picture: `lutyuv=y='clip(16+(val-16)*2.6,16,235)'`,
    captions: [],
  }),
  shared('blown', 'a phone clip as it was filmed', PHONE, false, 'tiktok'),
  fault('still_stretch', 'it stands still for 4 s', {
    picture: 'trim=0:2,tpad=stop_mode=clone:stop_duration=5',
    seconds: 6,
    captions: [],
  }),
  clean('still_stretch', 'it moves', { captions: [] }),
  fault('loop_seam', 'there and not quite back', {
    picture: 'trim=0:2.4,split[a][b];[b]reverse,trim=0:1.7,setpts=PTS-STARTPTS[r];[a][r]concat=n=2:v=1',
    captions: [],
  }),
  clean('loop_seam', 'there and back', {
    picture: 'trim=0:2.4,split[a][b];[b]reverse[r];[a][r]concat=n=2:v=1',
    captions: [],
  }),
];

/** Why nothing can be made here; null where all can. */
export function lacking(): string | null {
  if (spawnSync('ffmpeg', ['-version']).status !== 0) return 'There is no native ffmpeg here';
  if (!existsSync(join(SHARED, 'clips', FILM))) return 'shared/clips is not here (set PRESAGE_SHARED)';
  if (!existsSync(FONT)) return 'The font is not here (Debian: fonts-dejavu)';
  return spawnSync('espeak-ng', ['--version']).status === 0 ? null : 'espeak-ng is not here';
}

/** The path of the clip; what was made once is kept. */
export function clipOf({ clip }: Case): string {
  if ('shared' in clip) return join(SHARED, 'clips', clip.shared);
  const { from = FILM, picture, sound = '', captions = CAPTIONS, bitrate = '8M', vfr = false, seconds = 5 } = clip.made;
  const upright = from === FILM ? ['transpose=1'] : [];
  const filters = [...upright, 'setsar=1', ...(picture ? [picture] : []), ...captions].join(',');
  const voice = 'loudnorm=I=-14:TP=-2:LRA=7,aresample=48000';
  const heard =
    sound === 'HISS'
      ? `[1:a]${voice}[v];anoisesrc=r=48000:a=0.12:d=${seconds}[n];[v][n]amix=normalize=0[a]`
      : `[1:a]${voice}${sound ? `,${sound}` : ''}[a]`;
  const args = [
    ...['-v', 'error', '-y', '-i', join(SHARED, 'clips', from)],
    ...(sound === null ? [] : ['-i', voiceFile()]),
    ...['-filter_complex', `[0:v]${filters}[p]${sound === null ? '' : `;${heard}`}`, '-map', '[p]'],
    ...(sound === null ? [] : ['-map', '[a]', '-c:a', 'aac', '-b:a', '192k', '-ac', '2']),
    ...[
      '-t',
      String(seconds),
      '-fps_mode',
      vfr ? 'vfr' : 'cfr',
      '-c:v',
      'libx264',
      '-preset',
      'veryfast',
      '-pix_fmt',
      'yuv420p',
    ],
    ...['-b:v', bitrate, '-maxrate', bitrate, '-bufsize', bitrate, '-g', '50'],
  ];
  const path = join(CACHE, `${createHash('sha256').update(JSON.stringify(args)).digest('hex').slice(0, 16)}.mp4`);
  if (!existsSync(path)) run('ffmpeg', args, path);
  return path;
}

function voiceFile(): string {
  const path = join(CACHE, 'voice.wav');
  if (!existsSync(path)) run('espeak-ng', ['-v', 'en-us', '-s', '165', VOICE, '-w'], path);
  return path;
}

function run(tool: string, args: readonly string[], path: string): void {
  mkdirSync(CACHE, { recursive: true });
  const draft = path.replace(/(\.\w+)$/u, `-${process.pid}$1`);
  const { status, stderr } = spawnSync(tool, [...args, draft]);
  if (status !== 0) throw new Error(`${tool}: ${stderr.toString()}`);
  renameSync(draft, path);
}
