/**
 * TensorFlow Lite bytes → tensors and operators, as far as the networks of percept-sources.ts use the format.
 *
 * A .tflite file is a FlatBuffer: tables whose fields are found through a small table of offsets. Field numbers are
 * those of tensorflow/lite/schema/schema.fbs (version 3).
 */

export interface TfliteTensor {
  readonly name: string;
  readonly shape: readonly number[];
  readonly type: 'float32' | 'float16' | 'int32' | 'other';
  /** Weights; null for what is computed. */
  readonly data: Uint8Array | null;
}

export interface TfliteOperator {
  /** Number of the builtin operator; 32 is a custom one. */
  readonly code: number;
  readonly custom: string | null;
  readonly inputs: readonly number[];
  readonly outputs: readonly number[];
  /** A field of the operator's options; the default where it is not written. */
  readonly int: (field: number, otherwise: number) => number;
  readonly customOptions: Uint8Array;
}

export interface Tflite {
  readonly tensors: readonly TfliteTensor[];
  readonly operators: readonly TfliteOperator[];
  readonly inputs: readonly number[];
  readonly outputs: readonly number[];
}

const TYPES = ['float32', 'float16', 'int32'] as const;

/** @throws RangeError when the bytes are not such a file */
export function readTflite(bytes: Uint8Array): Tflite {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const model = root(view);
  const codes = model.tables(1);
  const [graph] = model.tables(2);
  if (!graph) throw new RangeError('no graph in the file');
  const buffers = model.tables(4);
  return {
    tensors: graph.tables(0).map((tensor) => {
      const data = buffers[tensor.u32(2, 0)]?.bytes(0) ?? new Uint8Array();
      return {
        name: tensor.text(3),
        shape: tensor.ints(0),
        type: TYPES[tensor.u8(1, 0)] ?? 'other',
        data: data.length > 0 ? data : null,
      };
    }),
    operators: graph.tables(3).map((operator) => {
      const code = codes[operator.u32(0, 0)];
      if (!code) throw new RangeError('an operator without a code');
      const options = operator.table(4);
      return {
        // The old field holds one byte; newer writers fill both.
        code: Math.max(code.u8(0, 0), code.i32(3, 0)),
        custom: code.text(1) || null,
        inputs: operator.ints(1),
        outputs: operator.ints(2),
        int: (field, otherwise) => options?.u8(field, otherwise) ?? otherwise,
        customOptions: operator.bytes(5),
      };
    }),
    inputs: graph.ints(1),
    outputs: graph.ints(2),
  };
}

interface Table {
  u8(field: number, otherwise: number): number;
  u32(field: number, otherwise: number): number;
  i32(field: number, otherwise: number): number;
  text(field: number): string;
  ints(field: number): number[];
  bytes(field: number): Uint8Array;
  table(field: number): Table | null;
  tables(field: number): Table[];
}

const root = (view: DataView): Table => tableAt(view, view.getUint32(0, true));

function tableAt(view: DataView, at: number): Table {
  const offsets = at - view.getInt32(at, true);
  const size = view.getUint16(offsets, true);
  /** Where a field stands; null when it was left out. */
  const place = (field: number): number | null => {
    const entry = 4 + 2 * field;
    const offset = entry + 2 <= size ? view.getUint16(offsets + entry, true) : 0;
    return offset === 0 ? null : at + offset;
  };
  const target = (field: number): number | null => {
    const from = place(field);
    return from === null ? null : from + view.getUint32(from, true);
  };
  const list = (field: number): { readonly from: number; readonly length: number } => {
    const from = target(field);
    return from === null ? { from: 0, length: 0 } : { from: from + 4, length: view.getUint32(from, true) };
  };
  const bytes = (field: number): Uint8Array => {
    const { from, length } = list(field);
    return new Uint8Array(view.buffer, view.byteOffset + from, length);
  };
  const number = (field: number, otherwise: number, read: (from: number) => number): number => {
    const from = place(field);
    return from === null ? otherwise : read(from);
  };
  return {
    u8: (field, otherwise) => number(field, otherwise, (from) => view.getUint8(from)),
    u32: (field, otherwise) => number(field, otherwise, (from) => view.getUint32(from, true)),
    i32: (field, otherwise) => number(field, otherwise, (from) => view.getInt32(from, true)),
    text: (field) => new TextDecoder().decode(bytes(field)),
    ints: (field) => {
      const { from, length } = list(field);
      return Array.from({ length }, (_, i) => view.getInt32(from + 4 * i, true));
    },
    bytes,
    table: (field) => {
      const to = target(field);
      return to === null ? null : tableAt(view, to);
    },
    tables: (field) => {
      const { from, length } = list(field);
      return Array.from({ length }, (_, i) => {
        const entry = from + 4 * i;
        return tableAt(view, entry + view.getUint32(entry, true));
      });
    },
  };
}
