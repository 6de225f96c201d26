/**
 * A seed, a style and a real frame enter; the frame with a caption drawn on it leaves, with what stands where.
 *
 * Twelve styles that short videos carry, capitals of 3 to 8 % of the picture's height, in English, French and Spanish.
 * The letters are drawn by resvg with fonts of Debian (fonts-dejavu, fonts-liberation, fonts-urw-base35); nothing of
 * the frame or of its pixels is kept.
 */
import { Resvg } from '@resvg/resvg-js';
import { existsSync } from 'node:fs';
import type { Box } from '#core/flow.ts';
import { lehmer } from '#core/signals/rendered.ts';
import { TALL, WIDE, type Still } from './frames.ts';

export const STYLES = [
  ...(['outline', 'shadow', 'dark box', 'white box', 'gradient', 'emoji', 'two lines'] as const),
  ...(['thin', 'bold capitals', 'coloured', 'tilted', 'low contrast', 'small'] as const),
] as const;
export type Style = (typeof STYLES)[number];

export type Language = 'eng' | 'fra' | 'spa';

export interface Captioned {
  readonly language: Language;
  readonly rgba: Uint8ClampedArray;
  readonly lines: readonly { readonly text: string; readonly box: Box }[];
}

const FONTS = '/usr/share/fonts';
interface Face {
  readonly family: string;
  readonly weight: number;
  readonly file: string;
}
const SANS_BOLD: readonly Face[] = [
  { family: 'Liberation Sans', weight: 700, file: `${FONTS}/truetype/liberation/LiberationSans-Bold.ttf` },
  { family: 'DejaVu Sans', weight: 700, file: `${FONTS}/truetype/dejavu/DejaVuSans-Bold.ttf` },
  { family: 'URW Gothic', weight: 600, file: `${FONTS}/opentype/urw-base35/URWGothic-Demi.otf` },
];
const SANS: readonly Face[] = [
  { family: 'Liberation Sans', weight: 400, file: `${FONTS}/truetype/liberation/LiberationSans-Regular.ttf` },
  { family: 'DejaVu Sans', weight: 400, file: `${FONTS}/truetype/dejavu/DejaVuSans.ttf` },
  { family: 'DejaVu Serif', weight: 700, file: `${FONTS}/truetype/dejavu/DejaVuSerif-Bold.ttf` },
  { family: 'Liberation Sans Narrow', weight: 700, file: `${FONTS}/truetype/liberation/LiberationSansNarrow-Bold.ttf` },
];
const THIN: readonly Face[] = [
  { family: 'DejaVu Sans', weight: 200, file: `${FONTS}/truetype/dejavu/DejaVuSans-ExtraLight.ttf` },
  { family: 'URW Gothic', weight: 400, file: `${FONTS}/opentype/urw-base35/URWGothic-Book.otf` },
];
/** Letters that the shipped readers were not trained on; fonts-droid-fallback and fonts-dejavu of Debian. */
const DROID: Face = {
  family: 'Droid Sans Fallback',
  weight: 400,
  file: `${FONTS}/truetype/droid/DroidSansFallbackFull.ttf`,
};
// holds: both lists name a bold DejaVu
const DEJAVU: readonly Face[] = [SANS_BOLD[1]!, SANS[1]!];
export interface Script {
  readonly name: string;
  readonly faces: readonly Face[];
  readonly phrases: readonly string[];
}
export const SCRIPTS: readonly Script[] = [
  {
    name: 'Chinese',
    faces: [DROID],
    phrases: ['今天吃什么', '不要错过', '等一下', '看到最后', '三个错误', '我的早晨', '这个方法很简单', '第二天'],
  },
  {
    name: 'Japanese',
    faces: [DROID],
    phrases: ['今日は何を食べる', '最後まで見て', 'ちょっと待って', '朝のルーティン', '三つのコツ', 'すごい'],
  },
  {
    name: 'Korean',
    faces: [DROID],
    phrases: ['끝까지 보세요', '오늘의 요리', '잠깐만요', '나의 하루', '세 가지 실수'],
  },
  {
    name: 'Arabic',
    faces: DEJAVU,
    phrases: ['انتظر حتى النهاية', 'لا تفعل هذا', 'صباحي اليوم', 'ثلاثة أخطاء', 'شاهد هذا', 'سر بسيط'],
  },
  { name: 'Hebrew', faces: DEJAVU, phrases: ['חכו לסוף', 'אל תעשו את זה', 'הבוקר שלי', 'שלוש טעויות', 'תראו'] },
  {
    name: 'Cyrillic',
    faces: DEJAVU,
    phrases: ['Подожди до конца', 'Не делай так', 'Моё утро', 'Три ошибки', 'Смотри сюда', 'День второй'],
  },
];
export const FONT_FILES = [...SANS_BOLD, ...SANS, ...THIN, DROID].map(({ file }) => file).filter(existsSync);
/** Whether the letters of other scripts can be drawn here. */
export const hasScripts = (): boolean => existsSync(DROID.file) && DEJAVU.every(({ file }) => existsSync(file));
export const hasFonts = (): boolean => [...SANS_BOLD, ...SANS, ...THIN].every(({ file }) => existsSync(file));

