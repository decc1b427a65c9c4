// A bounded reader of GGUF headers: what the weights say about themselves, and whether their layout fits the file.
import fs from 'node:fs/promises';
import { RempartError } from '../../base/errors';
import { BLOCKS, fileTypes } from './ggufTypes';

export interface GgufSummary {
  readonly version: number;
  readonly architecture?: string;
  readonly name?: string;
  readonly author?: string;
  readonly organization?: string;
  readonly license?: string;
  readonly source?: string;
  readonly quantization?: string;
  /** Sum over all tensors. */
  readonly parameters: number;
  readonly tensors: number;
  /** Tokens of context the model was trained for. */
  readonly contextLength?: number;
  readonly chatTemplate?: string;
  /** Further templates by name (`tokenizer.chat_template.tool_use`). */
  readonly namedTemplates: Readonly<Record<string, string>>;
  /** What does not fit: tensors past the end, unexplained bytes after the last one. */
  readonly layout: readonly GgufLayoutProblem[];
}

export interface GgufLayoutProblem {
  readonly kind: 'past-end' | 'overlap' | 'misaligned' | 'tail' | 'unknown-type';
  readonly detail: string;
}

/** Limits above every known model and far below what could hurt: a header that exceeds one is refused. */
const LIMITS = {
  keys: 100_000,
  tensors: 1_000_000,
  dimensions: 8,
  string: 16 * 1024 * 1024,
  array: 64_000_000,
  depth: 3,
  header: 512 * 1024 * 1024,
} as const;
const MAGIC = 0x46554747;
const STRING = 8;
const ARRAY = 9;
const WIDTHS: Readonly<Record<number, number>> = {
  0: 1,
  1: 1,
  2: 2,
  3: 2,
  4: 4,
  5: 4,
  6: 4,
  7: 1,
  10: 8,
  11: 8,
  12: 8,
};

/**
 * Reads the header of a GGUF file (versions 2 and 3), never the weights.
 * @throws RempartError `gguf-invalid` when it is none, is cut short, or claims what no model has
 */
export async function readGguf(file: string): Promise<GgufSummary> {
  const handle = await fs.open(file, 'r');
  try {
    const { size } = await handle.stat();
    return await parse(new Cursor(handle, size), size);
  } finally {
    await handle.close();
  }
}

const invalid = (message: string) => new RempartError('gguf-invalid', message);

async function parse(cursor: Cursor, size: number): Promise<GgufSummary> {
  if ((await cursor.u32()) !== MAGIC) throw invalid('not a GGUF file');
  const version = await cursor.u32();
  if (version !== 2 && version !== 3) throw invalid(`GGUF version ${version} is not known`);
  const tensorCount = await cursor.count(LIMITS.tensors, 'tensors');
  const keyCount = await cursor.count(LIMITS.keys, 'keys');
  const values = new Map<string, string | number | boolean>();
  for (let index = 0; index < keyCount; index++) {
    const key = await cursor.string();
    const value = await cursor.value(await cursor.u32(), 0);
    if (value !== undefined) values.set(key, value);
  }
  const tensors: Tensor[] = [];
  for (let index = 0; index < tensorCount; index++) tensors.push(await cursor.tensor());
  const text = (key: string) => {
    const value = values.get(key);
    return typeof value === 'string' && value !== '' ? value : undefined;
  };
  const number = (key: string) => {
    const value = values.get(key);
    return typeof value === 'number' ? value : undefined;
  };
  const alignment = number('general.alignment') ?? 32;
  const architecture = text('general.architecture');
  const fileType = number('general.file_type');
  const prefix = 'tokenizer.chat_template.';
  return {
    version,
    parameters: tensors.reduce((sum, tensor) => sum + tensor.elements, 0),
    tensors: tensorCount,
    namedTemplates: Object.fromEntries(
      [...values].flatMap(([key, value]) =>
        key.startsWith(prefix) && typeof value === 'string' ? [[key.slice(prefix.length), value]] : [],
      ),
    ),
    layout: checkLayout(tensors, cursor.position, alignment, size),
    ...optional('architecture', architecture),
    ...optional('name', text('general.name')),
    ...optional('author', text('general.author') ?? text('general.quantized_by')),
    ...optional('organization', text('general.organization')),
    ...optional('license', text('general.license')),
    ...optional('source', text('general.source.url') ?? text('general.source.repo_url')),
    ...optional('quantization', fileType === undefined ? undefined : fileTypes[fileType]),
    ...optional('contextLength', architecture ? number(`${architecture}.context_length`) : undefined),
    ...optional('chatTemplate', text('tokenizer.chat_template')),
  };
}

