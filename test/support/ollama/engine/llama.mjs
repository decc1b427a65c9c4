// The llama engine: a real GGUF computed by llama.cpp through node-llama-cpp's prebuilt binary, CPU only.
import { createRequire } from 'node:module';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { ensureRuntime } from '../assets.mjs';
import { Aborted } from './runners.mjs';

/** The prompt is read in slices, so that a client that leaves is noticed in between: 128 tokens cost about 0.3 s. */
const SLICE = 128;
/** More threads than free cores make llama.cpp spin and crawl; tests share their machine. */
const THREADS = 1;

/** @returns {Promise<import('./engine.mjs').Engine>} @throws {Error} when the runtime cannot be had */
export async function createLlamaEngine(log) {
  const runtime = await ensureRuntime(log === undefined ? {} : { log });
  if (runtime.path === undefined) throw new Error(runtime.reason);
  const require = createRequire(path.join(runtime.path, 'package.json'));
  const library = await import(pathToFileURL(require.resolve('node-llama-cpp')).href);
  const llama = await library.getLlama({ gpu: false, build: 'never', progressLogs: false, logLevel: 'error' });
  return {
    kind: 'llama',
    load: (model, gguf, options, signal) => load(library, llama, model, gguf, options, signal),
    dispose: () => llama.dispose(),
  };
}

async function load(library, llama, { modelPath, capabilities }, gguf, options, signal) {
  const threads = options.num_thread > 0 ? options.num_thread : THREADS;
  const isEmbedding = capabilities.includes('embedding');
  let model;
  try {
    model = await llama.loadModel({
      modelPath,
      useMmap: options.use_mmap ?? false,
      ...(signal ? { loadSignal: signal } : {}),
    });
    const size = {
      // an input may fill the whole context; node-llama-cpp wants one place more
      contextSize: options.num_ctx + (isEmbedding ? 1 : 0),
      batchSize: Math.min(options.num_batch, options.num_ctx),
      threads,
      ignoreMemorySafetyChecks: true,
    };
    const context = isEmbedding ? await model.createEmbeddingContext(size) : await model.createContext(size);
    const shared = { library, llama, model, context, gguf, options };
    return isEmbedding ? new EmbeddingModel(shared) : new ChatModel(shared);
  } catch (error) {
    await model?.dispose();
    if (signal?.aborted) throw new Aborted();
    throw new Error(`llama-server failed to load the model: ${error.message}`, { cause: error });
  }
}

class LlamaModel {
  constructor({ library, llama, model, context, gguf, options }) {
    Object.assign(this, { library, llama, model, context, options });
    const value = (key, otherwise) => gguf.metadata.get(`tokenizer.ggml.${key}`) ?? otherwise;
    const isBert = gguf.architecture === 'bert';
    this.before = value('add_bos_token', isBert) ? [value('bos_token_id', value('cls_token_id'))] : [];
    this.after = value('add_eos_token', isBert) ? [value('eos_token_id', value('seperator_token_id'))] : [];
    this.size = model.size + (context.stateSize ?? 0);
  }

  detokenize(tokens) {
    return this.model.detokenize(tokens, true);
  }

  async dispose() {
    await this.context.dispose();
    await this.model.dispose();
  }
}

class EmbeddingModel extends LlamaModel {
  tokenize(text) {
    return [...this.before, ...this.model.tokenize(text), ...this.after];
  }

  async embed(tokens) {
    const { vector } = await this.context.getEmbeddingFor(tokens);
    return [...vector];
  }
}

class ChatModel extends LlamaModel {
  #sequence;

  tokenize(text) {
    const tokens = this.model.tokenize(text, true);
    return this.before.length > 0 && tokens[0] !== this.before[0] ? [...this.before, ...tokens] : tokens;
  }

  async *generate({ tokens, options, format, shift, signal, onPromptEvaluated }) {
    this.#sequence ??= this.context.getSequence();
    const sequence = this.#sequence;
    await this.#readPrompt(sequence, tokens, signal);
    const generated = [];
    const limit = options.num_predict > 0 ? options.num_predict : Infinity;
    const stream = sequence.evaluate(tokens.slice(-1), await this.#sampling(tokens, generated, options, format, shift));
    const pending = [];
    let first = true;
    let whole = '';
    for await (const token of stream) {
      if (first) onPromptEvaluated();
      first = false;
      signal.throwIfAborted();
      if (this.model.isEogToken(token)) {
        yield { text: this.#text(pending, true), tokens: [token], end: 'stop' };
        return;
      }
      generated.push(token);
      pending.push(token);
      const text = this.#text(pending, false);
      whole += text;
      yield { text, tokens: [token] };
      if (format !== undefined && isWholeJson(whole)) {
        // the grammar would go on with white space for ever
        yield { text: '', tokens: [token], end: 'stop' };
        return;
      }
      if (generated.length >= limit || (!shift && tokens.length + generated.length >= this.options.num_ctx)) {
        yield { text: this.#text(pending, true), tokens: [], end: 'length' };
        return;
      }
    }
    yield { text: this.#text(pending, true), tokens: [], end: 'stop' };
  }

  /** Leaves the sequence at all tokens but the last; what it holds of them already is not read again. */
  async #readPrompt(sequence, tokens, signal) {
    const head = tokens.slice(0, -1);
    await sequence.adaptStateToTokens(head, false);
    for (let at = sequence.nextTokenIndex; at < head.length; at += SLICE) {
      signal.throwIfAborted();
      await sequence.evaluateWithoutGeneratingNewTokens(head.slice(at, at + SLICE));
    }
    signal.throwIfAborted();
  }

  async #sampling(tokens, generated, options, format, shift) {
    const { repeat_penalty, repeat_last_n, frequency_penalty, presence_penalty, num_keep } = options;
    const window = repeat_last_n < 0 ? this.options.num_ctx : repeat_last_n;
    const penalises = window > 0 && (repeat_penalty !== 1 || frequency_penalty !== 0 || presence_penalty !== 0);
    return {
      temperature: Math.max(0, options.temperature),
      topK: Math.max(0, options.top_k),
      topP: Math.min(1, options.top_p),
      minP: options.min_p,
      ...(options.seed >= 0 ? { seed: options.seed } : {}),
      yieldEogToken: true,
      ...(penalises
        ? {
            repeatPenalty: {
              punishTokens: () => [...tokens.slice(-window), ...generated].slice(-window),
              maxPunishTokens: window,
              penalty: repeat_penalty,
              frequencyPenalty: frequency_penalty,
              presencePenalty: presence_penalty,
            },
          }
        : {}),
      ...(format === undefined ? {} : { grammarEvaluationState: await this.#grammar(format) }),
      ...(shift
        ? {
            contextShift: {
              size: Math.max(1, Math.floor((this.options.num_ctx - num_keep) / 2)),
              strategy: ({ size }) => [{ start: Math.max(0, num_keep), end: Math.max(0, num_keep) + size }],
            },
          }
        : {}),
    };
  }

  async #grammar(format) {
    const grammar =
      format === 'json' ? await this.llama.getGrammarFor('json') : await this.llama.createGrammarForJsonSchema(format);
    return new this.library.LlamaGrammarEvaluationState({ model: this.model, grammar });
  }

  /** Takes from `pending` what is whole characters; at the end, everything. */
  #text(pending, atEnd) {
    if (pending.length === 0) return '';
    const text = this.model.detokenize(pending);
    if (!atEnd && text.endsWith('\uFFFD') && pending.length < 4) return '';
    pending.length = 0;
    return text;
  }
}

function isWholeJson(text) {
  if (!/[}\]]\s*$/.test(text.slice(-8))) return false;
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