/** Height of a capital over the size of its font; .71 to .74 in these. */
const CAPITAL = 0.725;

const PHRASES: Readonly<Record<Language, readonly string[]>> = {
  eng: [
    ...['Wait for it', 'Day 12', 'Watch this', 'Part two', 'Link in bio', 'Stop doing this', 'Not clickbait'],
    ...['POV: Monday', 'I tried it so you can save', 'Nobody talks about this', 'How I fixed my sleep', 'Big news!'],
    ...['Three things I regret buying', 'This took 40 hours', 'You need to hear this', 'Best pasta in Rome'],
    ...['Before and after', 'Only $5 a week', 'Grandma knew', 'Easy win', 'Do not skip'],
  ],
  fra: [
    ...['Attends la fin', 'Jour 3', 'Regarde bien', 'Ne fais jamais ça', 'Voici mon secret', 'Trop simple'],
    ...['La recette en 5 minutes', 'Personne ne le sait', 'Trois erreurs à éviter', 'Mon avis honnête', 'Avant'],
    ...['Vous êtes prêts ?', 'Ma routine du soir', 'Astuce du jour', 'Encore mieux', 'Un seul geste'],
  ],
  spa: [
    ...['Espera al final', 'Mira esto', 'No lo sabías', 'Mi rutina de noche', 'Tres trucos fáciles', 'Así se hace'],
    ...['Nadie te lo cuenta', 'La mejor receta', 'Error número uno', 'Gracias a todos', 'Día 7', 'Hazlo en casa'],
    ...['Muy fácil', 'Sin gastar nada', 'Truco de cocina', 'Antes y después'],
  ],
};

/** Capitals' height, share of the frame: from, to. */
const HEIGHTS: Readonly<Partial<Record<Style, readonly [number, number]>>> = {
  small: [0.03, 0.032],
  'bold capitals': [0.04, 0.08],
  outline: [0.03, 0.08],
  'two lines': [0.03, 0.06],
};
const USUAL = [0.03, 0.055] as const;

