/** A report's score → a picture to share: the number in its range, the dots, what it means. No frame of the video, no handle. */
import { axisMarks, placeDots, tallest } from '../../parts/dots.ts';

export interface CardWords {
  readonly title: string;
  /** What it is held against, and where it will go. */
  readonly against: string;
  readonly value: string;
  readonly of100: string;
  readonly range: string;
  readonly eight: string;
  readonly middle: string;
  readonly sentence: string;
  readonly promise: string;
  readonly made: string;
}

export interface CardForecast {
  readonly dots: readonly number[];
  readonly low: number;
  readonly value: number;
  readonly high: number;
}

/** Portrait, as feeds and chats show it large. */
const WIDTH = 1080;
const HEIGHT = 1350;
const EDGE = 84;
const LEFT = EDGE;
const RIGHT = WIDTH - EDGE;
/** The line that the dots stand on. */
const GROUND = 868;
const DOTS_TALL = 360;

/** Colours of the light theme, from tokens.css: the card looks the same whoever opens it. */
const COLOURS = {
  sky: ['#dfe4fa', '#f3e9f1', '#fdf1e4'],
  ink: '#1e1b20',
  ink2: '#514d55',
  accent: '#3a4db8',
  hollow: 'rgb(255 255 255 / 0.55)',
} as const;

/** @param forecast null draws twenty empty places, and no number */
export async function drawCard(words: CardWords, forecast: CardForecast | null): Promise<Blob | null> {
  const canvas = document.createElement('canvas');
  canvas.width = WIDTH;
  canvas.height = HEIGHT;
  const pen = canvas.getContext('2d');
  if (!pen) return null;
  await document.fonts?.ready;

  const sky = pen.createLinearGradient(WIDTH * 0.36, 0, WIDTH * 0.64, HEIGHT);
  COLOURS.sky.forEach((colour, index) => sky.addColorStop([0, 0.52, 1][index] ?? 1, colour));
  pen.fillStyle = sky;
  pen.fillRect(0, 0, WIDTH, HEIGHT);

  drawMark(pen, LEFT - 6, 62, 2.6);
  write(pen, 'Presage', LEFT + 82, 122, face(650, 46), COLOURS.ink);
  write(pen, shortened(pen, words.title, face(600, 40), WIDTH - 2 * EDGE), LEFT, 214, face(600, 40), COLOURS.ink);
  write(pen, shortened(pen, words.against, face(500, 34), WIDTH - 2 * EDGE), LEFT, 262, face(500, 34), COLOURS.ink2);

  const end = write(pen, words.value, LEFT - 10, 480, face(600, 230), COLOURS.ink, '-0.045em');
  write(pen, words.of100, end + 18, 480, face(500, 38), COLOURS.ink2);
  write(pen, words.range, RIGHT, 428, face(600, 84), COLOURS.ink, '-0.02em', 'right');
  write(pen, words.eight, RIGHT, 480, face(500, 38), COLOURS.ink2, '0em', 'right');

  if (forecast) drawForecast(pen, forecast, words.middle);
  else drawNothing(pen);

  let y = 1046;
  for (const line of wrapped(pen, words.sentence, face(600, 50), WIDTH - 2 * EDGE)) {
    write(pen, line, LEFT, y, face(600, 50), COLOURS.ink);
    y += 64;
  }
  write(pen, shortened(pen, words.promise, face(500, 34), WIDTH - 2 * EDGE), LEFT, 1252, face(500, 34), COLOURS.ink2);
  write(pen, shortened(pen, words.made, face(500, 27), WIDTH - 2 * EDGE), LEFT, 1298, face(500, 27), COLOURS.ink2);
  return new Promise((resolve) => canvas.toBlob(resolve, 'image/png'));
}

