// Writes small GGUF files with random weights, so that a server has something real to load where no model can be had.
import fs from 'node:fs';

const ALIGNMENT = 32;
const TYPE = { u32: 4, i32: 5, f32: 6, bool: 7, string: 8, array: 9 };

/**
 * A random llama-architecture chat model (about 230 KB): byte-level BPE, ChatML template, context 2048.
 * Its answers are noise, its protocol is real.
 * @param {string} file
 */
export function writeRandomChatGguf(file) {
  const [layers, width, heads, headsKv, feedForward, vocabulary, context] = [2, 64, 4, 2, 128, 512, 2048];
  const { tokens, types, merges } = byteLevelVocabulary(vocabulary);
  const values = [
    ...general('llama', 'random-chat', 1),
    ['llama.block_count', 'u32', layers],
    ['llama.context_length', 'u32', context],
    ['llama.embedding_length', 'u32', width],
    ['llama.feed_forward_length', 'u32', feedForward],
    ['llama.attention.head_count', 'u32', heads],
    ['llama.attention.head_count_kv', 'u32', headsKv],
    ['llama.rope.dimension_count', 'u32', width / heads],
    ['llama.rope.freq_base', 'f32', 100_000],
    ['llama.attention.layer_norm_rms_epsilon', 'f32', 1e-5],
    ['llama.vocab_size', 'u32', tokens.length],
    ['tokenizer.ggml.model', 'string', 'gpt2'],
    ['tokenizer.ggml.pre', 'string', 'gpt-2'],
    ['tokenizer.ggml.tokens', 'array', tokens, 'string'],
    ['tokenizer.ggml.token_type', 'array', types, 'i32'],
    ['tokenizer.ggml.merges', 'array', merges, 'string'],
    ['tokenizer.ggml.bos_token_id', 'u32', 0],
    ['tokenizer.ggml.eos_token_id', 'u32', 2],
    ['tokenizer.ggml.add_bos_token', 'bool', false],
    [
      'tokenizer.chat_template',
      'string',
      "{% for message in messages %}{{'<|im_start|>' + message['role'] + '\\n' + message['content'] + '<|im_end|>' + '\\n'}}{% endfor %}{% if add_generation_prompt %}{{ '<|im_start|>assistant\\n' }}{% endif %}",
    ],
  ];
  const keyValueWidth = (width / heads) * headsKv;
  const tensors = [['token_embd.weight', [width, tokens.length]]];
  for (let l = 0; l < layers; l++) {
    const add = (name, shape) => tensors.push([`blk.${l}.${name}.weight`, shape]);
    add('attn_norm', [width]);
    add('attn_q', [width, width]);
    add('attn_k', [width, keyValueWidth]);
    add('attn_v', [width, keyValueWidth]);
    add('attn_output', [width, width]);
    add('ffn_norm', [width]);
    add('ffn_gate', [width, feedForward]);
    add('ffn_up', [width, feedForward]);
    add('ffn_down', [feedForward, width]);
  }
  tensors.push(['output_norm.weight', [width]]);
  const isNorm = (shape) => shape.length === 1;
  write(file, values, tensors, (shape) => (isNorm(shape) ? { ones: true, type: 0 } : { scale: 0.14, type: 1 }));
}

/**
 * A random BERT-architecture embedding model (about 450 KB): WordPiece, mean pooling, 64 dimensions, context 512.
 * @param {string} file
 */
export function writeRandomEmbeddingGguf(file) {
  const [layers, width, feedForward, heads, context] = [2, 64, 128, 4, 512];
  const tokens = ['[PAD]', '[UNK]', '[CLS]', '[SEP]', '[MASK]'];
  const types = [3, 2, 3, 3, 3];
  for (let code = 33; code < 127; code++) {
    const character = String.fromCharCode(code);
    if (character !== character.toLowerCase()) continue;
    tokens.push(`▁${character}`, character);
    types.push(1, 1);
  }
  for (const word of 'the to of and in is it for on with as this that server file hello world test user'.split(' ')) {
    tokens.push(`▁${word}`);
    types.push(1);
  }
  const values = [
    ...general('bert', 'random-embedding', 0),
    ['bert.block_count', 'u32', layers],
    ['bert.context_length', 'u32', context],
    ['bert.embedding_length', 'u32', width],
    ['bert.feed_forward_length', 'u32', feedForward],
    ['bert.attention.head_count', 'u32', heads],
    ['bert.attention.layer_norm_epsilon', 'f32', 1e-12],
    ['bert.attention.causal', 'bool', false],
    ['bert.pooling_type', 'u32', 1],
    ['tokenizer.ggml.model', 'string', 'bert'],
    ['tokenizer.ggml.pre', 'string', 'default'],
    ['tokenizer.ggml.token_type_count', 'u32', 2],
    ['tokenizer.ggml.tokens', 'array', tokens, 'string'],
    ['tokenizer.ggml.token_type', 'array', types, 'i32'],
    ['tokenizer.ggml.bos_token_id', 'u32', 2],
    ['tokenizer.ggml.eos_token_id', 'u32', 3],
    ['tokenizer.ggml.unknown_token_id', 'u32', 1],
    ['tokenizer.ggml.seperator_token_id', 'u32', 3],
    ['tokenizer.ggml.padding_token_id', 'u32', 0],
    ['tokenizer.ggml.cls_token_id', 'u32', 2],
    ['tokenizer.ggml.mask_token_id', 'u32', 4],
  ];
  const tensors = [
    ['token_embd.weight', [width, tokens.length]],
    ['position_embd.weight', [width, context]],
    ['token_types.weight', [width, 2]],
    ['token_embd_norm.weight', [width]],
    ['token_embd_norm.bias', [width]],
  ];
  for (let l = 0; l < layers; l++) {
    const linear = { attn_q: width, attn_k: width, attn_v: width, attn_output: width, ffn_up: feedForward };
    for (const [name, rows] of Object.entries(linear)) {
      tensors.push([`blk.${l}.${name}.weight`, [width, rows]], [`blk.${l}.${name}.bias`, [rows]]);
    }
    tensors.push([`blk.${l}.ffn_down.weight`, [feedForward, width]], [`blk.${l}.ffn_down.bias`, [width]]);
    for (const norm of ['attn_output_norm', 'layer_output_norm']) {
      tensors.push([`blk.${l}.${norm}.weight`, [width]], [`blk.${l}.${norm}.bias`, [width]]);
    }
  }
  write(file, values, tensors, (shape, name) =>
    name.endsWith('.bias')
      ? { zeros: true, type: 0 }
      : name.includes('norm')
        ? { ones: true, type: 0 }
        : { scale: 0.2, type: 0 },
  );
}

