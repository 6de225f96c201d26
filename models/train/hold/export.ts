/**
 * A fitted hold model → the files that ship: the plain twin, the same weights as a TF.js layers model, golden cases.
 *
 * Golden cases hold invented captions only, no row of the table.
 */
import type { HoldTexts } from '#core/scoring/hold.ts';
import { plainVote } from '#core/scoring/hold.ts';
import { rowLength } from '#core/scoring/linear.ts';
import type { HoldModel, TextMember } from '#core/scoring/model-files.ts';

export interface ShippedFile {
  readonly name: string;
  readonly bytes: Uint8Array;
}

export const PLAIN_FILE = 'model.json';
export const TFJS_FILE = 'model.tfjs.json';
export const TFJS_WEIGHTS_FILE = 'model.tfjs.bin';
export const GOLDEN_FILE = 'golden.json';

export function holdFiles(model: HoldModel): ShippedFile[] {
  const members = membersOf(model);
  return [
    { name: PLAIN_FILE, bytes: json({ schema: 1, ...model }) },
    { name: TFJS_FILE, bytes: json(layersModel(members)) },
    { name: TFJS_WEIGHTS_FILE, bytes: kernels(members) },
    { name: GOLDEN_FILE, bytes: json(golden(model)) },
  ];
}

type Named = readonly [name: 'words' | 'shown', member: TextMember];

const membersOf = ({ members }: HoldModel): Named[] => [
  ['words', members.words],
  ...(members.shown ? [['shown', members.shown] as const] : []),
];

/** One dense layer without bias per member: [rows, grams + form] → [rows, 1], the dot products. */
function layersModel(members: readonly Named[]) {
  const layers = members.flatMap(([name, member]) => [
    {
      class_name: 'InputLayer',
      name,
      config: { batch_input_shape: [null, rowLength(member)], dtype: 'float32', sparse: false, name },
      inbound_nodes: [],
    },
    {
      class_name: 'Dense',
      name: `${name}_dot`,
      config: {
        units: 1,
        activation: 'linear',
        use_bias: false,
        name: `${name}_dot`,
        trainable: false,
        dtype: 'float32',
      },
      inbound_nodes: [[[name, 0, 0, {}]]],
    },
  ]);
  return {
    format: 'layers-model',
    generatedBy: 'presage',
    convertedBy: null,
    modelTopology: {
      class_name: 'Model',
      config: {
        name: 'hold',
        layers,
        input_layers: members.map(([name]) => [name, 0, 0]),
        output_layers: members.map(([name]) => [`${name}_dot`, 0, 0]),
      },
    },
    weightsManifest: [
      {
        paths: [TFJS_WEIGHTS_FILE],
        weights: members.map(([name, member]) => ({
          name: `${name}_dot/kernel`,
          shape: [rowLength(member), 1],
          dtype: 'float32',
        })),
      },
    ],
  };
}

/** [grams + form] f32 little-endian per member, one after the other. */
function kernels(members: readonly Named[]): Uint8Array {
  const values = members.flatMap(([, member]) => [...member.weights, ...member.shape.map(({ weight }) => weight)]);
  const view = new DataView(new ArrayBuffer(values.length * 4));
  values.forEach((value, at) => view.setFloat32(at * 4, value, true));
  return new Uint8Array(view.buffer);
}

const INVENTED: readonly HoldTexts[] = [
  { caption: 'wait for the end 😂 #fail #skate', shown: '' },
  {
    caption: 'My new kitchen, one year later',
    shown: 'A woman walks through a bright kitchen and opens every cupboard',
  },
  { caption: '', shown: 'A man falls off a skateboard and laughs' },
  { caption: '', shown: 'sunset beach waves' },
  { caption: 'POV: you try to cook rice for the first time 💀', shown: 'young man at a stove' },
  { caption: 'Regarde ça jusqu’à la fin !', shown: '' },
  { caption: 'Check @someone and https://example.org/clip #foryou', shown: '' },
  { caption: 'zxqv', shown: 'zxqv' },
  { title: 'funny dog', caption: 'He really thought he could jump that far', shown: '' },
  {
    title: '',
    caption: '',
    shown: 'dog jumps into a lake, misses the dock and swims back while people laugh and film it',
  },
];

function golden(model: HoldModel) {
  return {
    schema: 1,
    model: model.model,
    version: model.version,
    cases: INVENTED.map((texts) => {
      const { prediction, low, high, base, contributions } = plainVote(model, texts);
      return { texts, prediction, low, high, base, strongest: contributions[0]?.name ?? null };
    }),
  };
}

const json = (value: unknown): Uint8Array => new TextEncoder().encode(`${JSON.stringify(value)}\n`);