function optional<K extends string, V>(key: K, value: V | undefined): Partial<Record<K, V>> {
  return (value === undefined ? {} : { [key]: value }) as Partial<Record<K, V>>;
}

interface Tensor {
  readonly name: string;
  readonly elements: number;
  readonly type: number;
  readonly offset: number;
}

/** Where each tensor lies: a declared size larger than the file is how a reader is made to read past its end. */
function checkLayout(tensors: readonly Tensor[], header: number, alignment: number, size: number): GgufLayoutProblem[] {
  if (alignment < 1 || alignment > 1 << 20) return [{ kind: 'misaligned', detail: `alignment ${alignment}` }];
  const start = Math.ceil(header / alignment) * alignment;
  const problems: GgufLayoutProblem[] = [];
  let end = start;
  for (const tensor of tensors.toSorted((a, b) => a.offset - b.offset)) {
    const block = BLOCKS[tensor.type];
    if (!block) {
      problems.push({ kind: 'unknown-type', detail: `${tensor.name} has type ${tensor.type}` });
      return problems;
    }
    const bytes = Math.ceil(tensor.elements / block[0]) * block[1];
    const from = start + tensor.offset;
    if (tensor.offset % alignment !== 0) problems.push({ kind: 'misaligned', detail: `${tensor.name} at ${from}` });
    if (from < end) problems.push({ kind: 'overlap', detail: `${tensor.name} at ${from}, before ${end}` });
    if (from + bytes > size)
      problems.push({ kind: 'past-end', detail: `${tensor.name} ends at ${from + bytes}, the file at ${size}` });
    end = Math.max(end, from + bytes);
    if (problems.length > 20) return problems;
  }
  // Writers pad to the alignment; more than that is carried along for some other reason.
  if (size - end > alignment) problems.push({ kind: 'tail', detail: `${size - end} bytes after the last tensor` });
  return problems;
}

/** Reads forward through a file, a megabyte at a time, and refuses to go past its end. */
class Cursor {
  #buffer = Buffer.alloc(0);
  #base = 0;
  #offset = 0;

  constructor(
    private readonly handle: fs.FileHandle,
    private readonly size: number,
  ) {}

  get position(): number {
    return this.#base + this.#offset;
  }

  async u32(): Promise<number> {
    await this.#need(4);
    const value = this.#buffer.readUInt32LE(this.#offset);
    this.#offset += 4;
    return value;
  }

  async count(limit: number, what: string): Promise<number> {
    await this.#need(8);
    const value = this.#u64();
    if (value > limit) throw invalid(`${value} ${what} are more than any model has`);
    return value;
  }

  async string(): Promise<string> {
    const length = await this.count(LIMITS.string, 'bytes in one text');
    await this.#need(length);
    const text = this.#buffer.toString('utf8', this.#offset, this.#offset + length);
    this.#offset += length;
    return text;
  }

