// The contract between the protocol and what computes: two engines implement it, `scripted` and `llama`.

/**
 * @typedef {object} Loaded A model in memory. One call at a time.
 * @property {number} size bytes, for `/api/ps`
 * @property {(text: string) => number[]} tokenize
 * @property {(tokens: readonly number[]) => string} detokenize
 * @property {(request: Generation) => AsyncIterable<Piece>} generate
 * @property {(tokens: readonly number[]) => Promise<number[]>} embed not normalised
 * @property {() => Promise<void>} dispose
 *
 * @typedef {object} Generation
 * @property {readonly number[]} tokens the prompt
 * @property {string} prompt the same as text
 * @property {readonly { role?: string, content?: string }[]} messages what the prompt was rendered from
 * @property {Record<string, unknown>} options merged, see options.mjs
 * @property {'json' | Record<string, unknown> | undefined} format
 * @property {boolean} shift
 * @property {AbortSignal} signal
 * @property {() => void} onPromptEvaluated called once, before the first piece
 *
 * @typedef {{ text: string, tokens: readonly number[], end?: 'stop' | 'length' }} Piece
 *   `text` may be empty while a character is incomplete; `end` comes with the last piece, which carries no token
 *
 * @typedef {object} Engine
 * @property {'scripted' | 'llama'} kind
 * @property {(model: object, gguf: object, options: Record<string, unknown>, signal?: AbortSignal) => Promise<Loaded>} load
 * @property {() => Promise<void>} dispose
 */
export {};
