/**
 * Clips that tests need, as command lines of ffmpeg: everything in them is drawn by ffmpeg itself.
 *
 * Kept small, since ffmpeg.wasm renders them: under a minute of work for the whole set.
 */

export interface Recipe {
  /** With the ending of its container. */
  readonly file: string;
  /** Made from these other clips, which stand at `{name}` in the arguments. */
  readonly from?: readonly string[];
  /** Without -y and without the output. */
  readonly args: readonly string[];
}

const H264 = ['-c:v', 'libx264', '-preset', 'veryfast', '-pix_fmt', 'yuv420p'];
const AAC = ['-c:a', 'aac', '-b:a', '96k'];
/** Bits decide the same way everywhere: no dates, no versions. */
const PLAIN = ['-fflags', '+bitexact', '-flags:v', '+bitexact', '-flags:a', '+bitexact', '-map_metadata', '-1'];

const source = (graph: string): string[] => ['-f', 'lavfi', '-i', graph];

/** Three scenes of 2 s: a test card that moves, a fractal, the card in another hue; grain over all, so that nothing is quite still. */
const SCENES = (size: string, rate: number): string[] => [
  ...source(`testsrc2=s=${size}:r=${rate}:d=2`),
  ...source(`mandelbrot=s=${size}:r=${rate}:maxiter=80:start_scale=0.8`),
  ...source(`testsrc2=s=${size}:r=${rate}:d=2`),
];
const CUT_TOGETHER =
  '[1:v]trim=duration=2,setpts=PTS-STARTPTS[b];[2:v]hue=h=120:s=0.6[c];[0:v][b][c]concat=n=3:v=1:a=0,noise=alls=6:allf=t:all_seed=7';

/** 120 beats a minute over a soft chord, stereo. */
const BEATS =
  'aevalsrc=0.35*sin(2*PI*110*t)*exp(-12*mod(t\\,0.5))+0.06*sin(2*PI*330*t)|' +
  '0.35*sin(2*PI*110*t)*exp(-12*mod(t\\,0.5))+0.06*sin(2*PI*440*t):s=44100';

/** Cuts at 2 and 4 s, 6 s long, upright, with beats. */
const portrait = (file: string, ...more: string[]): Recipe => ({
  file,
  args: [
    ...SCENES('270x480', 30),
    ...source(`${BEATS}:d=6`),
    ...['-filter_complex', `${CUT_TOGETHER}[v]`, '-map', '[v]', '-map', '3:a', '-t', '6'],
    ...[...H264, '-g', '30', '-b:v', '400k', ...AAC, ...PLAIN, ...more],
  ],
});

export const RECIPES = {
  /** The plain case of every journey. */
  plain: portrait('plain.mp4', '-movflags', '+faststart'),
  /** Index at the end, as phones write it; another clip to the eye and to the hash. */
  other: {
    file: 'other.mp4',
    args: [
      ...source('testsrc2=s=270x480:r=25:d=5,hue=h=60'),
      ...source(`${BEATS}:d=5`),
      ...['-t', '5', ...H264, '-g', '25', '-b:v', '300k', ...AAC, ...PLAIN],
    ],
  },
  /** Full HD with a single sync sample: every picture must be decoded, which takes long enough to be cancelled. */
  long: {
    file: 'long.mp4',
    args: [
      ...source('testsrc2=s=1080x1920:r=30:d=5'),
      ...source(`${BEATS}:d=5`),
      ...['-t', '5', ...H264, '-preset', 'ultrafast', '-g', '150', '-b:v', '3M', ...AAC, ...PLAIN],
    ],
  },
  silent: { file: 'silent.mp4', from: ['plain'], args: ['-i', '{plain}', '-c', 'copy', '-an', ...PLAIN] },
  lying: {
    file: 'lying.mp4',
    args: [...source('testsrc2=s=480x270:r=30:d=3'), ...['-t', '3', ...H264, '-g', '30', '-b:v', '300k', ...PLAIN]],
  },
  /** Stored lying, shown upright. */
  rotated: {
    file: 'rotated.mp4',
    from: ['lying'],
    args: ['-i', '{lying}', '-c', 'copy', '-metadata:s:v:0', 'rotate=90'],
  },
  /** Half of the pictures of the second second are missing. */
  vfr: {
    file: 'vfr.mp4',
    args: [
      ...source('testsrc2=s=270x480:r=30:d=4'),
      ...['-vf', "select='not(between(t,1,2))+not(mod(n,2))'", '-fps_mode', 'vfr', '-t', '4'],
      ...[...H264, '-g', '30', '-b:v', '300k', ...PLAIN],
    ],
  },
  /** Pixels twice as wide as high. */
  wide_pixels: {
    file: 'wide-pixels.mp4',
    args: [
      ...source('testsrc2=s=240x270:r=25:d=3'),
      ...['-vf', 'setsar=2/1', '-t', '3', ...H264, '-g', '25', '-b:v', '300k', ...PLAIN],
    ],
  },
  /** Sides that no macroblock divides. */
  odd: {
    file: 'odd.webm',
    args: [
      ...source('testsrc2=s=161x121:r=15:d=2'),
      ...['-t', '2', '-pix_fmt', 'yuv420p', '-c:v', 'libvpx', '-deadline', 'realtime', '-cpu-used', '8'],
      ...['-b:v', '200k', '-g', '15', ...PLAIN],
    ],
  },
  /** What browsers do not read: MPEG-4 part 2 and MP3 in AVI. */
  avi: {
    file: 'old.avi',
    args: [
      ...source('testsrc2=s=320x240:r=25:d=3'),
      ...source(`${BEATS}:d=3`),
      ...['-t', '3', '-c:v', 'mpeg4', '-b:v', '400k', '-g', '25', '-c:a', 'libmp3lame', '-b:a', '96k', ...PLAIN],
    ],
  },
  /** Black and silent. */
  black: {
    file: 'black.mp4',
    args: [
      ...source('color=c=black:s=270x480:r=30:d=4'),
      ...source('anullsrc=r=44100:cl=stereo:d=4'),
      ...['-t', '4', ...H264, '-g', '30', ...AAC, ...PLAIN],
    ],
  },
  /** Sound alone. */
  sound_only: {
    file: 'sound-only.m4a',
    args: [...source(`${BEATS}:d=2`), '-t', '2', ...AAC, ...PLAIN],
  },
} as const satisfies Readonly<Record<string, Recipe>>;

