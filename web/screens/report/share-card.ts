/** A report's score → a picture to share: the number in its range, the dots, one sentence. No frame of the video, no handle. */
import { placeDots, tallest } from '../../parts/dots.ts';

export interface CardWords {
  readonly title: string;
  readonly value: string;
  readonly of100: string;
  readonly range: string;
  readonly eight: string;
  readonly middle: string;
  readonly sentence: string;
  readonly made: string;
  readonly promise: string;
}

/** Portrait, as feeds and chats show it large. */
const WIDTH = 1080;
const HEIGHT = 1350;
const EDGE = 96;

/** Colours of the light theme, from tokens.css: the card looks the same whoever opens it. */
const COLOURS = {
  sky: ['#DFE4FA', '#F3E9F1', '#FDF1E4'],
  ink: '#1E1B20',
  ink2: '#514D55',
  accent: '#3A4DB8',
} as const;

/** @param dots null draws no forecast */
export async function drawCard(words: CardWords, dots: readonly number[] | null): Promise<Blob | null> {
  const canvas = document.createElement('canvas');
  canvas.width = WIDTH;
  canvas.height = HEIGHT;
  const pen = canvas.getContext('2d');
  if (!pen) return null;
  await document.fonts?.ready;
  const face = (weight: number, size: number): string =>
    `${weight} ${size}px "Figtree Variable", system-ui, sans-serif`;

  const sky = pen.createLinearGradient(WIDTH * 0.4, 0, WIDTH * 0.6, HEIGHT);
  COLOURS.sky.forEach((colour, index) => sky.addColorStop([0, 0.52, 1][index] ?? 1, colour));
  pen.fillStyle = sky;
  pen.fillRect(0, 0, WIDTH, HEIGHT);

  const write = (
    text: string,
    x: number,
    y: number,
    font: string,
    colour: string,
    align: CanvasTextAlign = 'left',
  ): void => {
    pen.font = font;
    pen.fillStyle = colour;
    pen.textAlign = align;
    pen.fillText(text, x, y);
  };
  write(words.title, EDGE, 150, face(600, 40), COLOURS.ink2);
  write(words.value, EDGE - 8, 400, face(600, 260), COLOURS.ink);
  const after = EDGE + pen.measureText(words.value).width + 16;
  write(words.of100, after, 400, face(450, 40), COLOURS.ink2);
  write(words.range, WIDTH - EDGE, 350, face(600, 84), COLOURS.ink, 'right');
  write(words.eight, WIDTH - EDGE, 404, face(450, 36), COLOURS.ink2, 'right');

  if (dots !== null) drawDots(pen, dots, words.middle, face(550, 34));

  let y = 1010;
  for (const line of wrap(pen, words.sentence, face(500, 50), WIDTH - 2 * EDGE)) {
    write(line, EDGE, y, face(500, 50), COLOURS.ink);
    y += 66;
  }
  write(words.promise, EDGE, 1216, face(450, 32), COLOURS.ink2);
  write(words.made, EDGE, 1264, face(450, 32), COLOURS.ink2);
  return new Promise((resolve) => canvas.toBlob(resolve, 'image/png'));
}

function drawDots(pen: CanvasRenderingContext2D, dots: readonly number[], middle: string, font: string): void {
  const places = placeDots(dots);
  const unit = (WIDTH - 2 * EDGE) / 100;
  const ground = 880;
  // Dots shrink so that a narrow forecast still stands below the number.
  const step = Math.min(6 * unit, 380 / Math.max(1, tallest(places)));
  const radius = 0.41 * step;
  pen.strokeStyle = COLOURS.ink2;
  pen.lineWidth = 4;
  pen.setLineDash([4, 10]);
  line(pen, WIDTH / 2, 480, WIDTH / 2, ground);
  pen.setLineDash([]);
  line(pen, EDGE, ground, WIDTH - EDGE, ground);
  for (const dot of places) {
    pen.beginPath();
    pen.arc(EDGE + dot.at * unit, ground - 12 - radius - dot.row * step, radius - 3, 0, 2 * Math.PI);
    pen.fillStyle = dot.beyond ? COLOURS.accent : 'rgb(255 255 255 / .55)';
    pen.strokeStyle = COLOURS.accent;
    pen.lineWidth = 5;
    pen.fill();
    pen.stroke();
  }
  pen.font = font;
  pen.fillStyle = COLOURS.ink2;
  pen.textAlign = 'right';
  pen.fillText(middle, WIDTH / 2 - 16, 508);
}

function line(pen: CanvasRenderingContext2D, x1: number, y1: number, x2: number, y2: number): void {
  pen.beginPath();
  pen.moveTo(x1, y1);
  pen.lineTo(x2, y2);
  pen.stroke();
}

function wrap(pen: CanvasRenderingContext2D, text: string, font: string, width: number): string[] {
  pen.font = font;
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const longer = lines.length === 0 ? word : `${lines.at(-1)} ${word}`;
    if (lines.length > 0 && pen.measureText(longer).width <= width) lines[lines.length - 1] = longer;
    else lines.push(word);
  }
  return lines.slice(0, 3);
}
