/** ONNX bytes → the fields of its messages (protobuf wire format; field numbers of onnx/onnx.proto3), nothing copied. */

export interface Field {
  readonly field: number;
  readonly value: number | Uint8Array;
  /** With its key, as it stands in the file. */
  readonly raw: Uint8Array;
}

/** @throws RangeError when the bytes break off */
export function fieldsOf(bytes: Uint8Array): Field[] {
  const list: Field[] = [];
  for (let at = 0; at < bytes.length;) {
    const [key, start] = varint(bytes, at);
    const [field, kind] = [Math.floor(key / 8), key % 8];
    let value: number | Uint8Array;
    let end: number;
    if (kind === 0) [value, end] = varint(bytes, start);
    else {
      const [length, from] = kind === 2 ? varint(bytes, start) : [kind === 5 ? 4 : 8, start];
      end = from + length;
      if (end > bytes.length) throw new RangeError('the file breaks off');
      value = bytes.subarray(from, end);
    }
    list.push({ field, value, raw: bytes.subarray(at, end) });
    at = end;
  }
  return list;
}

/** The values of a field that have a length. */
export function all(bytes: Uint8Array, field: number): Uint8Array[] {
  return fieldsOf(bytes).flatMap((one) => (one.field === field && typeof one.value !== 'number' ? [one.value] : []));
}

/** Whole numbers, packed or one by one. */
export function numbers(bytes: Uint8Array, field: number): number[] {
  return fieldsOf(bytes).flatMap(({ field: found, value }) => {
    if (found !== field) return [];
    if (typeof value === 'number') return [value];
    const list: number[] = [];
    for (let at = 0; at < value.length;) {
      const [number, next] = varint(value, at);
      list.push(number);
      at = next;
    }
    return list;
  });
}

/** Names of nodes, operators and tensors: ASCII in every file that is read here. */
export const words = (bytes: Uint8Array | undefined): string => String.fromCharCode(...(bytes ?? []));

/** As a float: what is negative here (ten bytes long) is never a size. */
function varint(bytes: Uint8Array, at: number): [value: number, next: number] {
  let value = 0;
  for (let scale = 1; at < bytes.length; scale *= 128) {
    const byte = bytes[at++]!;
    value += (byte & 127) * scale;
    if (byte < 128) return [value, at];
  }
  throw new RangeError('the file breaks off');
}