/** @param script drawn in its letters instead of Latin ones */
export function captioned(still: Still, style: Style, seed: number, script?: Script): Captioned {
  const random = lehmer(seed);
  for (let skip = 0; skip < 3; skip++) random();
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)]!;
  const [from, to] = HEIGHTS[style] ?? USUAL;
  const capital = Math.round((from + (to - from) * random()) * TALL);
  const size = capital / CAPITAL;
  const face = pick(
    script
      ? script.faces
      : style === 'thin'
        ? THIN
        : ['outline', 'gradient', 'bold capitals', 'emoji', 'coloured'].includes(style)
          ? SANS_BOLD
          : [...SANS, ...SANS_BOLD],
  );
  const language = pick(['eng', 'eng', 'fra', 'spa'] as const);
  const room = Math.floor((0.84 * WIDE) / (0.6 * size));
  const texts = Array.from({ length: style === 'two lines' ? 2 : 1 }, () => {
    const all = script ? script.phrases : PHRASES[language];
    // A sign of Chinese, Japanese or Korean is as wide as it is tall.
    const fitting = all.filter((phrase) => phrase.length * (script?.faces[0] === DROID ? 1.7 : 1) <= room);
    const shortest = Math.min(...all.map(({ length }) => length));
    const phrase = pick(fitting.length > 0 ? fitting : all.filter(({ length }) => length <= Math.max(6, shortest)));
    return style === 'bold capitals' ? phrase.toUpperCase() : phrase;
  });
  const tilt = style === 'tilted' ? (random() < 0.5 ? -1 : 1) * (3 + 4 * random()) : 0;
  const apart = 1.25 * size;

  // A place that is free of writing; after some tries the last one is taken.
  let x = WIDE / 2;
  let y = TALL / 2;
  for (let attempt = 0; attempt < 40; attempt++) {
    y = (0.1 + 0.75 * random()) * TALL;
    x = WIDE * (0.47 + 0.06 * random());
    const band = { x: 0, y: y / TALL - 0.1, w: 1, h: 0.14 + (apart * texts.length) / TALL };
    if (!still.written.some((box) => band.y < box.y + box.h && box.y < band.y + band.h)) break;
  }
  const ground = meanLuma(still.rgba, y - size, y + apart * (texts.length - 1));
  const look = lookOf(style, ground, size, random, pick);
  const turn = `transform="rotate(${tilt} ${x} ${y})"`;
  const line = (text: string, k: number, more: string): string =>
    `<text x="${x}" y="${y + k * apart}" text-anchor="middle" font-family="${face.family}" font-weight="${face.weight}" font-size="${size}" ${more} ${turn}>${escape(text)}</text>`;

  const boxes = texts.map((text, k) => inkBox(line(text, k, 'fill="#fff"')));
  const plates =
    look.plate === null
      ? ''
      : boxes
          .map(
            (box) =>
              `<rect x="${box.x - 0.35 * size}" y="${box.y - 0.25 * size}" width="${box.w + 0.7 * size}" height="${box.h + 0.5 * size}" rx="${0.2 * size}" ${look.plate}/>`,
          )
          .join('');
  const face_ = style === 'emoji' ? emoji(boxes[0]!, size) : '';
  const drawing =
    `<defs>${look.defs}</defs>${plates}` +
    texts.map((text, k) => look.layers.map((layer) => line(text, k, layer)).join('')).join('') +
    face_;
  const ink = render(drawing);
  return {
    language,
    rgba: over(still.rgba, ink),
    lines: texts.map((text, k) => {
      const { x: left, y: top, w, h } = boxes[k]!;
      return { text, box: { x: left / WIDE, y: top / TALL, w: w / WIDE, h: h / TALL } };
    }),
  };
}

interface Look {
  readonly layers: readonly string[];
  readonly plate: string | null;
  readonly defs: string;
}

function lookOf(
  style: Style,
  ground: number,
  size: number,
  random: () => number,
  pick: <T>(list: readonly T[]) => T,
): Look {
  const plain = { plate: null, defs: '' };
  const stroke = (colour: string, times: number): string =>
    `fill="none" stroke="${colour}" stroke-width="${times * size}" stroke-linejoin="round"`;
  const shadow = `<filter id="s" x="-20%" y="-50%" width="140%" height="200%"><feDropShadow dx="${0.04 * size}" dy="${0.05 * size}" stdDeviation="${0.05 * size}" flood-color="#000" flood-opacity="0.85"/></filter>`;
  switch (style) {
    case 'outline':
    case 'two lines':
    case 'emoji':
      return { ...plain, layers: [stroke('#000', 0.16), 'fill="#fff"'] };
    case 'bold capitals':
      return { ...plain, layers: [stroke('#000', 0.2), `fill="${pick(['#fff', '#ffe600', '#fff'])}"`] };
    case 'shadow':
    case 'thin':
    case 'tilted':
    case 'small':
      return { ...plain, defs: shadow, layers: ['fill="#fff" filter="url(#s)"'] };
    case 'dark box':
      return { ...plain, plate: `fill="#000" fill-opacity="${0.55 + 0.4 * random()}"`, layers: ['fill="#fff"'] };
    case 'white box':
      return { ...plain, plate: 'fill="#fff"', layers: [`fill="${pick(['#000', '#161823', '#c2185b'])}"`] };
    case 'gradient': {
      const [a, b] = pick([
        ['#ffffff', '#ffc107'],
        ['#fff176', '#ff8a65'],
        ['#80deea', '#f8bbd0'],
        ['#ffffff', '#90caf9'],
      ]) as [string, string];
      const defs = `<linearGradient id="g" x1="0" y1="0" x2="${random() < 0.5 ? 1 : 0}" y2="1"><stop offset="0" stop-color="${a}"/><stop offset="1" stop-color="${b}"/></linearGradient>`;
      return { ...plain, defs, layers: [stroke('#111', 0.14), 'fill="url(#g)"'] };
    }
    case 'coloured': {
      const bright = pick(['#ffeb3b', '#00e5ff', '#76ff03', '#ff80ab', '#ffab40']);
      return { ...plain, defs: shadow, layers: [stroke('#000', 0.08), `fill="${bright}"`] };
    }
    case 'low contrast': {
      // A plate as bright as the ground behind it, letters 2.2 to 3 times as far from black as it, or the other way round.
      const level = Math.round(Math.min(150, Math.max(70, ground)));
      const ratio = 2.2 + 0.8 * random();
      const ink = greyAt(ratio * (luminance(level) + 0.05) - 0.05);
      return { ...plain, plate: `fill="${grey(level)}" fill-opacity="0.85"`, layers: [`fill="${grey(ink)}"`] };
    }
  }
}

