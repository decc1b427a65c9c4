// The scripted engine: no model at all. Its answers are computed from the prompt by fixed rules, so that a test knows
// them beforehand: it quotes the sentence of the context that shares most words with the question. Not a language model.

const DIMENSIONS = 384;
const STOP_WORDS = new Set(
  (
    'the a an of to in on for and or is are was were be do does did how what which who where when why i we you it this that with ' +
    'le la les un une des du de d l et ou est sont a au aux en dans sur pour comment quel quelle quels quelles qui que quoi où ' +
    'quand pourquoi je nous vous il elle ce cette ces avec se sa son ses mon ma mes notre votre'
  ).split(' '),
);

/** @returns {import('./engine.mjs').Engine} */
export function createScriptedEngine() {
  return {
    kind: 'scripted',
    load: (model, gguf, options) => Promise.resolve(new ScriptedModel(gguf, options)),
    dispose: () => Promise.resolve(),
  };
}

class ScriptedModel {
  #ids = new Map();
  #texts = [];

  constructor(gguf, options) {
    this.size = gguf.tensors.length * 1_000_000 + options.num_ctx * 4096;
    this.dimensions = gguf.metadata.get(`${gguf.architecture}.embedding_length`) ?? DIMENSIONS;
    this.maxTokens = options.num_ctx;
  }

  tokenize(text) {
    return pieces(text).map((piece) => {
      let id = this.#ids.get(piece);
      if (id === undefined) {
        id = this.#texts.push(piece) - 1;
        this.#ids.set(piece, id);
      }
      return id;
    });
  }

