/** What a shipped model says about itself before any of its weights is fetched; and the index of all of them. */
import { z } from 'zod';
import { parseUpgraded, type Parsed, type Upgrades } from './parse.ts';

const Sha256 = z.string().regex(/^[0-9a-f]{64}$/);

/** What a file of a model is for; 'batch' is asked by score-table alone and never travels to a phone. */
export const FileRole = z.enum(['plain', 'batch', 'onnx', 'tfjs', 'tfjs_weights', 'evaluation', 'golden', 'card']);
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
  id: z.enum(['reach', 'hold', 'growth', 'engage', 'top', 'sentiment', 'trends', 'quality']),
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

/** Models and kinds of files that this app does not know yet are passed over: a newer host may serve some. */
export const parseModelIndex = (input: unknown): Parsed<ModelIndex> =>
  parseUpgraded(ModelIndex, 1, UPGRADES, knownOnly(input, ModelManifest.shape.id.options, FileRole.options));

/** What the app of the first release knew. It refused an index that named anything else. */
const FIRST = {
  models: ['reach', 'hold', 'growth', 'engage', 'sentiment', 'trends'],
  roles: ['plain', 'onnx', 'tfjs', 'tfjs_weights', 'evaluation', 'golden', 'card'],
} as const;

/** An entry of an index as the app of the first release can read it; null when it can't. */
export function firstEntry(entry: ModelIndex['models'][number]): ModelIndex['models'][number] | null {
  const known = knownOnly({ models: [entry] }, FIRST.models, FIRST.roles) as {
    readonly models: readonly [typeof entry?];
  };
  const [first] = known.models;
  return first === undefined || first.files.length === 0 ? null : first;
}

function knownOnly(input: unknown, ids: readonly string[], roles: readonly string[]): unknown {
  if (typeof input !== 'object' || input === null || !('models' in input) || !Array.isArray(input.models)) return input;
  const models = (input.models as readonly unknown[]).flatMap((model) => {
    if (typeof model !== 'object' || model === null || !('id' in model) || !('files' in model)) return [model];
    if (typeof model.id === 'string' && !ids.includes(model.id)) return [];
    if (!Array.isArray(model.files)) return [model];
    const files = (model.files as readonly unknown[]).filter(
      (file) =>
        !(typeof file === 'object' && file !== null && 'role' in file && typeof file.role === 'string') ||
        roles.includes(file.role),
    );
    return [{ ...model, files }];
  });
  return { ...input, models };
}
