/** What a shipped model says about itself before any of its weights is fetched; and the index of all of them. */
import { z } from 'zod';
import { parseUpgraded, type Parsed, type Upgrades } from './parse.ts';

const Sha256 = z.string().regex(/^[0-9a-f]{64}$/);

/** What a file of a model is for. */
export const FileRole = z.enum(['plain', 'onnx', 'tfjs', 'tfjs_weights', 'evaluation', 'golden', 'card']);
export type FileRole = z.infer<typeof FileRole>;

export const ModelFileEntry = z.object({
  /** Plain file name inside the model's folder. */
  name: z.string().regex(/^[a-z0-9][a-z0-9._-]*$/),
  role: FileRole,
  sha256: Sha256,
  bytes: z.int().nonnegative(),
  /** Size after gzip -9: what travels. */
  gzBytes: z.int().nonnegative(),
});
export type ModelFileEntry = z.infer<typeof ModelFileEntry>;

/** A measured figure with its 95 % interval; null where none was taken. */
export const Figure = z.object({ value: z.number(), low: z.number().nullable(), high: z.number().nullable() });
export type Figure = z.infer<typeof Figure>;

/** How one input lay in the training rows that had it, so that others can be laid beside it. */
export const InputSpread = z
  .object({
    /** Ends of the bins, rising; the first bin lies at or below the first end, the last above the last. */
    edges: z.array(z.number()).min(1).max(19),
    /** Of the training rows in each bin, one more than there are edges. */
    shares: z.array(z.number().min(0).max(1)).min(2).max(20),
  })
  .refine(({ edges, shares }) => shares.length === edges.length + 1, 'one bin more than edges');
export type InputSpread = z.infer<typeof InputSpread>;

export const ModelManifest = z.object({
  schema: z.literal(1),
  id: z.enum(['reach', 'hold', 'growth', 'engage', 'top', 'sentiment', 'trends']),
  version: z.string().min(1),
  /** The tables it was fitted on: content hashes, so a rebuild can be checked. */
  createdFrom: z.array(z.object({ name: z.string(), sha256: Sha256, rows: z.int().nonnegative() })),
  /** Hash of names and versions of its inputs; a loader with another one refuses the model. */
  featureSet: z.string().min(1),
  files: z.array(ModelFileEntry).min(1),
  metrics: z.record(z.string(), Figure),
  /** Of inputs that are features under the same name; what drift is measured against. Absent: nobody wrote it down. */
  spread: z.record(z.string(), InputSpread).optional(),
  licence: z.string().min(1),
  trainedOn: z.string().min(1),
  notFor: z.string().min(1),
});
export type ModelManifest = z.infer<typeof ModelManifest>;

/** The index a host serves: every manifest, each file with the address its bytes stand at. */
export const ModelIndex = z.object({
  schema: z.literal(1),
  models: z.array(
    ModelManifest.omit({ schema: true, files: true }).extend({
      files: z.array(ModelFileEntry.extend({ url: z.string().min(1) })).min(1),
    }),
  ),
});
export type ModelIndex = z.infer<typeof ModelIndex>;

/** No version before 1 was shipped. */
const UPGRADES: Upgrades = {};

export const parseManifest = (input: unknown): Parsed<ModelManifest> =>
  parseUpgraded(ModelManifest, 1, UPGRADES, input);
export const parseModelIndex = (input: unknown): Parsed<ModelIndex> => parseUpgraded(ModelIndex, 1, UPGRADES, input);