function general(architecture, name, fileType) {
  return [
    ['general.architecture', 'string', architecture],
    ['general.name', 'string', name],
    ['general.file_type', 'u32', fileType],
    ['general.license', 'string', 'cc0-1.0'],
  ];
}

/** The byte alphabet of GPT-2 plus pairs of the most frequent letters. */
function byteLevelVocabulary(size) {
  const printable = [];
  for (let b = 33; b <= 126; b++) printable.push(b);
  for (let b = 161; b <= 255; b++) if (b !== 173) printable.push(b);
  const characters = printable.map((b) => String.fromCodePoint(b));
  for (let b = 0, next = 256; b < 256; b++) if (!printable.includes(b)) characters.push(String.fromCodePoint(next++));
  const tokens = ['<|endoftext|>', '<|im_start|>', '<|im_end|>', ...characters];
  const types = [3, 3, 3, ...characters.map(() => 1)];
  const merges = [];
  const frequent = [...'Ġetaoinshrdlcumwfgypbvk.,'];
  for (const first of frequent) {
    for (const second of frequent) {
      if (tokens.length >= size) return { tokens, types, merges };
      tokens.push(first + second);
      types.push(1);
      merges.push(`${first} ${second}`);
    }
  }
  return { tokens, types, merges };
}

function write(file, values, tensors, fill) {
  const infos = [];
  let offset = 0;
  const plans = tensors.map(([name, shape]) => {
    const elements = shape.reduce((product, n) => product * n, 1);
    const plan = { ...fill(shape, name), elements };
    const bytes = elements * (plan.type === 0 ? 4 : 2);
    infos.push(Buffer.concat([string(name), u32(shape.length), ...shape.map(u64), u32(plan.type), u64(offset)]));
    offset += bytes + padding(bytes);
    return plan;
  });
  const header = Buffer.concat([
    Buffer.from('GGUF'), u32(3), u64(tensors.length), u64(values.length), ...values.map(keyValue), ...infos,
  ]); // prettier-ignore
  const random = generator(7);
  const data = plans.map((plan) => {
    const floats = Float32Array.from({ length: plan.elements }, () =>
      plan.ones ? 1 : plan.zeros ? 0 : (random() - 0.5) * plan.scale,
    );
    const bytes = Buffer.from(plan.type === 0 ? floats.buffer : Uint16Array.from(floats, half).buffer);
    return Buffer.concat([bytes, Buffer.alloc(padding(bytes.length))]);
  });
  fs.writeFileSync(file, Buffer.concat([header, Buffer.alloc(padding(header.length)), ...data]));
}

/** A linear congruential generator (Numerical Recipes), so that the file is the same everywhere. */
function generator(seed) {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 4294967296;
  };
}

/** IEEE 754 half precision, truncating; small enough values become zero. */
function half(x) {
  const bits = new Uint32Array(Float32Array.of(x).buffer)[0];
  const exponent = ((bits >>> 23) & 255) - 112;
  const sign = (bits >>> 16) & 0x8000;
  return exponent <= 0 ? sign : sign | (exponent << 10) | ((bits >>> 13) & 0x3ff);
}

function keyValue([key, type, value, elementType]) {
  const body =
    type === 'array'
      ? [u32(TYPE[elementType]), u64(value.length), ...value.map((v) => scalar(elementType, v))]
      : [scalar(type, value)];
  return Buffer.concat([string(key), u32(TYPE[type]), ...body]);
}

function scalar(type, value) {
  if (type === 'string') return string(value);
  if (type === 'bool') return Buffer.from([value ? 1 : 0]);
  const buffer = Buffer.alloc(4);
  if (type === 'f32') buffer.writeFloatLE(value);
  else if (type === 'i32') buffer.writeInt32LE(value);
  else buffer.writeUInt32LE(value);
  return buffer;
}

function u32(n) {
  return scalar('u32', n);
}

function u64(n) {
  const buffer = Buffer.alloc(8);
  buffer.writeBigUInt64LE(BigInt(n));
  return buffer;
}

function string(s) {
  const bytes = Buffer.from(s);
  return Buffer.concat([u64(bytes.length), bytes]);
}

function padding(n) {
  return (ALIGNMENT - (n % ALIGNMENT)) % ALIGNMENT;
}