/** What nobody means to post and somebody does: the app answers each with a report or with one clear sentence. */
export const ODD_RECIPES = {
  one_colour: {
    file: 'one-colour.mp4',
    args: [...source('color=c=0x804020:s=270x480:r=30:d=3'), ...['-t', '3', ...H264, '-g', '30', ...PLAIN]],
  },
  /** Eight pixels a side. */
  tiny: {
    file: 'tiny.mp4',
    args: [...source('testsrc2=s=8x8:r=25:d=2'), ...['-t', '2', ...H264, '-g', '25', ...PLAIN]],
  },
  /** 8K, three pictures: more would take minutes to render. */
  huge: {
    file: 'huge.mp4',
    args: [
      ...source('testsrc2=s=7680x4320:r=2:d=1.5'),
      ...['-frames:v', '3', ...H264, '-preset', 'ultrafast', '-x264-params', 'threads=1:rc-lookahead=0:ref=1'],
      ...['-crf', '40', ...PLAIN],
    ],
  },
  one_a_second: {
    file: 'one-a-second.mp4',
    args: [
      ...source('testsrc2=s=270x480:r=1:d=8'),
      ...source(`${BEATS}:d=8`),
      ...['-t', '8', ...H264, '-g', '4', ...AAC, ...PLAIN],
    ],
  },
  many_a_second: {
    file: 'many-a-second.mp4',
    args: [...source('testsrc2=s=270x480:r=240:d=1.5'), ...['-t', '1.5', ...H264, '-g', '240', ...PLAIN]],
  },
  one_picture: {
    file: 'one-picture.mp4',
    args: [...source('testsrc2=s=270x480:r=30:d=1'), ...['-frames:v', '1', ...H264, ...PLAIN]],
  },
  /** Three seconds of picture, forty minutes of sound in one channel at 8 kHz, most of it a hum. */
  long_track: {
    file: 'long-track.mp4',
    args: [
      ...source('testsrc2=s=270x480:r=15:d=3'),
      ...source('sine=f=220:r=8000:d=2400'),
      ...['-map', '0:v', '-map', '1:a', ...H264, '-g', '15', '-c:a', 'aac', '-ac', '1', '-b:a', '12k', ...PLAIN],
    ],
  },
  phone_sound: {
    file: 'phone-sound.mp4',
    args: [
      ...source('testsrc2=s=270x480:r=25:d=4'),
      ...source(`${BEATS}:d=4`),
      ...['-t', '4', ...H264, '-g', '25', '-c:a', 'aac', '-ar', '8000', '-ac', '1', '-b:a', '16k', ...PLAIN],
    ],
  },
  /** Six channels at 192 kHz. */
  studio_sound: {
    file: 'studio-sound.mkv',
    args: [
      ...source('testsrc2=s=270x480:r=25:d=2'),
      ...source(`${BEATS}:d=2`),
      ...['-t', '2', ...H264, '-g', '25', '-ar', '192000', '-ac', '6', '-c:a', 'pcm_s16le', ...PLAIN],
    ],
  },
} as const satisfies Readonly<Record<string, Recipe>>;

export const ALL_RECIPES = { ...RECIPES, ...ODD_RECIPES } as const;

export type ClipName = keyof typeof ALL_RECIPES;
// holds: the keys of constants that nobody extends
export const CLIP_NAMES = Object.keys(RECIPES) as readonly (keyof typeof RECIPES)[];
export const ODD_NAMES = Object.keys(ODD_RECIPES) as readonly (keyof typeof ODD_RECIPES)[];
