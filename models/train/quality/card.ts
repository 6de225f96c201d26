/** Evaluation of the quality network → its card in words; every figure comes from the file. */
import type { Evaluation } from '#contracts/evaluation.ts';
import type { Bounded, KindFigure } from './evaluate.ts';

export const TRAINED_ON =
  'Frames of eight short clips (phones, films, test media), spoilt by this project in six ways and graded by how much; no labels, no pictures kept.';
export const NOT_FOR =
  'Comparing different scenes, judging style or taste, or anything about views: it only orders pictures by how spoilt they are.';

const NAMES: Readonly<Record<string, string>> = {
  blur: 'blur',
  noise: 'noise',
  low_light: 'low light',
  blown: 'blown highlights',
  low_bitrate: 'low bitrate',
  upscaled: 'upscaling',
};

export function qualityCard(evaluation: Evaluation, figures: readonly KindFigure[], bytes: number): string {
  const rows = figures.map(
    ({ kind, series, clips, model, sharpness, across }) =>
      `| ${NAMES[kind] ?? kind} | ${series} series, ${clips} clips | ${said(model)} | ${said(sharpness)} | ${said(across.model)} | ${said(across.sharpness)} |`,
  );
  return `# Technical quality, ${evaluation.version}

One frame in, one number out: higher means less blur, noise, darkness, clipping, compression and upscaling. ${(bytes / 1000).toFixed(0)} KB of ONNX.

**For**: finding the clean and the spoilt frames of one clip, beside the plain measures.
**Not for**: ${NOT_FOR.charAt(0).toLowerCase()}${NOT_FOR.slice(1)}

## Learned from

${TRAINED_ON} Clips stand on one side of the split only.
The first layers are fixed filters at four sizes; only the head that weighs them is learned, by comparing pairs of one series (RankNet).

## How well it orders unseen frames

Spearman's rank correlation with how little a frame was spoilt, within each frame's series of five, averaged; 95 % intervals draw whole clips. Beside it sharpness alone (variance of the Laplacian). Then the same over all unseen pictures of a kind at once, scenes mixed: there content counts as much as damage.

| spoilt by | unseen | network | sharpness alone | network, scenes mixed | sharpness, scenes mixed |
| --- | --- | --- | --- | --- | --- |
${rows.join('\n')}

It ships only when every kind reaches 0.9 within a series and it beats sharpness alone on low bitrate and upscaling with scenes mixed. Within a series of one upscaled or blurred frame sharpness alone makes no mistake either: there the network adds nothing. It adds where sharpness is fooled: by noise, clipping and the edges of blocks.

## Where it fails

${evaluation.failures.map((line) => `- ${line}`).join('\n')}
`;
}

const said = ({ value, low, high }: Bounded): string =>
  low === null || high === null ? value.toFixed(3) : `${value.toFixed(3)} (${low.toFixed(2)} to ${high.toFixed(2)})`;
