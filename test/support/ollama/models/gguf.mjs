// Reads what a server must know of a GGUF file: metadata, parameter count, tensor extents. Bounded, no dependency.
import fs from 'node:fs';

const MAGIC = 0x46554747; // "GGUF", little endian
const MAX_COUNT = 1 << 26;
const MAX_STRING = 16 << 20;
const VALUE_BYTES = { 0: 1, 1: 1, 2: 2, 3: 2, 4: 4, 5: 4, 6: 4, 7: 1, 10: 8, 11: 8, 12: 8 };
/** Bytes and elements of a block for each ggml tensor type that we may meet. */
const BLOCKS = {
  0: [4, 1], 1: [2, 1], 2: [18, 32], 3: [20, 32], 6: [22, 32], 7: [24, 32], 8: [34, 32], 9: [36, 32],
  10: [84, 256], 11: [110, 256], 12: [144, 256], 13: [176, 256], 14: [210, 256], 15: [292, 256], 30: [2, 1],
}; // prettier-ignore
const TENSOR_TYPES = {
  0: 'F32', 1: 'F16', 2: 'Q4_0', 3: 'Q4_1', 6: 'Q5_0', 7: 'Q5_1', 8: 'Q8_0', 9: 'Q8_1',
  10: 'Q2_K', 11: 'Q3_K', 12: 'Q4_K', 13: 'Q5_K', 14: 'Q6_K', 15: 'Q8_K', 30: 'BF16',
}; // prettier-ignore
const FILE_TYPES = {
  0: 'F32', 1: 'F16', 2: 'Q4_0', 3: 'Q4_1', 7: 'Q8_0', 8: 'Q5_0', 9: 'Q5_1', 10: 'Q2_K', 12: 'Q3_K_M',
  14: 'Q4_K_S', 15: 'Q4_K_M', 16: 'Q5_K_S', 17: 'Q5_K_M', 18: 'Q6_K', 32: 'BF16',
}; // prettier-ignore

/** What a server says when it cannot read the file; the texts are those of a real Ollama. */
export class GgufError extends Error {}

/**
 * @param {string} file
 * @param {{ arrays?: boolean }} [options] `arrays` keeps array values, otherwise they are `null` as in `show`
 * @returns {{ metadata: Map<string, unknown>, tensors: { name: string, type: string, shape: number[] }[],
 *   parameters: number, architecture: string, fileType: string }}
 */
export function readGguf(file, options = {}) {
  const descriptor = fs.openSync(file, 'r');
  try {
    return parse(new Reader(descriptor, fs.fstatSync(descriptor).size), options.arrays === true);
  } finally {
    fs.closeSync(descriptor);
  }
}

function parse(reader, keepArrays) {
  if (reader.size === 0) throw new GgufError('EOF');
  if (reader.u32() !== MAGIC) throw new GgufError('invalid file magic');
  reader.u32(); // version
  const tensorCount = reader.count();
  const valueCount = reader.count();
  const metadata = new Map();
  for (let i = 0; i < valueCount; i++) metadata.set(reader.string(), value(reader, reader.u32(), keepArrays));
  const tensors = [];
  let parameters = 0;
  for (let i = 0; i < tensorCount; i++) {
    const name = reader.string();
    const shape = Array.from({ length: reader.u32() }, () => reader.count(2 ** 40));
    const type = reader.u32();
    const offset = reader.count(2 ** 46);
    const elements = shape.reduce((product, n) => product * n, 1);
    parameters += elements;
    tensors.push({
      name,
      shape,
      type: TENSOR_TYPES[type] ?? `unknown type ${type}`,
      offset,
      bytes: size(type, elements),
    });
  }
  const alignment = Number(metadata.get('general.alignment') ?? 32);
  const start = reader.position + ((alignment - (reader.position % alignment)) % alignment);
  for (const tensor of tensors) {
    const end = start + tensor.offset + tensor.bytes;
    if (end > reader.size) {
      throw new GgufError(`tensor "${tensor.name}" offset+size (${end}) exceeds file size (${reader.size})`);
    }
  }
  const architecture = String(metadata.get('general.architecture') ?? 'unknown');
  return {
    metadata,
    parameters,
    architecture,
    tensors: tensors.map(({ name, type, shape }) => ({ name, type, shape })),
    fileType: FILE_TYPES[metadata.get('general.file_type')] ?? 'unknown',
  };
}