  detokenize(tokens) {
    return tokens.map((token) => this.#texts[token] ?? '').join('');
  }

  async *generate({ tokens, prompt, messages, options, format, shift, signal, onPromptEvaluated }) {
    await turn(signal);
    onPromptEvaluated();
    const answer =
      format === undefined ? scriptedAnswer(messages, prompt) : JSON.stringify(valueFor(format, format, messages));
    let used = tokens.length;
    let count = 0;
    const limit = options.num_predict > 0 ? options.num_predict : Infinity;
    for (const piece of pieces(answer)) {
      if (count >= limit || (!shift && used >= this.maxTokens)) {
        yield { text: '', tokens: [], end: 'length' };
        return;
      }
      await turn(signal);
      count++;
      used++;
      yield { text: piece, tokens: this.tokenize(piece) };
    }
    if (count >= limit) yield { text: '', tokens: [], end: 'length' };
    // the end-of-turn token counts too
    else yield { text: '', tokens: [0], end: 'stop' };
  }

  embed(tokens) {
    const vector = new Array(this.dimensions).fill(0);
    for (const word of ['', ...words(this.detokenize(tokens))]) {
      const state = { seed: hash(word) };
      for (let i = 0; i < this.dimensions; i++) vector[i] += next(state) - 0.5;
    }
    return Promise.resolve(vector.map((x) => Math.fround(x)));
  }

  dispose() {
    return Promise.resolve();
  }
}

/**
 * The answer to the last user message: after "Repeat exactly:" that text; else the sentence of the other text that
 * shares the rarest words with the question, with the nearest preceding `[n]` as its citation; else that nothing answers it.
 * @param {readonly { role?: string, content?: string }[]} messages
 * @param {string} prompt used when there are no messages
 */
export function scriptedAnswer(messages, prompt) {
  const list = messages.length > 0 ? messages : [{ role: 'user', content: prompt }];
  const last = list.at(-1)?.content ?? '';
  const repeat = /(?:repeat exactly|répétez exactement)\s?:([\s\S]*)$/i.exec(last);
  if (repeat !== null) return repeat[1].trim();
  const { question, rest } = splitQuestion(last);
  // data that stands with the question is what to answer from; else whatever was said before
  const before = list.slice(0, -1).map(({ content = '' }) => content);
  const context = rest.trim() === '' ? before.join('\n') : rest;
  const french = isFrench(question);
  const best = bestSentence(context, question);
  if (best === undefined) {
    if (french) return 'Le contexte ne répond pas à cette question.';
    return 'The context does not answer this question.';
  }
  const citation = best.citation === undefined ? '' : ` [${best.citation}]`;
  return `${french ? 'D’après le contexte : ' : 'According to the context: '}${best.text}${citation}`;
}

/** The question is what stands after "Question:", else the last paragraph. */
function splitQuestion(text) {
  const marked = [...text.matchAll(/\bquestion ?: ?/gi)].at(-1);
  if (marked !== undefined) {
    return {
      question: text.slice(marked.index + marked[0].length).split('\n\n')[0],
      rest: text.slice(0, marked.index),
    };
  }
  const paragraphs = text.trim().split(/\n\s*\n/);
  const question = paragraphs.pop() ?? '';
  return { question, rest: paragraphs.join('\n\n') };
}

function bestSentence(context, question) {
  const wanted = new Set(words(question).filter((word) => !STOP_WORDS.has(word)));
  const plain = unmark(context);
  const candidates = [];
  let citation;
  for (const line of plain.split('\n')) {
    citation = /\[(\d+)\]/.exec(line)?.[1] ?? citation;
    if (/^\[\d+\] \S+:\d+-\d+/.test(line)) continue; // the heading of an excerpt
    for (const sentence of line.split(/(?<=[.!?])\s+/)) {
      const text = sentence.replace(/^\s*(?:\[\d+\]|[-*#>]+)\s*/, '').trim();
      if (text.length > 3) candidates.push({ text, citation, words: new Set(words(text)) });
    }
  }
  const frequency = new Map();
  for (const { words: own } of candidates) for (const word of own) frequency.set(word, (frequency.get(word) ?? 0) + 1);
  let best;
  let bestScore = 0;
  for (const candidate of candidates) {
    let score = 0;
    for (const word of wanted) if (candidate.words.has(word)) score += 1 / frequency.get(word);
    if (score > bestScore) {
      best = candidate;
      bestScore = score;
    }
  }
  return best;
}

/** Takes datamarking away: marker characters instead of spaces, or one word that opens most lines. */
function unmark(text) {
  const lines = text.replace(/[\uE000-\uF8FF\u02C6\u2581]/g, ' ').split('\n');
  const counts = new Map();
  for (const line of lines) {
    const first = /^\S+(?= )/.exec(line)?.[0];
    if (first !== undefined) counts.set(first, (counts.get(first) ?? 0) + 1);
  }
  const [mark, count] = [...counts].sort((a, b) => b[1] - a[1])[0] ?? ['', 0];
  const isMark = count > 2 && count > lines.length / 2 && !/^[-*#>|]+$/.test(mark);
  return lines.map((line) => (isMark && line.startsWith(`${mark} `) ? line.slice(mark.length + 1) : line)).join('\n');
}

function words(text) {
  const folded = text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
  return [...(folded.match(/[\p{L}\p{N}_]+/gu) ?? [])].map((word) =>
    word.replace(/(?<=\w{3})(?:es|s|ing|ed|er|ez)$/, ''),
  );
}

function isFrench(text) {
  return /[éèêàçùôîœ]|\b(?:le|la|les|des|une|est|quel|quelle|comment|où|qui|pourquoi|dans|avec)\b/i.test(text);
}

/** A value that the schema allows: the first enum value, short strings, small numbers. */
function valueFor(schema, root, messages, depth = 0) {
  if (schema === 'json') return { answer: scriptedAnswer(messages, '') };
  if (schema.$ref !== undefined) {
    const target = schema.$ref
      .split('/')
      .slice(1)
      .reduce((value, key) => value?.[key], root);
    return depth > 8 ? null : valueFor(target, root, messages, depth + 1);
  }
  if (schema.const !== undefined) return schema.const;
  if (schema.enum !== undefined) return schema.enum[0];
  const alternative = (schema.anyOf ?? schema.oneOf)?.[0];
  if (alternative !== undefined) return valueFor(alternative, root, messages, depth + 1);
  const type = [schema.type ?? (schema.properties === undefined ? 'string' : 'object')].flat()[0];
  if (type === 'object') {
    const entries = Object.entries(schema.properties ?? {});
    return Object.fromEntries(entries.map(([key, inner]) => [key, valueFor(inner, root, messages, depth + 1)]));
  }
  if (type === 'array') {
    const length = Math.max(schema.minItems ?? 1, 0);
    return Array.from({ length }, () => valueFor(schema.items ?? { type: 'integer' }, root, messages, depth + 1));
  }
  if (type === 'integer' || type === 'number') return schema.minimum ?? 1;
  if (type === 'boolean') return true;
  return type === 'null' ? null : scriptedAnswer(messages, '').slice(0, schema.maxLength ?? 200);
}

/** Pieces of about four characters, a word's leading space with it: near the granularity of real tokens. */
function pieces(text) {
  return text.match(/<\|\w+\|>| ?[\p{L}\p{M}]{1,5}| ?\p{N}{1,3}|\n+|\s|[^\s\p{L}\p{M}\p{N}]/gu) ?? [];
}

function hash(word) {
  let h = 2166136261;
  for (let i = 0; i < word.length; i++) h = Math.imul(h ^ word.charCodeAt(i), 16777619);
  return h >>> 0;
}

function next(state) {
  state.seed = (Math.imul(state.seed, 1664525) + 1013904223) >>> 0;
  return state.seed / 4294967296;
}

async function turn(signal) {
  await new Promise((resolve) => setImmediate(resolve));
  signal.throwIfAborted();
}
