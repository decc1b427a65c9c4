// The `options` of a request: defaults, types and the error texts for a wrong type (500, unlike everything outside `options`).

/** Defaults of Ollama 0.33 (api.DefaultOptions); num_ctx is what a machine without a GPU gets. */
const DEFAULTS = Object.freeze({
  num_predict: -1,
  num_keep: 4,
  temperature: 0.8,
  top_k: 40,
  top_p: 0.9,
  min_p: 0,
  typical_p: 1,
  repeat_last_n: 64,
  repeat_penalty: 1,
  presence_penalty: 0,
  frequency_penalty: 0,
  seed: -1,
  num_ctx: 4096,
  num_batch: 512,
  num_gpu: -1,
  num_thread: 0,
});

const TYPES = {
  num_keep: 'integer', seed: 'integer', num_predict: 'integer', top_k: 'integer', top_p: 'float32', min_p: 'float32',
  typical_p: 'float32', repeat_last_n: 'integer', temperature: 'float32', repeat_penalty: 'float32',
  presence_penalty: 'float32', frequency_penalty: 'float32', stop: 'strings', num_ctx: 'integer', num_batch: 'integer',
  num_gpu: 'integer', main_gpu: 'integer', use_mmap: 'boolean', num_thread: 'integer', draft_num_predict: 'integer',
}; // prettier-ignore

/** The smallest context that a runner starts with. */
const SMALLEST_CONTEXT = 4;

/**
 * Merges the model's parameters and the request's options over the defaults. Unknown keys and nulls are ignored.
 * @throws {Error} with Ollama's text when a value has the wrong type
 */
export function mergeOptions(modelParameters, requestOptions) {
  const merged = { ...DEFAULTS, stop: [], use_mmap: undefined };
  for (const source of [modelParameters, requestOptions]) {
    for (const [key, value] of Object.entries(source ?? {})) {
      if (TYPES[key] === undefined || value === null) continue;
      merged[key] = convert(key, value);
    }
  }
  merged.num_ctx = Math.max(merged.num_ctx, SMALLEST_CONTEXT);
  return merged;
}

/** What starts a new runner when it changes. */
export function runnerKey(options, shift) {
  return JSON.stringify([
    options.num_ctx,
    options.num_batch,
    options.num_gpu,
    options.num_thread,
    options.use_mmap,
    shift,
  ]);
}

function convert(key, value) {
  const type = TYPES[key];
  if (type === 'integer') {
    if (typeof value !== 'number') throw new Error(`option "${key}" must be of type integer`);
    return Math.trunc(value);
  }
  if (type === 'strings') {
    if (!Array.isArray(value)) throw new Error(`option "${key}" must be of type array`);
    if (value.some((item) => typeof item !== 'string')) {
      throw new Error(`option "${key}" must be of an array of strings`);
    }
    return value;
  }
  if (type === 'boolean') {
    if (typeof value !== 'boolean') throw new Error(`option "${key}" must be of type boolean`);
    return value;
  }
  if (typeof value !== 'number') throw new Error(`option "${key}" must be of type float32`);
  return value;
}