/** As on the screen: dots on their line, the range as a bracket below with the score in it, the ends named. */
function drawForecast(pen: CanvasRenderingContext2D, { dots, low, value, high }: CardForecast, middle: string): void {
  const places = placeDots(dots);
  const unit = (WIDTH - 2 * EDGE) / 100;
  const x = (at: number): number => LEFT + at * unit;
  // Dots shrink so that a narrow forecast still stands below the number.
  const step = Math.min(6 * unit, DOTS_TALL / Math.max(1, tallest(places)));
  const radius = 0.41 * step;
  pen.strokeStyle = COLOURS.ink2;
  pen.lineCap = 'round';
  pen.lineWidth = 4;
  pen.setLineDash([4, 11]);
  line(pen, x(50), 536, x(50), GROUND);
  pen.setLineDash([]);
  line(pen, LEFT, GROUND, RIGHT, GROUND);
  for (const tick of [0, 25, 50, 75, 100]) line(pen, x(tick), GROUND, x(tick), GROUND + 12);
  for (const dot of places) {
    pen.beginPath();
    pen.arc(x(dot.at), GROUND - 14 - radius - dot.row * step, radius - 3, 0, 2 * Math.PI);
    pen.fillStyle = dot.beyond ? COLOURS.accent : COLOURS.hollow;
    pen.strokeStyle = COLOURS.accent;
    pen.lineWidth = 5;
    pen.fill();
    pen.stroke();
  }
  pen.strokeStyle = COLOURS.ink;
  pen.lineWidth = 6;
  const bracket = GROUND + 42;
  line(pen, x(low), bracket, x(high), bracket);
  line(pen, x(low), bracket - 12, x(low), bracket + 12);
  line(pen, x(high), bracket - 12, x(high), bracket + 12);
  pen.fillStyle = COLOURS.ink;
  pen.beginPath();
  pen.arc(x(value), bracket, 13, 0, 2 * Math.PI);
  pen.fill();
  for (const mark of axisMarks(low, value, high)) {
    const align = mark.at === 0 ? 'left' : mark.at === 100 ? 'right' : 'center';
    write(pen, mark.text, x(mark.at), GROUND + 102, face(550, 34), COLOURS.ink2, '0em', align);
  }
  write(pen, middle, x(50) - 18, 560, face(550, 34), COLOURS.ink2, '0em', 'right');
}

/** No forecast: twenty dashed places in an even row. */
function drawNothing(pen: CanvasRenderingContext2D): void {
  const step = (WIDTH - 2 * EDGE) / 20;
  pen.strokeStyle = COLOURS.ink2;
  pen.lineWidth = 4;
  line(pen, LEFT, GROUND, RIGHT, GROUND);
  pen.setLineDash([7, 8]);
  for (let i = 0; i < 20; i++) {
    pen.beginPath();
    pen.arc(LEFT + (i + 0.5) * step, GROUND - 36, 19, 0, 2 * Math.PI);
    pen.stroke();
  }
  pen.setLineDash([]);
}

/** The mark of public/favicon.svg, 28 units square. */
function drawMark(pen: CanvasRenderingContext2D, x: number, y: number, scale: number): void {
  pen.save();
  pen.translate(x, y);
  pen.scale(scale, scale);
  pen.fillStyle = COLOURS.accent;
  pen.strokeStyle = COLOURS.accent;
  pen.lineCap = 'round';
  const dots: readonly (readonly [number, number])[] = [
    [5, 18],
    [11, 18],
    [11, 12],
    [17, 18],
    [17, 12],
    [17, 6],
  ];
  for (const [cx, cy] of dots) {
    pen.beginPath();
    pen.arc(cx, cy, 2.6, 0, 2 * Math.PI);
    pen.fill();
  }
  pen.lineWidth = 1.4;
  pen.beginPath();
  pen.arc(23, 18, 1.9, 0, 2 * Math.PI);
  pen.stroke();
  pen.lineWidth = 2;
  line(pen, 2, 24, 26, 24);
  pen.restore();
}

const face = (weight: number, size: number): string =>
  `${weight} ${size}px "Figtree Variable", Figtree, system-ui, sans-serif`;

/** @returns where the text ends */
function write(
  pen: CanvasRenderingContext2D,
  text: string,
  x: number,
  y: number,
  font: string,
  colour: string,
  spacing = '0em',
  align: CanvasTextAlign = 'left',
): number {
  pen.font = font;
  pen.fillStyle = colour;
  pen.textAlign = align;
  // Younger than canvas itself: without it letters stand a little wider.
  if ('letterSpacing' in pen) pen.letterSpacing = spacing;
  pen.fillText(text, x, y);
  const width = pen.measureText(text).width;
  if ('letterSpacing' in pen) pen.letterSpacing = '0em';
  return x + width;
}

function line(pen: CanvasRenderingContext2D, x1: number, y1: number, x2: number, y2: number): void {
  pen.beginPath();
  pen.moveTo(x1, y1);
  pen.lineTo(x2, y2);
  pen.stroke();
}

/** On one line: what does not fit is left out, and an ellipsis says so. */
function shortened(pen: CanvasRenderingContext2D, text: string, font: string, width: number): string {
  pen.font = font;
  if (pen.measureText(text).width <= width) return text;
  const letters = Array.from(text);
  while (letters.length > 0 && pen.measureText(`${letters.join('')}…`).width > width) letters.pop();
  return `${letters.join('').trimEnd()}…`;
}

function wrapped(pen: CanvasRenderingContext2D, text: string, font: string, width: number): string[] {
  pen.font = font;
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const longer = lines.length === 0 ? word : `${lines.at(-1)} ${word}`;
    if (lines.length > 0 && pen.measureText(longer).width <= width) lines[lines.length - 1] = longer;
    else lines.push(word);
  }
  return lines.slice(0, 3);
}