function size(type, elements) {
  const block = BLOCKS[type];
  return block ? (elements / block[1]) * block[0] : 0;
}

function value(reader, type, keepArrays) {
  if (type === 8) return reader.string();
  if (type === 9) {
    const elementType = reader.u32();
    const length = reader.count();
    const values = keepArrays ? [] : null;
    for (let i = 0; i < length; i++) {
      const element = value(reader, elementType, keepArrays);
      values?.push(element);
    }
    return values;
  }
  return reader.number(type);
}

class Reader {
  constructor(descriptor, fileSize) {
    this.descriptor = descriptor;
    this.size = fileSize;
    this.position = 0;
    this.base = 0;
    this.buffer = Buffer.alloc(0);
  }

  /** Moves past `length` bytes and returns where they start in the buffer. */
  take(length) {
    if (this.position + length > this.size) throw new GgufError('unexpected EOF');
    if (this.position < this.base || this.position + length > this.base + this.buffer.length) {
      const wanted = Math.min(Math.max(length, 1 << 20), this.size - this.position);
      const buffer = Buffer.allocUnsafe(wanted);
      this.buffer = buffer.subarray(0, fs.readSync(this.descriptor, buffer, 0, wanted, this.position));
      this.base = this.position;
      if (this.buffer.length < length) throw new GgufError('unexpected EOF');
    }
    const at = this.position - this.base;
    this.position += length;
    return at;
  }

  u32() {
    const [buffer, at] = this.at(4);
    return buffer.readUInt32LE(at);
  }

  at(length) {
    const at = this.take(length);
    return [this.buffer, at];
  }

  count(limit = MAX_COUNT) {
    const [buffer, at] = this.at(8);
    const n = buffer.readBigUInt64LE(at);
    if (n > BigInt(limit)) throw new GgufError('implausible count in GGUF header');
    return Number(n);
  }

  string() {
    const length = this.count(MAX_STRING);
    const [buffer, at] = this.at(length);
    return buffer.toString('utf8', at, at + length);
  }

  number(type) {
    const bytes = VALUE_BYTES[type];
    if (bytes === undefined) throw new GgufError(`unknown GGUF value type ${type}`);
    const [buffer, at] = this.at(bytes);
    switch (type) {
      case 0: return buffer.readUInt8(at);
      case 1: return buffer.readInt8(at);
      case 2: return buffer.readUInt16LE(at);
      case 3: return buffer.readInt16LE(at);
      case 4: return buffer.readUInt32LE(at);
      case 5: return buffer.readInt32LE(at);
      case 6: return shortest(buffer.readFloatLE(at));
      case 7: return buffer.readUInt8(at) !== 0;
      case 10: return Number(buffer.readBigUInt64LE(at));
      case 11: return Number(buffer.readBigInt64LE(at));
      default: return buffer.readDoubleLE(at);
    } // prettier-ignore
  }
}

/** The shortest decimal that reads back as the same 32-bit float, as Go prints a float32. */
export function shortest(x) {
  for (let digits = 6; digits <= 9; digits++) {
    const candidate = Number(x.toPrecision(digits));
    if (Math.fround(candidate) === x) return candidate;
  }
  return x;
}

/** 134515008 → "134.52M", as Ollama writes parameter_size. */
export function humanNumber(n) {
  const scaled = (divisor, digits, unit) => `${(n / divisor).toFixed(n % divisor === 0 ? 0 : digits)}${unit}`;
  if (n >= 1e9) return scaled(1e9, 1, 'B');
  if (n >= 1e6) return scaled(1e6, 2, 'M');
  if (n >= 1e3) return scaled(1e3, 0, 'K');
  return String(n);
}
