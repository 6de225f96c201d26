/** Parts of an evaluation enter; lines of a card leave. */
import type { Evaluation } from '#contracts/evaluation.ts';
import type { Figure } from '#contracts/manifest.ts';

/** One line per metric and slice, the baseline beside it. */
export const measureLines = ({ measures }: Evaluation): string[] => [
  '| metric | rows | held out by | which | n (authors) | model | baseline | gain |',
  '| --- | --- | --- | --- | --- | --- | --- | --- |',
  ...measures.map(
    (m) =>
      `| ${m.metric} | ${m.rows} | ${m.split} | ${m.slice} | ${m.n} (${m.groups}) | ${say(m.model)} | ${say(m.baseline)} | ${say(m.gain)} |`,
  ),
];

export const coverageLines = ({ coverage }: Evaluation): string[] => [
  '| rows | band | posts (authors) | inside | width, log10 |',
  '| --- | --- | --- | --- | --- |',
  ...coverage.map((c) => `| ${c.rows} | ${c.band} | ${c.n} (${c.groups}) | ${say(c.share)} | ${c.width} |`),
];

export const walkForwardLines = ({ walkForward }: Evaluation): string[] =>
  (walkForward ?? []).map(
    (w) =>
      `- ${w.rows}, ${w.from} to ${w.until} (${w.n} posts of ${w.groups} people): ${w.metric} ${w.value}${w.baseline === null ? '' : `, baseline ${w.baseline}`}`,
  );

export const say = (figure: Figure | null | undefined): string =>
  figure == null ? '–' : figure.low === null ? `${figure.value}` : `${figure.value} [${figure.low}, ${figure.high}]`;

export const sizeOf = (bytes: Uint8Array): string => `${Math.round(bytes.length / 1024)} kB`;