  /** The value, or undefined for an array, which is passed over. */
  async value(type: number, depth: number): Promise<string | number | boolean | undefined> {
    if (type === STRING) return await this.string();
    if (type === ARRAY) {
      await this.#skipArray(depth);
      return undefined;
    }
    const width = WIDTHS[type];
    if (width === undefined) throw invalid(`value type ${type} is not known`);
    await this.#need(width);
    const value = scalar(this.#buffer, this.#offset, type);
    this.#offset += width;
    return value;
  }

  async tensor(): Promise<Tensor> {
    const name = await this.string();
    const dimensions = await this.u32();
    if (dimensions > LIMITS.dimensions) throw invalid(`${name} has ${dimensions} dimensions`);
    let elements = 1;
    for (let index = 0; index < dimensions; index++)
      elements *= await this.count(Number.MAX_SAFE_INTEGER, 'elements in one dimension');
    const type = await this.u32();
    const offset = await this.count(Number.MAX_SAFE_INTEGER, 'bytes of offset');
    if (!Number.isSafeInteger(elements)) throw invalid(`${name} has more elements than can be counted`);
    return { name, elements, type, offset };
  }

  async #skipArray(depth: number): Promise<void> {
    if (depth >= LIMITS.depth) throw invalid('arrays are nested too deeply');
    const type = await this.u32();
    const count = await this.count(LIMITS.array, 'elements in one array');
    if (type === STRING) {
      for (let index = 0; index < count; index++) {
        if (this.#buffer.length - this.#offset < 8) await this.#need(8);
        const length = this.#u64();
        if (length > LIMITS.string) throw invalid(`${length} bytes in one text`);
        if (this.#buffer.length - this.#offset < length) await this.#need(length);
        this.#offset += length;
      }
      return;
    }
    if (type === ARRAY) {
      for (let index = 0; index < count; index++) await this.#skipArray(depth + 1);
      return;
    }
    const width = WIDTHS[type];
    if (width === undefined) throw invalid(`value type ${type} is not known`);
    this.#skip(count * width);
  }

  #u64(): number {
    const value = this.#buffer.readBigUInt64LE(this.#offset);
    this.#offset += 8;
    if (value > BigInt(Number.MAX_SAFE_INTEGER)) throw invalid('a count is larger than any file');
    return Number(value);
  }

  #skip(bytes: number): void {
    const target = this.position + bytes;
    if (target > this.size) throw invalid('the header runs past the end of the file');
    if (target <= this.#base + this.#buffer.length) {
      this.#offset += bytes;
    } else {
      this.#base = target;
      this.#buffer = Buffer.alloc(0);
      this.#offset = 0;
    }
  }

  async #need(bytes: number): Promise<void> {
    if (this.#buffer.length - this.#offset >= bytes) return;
    const from = this.position;
    if (from + bytes > this.size || from + bytes > LIMITS.header)
      throw invalid('the header runs past the end of the file');
    const length = Math.min(Math.max(bytes, 1 << 20), this.size - from);
    const buffer = Buffer.allocUnsafe(length);
    let got = 0;
    while (got < length) {
      const { bytesRead } = await this.handle.read(buffer, got, length - got, from + got);
      if (bytesRead === 0) throw invalid('the file became shorter while it was read');
      got += bytesRead;
    }
    this.#buffer = buffer;
    this.#base = from;
    this.#offset = 0;
  }
}

function scalar(buffer: Buffer, at: number, type: number): number | boolean | undefined {
  switch (type) {
    case 0:
      return buffer.readUInt8(at);
    case 1:
      return buffer.readInt8(at);
    case 2:
      return buffer.readUInt16LE(at);
    case 3:
      return buffer.readInt16LE(at);
    case 4:
      return buffer.readUInt32LE(at);
    case 5:
      return buffer.readInt32LE(at);
    case 6:
      return buffer.readFloatLE(at);
    case 7:
      return buffer.readUInt8(at) !== 0;
    case 10:
      return Number(buffer.readBigUInt64LE(at));
    case 11:
      return Number(buffer.readBigInt64LE(at));
    case 12:
      return buffer.readDoubleLE(at);
    default:
      return undefined;
  }
}