const grey = (level: number): string => `rgb(${level},${level},${level})`;
const luminance = (level: number): number => {
  const c = level / 255;
  return c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
};
function greyAt(target: number): number {
  for (let level = 0; level < 255; level++) if (luminance(level) >= target) return level;
  return 255;
}

/** A yellow face, since no font with coloured ones is installed everywhere. */
function emoji(box: Box, size: number): string {
  const r = 0.45 * size;
  const cx = Math.min(WIDE - r - 4, box.x + box.w + 0.65 * size);
  const cy = box.y + box.h / 2;
  return (
    `<circle cx="${cx}" cy="${cy}" r="${r}" fill="#ffcc4d"/><circle cx="${cx - 0.36 * r}" cy="${cy - 0.2 * r}" r="${0.14 * r}" fill="#664500"/>` +
    `<circle cx="${cx + 0.36 * r}" cy="${cy - 0.2 * r}" r="${0.14 * r}" fill="#664500"/><path d="M ${cx - 0.5 * r} ${cy + 0.2 * r} q ${0.5 * r} ${0.6 * r} ${r} 0" stroke="#664500" stroke-width="${0.12 * r}" fill="none"/>`
  );
}

function meanLuma(rgba: Uint8ClampedArray, from: number, to: number): number {
  let sum = 0;
  let n = 0;
  for (let y = Math.max(0, Math.floor(from)); y < Math.min(TALL, to + 1); y += 4) {
    for (let x = 60; x < WIDE - 60; x += 4, n++) {
      const p = (y * WIDE + x) * 4;
      sum += 0.2126 * rgba[p]! + 0.7152 * rgba[p + 1]! + 0.0722 * rgba[p + 2]!;
    }
  }
  return n > 0 ? sum / n : 0;
}

function render(drawing: string): Uint8Array {
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDE}" height="${TALL}">${drawing}</svg>`;
  return new Resvg(svg, { font: { loadSystemFonts: false, fontFiles: [...FONT_FILES] } }).render().pixels;
}

function inkBox(drawing: string): Box {
  const pixels = render(drawing);
  let [left, top, right, bottom] = [WIDE, TALL, -1, -1];
  for (let y = 0; y < TALL; y++) {
    for (let x = 0; x < WIDE; x++) {
      if (pixels[(y * WIDE + x) * 4 + 3]! < 128) continue;
      left = Math.min(left, x);
      right = Math.max(right, x);
      top = Math.min(top, y);
      bottom = Math.max(bottom, y);
    }
  }
  return { x: left, y: top, w: right - left + 1, h: bottom - top + 1 };
}

/** resvg hands out premultiplied colours. */
function over(rgba: Uint8ClampedArray, ink: Uint8Array): Uint8ClampedArray {
  const out = rgba.slice();
  for (let p = 0; p < out.length; p += 4) {
    const rest = 1 - ink[p + 3]! / 255;
    for (let c = 0; c < 3; c++) out[p + c] = ink[p + c]! + rest * out[p + c]!;
  }
  return out;
}

const escape = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
