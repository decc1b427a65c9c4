// Writes ONNX models: the few parts of the protobuf format that the converters need, without a protobuf library.

/** Element types of ONNX tensors. */
export const TensorType = { float32: 1, uint8: 2, int8: 3, int32: 6, int64: 7, float16: 10, int4: 22 } as const;
export type TensorType = (typeof TensorType)[keyof typeof TensorType];

/** Operator set of ONNX Runtime's own operators. */
export const microsoft = 'com.microsoft';

type Attribute = number | readonly number[] | { readonly float: number };

const encoder = new TextEncoder();

/** Wire types of protobuf: 0 is a variable-length number, 2 bytes with their length, 5 a 32-bit number. */
function varint(value: number | bigint): Uint8Array {
  const bytes: number[] = [];
  let rest = BigInt.asUintN(64, BigInt(value));
  while (rest > 127n) {
    bytes.push(Number(rest & 127n) | 128);
    rest >>= 7n;
  }
  bytes.push(Number(rest));
  return Uint8Array.from(bytes);
}

export function concat(parts: readonly Uint8Array[]): Uint8Array {
  const joined = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    joined.set(part, at);
    at += part.length;
  }
  return joined;
}

const integer = (field: number, value: number): Uint8Array => concat([varint(field << 3), varint(value)]);
const bytes = (field: number, value: Uint8Array): Uint8Array =>
  concat([varint((field << 3) | 2), varint(value.length), value]);
const text = (field: number, value: string): Uint8Array => bytes(field, encoder.encode(value));

function float(field: number, value: number): Uint8Array {
  const buffer = new Uint8Array(5);
  buffer[0] = (field << 3) | 5;
  new DataView(buffer.buffer).setFloat32(1, value, true);
  return buffer;
}

function attribute(name: string, value: Attribute): Uint8Array {
  if (typeof value === 'number') return concat([text(1, name), integer(3, value), integer(20, 2)]);
  if ('float' in value) return concat([text(1, name), float(2, value.float), integer(20, 1)]);
  return concat([text(1, name), ...value.map((item) => integer(8, item)), integer(20, 7)]);
}

/** Collects the nodes, weights, inputs and outputs of one graph. */
export class GraphBuilder {
  readonly #nodes: Uint8Array[] = [];
  readonly #weights: Uint8Array[] = [];
  readonly #inputs: Uint8Array[] = [];
  readonly #outputs: Uint8Array[] = [];
  #count = 0;

  /** A graph input or output with its named or fixed dimensions. */
  input(name: string, type: TensorType, dimensions: readonly (string | number)[]): void {
    this.#inputs.push(valueInfo(name, type, dimensions));
  }

  output(name: string, type: TensorType, dimensions: readonly (string | number)[]): void {
    this.#outputs.push(valueInfo(name, type, dimensions));
  }

  /** Stores a constant tensor; gives its name. */
  weight(type: TensorType, dimensions: readonly number[], data: ArrayBufferView): string {
    const name = `w${this.#count++}`;
    const raw = new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
    this.#weights.push(
      concat([...dimensions.map((size) => integer(1, size)), integer(2, type), text(8, name), bytes(9, raw)]),
    );
    return name;
  }

  /** An operator with one output; gives the output's name. */
  op(
    type: string,
    inputs: readonly string[],
    attributes: Readonly<Record<string, Attribute>> = {},
    domain = '',
  ): string {
    const name = `t${this.#count++}`;
    this.node(type, inputs, [name], attributes, domain);
    return name;
  }

  /** An operator with three outputs. */
  op3(
    type: string,
    inputs: readonly string[],
    attributes: Readonly<Record<string, Attribute>> = {},
  ): [string, string, string] {
    const names: [string, string, string] = [`t${this.#count++}`, `t${this.#count++}`, `t${this.#count++}`];
    this.node(type, inputs, names, attributes);
    return names;
  }

  node(
    type: string,
    inputs: readonly string[],
    outputs: readonly string[],
    attributes: Readonly<Record<string, Attribute>> = {},
    domain = '',
  ): void {
    this.#nodes.push(
      concat([
        ...inputs.map((name) => text(1, name)),
        ...outputs.map((name) => text(2, name)),
        text(3, `n${this.#count++}`),
        text(4, type),
        ...Object.entries(attributes).map(([name, value]) => bytes(5, attribute(name, value))),
        ...(domain === '' ? [] : [text(7, domain)]),
      ]),
    );
  }

  /** The serialised ModelProto (IR version 10, operator set 21). */
  model(name: string, producer: string): Uint8Array {
    const graph = concat([
      ...this.#nodes.map((node) => bytes(1, node)),
      text(2, name),
      ...this.#weights.map((weight) => bytes(5, weight)),
      ...this.#inputs.map((value) => bytes(11, value)),
      ...this.#outputs.map((value) => bytes(12, value)),
    ]);
    return concat([
      integer(1, 10),
      text(2, producer),
      bytes(7, graph),
      bytes(8, concat([text(1, ''), integer(2, 21)])),
      bytes(8, concat([text(1, microsoft), integer(2, 1)])),
    ]);
  }
}

function valueInfo(name: string, type: TensorType, dimensions: readonly (string | number)[]): Uint8Array {
  const shape = concat(dimensions.map((size) => bytes(1, typeof size === 'string' ? text(2, size) : integer(1, size))));
  return concat([text(1, name), bytes(2, bytes(1, concat([integer(1, type), bytes(2, shape)])))]);
}
