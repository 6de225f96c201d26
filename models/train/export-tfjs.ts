/** A small network → a TF.js layers model: input `z` [rows, values and marks] f32 as `standardised` in core makes it, output `net` [rows, 1]. */
import type { NetArrays } from '#core/scoring/model-files.ts';
import type { Outputs } from './graph.ts';

const TFJS_FILE = 'model.tfjs.json';
const TFJS_WEIGHTS_FILE = 'model.tfjs.bin';

export function netFiles(name: string, net: NetArrays): Outputs {
  return { [TFJS_FILE]: `${JSON.stringify(topology(name, net))}\n`, [TFJS_WEIGHTS_FILE]: weightsOf(net) };
}

function topology(name: string, { layers }: NetArrays) {
  const named = layers.map((layer, l) => ({ ...layer, last: l === layers.length - 1, name: layerName(l, layers) }));
  return {
    format: 'layers-model',
    generatedBy: 'presage',
    convertedBy: null,
    modelTopology: {
      class_name: 'Model',
      config: {
        name,
        layers: [
          {
            class_name: 'InputLayer',
            name: 'z',
            config: { batch_input_shape: [null, layers[0]?.inputs ?? 0], dtype: 'float32', sparse: false, name: 'z' },
            inbound_nodes: [],
          },
          ...named.map((layer, l) => ({
            class_name: 'Dense',
            name: layer.name,
            config: {
              units: layer.outputs,
              activation: layer.last ? 'linear' : 'relu',
              use_bias: true,
              name: layer.name,
              trainable: false,
              dtype: 'float32',
            },
            inbound_nodes: [[[named[l - 1]?.name ?? 'z', 0, 0, {}]]],
          })),
        ],
        input_layers: [['z', 0, 0]],
        output_layers: [['net', 0, 0]],
      },
    },
    weightsManifest: [
      {
        paths: [TFJS_WEIGHTS_FILE],
        weights: named.flatMap((layer) => [
          { name: `${layer.name}/kernel`, shape: [layer.inputs, layer.outputs], dtype: 'float32' },
          { name: `${layer.name}/bias`, shape: [layer.outputs], dtype: 'float32' },
        ]),
      },
    ],
  };
}

const layerName = (l: number, layers: readonly unknown[]): string =>
  l === layers.length - 1 ? 'net' : `hidden_${l + 1}`;

/** Kernels [inputs][outputs] and biases, f32 little-endian, layer by layer. */
function weightsOf({ layers }: NetArrays): Uint8Array {
  const values = layers.flatMap(({ inputs, outputs, weights, bias }) => [
    ...Array.from({ length: inputs * outputs }, (_, at) => weights[(at % outputs) * inputs + Math.floor(at / outputs)]),
    ...Array.from(bias),
  ]);
  const view = new DataView(new ArrayBuffer(values.length * 4));
  values.forEach((value, at) => view.setFloat32(at * 4, value ?? 0, true));
  return new Uint8Array(view.buffer);
}
