/** Which cover, from measures alone: a picture never travels. The app measures; a program sends what it measured. */
import { z } from 'zod';
import { PlatformName, type Tool } from './tool.ts';

const Part = z.number().min(0).max(1);
const View = z.strictObject({
  /** Mean luma and its standard deviation, 0..1. */
  luma: Part,
  contrast: Part,
  /** Share that a plain border takes. */
  border: Part.default(0),
  /** Share of pixels nearly black or white. */
  lost: Part,
  /** Fine detail less noise, log10 of the variance of the Laplacian + 1. */
  detail: z.number().min(0).max(10),
  /** Standard deviation of the noise, levels of 255. */
  noise: z.number().min(0).max(255),
  edges: Part,
  /** null without writing. */
  text: z
    .strictObject({
      area: Part,
      height: z.number().min(0).max(10_000),
      contrast: z.number().min(1).max(21),
      covered: Part,
    })
    .nullable()
    .default(null),
  /** null where faces were not looked for; area 0 where there is none. */
  face: z.strictObject({ area: Part, inside: Part }).nullable().default(null),
  /** Contrast of the app's white words with what lies under them, 1..21. */
  interface: z.number().min(1).max(21),
});
const Measures = z.strictObject({
  grid: View,
  full: View,
  /** Coarse colours of the tile, 6 × 8 cells of R, G, B, 0..255. */
  signature: z.array(z.number().min(0).max(255)).length(144),
});

const CoverIn = z.strictObject({
  schema: z.literal(1),
  platform: PlatformName.default('tiktok'),
  covers: z
    .array(z.strictObject({ id: z.string().min(1).max(100), measures: Measures }))
    .min(1)
    .max(60),
  /** Covers of others, to stand apart from. */
  others: z.array(Measures).max(60).default([]),
});

const CoverReply = z.object({
  schema: z.literal(1),
  /** Best first. */
  covers: z.array(
    z.object({
      id: z.string(),
      /** 0..100, of the measured parts by declared weights: an order, no promise. */
      appeal: z.number(),
      parts: z.record(z.string(), z.number().nullable()),
      issues: z.array(
        z.object({ code: z.string(), view: z.enum(['grid', 'full']), value: z.number(), threshold: z.number() }),
      ),
      twinOf: z.string().nullable(),
    }),
  ),
});

const view = (detail: number, luma: number) => ({
  luma,
  contrast: 0.2,
  lost: 0.02,
  detail,
  noise: 2,
  edges: 0.12,
  interface: 6,
});
const measures = (detail: number, luma: number, colour: number) => ({
  grid: view(detail, luma),
  full: view(detail, luma),
  signature: Array.from({ length: 144 }, (_, i) => (colour + 3 * i) % 256),
});

export const coverTool: Tool<z.infer<typeof CoverIn>, z.infer<typeof CoverReply>> = {
  name: 'cover',
  summary: 'Covers ranked by what was measured of them, with what could be better, in numbers',
  about:
    'Takes measures, never a picture: detail, light, calm, faces, writing and room for the interface, for the tile and the full screen. No open data holds covers with what they did, so the weights are declared, not learned, and no gain is promised.',
  models: [],
  request: CoverIn,
  reply: CoverReply,
  example: {
    schema: 1,
    platform: 'tiktok',
    covers: [
      { id: 'second 3', measures: measures(2.9, 0.45, 40) },
      { id: 'second 7', measures: measures(1.4, 0.12, 160) },
    ],
  },
  run: async ({ platform, covers, others }) => {
    const { rankCovers } = await import('#core/advise/cover.ts');
    const ranked = rankCovers({ platform, covers, others });
    return {
      schema: 1,
      covers: ranked.map(({ parts, issues, ...rest }) => ({ ...rest, parts: { ...parts }, issues: [...issues] })),
    };
  },
};
