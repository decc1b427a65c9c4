// The tokenizer of multilingual-e5-small in the format that transformers.js reads.
import type { E5File, E5Tokens } from './e5-file';

/** The text files of the model folder: `tokenizer.json`, `tokenizer_config.json`, `config.json`. */
export function e5TextFiles(file: E5File): ReadonlyMap<string, string> {
  const { tokens, header } = file;
  const mask = tokens.pieces.length - 1;
  const piece = (id: number): string => tokens.pieces[id] ?? '';
  const special = (id: number, lstrip = false) => ({
    id,
    content: piece(id),
    single_word: false,
    lstrip,
    rstrip: false,
    normalized: false,
    special: true,
  });
  const mark = (id: number) => ({ SpecialToken: { id: piece(id), type_id: 0 } });
  const sequence = (id: string) => ({ Sequence: { id, type_id: 0 } });
  const markEntry = (id: number) => [piece(id), { id: piece(id), ids: [id], tokens: [piece(id)] }] as const;
  const { begin, end, pad, unknown } = tokens;
  const tokenizer = {
    version: '1.0',
    truncation: null,
    padding: null,
    added_tokens: [special(begin), special(pad), special(end), special(unknown), special(mask, true)],
    normalizer: {
      type: 'Sequence',
      normalizers: [
        { type: 'Precompiled', precompiled_charsmap: precompiledCharacterMap(tokens).toString('base64') },
        { type: 'Replace', pattern: { Regex: ' {2,}' }, content: ' ' },
      ],
    },
    pre_tokenizer: {
      type: 'Sequence',
      pretokenizers: [
        { type: 'WhitespaceSplit' },
        { type: 'Metaspace', replacement: '\u2581', prepend_scheme: 'always', split: true },
      ],
    },
    post_processor: {
      type: 'TemplateProcessing',
      single: [mark(begin), sequence('A'), mark(end)],
      pair: [mark(begin), sequence('A'), mark(end), mark(end), sequence('B'), mark(end)],
      special_tokens: Object.fromEntries([markEntry(begin), markEntry(end)]),
    },
    decoder: { type: 'Metaspace', replacement: '\u2581', prepend_scheme: 'always', split: true },
    model: {
      type: 'Unigram',
      unk_id: unknown,
      vocab: tokens.pieces.map((text, i) => [text, shortest(tokens.scores[i] ?? 0)]),
      byte_fallback: false,
    },
  };
  const tokenizerConfig = {
    tokenizer_class: 'XLMRobertaTokenizer',
    model_max_length: header.positions,
    bos_token: piece(begin),
    eos_token: piece(end),
    cls_token: piece(begin),
    sep_token: piece(end),
    pad_token: piece(pad),
    unk_token: piece(unknown),
    mask_token: piece(mask),
    clean_up_tokenization_spaces: true,
  };
  const config = {
    architectures: ['BertModel'],
    model_type: 'bert',
    hidden_size: header.hidden,
    num_hidden_layers: header.layers,
    num_attention_heads: header.heads,
    intermediate_size: header.feedForward,
    hidden_act: 'gelu',
    layer_norm_eps: 1e-12,
    max_position_embeddings: header.positions,
    type_vocab_size: 2,
    vocab_size: header.vocabulary,
    pad_token_id: pad,
    tokenizer_class: 'XLMRobertaTokenizer',
  };
  return new Map([
    ['tokenizer.json', JSON.stringify(tokenizer)],
    ['tokenizer_config.json', JSON.stringify(tokenizerConfig, null, 2)],
    ['config.json', JSON.stringify(config, null, 2)],
  ]);
}

/** Nine digits tell every single-precision number apart. */
const shortest = (value: number): number => (Math.fround(value) === value ? Number(value.toPrecision(9)) : value);

interface TrieNode {
  readonly children: Map<number, TrieNode>;
  /** Offset of the replacement, where a sequence ends. */
  leaf?: number;
}

/**
 * SentencePiece's precompiled map: a double array (Darts) over UTF-8 bytes, then the replacements, each ended by a zero.
 * The file lists what NFKC does to single characters; compositions of two are added here.
 */
function precompiledCharacterMap({ normalisation }: E5Tokens): Buffer {
  const map = new Map(normalisation);
  for (let code = 0xc0; code < 0x2000; code++) {
    const composed = String.fromCharCode(code);
    const parts = composed.normalize('NFD');
    if (parts !== composed && parts.normalize('NFC') === composed) map.set(parts, composed.normalize('NFKC'));
  }
  const root: TrieNode = { children: new Map() };
  const replacements: Buffer[] = [];
  const offsets = new Map<string, number>();
  let size = 0;
  for (const [from, to] of map) {
    let offset = offsets.get(to);
    if (offset === undefined) {
      offset = size;
      offsets.set(to, offset);
      const bytes = Buffer.from(`${to}\0`);
      replacements.push(bytes);
      size += bytes.length;
    }
    const key = Buffer.from(from);
    if (!key.includes(0)) insert(root, key, offset);
  }
  const units = doubleArray(root);
  const head = Buffer.alloc(4);
  head.writeUInt32LE(units.byteLength);
  return Buffer.concat([head, Buffer.from(units.buffer), ...replacements]);
}

function insert(root: TrieNode, key: Buffer, leaf: number): void {
  let node = root;
  for (const byte of key) {
    let child = node.children.get(byte);
    if (!child) {
      child = { children: new Map() };
      node.children.set(byte, child);
    }
    node = child;
  }
  node.leaf = leaf;
}

/** Darts units: bit 31 marks a value, bit 8 "has a leaf", bits 10 and up the offset, the low byte the label. */
function doubleArray(root: TrieNode): Uint32Array {
  const units: (number | undefined)[] = [0];
  const used = new Set([0]);
  const bases = new Set<number>();
  let lowest = 1;
  const place = (node: TrieNode, at: number): void => {
    const labels = [...node.children.keys()].sort((a, b) => a - b);
    if (node.leaf !== undefined) labels.unshift(0);
    let base = lowest;
    while (bases.has(base) || (base ^ at) >= 1 << 21 || labels.some((label) => used.has(base ^ label))) base++;
    bases.add(base);
    for (const label of labels) used.add(base ^ label);
    while (used.has(lowest) && bases.has(lowest)) lowest++;
    units[at] = (units[at] ?? 0) | ((at ^ base) << 10) | (node.leaf === undefined ? 0 : 256);
    for (const label of labels) units[base ^ label] = label === 0 ? (node.leaf ?? 0) | 0x80000000 : label;
    for (const label of labels) {
      const child = label === 0 ? undefined : node.children.get(label);
      if (child) place(child, base ^ label);
    }
  };
  place(root, 0);
  while (units.length % 256 !== 0) units.push(undefined);
  return Uint32Array.from(units, (unit) => (unit ?? 0) >>> 0);
}
